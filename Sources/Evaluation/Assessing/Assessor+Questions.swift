package import Facts

/// A question that can still decide, with what shows it.
package struct DecisiveQuestion: Sendable {
  package var name: String
  /// What shows it; nil where nothing was found in the time given, so that it is asked all the same, after the others.
  package var witness: Witness?

  /// Two proposals that differ in this fact alone and come to different verdicts at one site.
  package struct Witness: Sendable {
    package var first: Proposal
    package var second: Proposal
    /// The site, with what is not known of its layers made up too.
    package var site: SiteFacts
  }
}

extension Assessor {
  /// Which of the facts that are missing can still decide, those first of which it is shown.
  ///
  /// For each it looks for a completion of all the others under which this one decides: from some values of theirs it goes,
  /// fact by fact, to whatever leaves the fewest rules unmet, since a fact decides where all else is well. What is not among the
  /// facts given is not asked: the evaluation says of it that no value of it changes anything.
  /// - Parameter names: Facts that an evaluation found missing and that can be asked for.
  /// - Parameter others: What else it found missing: on the land, or for an officer to judge.
  /// - Parameter limit: How many with a witness are enough.
  /// - Parameter effort: How many cases may be assessed in all; what is not looked at comes last.
  package func questions(
    among names: [String], others: [String] = [], for proposal: Proposal, at site: SiteFacts,
    limit: Int = .max, effort: Int = 200_000
  ) -> [DecisiveQuestion] {
    let site = completed(site)
    guard let batch = batch(proposal.work, [site]),
      let slice = slice(of: proposal.work, on: site.date)
    else { return names.map { DecisiveQuestion(name: $0) } }
    // What an officer judges is open too, and is judged one way or the other in the end.
    let judged = ruleset.vocabulary.facts.values.filter {
      $0.judgedBy != nil && proposal.facts[$0.name] == nil && site.facts[$0.name] == nil
    }.map(\.name).sorted()
    let all = names + (others + judged).filter { !names.contains($0) }
    let trials = all.reduce(into: [String: [FactValue]]()) { trials, name in
      trials[name] = self.trials(of: name, slice.general)
    }
    var effort = effort
    var shown: [DecisiveQuestion] = []
    var open: [DecisiveQuestion] = []
    for name in names {
      if shown.count >= limit || effort <= 0 {
        open.append(DecisiveQuestion(name: name))
        continue
      }
      var search = WitnessSearch(
        name: name, others: all.filter { $0 != name }, trials: trials, proposal: proposal,
        effort: min(effort, 20_000)
      ) { batch.assessOne($0) }
      let found = search.run()
      effort -= search.spent
      if let (first, second) = found {
        shown.append(
          DecisiveQuestion(name: name, witness: .init(first: first, second: second, site: site)))
      } else {
        open.append(DecisiveQuestion(name: name))
      }
    }
    return shown + open
  }

  /// The site as it may be: far from every layer of which nothing is known.
  private func completed(_ site: SiteFacts) -> SiteFacts {
    var site = site
    for layer in ruleset.vocabulary.layers.keys {
      var relation =
        site.layers[layer]
        ?? LayerRelation(share: .unknown(""), distance: .unknown(""), adjoins: .unknown(""))
      if relation.share.isUnknown { relation.share = .number(.zero) }
      if relation.distance.isUnknown { relation.distance = .number(Number(1_000)) }
      if relation.adjoins.isUnknown { relation.adjoins = .boolean(false) }
      site.layers[layer] = relation
    }
    return site
  }

  /// Values that a fact may have, such that the law may treat any two of them differently: its ends, and what the law names.
  private func trials(of name: String, _ general: Residual) -> [FactValue] {
    guard let fact = ruleset.vocabulary.facts[name] else { return [] }
    switch fact.type {
    case .boolean: return [.boolean(false), .boolean(true)]
    case .code(let words): return words.prefix(24).map { .text($0) }
    case .text:
      var codes = Set(general.codeSets.flatMap { $0 })
      for (node, cell) in general.constants.enumerated()
      where general.isConstant[node] && cell.kind == .text {
        codes.insert(cell.small)
      }
      return codes.sorted().prefix(24).map { .text(texts.text($0)) } + [.text("\u{2014}")]
    case .date:
      let days = general.constants.filter { $0.kind == .date }.map { Int($0.small) }
      return Set(days.flatMap { [$0 - 1, $0, $0 + 1] } + [0, 20_000]).sorted().prefix(24).map {
        .date(CivilDate(dayNumber: $0))
      }
    case .number:
      let lowest = fact.lowest ?? .zero
      let highest = fact.highest ?? Number(1, exponent: 9)
      var numbers = general.figures(comparedWith: name).union([lowest, highest])
      for figure in numbers {
        for step in [-1, 1] { numbers.insert((figure + Number(step, exponent: -2)) ?? figure) }
      }
      for power in stride(from: 0, through: 6, by: 2) { numbers.insert(Number(1, exponent: power)) }
      let within = numbers.filter { lowest <= $0 && $0 <= highest }.sorted()
      // The ends, and of what lies between as many as are worth a look.
      let step = max(1, within.count / 40)
      let some = stride(from: 0, to: within.count, by: step).map { within[$0] } + [highest]
      return some.map { .number($0) }
    case .list(.number):
      return [[], [50], [120, 120, 120]].map { .list($0.map { .number(Number($0)) }) }
    case .list, .record: return []
    }
  }
}

