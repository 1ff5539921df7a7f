import Facts
import Foundation
import Land

/// Places GeoJSON (degrees) on a sheet of 600 units' width: equirectangular at the sheet's middle, which over a few
/// hundred metres is out by less than a line's width.
struct Drawing {
  let width = 600.0
  let height: Double
  private let box: GeographicBox
  private let unitsPerDegree: (x: Double, y: Double)
  /// Metres for one unit.
  private let metresPerUnit: Double

  init(_ box: GeographicBox) {
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

  /// Where on the sheet the middle is of what is seen of a Polygon or MultiPolygon, and how wide that is; nil where nothing is.
  func middle(of geometry: JSON) -> (x: Double, y: Double, width: Double)? {
    let coordinates = geometry["coordinates"]?.array ?? []
    let rings =
      geometry["type"]?.string == "MultiPolygon"
      ? coordinates.compactMap { $0.array?.first } : coordinates.prefix(1).map { $0 }
    // The part that is drawn largest.
    return rings.compactMap { ring -> (x: Double, y: Double, width: Double)? in
      let points = (ring.array ?? []).compactMap { point -> (x: Double, y: Double)? in
        guard let pair = point.array, pair.count >= 2, let longitude = degrees(pair[0]),
          let latitude = degrees(pair[1])
        else { return nil }
        return (
          min(max((longitude - box.west) * unitsPerDegree.x, 0), width),
          min(max((box.north - latitude) * unitsPerDegree.y, 0), height)
        )
      }
      guard let left = points.map(\.x).min(), let right = points.map(\.x).max(),
        let top = points.map(\.y).min(), let bottom = points.map(\.y).max()
      else { return nil }
      return ((left + right) / 2, (top + bottom) / 2, min(right - left, bottom - top))
    }.max { $0.width < $1.width }
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

  /// The same, as few points as show it: none whose absence moves a line by half a unit, each on a whole unit.
  func sketch(_ geometry: JSON) -> String {
    let coordinates = geometry["coordinates"]?.array ?? []
    let rings =
      geometry["type"]?.string == "MultiPolygon"
      ? coordinates.flatMap { $0.array ?? [] } : coordinates
    return rings.map { ring in
      let points = (ring.array ?? []).compactMap { point -> (x: Double, y: Double)? in
        guard let pair = point.array, pair.count >= 2, let longitude = degrees(pair[0]),
          let latitude = degrees(pair[1])
        else { return nil }
        return (
          (longitude - box.west) * unitsPerDegree.x, (box.north - latitude) * unitsPerDegree.y
        )
      }
      let kept = Self.thinned(points)
      guard kept.count > 2 else { return "" }
      return "M"
        + kept.map { "\(Int($0.x.rounded())) \(Int($0.y.rounded()))" }.joined(separator: "L")
        + "Z"
    }.joined()
  }

  /// D. H. Douglas and T. K. Peucker (1973), without a stack of calls.
  private static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    guard points.count > 3 else { return points }
    var isKept = [Bool](repeating: false, count: points.count)
    // A ring ends where it begins: its half-way point holds it open.
    let half = points.count / 2
    for place in [0, half, points.count - 1] { isKept[place] = true }
    var open = [(0, half), (half, points.count - 1)]
    while let (from, to) = open.popLast() {
      let (a, b) = (points[from], points[to])
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      let length = (dx * dx + dy * dy).squareRoot()
      var farthest = (place: from, distance: 0.5)
      for place in from + 1..<max(to, from + 1) {
        let (x, y) = (points[place].x - a.x, points[place].y - a.y)
        let distance =
          length > 0 ? abs(x * dy - y * dx) / length : (x * x + y * y).squareRoot()
        if distance > farthest.distance { farthest = (place, distance) }
      }
      if farthest.place > from {
        isKept[farthest.place] = true
        open += [(from, farthest.place), (farthest.place, to)]
      }
    }
    return points.indices.dropLast().filter { isKept[$0] }.map { points[$0] }
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
