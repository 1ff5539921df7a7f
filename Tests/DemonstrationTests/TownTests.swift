import Facts
import Foundation
import GRDB
import Land
import Testing

@testable import Demonstration

private let towns = [TownStyle.persian, .hebrew].map { Town(style: $0, seed: 1) }

@Test(arguments: [0, 1]) func `the same seed draws the same town`(_ place: Int) {
  let again = Town(style: towns[place].style, seed: 1)
  #expect(again.tables == towns[place].tables)
  #expect(Town(style: towns[place].style, seed: 2).tables != towns[place].tables)
}

@Test(arguments: [0, 1], [1, 2, 3] as [UInt64])
func `lots fill their block without gap or overlap`(_ place: Int, _ seed: UInt64) {
  let town = Town(style: towns[place].style, seed: seed)
  for block in town.blocks {
    let whole = area(block.outline.map(town.style.bending.place))
    let parts = block.lots.reduce(0) { $0 + area($1.ring.map(town.style.bending.place)) }
    #expect(abs(parts - whole) <= 1e-6 * whole)
    // Each edge of a lot is met once by a neighbour the other way, or lies on the outline: no lot covers another.
    var edges: [[PlanPoint]: Int] = [:]
    for ring in block.lots.map(\.ring) + [Array(block.outline.reversed())] {
      #expect(Set(ring).count == ring.count)
      for (from, to) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
        edges[[from, to], default: 0] += 1
      }
    }
    #expect(edges.allSatisfy { edges[$0.key.reversed()] == 1 && $0.value == 1 })
  }
}

@Test(arguments: [0, 1]) func `a town has a few thousand lots of every kind`(_ place: Int) {
  let lots = towns[place].blocks.flatMap(\.lots)
  #expect((2000...3000).contains(lots.count))
  for kind in TownLot.Kind.allCases {
    #expect(lots.count { $0.kind == kind } >= 4, "\(kind)")
  }
}

@Test func `lots reach every row of the density tables and the gap between them`() {
  let town = towns[0]
  let areas = town.blocks.flatMap(\.lots).map { area($0.ring.map(town.style.bending.place)) }
  for range in [100.0...200, 200.001...200.999, 201...300, 300.001...500] {
    #expect(areas.count { range.contains($0) } >= 10, "\(range)")
  }
}

@Test(arguments: [0, 1]) func `a line between zones runs through some lots`(_ place: Int) {
  let town = towns[place]
  let split = town.blocks.flatMap(\.lots).count { lot in
    Set(lot.ring.compactMap { town.zoning.zone(at: $0) }).count > 1
  }
  #expect(split >= 20)
}

@Test(arguments: [0, 1]) func `about seven lots in ten have a building`(_ place: Int) throws {
  let tables = towns[place].tables
  let parcels = try #require(tables.first { $0.name == "parcels" })
  let buildings = try #require(tables.first { $0.name == "buildings" })
  let share = Double(buildings.rows.count) / Double(parcels.rows.count)
  #expect(share > 0.6 && share < 0.8)
  let numbers = parcels.rows.map(\.values[0])
  #expect(Set(numbers.map { "\($0)" }).count == numbers.count)
}

@Test func `the towns are written under five megabytes, the same bytes twice`() throws {
  let folder = FileManager.default.temporaryDirectory.path + "/demonstration-\(UUID().uuidString)"
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let first = try writeDemonstrationTowns(to: folder + "/a", seed: 1)
  let second = try writeDemonstrationTowns(to: folder + "/b", seed: 1)
  #expect(first.count == 5)
  var size = 0
  for (a, b) in zip(first, second) {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: a))
    size += bytes.count
    let again = try Data(contentsOf: URL(fileURLWithPath: b))
    #expect(bytes == again, "\(a)")
  }
  #expect(size < 5_000_000)
  // Zones that share a side share its corners, so that no plan has slivers.
  let territory = try Territory(loading: folder + "/a/territory.yaml")
  for town in territory.towns {
    for layer in territory.checkedLayers(of: town.id) where layer != .parcels {
      let faults = territory.layerFaults(of: town.id, layer: layer)
      #expect(faults.isEmpty, "\(town.id): \(faults.prefix(3).map(\.text))")
    }
  }
  let queue = try DatabaseQueue(path: folder + "/a/persian.gpkg")
  try queue.read { db in
    for (sql, value) in [
      ("PRAGMA application_id", "1196444487"), ("PRAGMA user_version", "10300"),
      ("SELECT DISTINCT srs_id FROM gpkg_contents", "32640"), ("PRAGMA integrity_check", "ok"),
    ] {
      let found = try String.fetchOne(db, sql: sql)
      #expect(found == value, "\(sql)")
    }
  }
}

@Test func `a folder that cannot be made is named in the error`() {
  #expect(throws: GeoPackageFault.self) {
    _ = try writeDemonstrationTowns(to: "/dev/null/towns", seed: 1)
  }
}

@Test func `each town has a plan whose period is over and one that is laid open`() throws {
  let folder = FileManager.default.temporaryDirectory.path + "/demonstration-\(UUID().uuidString)"
  defer { try? FileManager.default.removeItem(atPath: folder) }
  _ = try writeDemonstrationTowns(to: folder, seed: 1)
  let territory = try Territory(loading: folder + "/territory.yaml")
  for town in territory.towns {
    let plans = territory.plans(of: town.id).filter { $0.kind == .deposited }
    #expect(plans.count == 2)
    for plan in plans {
      let deposit = try #require(plan.deposit)
      #expect(
        !plan.areas.isEmpty && deposit.lastDay != nil && deposit.needs == ["name", "contact"])
      for texts in [plan.label, deposit.summary, deposit.basis, deposit.receiver] {
        #expect(Set(texts.byLanguage.keys) == ["fa", "he", "en", "ar", "ru"])
      }
      #expect(deposit.basis.text(in: "en")?.contains("no law is behind") == true)
    }
    let current = try #require(territory.plans(of: town.id).last { $0.kind == .zones })
    #expect(current.regulation != nil && current.document != nil)
  }
}
