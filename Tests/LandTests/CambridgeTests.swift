import Diagnostics
import Facts
import Foundation
import Geometry
import Testing

@testable import Land

/// The repository's root, from this file's place.
private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// The shared data stands beside the repository, or beside the folder of its worktrees.
private let dataFolder: String? = ["../shared/data/cambridge", "../../shared/data/cambridge"]
  .map { root.appendingPathComponent($0).standardizedFileURL.path }
  .first { FileManager.default.fileExists(atPath: $0 + "/parcels_fy2014.geojson") }

private let loaded: Territory? = dataFolder.flatMap {
  try? Territory(loading: root.appendingPathComponent("parcels/cambridge.yaml").path, data: $0)
}

@Suite(.enabled(if: dataFolder != nil, "the data of Cambridge is not beside the repository"))
struct CambridgeTests {
  let before = CivilDate(year: 2019, month: 6, day: 1)!
  let after = CivilDate(year: 2026, month: 1, day: 15)!

  @Test func `the whole town loads, and says what it mended and left out`() throws {
    let town = try #require(loaded)
    #expect(!town.findings.hasErrors)
    // Land without a lot number is no parcel.
    #expect(town.parcelCount == 13023)
    #expect(town.towns[0].layers.count == 8)
    #expect(town.towns[0].operationAccuracy != nil)
    // 37 rings of 2014 are not valid, 29 of them parcels': each is mended or left out, and named.
    let spoken = town.findings.filter {
      $0.message.hasPrefix("parcels 1:") && ["repaired-feature", "refused-feature"].contains($0.id)
        && !$0.message.contains("it has no `ML`") && !$0.message.contains("no coordinates")
    }
    #expect(spoken.count == 29, "\(spoken.count)")
    #expect(spoken.contains { $0.message.contains("(`174-97`)") && $0.id == "refused-feature" })
    #expect(town.findings.contains { $0.message.contains("line 1 has 16 fields") })
  }

  @Test func `a lot of Aberdeen Avenue is found by its address and surveyed`() throws {
    let town = try #require(loaded)
    let hit = try #require(town.search("16 aberdeen ave", limit: 5).first)
    #expect(hit.parcel.number == "252-140")
    #expect(hit.text == "16 Aberdeen Ave")
    let site = town.survey(hit.parcel, on: before)
    guard case .number(let measured)? = site.facts["lot area"]?.value,
      case .number(let registered)? = site.facts["registered lot area"]?.value
    else {
      Issue.record("no areas: \(site.facts)")
      return
    }
    #expect(abs(measured.double / registered.double - 1) < 0.05)
    #expect(site.facts["lot area"]?.tolerance != nil)
    #expect(site.plans.map(\.id) == ["zoning-2020"])
    #expect(site.layers.keys.contains("flood 100 year"))
  }

  @Test func `lots of A-1 have another zone under the map of 2025`() throws {
    let town = try #require(loaded)
    let order = SurveyOrder(facts: ["zone"])
    var before = 0
    var changed = 0
    for parcel in town.parcels {
      guard
        case .text("A-1")? = town.survey(parcel, on: self.before, as: order).facts["zone"]?.value
      else { continue }
      before += 1
      if case .text(let zone)? = town.survey(parcel, on: after, as: order).facts["zone"]?.value,
        zone != "A-1"
      {
        changed += 1
      }
    }
    #expect(before > 300)
    #expect(changed > before / 2, "\(changed) of \(before)")
  }

  @Test func `shares of split lots sum to the covered part, and their zone is not known`() throws {
    let town = try #require(loaded)
    let order = SurveyOrder(facts: ["zone", "zone portions"])
    var split = 0
    for parcel in town.parcels {
      let site = town.survey(parcel, on: before, as: order)
      guard case .list(let portions)? = site.facts["zone portions"]?.value else { continue }
      let shares = portions.compactMap { portion -> Double? in
        guard case .record(let members) = portion, case .number(let share)? = members["share"]
        else { return nil }
        return share.double
      }
      let sum = shares.reduce(0, +)
      #expect(shares.count == portions.count && sum > 0.9 && sum < 1.011, "\(parcel)")
      if portions.count > 1, (shares.first ?? 0) < 0.98 {
        split += 1
        #expect(site.facts["zone"]?.value.isUnknown == true, "\(parcel)")
      }
    }
    #expect(split > 400 && split < 1500, "\(split)")
  }

  @Test func `a place inside a parcel is found in it`() throws {
    let town = try #require(loaded)
    for parcel in town.parcels.prefix(200) {
      let region = try #require(town.region(of: parcel))
      guard let inside = region.interiorPoint,
        let way = ThreadTransformations.fromDegrees(to: "EPSG:26986")
      else { continue }
      let place = way.backward(inside)
      let found = try #require(town.parcel(at: place.x, lat: place.y))
      // Lots may overlap where they are drawn twice; the one that is found must hold the place.
      #expect(town.region(of: found)?.covers(inside) == true)
    }
  }

  @Test func `lots beside each other make one lot of the area of both, or are refused`() throws {
    let town = try #require(loaded)
    let edition = try #require(town.data[0].parcels(on: before))
    let order = SurveyOrder(facts: ["lot area", "corner lot"])
    var joined = 0
    var refused: [String: Int] = [:]
    for place in stride(from: 0, to: edition.numbers.count, by: 400) {
      let lot = edition.shapes.region(place)
      guard
        let beside = edition.shapes.search(lot.box).first(where: {
          $0 != place && lot.adjoins(edition.shapes.region($0))
        })
      else { continue }
      let pair = [place, beside].map {
        ParcelReference(town: "cambridge", number: edition.numbers[$0])
      }
      do throws(AssemblyRefusal) {
        let site = try town.survey(joining: pair, on: before, as: order)
        guard case .number(let area)? = site.facts["lot area"]?.value else {
          Issue.record("no area of \(pair)")
          continue
        }
        let sum = lot.area + edition.shapes.region(beside).area
        #expect(abs(area.double - sum) < 0.1 * lot.perimeter, "\(pair)")
        joined += 1
      } catch { refused[error.description, default: 0] += 1 }
    }
    #expect(joined > 20, "\(joined) joined, refused: \(refused)")
  }
}
