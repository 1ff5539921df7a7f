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
    town.parcels = parcels.map {
      ParcelEdition(
        entry: $0.entry, source: $0.source, numbers: $0.numbers, shapes: mover.moved($0.shapes),
        places: $0.places, facts: $0.facts, gaps: $0.gaps)
    }
    town.zones = zones.map {
      ZoneEdition(
        entry: $0.entry, source: $0.source, codes: $0.codes, shapes: mover.moved($0.shapes),
        facts: $0.facts, coverage: $0.coverage, failure: $0.failure)
    }
    func layer(_ layer: LayerEdition) -> LayerEdition {
      LayerEdition(
        name: layer.name, entry: layer.entry, source: layer.source,
        shapes: mover.moved(layer.shapes), coverage: layer.coverage, gaps: layer.gaps,
        failure: layer.failure)
    }
    town.layers = layers.map(layer)
    town.rightsOfWay = rightsOfWay.map(layer)
    town.openSpaces = openSpaces.map(layer)
    town.beside = beside.map { ($0.abutter, layer($0.edition)) }
    town.streets = streets.map {
      StreetEdition(
        entry: $0.entry, source: $0.source, shapes: mover.moved($0.shapes), widths: $0.widths,
        gaps: $0.gaps, failure: $0.failure)
    }
    town.buildings = buildings.map {
      BuildingEdition(
        entry: $0.entry, source: $0.source, shapes: mover.moved($0.shapes), heights: $0.heights,
        storeys: $0.storeys, coverage: $0.coverage, failure: $0.failure)
    }
    return town
  }
}
