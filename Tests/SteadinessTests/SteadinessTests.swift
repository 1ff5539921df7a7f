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
  var flips = 0
  /// Flips of which neither answer says that it hangs on the drawing.
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
    func site(_ town: TownData, _ place: Int, _ scratch: SurveyScratch) -> SiteFacts? {
      guard let edition = town.parcels(on: day) else { return nil }
      var surveyor = Surveyor(
        town: town, edition: edition, place: place, date: day, order: order, scratch: scratch)
      surveyor.survey()
      return SiteFacts(
        jurisdiction: town.file.jurisdiction, parcel: edition.numbers[place], date: day,
        facts: surveyor.facts, layers: surveyor.layers, plans: surveyor.plans)
    }
    let scratch = SurveyScratch()
    let still = places.compactMap { site(town, $0, scratch) }
    let before = still.map { site in
      works.map { law.assess(Proposal(work: $0, facts: facts), at: site).verdict }
    }
    for move in moves {
      let moved = town.moved(move)
      let scratch = SurveyScratch()
      for (index, place) in places.enumerated() {
        guard let site = site(moved, place, scratch) else { continue }
        for (work, verdict) in zip(works, before[index]) {
          cases += 1
          let proposal = Proposal(work: work, facts: facts)
          guard law.assess(proposal, at: site).verdict != verdict else { continue }
          flips += 1
          let answers = [still[index], site].map { law.evaluate(proposal, at: $0) }
          if answers.contains(where: \.saysItIsOnTheLine) { continue }
          let changes = Self.changes(still[index], site)
          silent.append(
            "\(move), \(edition.numbers[place]), \(work): \(verdict) to \(answers[1].verdict): \(changes)")
        }
      }
    }
  }

  /// The facts that differ by more than their last digits.
  private static func changes(_ a: SiteFacts, _ b: SiteFacts) -> String {
    var found: [String] = []
    for (name, fact) in a.facts.sorted(by: { $0.key < $1.key }) {
      guard let other = b.facts[name], other.value != fact.value else { continue }
      if case .list = fact.value, case .list = other.value { continue }
      found.append("\(name): \(fact.value.json.canonical) / \(other.value.json.canonical)")
    }
    for (name, layer) in a.layers.sorted(by: { $0.key < $1.key }) {
      guard let other = b.layers[name], other != layer else { continue }
      found.append("\(name): \(layer.share.json.canonical) \(layer.adjoins.json.canonical) / \(other.share.json.canonical) \(other.adjoins.json.canonical)")
    }
    return found.joined(separator: "; ")
  }
}

extension Answer {
  /// Whether it says of what it answers that it hangs on a millimetre of the drawing.
  fileprivate var saysItIsOnTheLine: Bool {
    requirements.contains(where: \.isOnTheLine)
      || missing.contains { $0.why.contains("as drawn") }
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
      territory, step: Int(ProcessInfo.processInfo.environment["STEP"] ?? "40") ?? 40, moves: moves, on: day)
    print("\(name): \(found.cases) cases, \(found.flips) flips, \(found.silent.count) silent")
    for text in found.silent.prefix(60) { print(text) }
    #expect(found.silent.isEmpty)
  }

  @Test(.enabled(if: cambridge != nil, "the data of Cambridge is not beside the repository"))
  func `no answer of Cambridge hangs silently on a millimetre`() throws {
    let territory = try Territory(
      loading: root.appending(path: "parcels/cambridge.yaml").path, data: cambridge)
    let found = try Steadiness(
      territory, step: (Int(ProcessInfo.processInfo.environment["STEP"] ?? "40") ?? 40) * 3, moves: moves, on: day)
    print("Cambridge: \(found.cases) cases, \(found.flips) flips, \(found.silent.count) silent")
    for text in found.silent.prefix(60) { print(text) }
    #expect(found.silent.isEmpty)
  }
}
