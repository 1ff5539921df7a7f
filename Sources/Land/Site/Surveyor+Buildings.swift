import Facts
import Geometry
import SpatialIndex

extension Surveyor {
  /// Whether a building of which so many m² lie on the lot stands there: a neighbour's wall that was drawn a hand's breadth over
  /// the line does not; nil where that hangs on a millimetre, as drawn.
  func stands(_ building: MultiPolygon, overlap: Double) -> Bool? {
    let least = max(Tolerance.sliverArea, 0.02 * building.area)
    return abs(overlap - least) <= 2 * Self.drawn * building.perimeter ? nil : overlap > least
  }

  /// What stands on the lot: only where the layer of buildings says that it covers the lot is nothing there known to be nothing.
  mutating func surveyBuildings() {
    guard let edition = town.buildings.first(where: { $0.entry.isInForce(on: date) }) else {
      let why =
        town.buildings.isEmpty
        ? "the territory has no buildings" : "no map of buildings is in force on \(date)"
      for name in Self.buildingFacts where facts[name] == nil { set(name, .unknown(why)) }
      return
    }
    let problem =
      edition.failure
      ?? (edition.coverage.holds(lot) ? nil : "the lot lies outside what \(edition.source) covers")
    if let problem {
      for name in Self.buildingFacts where facts[name] == nil {
        set(name, .unknown(problem), source: edition.source)
      }
      return
    }
    var footprint = 0.0
    var records: [FactValue] = []
    var heights: [Number?] = []
    var storeys: [Number?] = []
    for (item, overlap) in scratch.shares(of: lot, in: edition.shapes) {
      guard let stands = stands(edition.shapes.region(item), overlap: overlap) else {
        let why = "whether a building is on the lot hangs on a millimetre, as drawn"
        for name in Self.buildingFacts where facts[name] == nil {
          set(name, .unknown(why), source: edition.source)
        }
        return
      }
      guard stands else { continue }
      footprint += overlap
      let row = edition.shapes.rows[item]
      heights.append(edition.heights[row])
      storeys.append(edition.storeys[row])
      var members: [String: FactValue] = [
        "area": areaValue(overlap), "id": .text("building \(row + 1)"),
      ]
      if let height = edition.heights[row] { members["height"] = .number(height) }
      if let count = edition.storeys[row] { members["storeys"] = .number(count) }
      records.append(.record(members))
    }
    let source = edition.source
    set(
      "existing footprint area", areaValue(min(footprint, area)), method: "footprints on the lot",
      source: source)
    set(
      "lot coverage existing", shareValue(footprint / area), method: "footprints over lot area",
      source: source)
    set("existing buildings", .list(records), source: source)
    func highest(_ values: [Number?], _ what: String) -> FactValue {
      if values.isEmpty { return .number(.zero) }
      guard values.allSatisfy({ $0 != nil }), let most = values.compactMap(\.self).max() else {
        return .unknown("the \(what) of a building on the lot is not stated")
      }
      return .number(most)
    }
    if facts["existing building height"] == nil {
      set("existing building height", highest(heights, "height"), source: source)
    }
    if facts["existing storeys"] == nil {
      set("existing storeys", highest(storeys, "number of storeys"), source: source)
    }
  }
}
