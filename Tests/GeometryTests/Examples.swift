import Foundation
import TestSupport

@testable import Geometry

func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Polygon {
  Polygon([Point(x, y), Point(x + width, y), Point(x + width, y + height), Point(x, y + height)])!
}

func region(_ polygons: Polygon...) -> MultiPolygon { MultiPolygon(polygons) }

/// A ring around a centre, one corner at each of so many bearings, at random distances.
func star(
  _ centre: Point, _ radius: ClosedRange<Double>, corners: Int,
  using random: inout SeededGenerator
) -> Ring {
  Ring(
    (0..<corners).map { corner in
      let bearing = 2 * Double.pi * (Double(corner) + 0.3) / Double(corners)
      let distance = Double.random(in: radius, using: &random)
      return Point(centre.x + distance * cos(bearing), centre.y + distance * sin(bearing))
    })!
}

/// A star with a star cut out of its middle.
func starWithHole(
  _ centre: Point, _ radius: Double, corners: Int, using random: inout SeededGenerator
) -> Polygon {
  let chords = cos(Double.pi / Double(corners))
  return Polygon(
    star(centre, (0.5 * radius)...radius, corners: corners, using: &random),
    holes: [
      star(centre, (0.1 * radius)...(0.45 * radius * chords), corners: corners, using: &random)
    ])
}

/// The folder of data beside the repository, where there is one.
let dataFolder: URL? = {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  for up in ["../shared/data", "../../shared/data"] {
    let folder = root.appending(path: up).standardizedFileURL
    if FileManager.default.fileExists(atPath: folder.path) { return folder }
  }
  return nil
}()

/// The polygons of a GeoJSON file with a property of each, on a plane that touches the globe at Cambridge.
func features(_ file: String, property: String) throws -> [(name: String, region: MultiPolygon)] {
  guard let dataFolder else { return [] }
  let data = try Data(contentsOf: dataFolder.appending(path: file))
  let json = try JSONSerialization.jsonObject(with: data) as? [String: Any]
  func point(_ pair: [Double]) -> Point {
    Point((pair[0] + 71.11) * 111_320 * cos(42.37 * Double.pi / 180), (pair[1] - 42.37) * 111_132)
  }
  func polygon(_ rings: [[[Double]]]) -> Polygon? {
    let rings = rings.map { Ring($0.map(point)) }
    guard let first = rings.first, let exterior = first else { return nil }
    return Polygon(exterior, holes: rings.dropFirst().compactMap(\.self))
  }
  return (json?["features"] as? [[String: Any]] ?? []).compactMap { feature in
    let geometry = feature["geometry"] as? [String: Any]
    let properties = feature["properties"] as? [String: Any]
    let name = properties?[property].map { "\($0)" } ?? ""
    switch geometry?["coordinates"] {
    case let rings as [[[Double]]]: return (name, MultiPolygon([polygon(rings)].compactMap(\.self)))
    case let parts as [[[[Double]]]]: return (name, MultiPolygon(parts.compactMap(polygon)))
    default: return nil
    }
  }
}

/// The corners of a star, about half of its edges bent into arcs that stray from their chords by a fifth of their length at most.
func bentStar(
  _ centre: Point, _ radius: ClosedRange<Double>, corners: Int,
  using random: inout SeededGenerator
) -> (points: [Point], arcs: [Arc]) {
  let points = Array(star(centre, radius, corners: corners, using: &random).corners)
  let arcs = points.indices.compactMap { place -> Arc? in
    guard Bool.random(using: &random) else { return nil }
    let a = points[place]
    let b = points[(place + 1) % points.count]
    let along = Double.random(in: 0.2...0.8, using: &random)
    let bend = Double.random(in: -0.2...0.2, using: &random)
    return Arc(edge: place, through: a + (b - a) * along + (b - a).leftNormal * bend)
  }
  return (points, arcs)
}

extension MultiPolygon {
  /// The region moved as it is, arcs with it.
  func shifted(by shift: Point) -> MultiPolygon {
    MultiPolygon(
      trustedCoordinates: coordinates.map { $0 + shift }, ringStarts: ringStarts,
      partStarts: partStarts,
      arcs: arcs.map { Arc(edge: $0.edge, through: $0.through + shift) })
  }
}

/// The areas of a layer of the Swiss survey's test data, with their arcs and what is written beside them.
func swissAreas(_ layer: String) throws -> [(name: String, official: Double?, region: MultiPolygon)]
{
  guard let dataFolder else { return [] }
  let text = try String(
    contentsOf: dataFolder.appending(path: "swiss_dmav/\(layer).ndjson"), encoding: .utf8)
  return try text.split(separator: "\n").map { line in
    let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    let rings = (row["rings"] as? [[[Any]]] ?? []).compactMap { ring -> Ring? in
      var points: [Point] = []
      var arcs: [Arc] = []
      for position in ring {
        let numbers = position.compactMap { ($0 as? NSNumber)?.doubleValue }
        if numbers.count == 4 {
          arcs.append(Arc(edge: points.count - 1, through: Point(numbers[0], numbers[1])))
        }
        points.append(Point(numbers[numbers.count - 2], numbers[numbers.count - 1]))
      }
      return Ring(points, arcs: arcs)
    }
    return (
      row["tid"] as? String ?? "", (row["Flaechenmass"] as? String).flatMap(Double.init),
      MultiPolygon(rings.first.map { [Polygon($0, holes: Array(rings.dropFirst()))] } ?? [])
    )
  }
}
