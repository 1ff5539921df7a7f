package import Diagnostics
import Evaluation
import FEEL
import Facts

/// How much work may go into proofs. Counted in steps, so that the same law gives the same findings on every machine.
package struct ProofDepth: Sendable {
  /// Comparisons looked at for one question.
  var stepsOfQuestion: Int
  /// Comparisons looked at for one jurisdiction.
  var steps: Int
  /// Expressions read for one day of one jurisdiction.
  var room: Int
  /// Days of different law that are looked at, the latest first.
  var days: Int
  /// Elements of a list that are tried.
  var elements: Int

  package static let usual = ProofDepth(
    stepsOfQuestion: 60_000, steps: 6_000_000, room: 60_000, days: 24, elements: 1)
  package static let deep = ProofDepth(
    stepsOfQuestion: 2_000_000, steps: 200_000_000, room: 1_000_000, days: 200, elements: 3)
}

/// What was proved of a rulebook.
package struct Proof: Sendable {
  package var findings: [Diagnostic] = []
  /// Questions that were asked, and how many of them were not decided.
  package var questions = 0
  package var undecided = 0

  package init() {}
}

/// Puts questions to one ruleset: is there a case in which …?
///
/// An answer "none" is a proof. A case that is found is evaluated before anybody sees it, and counts only if the evaluation says
/// what the question asked. All else is not decided, and said so.
final class Prover {
  let ruleset: Ruleset
  let depth: ProofDepth
  /// The folder of the regulations, for the command lines of examples.
  let folder: String
  /// One day of each state of the law that is looked at, the latest first.
  let days: [CivilDate]
  /// Whether there are more states of the law than are looked at.
  let isCut: Bool
  private var readings: [CivilDate: Reading] = [:]
  private var steps: Int
  var proof = Proof()
  /// The examples of the findings that have one, in their order.
  private(set) var examples: [CaseExample] = []
  private var open: [OpenQuestion] = []
  var requirements: [RuleKey: RequirementReading] = [:]
  /// Tables with cells that are no constants, by their place: what their own check left open is settled or said anew.
  var settledTables: Set<String> = []

  struct RuleKey: Hashable {
    var id: String
    var text: String
    var day: CivilDate
  }

  private struct OpenQuestion {
    var provenance: Provenance
    var rule: String
    var question: String
    var why: Set<String>
  }

  enum Verdict {
    case none
    case shown(CaseExample)
    case open
  }

  init(_ ruleset: Ruleset, _ depth: ProofDepth, folder: String) {
    self.ruleset = ruleset
    self.depth = depth
    self.folder = folder
    steps = depth.steps
    let all = ruleset.daysOfLaw
    days = Array(all.prefix(depth.days))
    isCut = all.count > depth.days
  }

  func days(of provenance: Provenance) -> [CivilDate] {
    days.filter { ruleset.isInForce(provenance, on: $0) }
  }

  /// Reads with the reading of a day.
  func reading<Result>(on day: CivilDate, _ body: (inout Reading) -> Result) -> Result {
    var reading = readings.removeValue(forKey: day) ?? Reading(ruleset, on: day, room: depth.room)
    let result = body(&reading)
    readings[day] = reading
    return result
  }

  /// Whether there is a case in which a formula holds.
  ///
  /// - Parameters:
  ///   - certain: A narrower formula that is tried first: where the law says so for certain, and not only perhaps.
  ///   - inputs: What the rule rests on, to be given in an example.
  ///   - confirm: Whether the law's own evaluation of a case says so.
  func ask(
    _ formula: Formula, certain: Formula? = nil, on day: CivilDate, work: String, _ inputs: Inputs,
    about provenance: Provenance, _ rule: String, _ question: String,
    confirm: (CaseExample) -> Bool
  ) -> Verdict {
    proof.questions += 1
    if formula == .no { return .none }
    let reading = reading(on: day) { $0 }
    // Lists of one element are tried where nothing is known of lists.
    let likely = Formula.and([certain ?? formula] + reading.hints(behind: certain ?? formula))
    var tried: [Formula] = []
    for attempt in [likely, certain ?? formula, formula] where !tried.contains(attempt) {
      tried.append(attempt)
      switch look(for: attempt, reading, on: day, work: work, inputs, confirm) {
      case .none where attempt == formula: return .none
      case .shown(let example): return .shown(example)
      default: continue
      }
    }
    proof.undecided += 1
    var why = reading.guesses(behind: formula)
    if steps <= 0 { why.insert("the work allowed for one jurisdiction is done") }
    open.append(
      OpenQuestion(provenance: provenance, rule: rule, question: question, why: why))
    return .open
  }

