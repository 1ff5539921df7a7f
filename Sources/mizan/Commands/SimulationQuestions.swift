import Diagnostics
import Evaluation
import Facts
import Foundation
import Service
import Simulation

/// What a simulation asks of each town: the same of every lot, or its own of each that a file names.
struct SimulationQuestions {
  var works: [String] = []
  var inputs: [JSON.Member] = []
  var lines: [Int: Result<BatchFile.Line, JSONFault>]?

  /// A line of the file that could not be put.
  struct Refused {
    /// 1 is the line of the column names.
    var line: Int
    var detail: String
    var json: JSON { ["line": .number(Number(line)), "detail": .string(detail)] }
  }

  init(works: [String], facts: [String], inputs: String?, proposals: String?) throws {
    self.works = works
    if let inputs {
      guard let data = FileManager.default.contents(atPath: inputs) else {
        throw Wrong("`\(inputs)` cannot be read")
      }
      let json: JSON
      do { json = try JSON(parsing: Array(data)) } catch {
        throw Wrong("`\(inputs)` is no JSON: \(error.description)")
      }
      guard let members = json.object else {
        throw Wrong("`\(inputs)` holds no object; write {\"storeys\": 3, …}")
      }
      self.inputs = members
    }
    for fact in facts {
      guard let sign = fact.firstIndex(of: "=") else {
        throw Wrong("`\(fact)` is no fact; write `--fact name=value`")
      }
      self.inputs.append(
        .init(String(fact[..<sign]), .string(String(fact[fact.index(after: sign)...]))))
    }
    if let proposals {
      guard works.isEmpty, self.inputs.isEmpty else {
        throw Wrong(
          "`--proposals` names works and facts itself; leave `--work`, `--fact` and `--inputs`")
      }
      guard let data = FileManager.default.contents(atPath: proposals) else {
        throw Wrong("`\(proposals)` cannot be read")
      }
      let read = try BatchFile.lines(of: data, named: proposals)
      let first = proposals.hasSuffix(".csv") ? 2 : 1
      lines = Dictionary(
        uniqueKeysWithValues: read.enumerated().map { ($0.offset + first, $0.element) })
    }
  }

  /// Whether nothing is said of the work: then the examples of the vocabulary are.
  var saysNothing: Bool { inputs.isEmpty && lines == nil }

  // MARK: everywhere

  /// One proposal for each work, under both laws.
  func proposals(_ laws: Laws, town: String) throws -> [Proposal] {
    let known = laws.works(of: town)
    let wanted = try works.isEmpty ? known : works.map { try laws.work($0, among: known) }
    return try wanted.map { work in
      saysNothing
        ? Proposal(work: work, facts: laws.examples) : try laws.proposal(work, inputs)
    }
  }

  // MARK: line by line

  /// The lines about a town's parcels, each with the row of its parcel.
  func lines(_ laws: Laws, town: String, _ rows: [String: Int], on date: CivilDate)
    -> (cases: [(row: Int, proposal: Proposal)], refused: [Refused])
  {
    var cases: [(row: Int, proposal: Proposal)] = []
    var refused: [Refused] = []
    for (number, line) in (lines ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard case .success(let line) = line, let parcel = line.parcel,
        parcel.split(separator: "/").first.map(String.init) == town
      else { continue }
      do {
        guard let row = rows[parcel] else { throw Wrong("there is no parcel `\(parcel)`") }
        if let on = line.on, on != date {
          throw Wrong("a simulation is as of one day, \(date); leave `on`, or say --on \(on)")
        }
        let work = try laws.work(line.work, among: laws.works(of: town))
        cases.append((row, try laws.proposal(work, line.inputs)))
      } catch { refused.append(Refused(line: number, detail: "\(error)")) }
    }
    return (cases, refused)
  }

  /// The lines that belong to no town.
  func strays(towns: Set<String>) -> [Refused] {
    (lines ?? [:]).sorted { $0.key < $1.key }.compactMap { number, line in
      switch line {
      case .failure(let fault): return Refused(line: number, detail: fault.message)
      case .success(let line):
        guard let parcel = line.parcel else {
          return Refused(line: number, detail: "a line names its `parcel`")
        }
        let town = parcel.split(separator: "/").first.map(String.init) ?? ""
        guard towns.contains(town) else {
          return Refused(
            line: number, detail: "there is no parcel `\(parcel)`; write it as `town/number`")
        }
        return nil
      }
    }
  }
}

/// The law in force and the amended one at the counter of one town.
struct Laws {
  let counters: (before: Municipality, after: Municipality)
  let rulesets: (before: Ruleset, after: Ruleset)

  func works(of town: String) -> [String] {
    let before = counters.before.works(in: town, language: "en").map(\.name)
    let after = counters.after.works(in: town, language: "en").map(\.name)
    return before + after.filter { !before.contains($0) }
  }

  /// The work that a word means under either law.
  func work(_ word: String, among known: [String]) throws -> String {
    for (counter, ruleset) in [
      (counters.before, rulesets.before), (counters.after, rulesets.after),
    ] {
      if let work = counter.work(word, in: ruleset), known.contains(work) { return work }
    }
    throw Wrong(
      "the regulations of `\(rulesets.before.jurisdiction.id)` know no work `\(word)`"
        + (nearestName(to: word, among: known).map { "; write `\($0)`" }
          ?? "; one of " + known.map { "`\($0)`" }.joined(separator: ", ")))
  }

  /// Each fact is read as the law in force declares it; one that only the amended law knows, as that does.
  func proposal(_ work: String, _ inputs: [JSON.Member]) throws -> Proposal {
    var proposal = Proposal(work: work)
    for input in inputs {
      let isOld =
        rulesets.before.vocabulary.facts[input.key] != nil
        || rulesets.after.vocabulary.facts[input.key] == nil
      let counter = isOld ? counters.before : counters.after
      let ruleset = isOld ? rulesets.before : rulesets.after
      let known = ruleset.vocabulary.works[work] != nil ? work : ruleset.vocabulary.workOrder.first
      let question = Question(
        parcel: nil, site: nil, work: known ?? work, inputs: [input], on: CivilDate.today(),
        language: "en")
      switch counter.proposal(for: question, under: ruleset) {
      case .success(let one): proposal.facts.merge(one.facts) { _, new in new }
      case .failure(let refusal): throw Wrong(refusal)
      }
    }
    return proposal
  }

  /// What somebody says who leaves no question of either law open; of a fact that both know, as the law in force has it.
  var examples: [String: FactValue] {
    rulesets.after.vocabulary.exampleFacts
      .merging(rulesets.before.vocabulary.exampleFacts) { _, before in before }
  }
}
