import Evaluation
import Facts
import Foundation
import Geometry
import RuleCompiler
import Testing

@testable import Land

/// The repository's root, from this file's place.
private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The shared data stands beside the repository, or beside the folder of its worktrees.
private let cambridge: String? = ["../shared/data/cambridge", "../../shared/data/cambridge"]
  .map { root.appending(path: $0).standardizedFileURL.path }
  .first { FileManager.default.fileExists(atPath: $0 + "/parcels_fy2014.geojson") }

private let rulebook = try? Rulebook(loading: root.appending(path: "regulations").path)

/// What moving every coordinate by a millimetre does to the answers of a town.
struct Steadiness {
  var cases = 0
  var verdicts: [Verdict: Int] = [:]
  /// Cases with another verdict.
  var flips = 0
  /// Requirements and exemptions that came out otherwise.
  var turns = 0
  /// Facts that are known before and after, and are another: another word, or a figure more than 1 cm off.
  var jumps: [String] = []
  /// Facts that are known before or after, and not on the other side.
  var openings = 0
  /// Flips and turns of which neither answer says that it hangs on the drawing.
  var silent: [String] = []

  /// Asks for every work at every so manieth parcel, once as the town is drawn and once for every move.
  init(_ territory: Territory, step: Int, moves: [Move], on day: CivilDate) throws {
    let town = territory.data[0]
    let law = try #require(rulebook?.rulesets[town.file.jurisdiction])
    let edition = try #require(town.parcels(on: day))
    let order = law.surveyOrder
    let facts = law.vocabulary.exampleFacts
    let places = Array(stride(from: 0, to: edition.numbers.count, by: step))
    let works = law.vocabulary.works.keys.sorted()
    func sites(_ town: TownData) -> [SiteFacts] {
      let scratch = SurveyScratch()
      guard let edition = town.parcels(on: day) else { return [] }
      return places.map { place in
        var surveyor = Surveyor(
          town: town, edition: edition, place: place, date: day, order: order, scratch: scratch)
        surveyor.survey()
        return SiteFacts(
          jurisdiction: town.file.jurisdiction, parcel: edition.numbers[place], date: day,
          facts: surveyor.facts, layers: surveyor.layers, plans: surveyor.plans)
      }
    }
    func assessments(_ site: SiteFacts) -> [Assessment] {
      works.map { law.assess(Proposal(work: $0, facts: facts), at: site) }
    }
    let still = sites(town)
    let before = still.map(assessments)
    for assessment in before.joined() { verdicts[assessment.verdict, default: 0] += 1 }
    for move in moves {
      for (place, site) in sites(town.moved(move)).enumerated() {
        let parcel = site.parcel ?? ""
        compare(still[place], site, "\(move), \(parcel)")
        for (work, (old, new)) in zip(works, zip(before[place], assessments(site))) {
          cases += 1
          if old.verdict != new.verdict { flips += 1 }
          let turned =
            zip(old.requirements + old.exemptions, new.requirements + new.exemptions)
            .count { $0 != $1 }
          turns += turned
          guard turned > 0 || old.verdict != new.verdict else { continue }
          let proposal = Proposal(work: work, facts: facts)
          let answers = [still[place], site].map { law.evaluate(proposal, at: $0) }
          if answers[1].says(whyItDiffersFrom: answers[0]) { continue }
          silent.append("\(move), \(parcel), \(work): \(old.verdict) to \(new.verdict)")
        }
      }
    }
  }