  private func look(
    for formula: Formula, _ reading: Reading, on day: CivilDate, work: String, _ inputs: Inputs,
    _ confirm: (CaseExample) -> Bool
  ) -> Verdict {
    for taste in 0..<3 {
      let allowed = min(depth.stepsOfQuestion, steps)
      var search = Search(reading.unknowns, steps: allowed, taste: taste)
      let outcome = search.solve(formula)
      steps -= allowed - max(0, search.steps)
      switch outcome {
      case .none: return .none
      case .undecided: return .open
      case .found(let assignment):
        let example = example(
          assignment, reading.unknowns, completing: inputs, work: work, on: day)
        if confirm(example) { return .shown(example) }
      }
    }
    return .open
  }

  /// Whether a formula holds in no case: where that is not certain, nothing is said.
  func isImpossible(_ formula: Formula, on day: CivilDate) -> Bool {
    let unknowns = reading(on: day) { $0.unknowns }
    let allowed = min(depth.stepsOfQuestion, steps)
    var search = Search(unknowns, steps: allowed)
    let outcome = search.solve(formula)
    steps -= allowed - max(0, search.steps)
    if case .none = outcome { return true }
    return false
  }

  /// A work that a rule reaches.
  func work(of provenance: Provenance) -> String {
    if let works = provenance.works {
      return ruleset.vocabulary.workOrder.first(where: works.contains) ?? works.sorted().first ?? ""
    }
    return ruleset.vocabulary.workOrder.first {
      ruleset.vocabulary.works[$0]?.isConstruction ?? true
    } ?? "new building"
  }

  /// The works that both rules reach.
  func works(of a: Provenance, _ b: Provenance) -> [String] {
    func reaches(_ provenance: Provenance, _ work: String) -> Bool {
      provenance.works?.contains(work) ?? ruleset.vocabulary.works[work]?.isConstruction ?? true
    }
    let named = Set(ruleset.vocabulary.workOrder).union(a.works ?? []).union(b.works ?? [])
    return (ruleset.vocabulary.workOrder + named.subtracting(ruleset.vocabulary.workOrder).sorted())
      .filter { reaches(a, $0) && reaches(b, $0) }
  }

  // MARK: findings

  func find(
    _ severity: Diagnostic.Severity, _ id: String, _ message: String, at provenance: Provenance,
    related: [(String, Provenance)] = [], mend: String, example: CaseExample? = nil
  ) {
    // What holds in every case is not proved by the latest states of the law alone.
    if isCut,
      ["dead-rule", "always-met", "never-met", "never-decided", "idle-exception", "idle-condition"]
        .contains(id)
    {
      return leaveOpen(
        provenance, message, "whether that is so", "earlier states of the law are not looked at")
    }
    var finding = Diagnostic(severity, id, message, at: place(of: provenance), mend: mend)
    finding.related = related.compactMap { words, other in
      place(of: other).map { .init("\(words) (\(other.citation.article))", at: $0) }
    }
    finding.example = example.map { $0.command(ruleset.vocabulary, folder: folder) }
    if let example { examples.append(example) }
    proof.findings.append(finding)
  }

