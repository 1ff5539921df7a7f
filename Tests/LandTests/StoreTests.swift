import Diagnostics
import Facts
import Foundation
import Testing

@testable import Land

/// Imports that are kept: opened while nothing changed, made again where something did.
@Suite struct StoreTests {
  private let town: SmallTown
  private let store: String

  init() throws {
    town = try SmallTown()
    store = town.folder.appendingPathComponent("store").path
  }

  private func load() throws -> (territory: Territory, steps: [String]) {
    nonisolated(unsafe) var steps: [String] = []
    let territory = try Territory(
      loading: town.folder.appendingPathComponent("territory.yaml").path, store: store,
      progress: { steps.append($0) })
    return (territory, steps)
  }

  private func isKept(_ title: String, _ steps: [String]) -> Bool {
    steps.contains { $0.hasPrefix("\(title):") && $0.hasSuffix("imported before") }
  }

  private func surveys(_ territory: Territory) -> [SiteFacts] {
    ["2005-05-05", "2024-05-01"].compactMap { CivilDate($0) }.flatMap { day in
      territory.parcels.map { territory.survey($0, on: day) }
    }
  }

  private var files: [URL] {
    get throws {
      try FileManager.default.contentsOfDirectory(
        at: URL(fileURLWithPath: store), includingPropertiesForKeys: nil)
    }
  }

  @Test func `what was imported before is opened, and says the same of every lot`() throws {
    let first = try load()
    #expect(!isKept("parcels", first.steps))
    let second = try load()
    for title in ["parcels", "zones 1", "zones 2", "layer flood", "streets"] {
      #expect(isKept(title, second.steps), "\(title)")
    }
    #expect(surveys(first.territory) == surveys(second.territory))
    #expect(first.territory.findings == second.territory.findings)
    #expect(first.territory.readings == second.territory.readings)
    #expect(first.territory.hash == second.territory.hash)
    #expect(surveys(first.territory) == surveys(try town.load()))
  }

  @Test func `a source that changed is imported again, and only that one`() throws {
    let before = try load()
    try town.write(
      "flood.geojson",
      SmallTown.collection([SmallTown.feature(["name": "river"], SmallTown.box(-50, -50, 20, 30))]))
    let after = try load()
    #expect(!isKept("layer flood", after.steps))
    #expect(isKept("parcels", after.steps))
    #expect(before.territory.hash != after.territory.hash)
    let share = after.territory.survey(after.territory.parcels[0], on: CivilDate("2024-05-01")!)
      .layers["flood"]?.share
    #expect(share == .number(1))
  }

  @Test func `a file that was only touched is not imported again`() throws {
    _ = try load()
    let file = town.folder.appendingPathComponent("parcels.geojson")
    let text = try Data(contentsOf: file)
    try text.write(to: file)
    #expect(isKept("parcels", try load().steps))
  }

  @Test func `a setting that an import depends on makes another import`() throws {
    _ = try load()
    try town.edit("columns: { code: code },\n", "columns: { code: height },\n")
    let after = try load()
    #expect(!isKept("zones 2", after.steps))
    #expect(isKept("zones 1", after.steps))
  }

  @Test func `what was left out is told again from the file that is kept`() throws {
    try town.write(
      "parcels.geojson",
      SmallTown.collection(
        SmallTown.lots.map { SmallTown.feature(["number": $0.0], $0.1) }
          + [SmallTown.feature(["number": "7"], [(0, 0), (1, 1), (2, 2), (0, 0)])]))
    let told = try load().territory.findings.filter { $0.id == "refused-feature" }
    #expect(told.count == 1)
    #expect(try load().territory.findings.filter { $0.id == "refused-feature" } == told)
  }

  @Test func `a file that is cut off, altered or foreign is made again`() throws {
    let whole = try load()
    for file in try files {
      let bytes = try Data(contentsOf: file)
      for place in [0, 9, 20, 40, 70, bytes.count / 3] {
        var broken = bytes
        broken[place] ^= 0x55
        try broken.write(to: file)
        #expect(surveys(try load().territory) == surveys(whole.territory))
      }
      for length in [0, 1, 63, 64, bytes.count / 2, bytes.count - 1] {
        try bytes.prefix(length).write(to: file)
        #expect(surveys(try load().territory) == surveys(whole.territory))
      }
      try Data("something else".utf8).write(to: file)
      #expect(surveys(try load().territory) == surveys(whole.territory))
    }
  }

  @Test func `a store that cannot be made is told, and nothing else changes`() throws {
    let blocked = town.folder.appendingPathComponent("territory.yaml").path + "/store"
    let territory = try Territory(
      loading: town.folder.appendingPathComponent("territory.yaml").path, store: blocked)
    #expect(territory.findings.contains { $0.id == "not-kept" })
    #expect(surveys(territory) == surveys(try town.load()))
  }
}
