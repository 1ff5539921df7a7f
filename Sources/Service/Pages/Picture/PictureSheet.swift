import Foundation
import Geometry

/// Places a town's metres on a sheet of 600 units' width, north up, with a margin for names.
struct PictureSheet {
  let width = 600.0
  let height: Double
  let unitsPerMetre: Double
  private let corner: Point

  static let margin = 52.0

  init(_ box: Box) {
    let scale = min(
      (600 - 2 * Self.margin) / max(box.width, 0.1), (640 - 2 * Self.margin) / max(box.height, 0.1))
    unitsPerMetre = scale
    height = max(280, box.height * scale + 2 * Self.margin).rounded(.up)
    let spare = Point(
      (600 - box.width * scale) / 2 / scale, (height - box.height * scale) / 2 / scale)
    corner = Point(box.minX - spare.x, box.maxY + spare.y)
  }

  func at(_ place: Point) -> Point {
    Point((place.x - corner.x) * unitsPerMetre, (corner.y - place.y) * unitsPerMetre)
  }

  /// A number of the sheet with one decimal.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let text = tenths % 10 == 0 ? "\(abs(tenths / 10))" : "\(abs(tenths / 10)).\(abs(tenths % 10))"
    return tenths < 0 ? "-" + text : text
  }

  static func pair(_ point: Point) -> String { "\(number(point.x)) \(number(point.y))" }

  func path(_ region: MultiPolygon) -> String {
    let drawn = region.chorded()
    return (0..<drawn.ringCount).map { ring in
      "M" + drawn.ring(ring).dropLast().map { Self.pair(at($0)) }.joined(separator: " ") + "Z"
    }.joined()
  }

  func path(_ line: Polyline) -> String {
    "M" + line.chorded().points.map { Self.pair(at($0)) }.joined(separator: " ")
  }

  /// A round length and how long it is on the sheet: at most a third of it.
  var scaleBar: (metres: Int, units: Double) {
    let metres =
      [1, 2, 5, 10, 20, 50, 100, 200, 500].last { Double($0) * unitsPerMetre <= 200 } ?? 1
    return (metres, Double(metres) * unitsPerMetre)
  }

  /// The angle of a line on the sheet in degrees, so turned that text along it stands upright.
  func angle(from a: Point, to b: Point) -> Double {
    let step = at(b) - at(a)
    let angle = atan2(step.y, step.x) * 180 / .pi
    return angle > 90 ? angle - 180 : angle <= -90 ? angle + 180 : angle
  }
}
