import Diagnostics
import Facts
import Foundation
import Geometry
import Testing

@testable import Land

/// The repository's root, from this file's place.
private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The shared data stands beside the repository, or beside the folder of its worktrees.
private let dataFolder: String? = ["../shared/data/cambridge", "../../shared/data/cambridge"]
  .map { root.appendingPathComponent($0).standardizedFileURL.path }
  .first { FileManager.default.fileExists(atPath: $0 + "/parcels_fy2014.geojson") }

private let loaded: Territory? = dataFolder.flatMap {
  try? Territory(loading: root.appendingPathComponent("parcels/cambridge.yaml").path, data: $0)
}

@Suite(.enabled(if: dataFolder != nil, "the data of Cambridge is not beside the repository"), .serialized)
struct CambridgeTests {
  let before = CivilDate(year: 2019, month: 6, day: 1)!
  let after = CivilDate(year: 2026, month: 1, day: 15)!

  private func cambridge() throws -> Territory { try #require(loaded) }

  @Test func `the whole town loads, and says what it mended and left out`() throws {
    let start = ContinuousClock.now
    let town = try Territory(
      loading: root.appendingPathComponent("parcels/cambridge.yaml").path, data: dataFolder)
    print("loaded in \(ContinuousClock.now - start)")
    var counts: [String: Int] = [:]
    for finding in town.findings { counts["\(finding.severity) \(finding.id)", default: 0] += 1 }
    print(counts)
    for finding in town.findings where finding.id == "refused-feature" || finding.id == "refused-row" { print(finding.message) }
    print(town.towns.first?.operation ?? "", town.towns.first?.operationAccuracy ?? -1, town.parcelCount, town.hash ?? "")
    print(town.search("14 aberdeen", limit: 5).map { "\($0.parcel) \($0.text)" })
    #expect(!town.findings.hasErrors)
  }

  @Test func `statistics`() throws {
    let town = try cambridge()
    let start = ContinuousClock.now
    var split = 0, nozone = 0, open = 0, corner = 0, land = 0, fronts = 0, reasons: [String: Int] = [:]
    for parcel in town.parcels {
      let site = town.survey(parcel, on: before)
      if case .unknown(let why) = site.facts["zone"]?.value { if why.contains("in zones") { split += 1 } else { nozone += 1 } }
      if case .unknown(let why) = site.facts["side lines"]?.value { open += 1; reasons[why.filter { !$0.isNumber }, default: 0] += 1 }
      if case .boolean(true) = site.facts["corner lot"]?.value { corner += 1 }
      if case .boolean(true) = site.facts["landlocked lot"]?.value { land += 1 }
      if case .list = site.facts["front lines"]?.value { fronts += 1 }
    }
    print("surveyed \(town.parcels.count) in \(ContinuousClock.now - start): split \(split) nozone \(nozone) open \(open) corner \(corner) landlocked \(land) fronts \(fronts)")
    print(reasons.sorted { $0.value > $1.value }.prefix(12))
    print(town.survey(town.parcels[100], on: before).json.pretty())
  }
}