  /// A question that cannot be put at all.
  func leaveOpen(_ provenance: Provenance, _ rule: String, _ question: String, _ why: String) {
    proof.questions += 1
    proof.undecided += 1
    open.append(
      OpenQuestion(provenance: provenance, rule: rule, question: question, why: [why]))
  }

  /// Everything that was found, with one note for each rule that questions are left of.
  func finish() -> Proof {
    var order: [String] = []
    var grouped: [String: [OpenQuestion]] = [:]
    for question in open {
      let key = question.provenance.citation.source + "\u{0}" + question.rule
      if grouped[key] == nil { order.append(key) }
      grouped[key, default: []].append(question)
    }
    for key in order {
      guard let questions = grouped[key], let first = questions.first else { continue }
      var asked: [String] = []
      for question in questions where !asked.contains(question.question) {
        asked.append(question.question)
      }
      let why = questions.reduce(into: Set<String>()) { $0.formUnion($1.why) }.sorted()
      let reasons =
        why.isEmpty
        ? "too many cases"
        : why.prefix(3).joined(separator: ", ")
          + (why.count > 3 ? " and \(why.count - 3) more" : "")
      proof.findings.append(
        Diagnostic(
          .note, "not-decided",
          "not decided of `\(first.rule)` \(asked.joined(separator: ", ")): \(reasons)",
          at: place(of: first.provenance)))
    }
    if isCut {
      proof.findings.append(
        Diagnostic(
          .note, "not-decided",
          "`\(ruleset.jurisdiction.id)` has had more states of its law than are looked at; only the latest \(days.count) are"
        ))
    }
    return proof
  }
}

extension Reading {
  /// What guesses come to for lists of one element, for all that a formula rests on: good for examples, never for proofs.
  func hints(behind formula: Formula) -> [Formula] {
    guard !hints.isEmpty else { return [] }
    var seen: Set<Int> = []
    var open: Set<Int> = []
    formula.collectVariables(into: &open)
    var found: [Formula] = []
    while let variable = open.popFirst() {
      guard seen.insert(variable).inserted else { continue }
      if let hint = hints[variable] {
        found.append(hint)
        hint.collectVariables(into: &open)
      }
      if let (a, b) = unknowns[variable].factors { open.formUnion([a, b]) }
      unknowns[variable].meaning.collectVariables(into: &open)
    }
    return found
  }

  /// What is not looked into among all that a formula rests on.
  func guesses(behind formula: Formula) -> Set<String> {
    var seen: Set<Int> = []
    var open: Set<Int> = []
    formula.collectVariables(into: &open)
    var found: Set<String> = []
    while let variable = open.popFirst() {
      guard seen.insert(variable).inserted else { continue }
      if let why = guesses[variable] { found.insert(why) }
      if let (a, b) = unknowns[variable].factors {
        open.formUnion([a, b])
        found.insert("a product or quotient of unknowns")
      }
      unknowns[variable].meaning.collectVariables(into: &open)
    }
    return found
  }
}

extension Ruleset {
  /// A day of each state that the law has been in, the latest first: states in which the same rules hold count once.
  var daysOfLaw: [CivilDate] {
    let provenances =
      definitions.map(\.provenance) + tables.flatMap(\.parts).map(\.provenance)
      + requirements.map(\.provenance) + exemptions.map(\.provenance)
      + generalConditions.map(\.provenance) + exceptions.map(\.provenance)
      + provisions.map(\.provenance)
    let starts = changes
    let usual = CivilDate(year: 2026, month: 1, day: 1) ?? CivilDate(dayNumber: 20_454)
    // The day that stands for a state: one of our own time where it lies in the state.
    var days: [CivilDate] = []
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : nil
      days.append(start <= usual && (end.map { usual < $0 } ?? true) ? usual : start)
    }
    days.insert(starts.first.map { $0 <= usual ? $0.adding(days: -1) : usual } ?? usual, at: 0)
    var seen: Set<[Bool]> = []
    return days.reversed().filter { day in
      seen.insert(provenances.map { isInForce($0, on: day) }).inserted
    }
  }
}
