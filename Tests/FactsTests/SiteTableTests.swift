import Foundation
import TestSupport
import Testing

@testable import Facts

/// A table gives back the very sites that it was made of, in memory and from its file.
struct SiteTableTests {
  static let day = CivilDate(dayNumber: 20_000)

  static func table(of sites: [SiteFacts]) throws -> SiteTable {
    var builder = SiteTableBuilder(jurisdiction: "demo", date: day)
    for site in sites { try builder.append(site) }
    return try builder.table()
  }

  static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "mizan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
  func `sites of any facts come back as they went in`(seed: UInt64) throws {
    var random = RandomSites(seed: seed)
    let sites = (0..<Int(seed * seed * 3)).map { random.site($0) }
    let table = try Self.table(of: sites)
    #expect(table.count == sites.count)
    for (row, site) in sites.enumerated() {
      #expect(table.site(row) == site)
      #expect(table.site(row).json.canonical == site.json.canonical)
    }
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "sites").path
    try table.write(to: file)
    let read = try SiteTable(reading: file)
    #expect((0..<read.count).map(read.site) == sites)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["sites"])
  }

  @Test func `the same sites make the same bytes`() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var written: [Data] = []
    for name in ["a", "b"] {
      var random = RandomSites(seed: 11)
      let file = folder.appending(path: name)
      try Self.table(of: (0..<50).map { random.site($0) }).write(to: file.path)
      written.append(try Data(contentsOf: file))
    }
    #expect(written[0] == written[1])
  }

  @Test func `a column that says the same in every row has one cell`() throws {
    let sites = (0..<1000).map { row in
      SiteFacts(
        jurisdiction: "demo", parcel: "town/\(row)", date: Self.day,
        facts: [
          "zone": SiteFact(.text("R1"), source: "zones"),
          "lot area": SiteFact(.number(Number(row * 25 + 10_000, exponent: -2))),
        ])
    }
    let table = try Self.table(of: sites)
    let zone = try #require(table.fact(named: "zone")?.field.columns.first)
    #expect(zone.states.isUniform)
    let area = try #require(table.fact(named: "lot area")?.field.columns.first)
    guard case .wholes(let cells, let exponent) = area.values else {
      Issue.record("areas are whole numbers of one power of ten")
      return
    }
    #expect(exponent == -2)
    #expect(cells[4] == 10_100)
    #expect(table.fact(named: "no such fact") == nil)
    #expect(table.parcel(7) == "town/7")
  }

  @Test func `a site of another day does not go into the table`() throws {
    var builder = SiteTableBuilder(jurisdiction: "demo", date: Self.day)
    #expect(throws: SiteTableFault.self) {
      try builder.append(SiteFacts(jurisdiction: "demo", date: Self.day.adding(days: 1)))
    }
    #expect(throws: SiteTableFault.self) {
      try builder.append(SiteFacts(jurisdiction: "other", date: Self.day))
    }
  }

  @Test func `an empty table is a table`() throws {
    #expect(try Self.table(of: []).count == 0)
  }

  @Test func `a file that is cut off, changed or something else is refused by name`() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "sites")
    var random = RandomSites(seed: 5)
    try Self.table(of: (0..<40).map { random.site($0) }).write(to: file.path)
    let whole = try Data(contentsOf: file)
    func fault(_ data: Data) throws -> SiteTableFault? {
      try data.write(to: file)
      do { _ = try SiteTable(reading: file.path) } catch { return error }
      return nil
    }
    #expect(try fault(whole) == nil)
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<200 {
      let length = Int.random(in: 0..<whole.count, using: &generator)
      #expect(try fault(whole.prefix(length)) != nil)
      var changed = whole
      changed[Int.random(in: 0..<whole.count, using: &generator)] ^= UInt8.random(
        in: 1...255, using: &generator)
      #expect(try fault(changed) != nil)
    }
    #expect(try fault(Data("[]".utf8)) == .noTable(file.path))
    #expect(try fault(whole.prefix(100)) == .cutOff(file.path, bytes: 100, of: UInt64(whole.count)))
    var newer = whole
    newer[8] = 9
    #expect(try fault(newer) == .otherVersion(file.path, 9))
    #expect(throws: SiteTableFault.self) {
      _ = try SiteTable(reading: folder.appending(path: "nothing").path)
    }
  }

  @Test func `a directory that lies under a right checksum is refused and harms nothing`() throws {
    var random = RandomSites(seed: 6)
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "sites")
    try Self.table(of: (0..<20).map { random.site($0) }).write(to: file.path)
    let whole = [UInt8](try Data(contentsOf: file))
    let start = whole.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: 32, as: UInt64.self)) }
    var generator = SeededGenerator(seed: 10)
    for _ in 0..<400 {
      var forged = whole
      let place = Int.random(in: start..<whole.count, using: &generator)
      forged[place] ^= UInt8.random(in: 1...255, using: &generator)
      let sum = forged.withUnsafeBytes {
        SiteTableFormat.checksum(UnsafeRawBufferPointer(rebasing: $0[40...])) ^ UInt64(start)
      }
      withUnsafeBytes(of: sum.littleEndian) { forged.replaceSubrange(24..<32, with: $0) }
      try Data(forged).write(to: file)
      guard let table = try? SiteTable(reading: file.path) else { continue }
      for row in 0..<table.count { _ = table.site(row) }
    }
  }
}