extension Residual {
  /// The figures of the law that a fact is compared with, directly or after some arithmetic on either side.
  fileprivate func figures(comparedWith name: String) -> Set<Number> {
    guard
      let place = inputs.firstIndex(where: { $0.source == .fact(name) })
        .map({ Source.input($0) }) ?? listMember(name)
    else { return [] }
    var rests = [Bool](repeating: false, count: constants.count)
    var figures: [Set<Number>] = constants.enumerated().map { node, cell in
      isConstant[node] && cell.kind == .number && !cell.isUnknown ? [cell.number] : []
    }
    var found: Set<Number> = []
    for step in outerSteps + listSteps.flatMap({ $0 }) {
      let to = Int(step.to)
      switch step.code {
      case .input: rests[to] = place == .input(Int(step.a))
      case .member: rests[to] = place == .member(Int(step.a), Int(step.b))
      case .sumOf, .minimumOf, .maximumOf: rests[to] = place == .member(Int(step.a), Int(step.b))
      case .countOf: break
      case .decide:
        let rows = decisions[Int(step.a)].parts.flatMap(\.rows)
        rests[to] = rows.contains { rests[$0.cell] }
        figures[to] = rows.reduce(into: []) { $0.formUnion(figures[$1.cell]) }
      case .isIn: rests[to] = rests[Int(step.a)]
      default:
        let operands = [Int(step.a), Int(step.b), Int(step.c)]
        rests[to] = operands.contains { rests[$0] }
        figures[to] = operands.reduce(into: []) { $0.formUnion(figures[$1]) }
        if [.less, .lessOrEqual, .equal].contains(step.code), rests[to] {
          found.formUnion(figures[to])
        }
      }
    }
    return found
  }

  private enum Source: Equatable {
    case input(Int)
    case member(Int, Int)
  }

  private func listMember(_ name: String) -> Source? {
    for (list, input) in lists.enumerated() {
      if let member = input.members.firstIndex(where: { $0.perLine == name }) {
        return .member(list, member)
      }
    }
    return nil
  }
}

/// Looks for a completion under which one fact decides.
struct WitnessSearch {
  let name: String
  let others: [String]
  let trials: [String: [FactValue]]
  let proposal: Proposal
  let assess: (Proposal) -> (assessment: Assessment, distance: (Int) -> Int)
  private var state: UInt64 = 1_405
  /// How many cases may be assessed, and how many were.
  private let effort: Int
  private(set) var spent = 0
  /// Which of the exemptions a start comes near to.
  private var focus = 0

  init(
    name: String, others: [String], trials: [String: [FactValue]], proposal: Proposal,
    effort: Int,
    assess: @escaping (Proposal) -> (assessment: Assessment, distance: (Int) -> Int)
  ) {
    self.name = name
    self.others = others
    self.trials = trials
    self.proposal = proposal
    self.assess = assess
    self.effort = effort
  }

  private static let starts = 6

  mutating func run() -> (Proposal, Proposal)? {
    guard let values = trials[name], values.count > 1 else { return nil }
    let probes = [values[0], values[values.count / 2], values[values.count - 1]]
    for start in 0..<Self.starts where spent < effort {
      focus = start
      var complete = proposal
      for other in others {
        guard let choices = trials[other], !choices.isEmpty else { continue }
        complete.facts[other] = choices[start == 0 ? 0 : pick(choices.count)]
      }
      complete.facts[name] = values[start == 0 ? 0 : pick(values.count)]
      for _ in 0..<2 {
        if let witness = differing(complete, values) { return witness }
        for other in others where spent < effort { improve(&complete, other, probes) }
      }
      if let witness = differing(complete, values) { return witness }
      // It may matter only together with another: the form of a roof, and then its parapet.
      for other in others {
        for choice in trials[other] ?? [] {
          var one = complete
          one.facts[other] = choice
          if let witness = differing(one, probes) { return witness }
          if spent >= effort { return nil }
        }
      }
    }
    return nil
  }

  /// Two values of the fact under which all else comes to different verdicts.
  private mutating func differing(_ complete: Proposal, _ values: [FactValue]) -> (
    Proposal, Proposal
  )? {
    var first: (proposal: Proposal, verdict: Verdict)?
    // The ends differ first, where they do at all.
    for value in [values[0], values[values.count - 1]] + values.dropFirst().dropLast() {
      var one = complete
      one.facts[name] = value
      let verdict = assess(one).assessment.verdict
      spent += 1
      if let first, first.verdict != verdict { return (first.proposal, one) }
      first = first ?? (one, verdict)
    }
    return nil
  }

  /// Gives a fact the value that leaves the fewest rules unmet while the fact in question still matters to one.
  private mutating func improve(
    _ complete: inout Proposal, _ other: String, _ probes: [FactValue]
  ) {
    guard let choices = trials[other], choices.count > 1 else { return }
    func badness(_ complete: Proposal) -> Int {
      var least = Int.max
      var most = 0
      for probe in probes {
        var one = complete
        one.facts[name] = probe
        let distance = assess(one).distance(focus)
        spent += 1
        least = min(least, distance)
        most = max(most, distance)
      }
      return least == most ? least + 10_000 : least
    }
    var best = complete
    var least = badness(complete)
    for choice in choices {
      var one = complete
      one.facts[other] = choice
      let badness = badness(one)
      if badness < least {
        least = badness
        best = one
      }
    }
    complete = best
  }

  private mutating func pick(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }
}