  private mutating func compare(_ a: SiteFacts, _ b: SiteFacts, _ title: String) {
    func compare(_ name: String, _ old: FactValue, _ new: FactValue) {
      if old == new { return }
      switch (old, new) {
      case (.unknown, .unknown): break
      case (.unknown, _), (_, .unknown):
        openings += 1
      case (.number(let one), .number(let other)):
        // An area moves by its perimeter's length times the move.
        let allowed = name.contains("area") ? 1.0 : 0.01
        if abs(one.double - other.double) > allowed {
          jumps.append("\(title), \(name): \(one) to \(other)")
        }
      case (.list(let one), .list(let other)):
        // A bend more or less in a line is no other line.
        let kinds = [one, other].map { Set($0.compactMap(Self.kind)).sorted() }
        if kinds[0] != kinds[1] { jumps.append("\(title), \(name): \(kinds[0]) to \(kinds[1])") }
      default: jumps.append("\(title), \(name): \(old.json.canonical) to \(new.json.canonical)")
      }
    }
    for (name, fact) in a.facts.sorted(by: { $0.key < $1.key }) {
      if let other = b.facts[name] { compare(name, fact.value, other.value) }
    }
    for (name, layer) in a.layers.sorted(by: { $0.key < $1.key }) {
      guard let other = b.layers[name] else { continue }
      compare("share in \(name)", layer.share, other.share)
      compare("distance to \(name)", layer.distance, other.distance)
      compare("adjoins \(name)", layer.adjoins, other.adjoins)
    }
  }

  /// What tells one line, portion or building from another.
  private static func kind(_ item: FactValue) -> String? {
    guard case .record(let members) = item else { return nil }
    return ["kind", "abuts", "zone", "id"].compactMap { name in
      // Lines are counted from where the ring starts.
      if name == "id", members["kind"] != nil { return nil }
      if case .text(let text)? = members[name] { return text }
      return nil
    }.joined(separator: " ")
  }

  func report(_ town: String) {
    print(
      "\(town): \(cases) cases, \(verdicts.map { "\($1) \($0)" }.sorted()), \(flips) verdicts and \(turns) outcomes turn, \(silent.count) cases silently; \(openings) facts open or close, \(jumps.count) jump"
    )
    for text in silent.prefix(40) + jumps.prefix(60) { print("  " + text) }
  }
}

extension Answer {
  /// Whether each requirement that came out otherwise says that it hangs on the drawing, or cannot be told on one side.
  fileprivate func says(whyItDiffersFrom other: Answer) -> Bool {
    var turned = false
    for requirement in requirements {
      for before in other.requirements
      where before.id == requirement.id && before.element == requirement.element
        && before.outcome != requirement.outcome
      {
        turned = true
        guard [before, requirement].contains(where: \.saysItHangsOnTheDrawing) else {
          return false
        }
      }
    }
    return turned || (requirements + other.requirements).contains(where: \.saysItHangsOnTheDrawing)
  }
}

extension Answer.RequirementResult {
  fileprivate var saysItHangsOnTheDrawing: Bool {
    isOnTheLine || outcome == .unknown || statement.contains("is known only to")
  }
}

private let moves: [Move] =
  [-0.001, 0.001].flatMap { x in [-0.001, 0.001].map { .together(Point(x, $0)) } }
  + [.places(seed: 51), .places(seed: 52), .corners(seed: 53), .corners(seed: 54)]

struct SteadinessTests {
  private let day = CivilDate(year: 2025, month: 6, day: 1)!

  @Test(arguments: ["persian", "hebrew"])
  func `no answer of a demonstration town hangs silently on a millimetre`(_ name: String) throws {
    let territory = try Territory(loading: root.appending(path: "parcels/\(name).yaml").path)
    let found = try Steadiness(
      territory, step: 24, moves: moves,
      on: day)
    found.report(name)
    #expect(found.silent.isEmpty && found.jumps.isEmpty)
  }

  @Test(.enabled(if: cambridge != nil, "the data of Cambridge is not beside the repository"))
  func `no answer of Cambridge hangs silently on a millimetre`() throws {
    let territory = try Territory(
      loading: root.appending(path: "parcels/cambridge.yaml").path, data: cambridge)
    let found = try Steadiness(
      territory, step: 120,
      moves: moves, on: day)
    found.report("Cambridge")
    #expect(found.silent.isEmpty)
    // Where two bends of a line are at the limit of what is one line, a depth taken from its middle jumps.
    #expect(found.jumps.count * 100 < found.cases)
  }
}
