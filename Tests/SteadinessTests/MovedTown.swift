import Geometry
import SpatialIndex
import TestSupport

@testable import Land

/// How coordinates are moved by a millimetre.
enum Move: CustomStringConvertible {
  /// All of them by the same.
  case together(Point)
  /// Each place by its own, so that what shares a corner still does.
  case places(seed: UInt64)
  /// Each corner of each shape by its own.
  case corners(seed: UInt64)

  var description: String {
    switch self {
    case .together(let by): "all by \(by.x) \(by.y)"
    case .places(let seed): "each place \(seed)"
    case .corners(let seed): "each corner \(seed)"
    }
  }
}

/// Moves the points of one layer after the other.
struct Mover {
  private let move: Move
  private var random: SeededGenerator

  init(_ move: Move) {
    self.move = move
    if case .corners(let seed) = move {
      random = SeededGenerator(seed: seed)
    } else {
      random = SeededGenerator(seed: 0)
    }
  }

  mutating func moved(_ point: Point) -> Point {
    switch move {
    case .together(let by): return point + by
    case .places(let seed):
      var own = SeededGenerator(
        seed: seed ^ point.x.bitPattern ^ (point.y.bitPattern &* 0x9E37_79B9_7F4A_7C15))
      return point + Self.millimetre(&own)
    case .corners: return point + Self.millimetre(&random)
    }
  }

  private static func millimetre(_ random: inout SeededGenerator) -> Point {
    Point(
      .random(in: -0.001...0.001, using: &random), .random(in: -0.001...0.001, using: &random))
  }

  private mutating func moved(_ region: MultiPolygon) -> MultiPolygon {
    var points = region.coordinates
    for ring in 0..<region.ringCount {
      let places = region.ringStarts[ring]..<region.ringStarts[ring + 1]
      for place in places.dropLast() { points[place] = moved(points[place]) }
      // A ring stays closed.
      points[places.upperBound - 1] = points[places.lowerBound]
    }
    return MultiPolygon(
      trustedCoordinates: points, ringStarts: region.ringStarts, partStarts: region.partStarts,
      arcs: region.arcs)
  }

  mutating func moved(_ shapes: ShapeSet) -> ShapeSet {
    var builder = FlatLayerBuilder()
    for place in 0..<shapes.regionCount { builder.append(moved(shapes.region(place))) }
    let lines = (0..<shapes.lineCount).compactMap { shapes.line($0) }
      .compactMap { line in Polyline(line.points.map { moved($0) }, arcs: line.arcs) }
    let pointCount = shapes.count - shapes.regionCount - shapes.lineCount
    let points = (0..<pointCount).compactMap { shapes.point($0) }.map { moved($0) }
    return ShapeSet(
      builder, lines: lines, points: points, rows: shapes.rows, names: shapes.names)
  }
}

extension TownData {
  /// The town with every coordinate of every layer moved.
  func moved(_ move: Move) -> TownData {
    var mover = Mover(move)
    var town = self
    for place in town.parcels.indices {
      town.parcels[place].shapes = mover.moved(town.parcels[place].shapes)
    }
    for place in town.zones.indices {
      town.zones[place].shapes = mover.moved(town.zones[place].shapes)
    }
    func moveLayers(_ layers: inout [LayerEdition], _ mover: inout Mover) {
      for place in layers.indices { layers[place].shapes = mover.moved(layers[place].shapes) }
    }
    moveLayers(&town.layers, &mover)
    moveLayers(&town.rightsOfWay, &mover)
    moveLayers(&town.openSpaces, &mover)
    for place in town.beside.indices {
      town.beside[place].edition.shapes = mover.moved(town.beside[place].edition.shapes)
    }
    for place in town.streets.indices {
      town.streets[place].shapes = mover.moved(town.streets[place].shapes)
    }
    for place in town.buildings.indices {
      town.buildings[place].shapes = mover.moved(town.buildings[place].shapes)
    }
    return town
  }
}
