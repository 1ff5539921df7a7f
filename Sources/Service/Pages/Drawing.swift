import Facts
import Foundation

/// Places GeoJSON (degrees) on a sheet of 600 units' width: equirectangular at the sheet's middle, which over a few
/// hundred metres is out by less than a line's width.
struct Drawing {
  let width = 600.0
  let height: Double
  private let box: BoundingBox
  private let unitsPerDegree: (x: Double, y: Double)
  /// Metres for one unit.
  private let metresPerUnit: Double

  init(_ box: BoundingBox) {
    self.box = box
    let shrink = max(0.01, cos((box.south + box.north) / 2 * .pi / 180))
    let wide = max(box.east - box.west, 1e-6) * shrink
    let high = max(box.north - box.south, 1e-6)
    let scale = 600 / wide
    unitsPerDegree = (scale * shrink, scale)
    height = min(900, max(200, high * scale))
    metresPerUnit = 111_320 / scale
  }

  /// A round length and how long it is on the sheet: at most a third of it.
  var scaleBar: (metres: Int, units: Double) {
    let most = 200 * metresPerUnit
    let metres =
      [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].last { Double($0) <= most } ?? 1
    return (metres, Double(metres) / metresPerUnit)
  }

  /// The path of a Polygon or MultiPolygon, holes included; empty for anything else.
  func path(_ geometry: JSON) -> String {
    let coordinates = geometry["coordinates"]?.array ?? []
    switch geometry["type"]?.string {
    case "Polygon": return coordinates.map(ring).joined()
    case "MultiPolygon": return coordinates.flatMap { $0.array ?? [] }.map(ring).joined()
    default: return ""
    }
  }

  /// Canonical JSON writes a number of more digits than a double holds as a text.
  private func degrees(_ value: JSON) -> Double? {
    value.number?.double ?? value.string.flatMap { Double($0) }
  }

  private func ring(_ points: JSON) -> String {
    var text = ""
    for (index, point) in (points.array ?? []).enumerated() {
      guard let pair = point.array, pair.count >= 2, let longitude = degrees(pair[0]),
        let latitude = degrees(pair[1])
      else { return "" }
      let x = ((longitude - box.west) * unitsPerDegree.x * 10).rounded() / 10
      let y = ((box.north - latitude) * unitsPerDegree.y * 10).rounded() / 10
      // More points after the first are lines.
      text += "\(index == 0 ? "M" : " ")\(x) \(y)"
    }
    return text.isEmpty ? "" : text + "Z"
  }
}