/// Sites of all that a fact can be, the rare with the common.
struct RandomSites {
  private var generator: SeededGenerator
  private static let names = ["lot area", "zone", "corner lot", "lines", "built", "odd"]

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  mutating func site(_ place: Int) -> SiteFacts {
    var site = SiteFacts(
      jurisdiction: "demo", parcel: pick(9) == 0 ? nil : "town/\(place)", date: SiteTableTests.day)
    for (kind, name) in Self.names.enumerated() where pick(5) > 0 {
      site.facts[name] = SiteFact(
        value(name == "odd" ? pick(8) : kind, depth: 0),
        method: pick(3) == 0 ? "measured \(pick(2))" : nil,
        source: pick(2) == 0 ? "parcels 2014" : nil,
        tolerance: pick(3) == 0 ? Number(pick(100), exponent: -1) : nil)
    }
    for name in ["flood", "historic"] where pick(3) > 0 {
      site.layers[name] = LayerRelation(
        share: value(pick(2) == 0 ? 0 : 7, depth: 0), distance: value(0, depth: 0),
        adjoins: value(2, depth: 0), names: (0..<pick(3)).map { "A\($0)" },
        source: pick(2) == 0 ? "flood 2020" : nil)
    }
    for plan in 0..<pick(3) {
      site.plans.append(
        PlanInForce(
          id: "plan \(plan)", rank: "local", status: "approved",
          effective: pick(2) == 0 ? nil : CivilDate(dayNumber: pick(30_000))))
    }
    return site
  }

  private mutating func value(_ kind: Int, depth: Int) -> FactValue {
    if pick(6) == 0 { return .unknown(["not measured", "outside", ""][pick(3)]) }
    switch kind {
    case 0:
      switch pick(12) {
      case 0: return .number(Number("-123456789012345678901234567890.1234") ?? .zero)
      case 1: return .number(Number(7, exponent: 20))
      case 2: return .number(.zero)
      default: return .number(Number(pick(1_000_000) - 500_000, exponent: -pick(7)))
      }
    case 1: return .text(["R1", "R2", "é", "e\u{301}", "منطقه", ""][pick(6)])
    case 2: return .boolean(pick(2) == 0)
    case 3:
      return .list(
        (0..<pick(5)).map { _ in
          depth < 3
            ? .record([
              "length": value(0, depth: depth + 1), "kind": value(1, depth: depth + 1),
              "more": value(pick(8), depth: depth + 1),
            ]) : value(0, depth: depth)
        })
    case 4: return .date(CivilDate(dayNumber: pick(100_000) - 50_000))
    case 5: return depth < 3 ? .record(["a": value(0, depth: depth + 1)]) : .boolean(true)
    case 6: return .list((0..<pick(3)).map { _ in value(pick(3), depth: depth + 1) })
    default: return .unknown("not said")
    }
  }
}
