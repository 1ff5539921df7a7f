import Columns
import Geometry
import TestSupport
import Testing

@testable import SpatialIndex

/// A country cut into many zones that share their edges, some of which are arcs.
struct Patchwork {
  var zones: [MultiPolygon] = []
  var corners: [Point] = []

  /// - Parameter arcs: How many of the edges are arcs, 0…1.
  init(_ side: Int, seed: UInt64, arcs: Double = 0, at origin: Point = Point(230_000, 900_000))
    throws
  {
    var random = SeededGenerator(seed: seed)
    let step = 40.0
    var points: [[Point]] = []
    for row in 0...side {
      points.append(
        (0...side).map { column in
          Point(
            origin.x + Double(column) * step + Double.random(in: -12...12, using: &random),
            origin.y + Double(row) * step + Double.random(in: -12...12, using: &random))
        })
    }
    // A point of each edge's arc, by its lower left end and whether it goes up; the same for both its zones.
    var bends: [Int: Point] = [:]
    for row in 0...side {
      for column in 0...side {
        for up in 0...1 where Double.random(in: 0..<1, using: &random) < arcs {
          let a = points[row][column]
          guard up == 0 ? column < side : row < side else { continue }
          let b = up == 0 ? points[row][column + 1] : points[row + 1][column]
          let bend = Double.random(in: -0.2...0.2, using: &random)
          bends[(row * (side + 1) + column) * 2 + up] =
            a.midpoint(to: b) + (b - a).leftNormal * bend
        }
      }
    }
    func bend(_ row: Int, _ column: Int, _ up: Int, _ edge: Int) -> Arc? {
      bends[(row * (side + 1) + column) * 2 + up].map { Arc(edge: edge, through: $0) }
    }
    for row in 0..<side {
      for column in 0..<side {
        let ring = try #require(
          Ring(
            [
              points[row][column], points[row][column + 1], points[row + 1][column + 1],
              points[row + 1][column],
            ],
            arcs: [
              bend(row, column, 0, 0), bend(row, column + 1, 1, 1), bend(row + 1, column, 0, 2),
              bend(row, column, 1, 3),
            ].compactMap(\.self)))
        zones.append(MultiPolygon(Polygon(ring)))
      }
    }
    corners = points.flatMap(\.self)
  }

  var extent: Box { zones.reduce(Box.empty) { $0.union($1.box) } }

  /// Well within the outer edges.
  var inside: Box { extent.expanded(by: -45) }

  func point(_ random: inout SeededGenerator, in box: Box? = nil) -> Point {
    let box = box ?? extent.expanded(by: 20)
    return Point(
      .random(in: box.minX...box.maxX, using: &random),
      .random(in: box.minY...box.maxY, using: &random))
  }
}

struct CoveringTests {
  @Test(arguments: [0, 0.4])
  func `finds the zones that a look at every zone finds`(arcs: Double) throws {
    let patchwork = try Patchwork(9, seed: 3, arcs: arcs)
    let layer = try FlatLayer(regions: patchwork.zones)
    let covering = try #require(layer.covering)
    var random = SeededGenerator(seed: 4)
    // Chords are another way to the same answer, but for a stretch beside them.
    let fine = patchwork.zones.map { $0.chorded(tolerance: 1e-4) }
    let margin = arcs > 0 ? 2e-4 : 1e-8
    for _ in 0..<2500 {
      let point = patchwork.point(&random)
      let found = Set(covering.zones(at: point))
      let located = covering.locate(point)
      for (zone, region) in fine.enumerated() {
        let place = located.first { $0.zone == zone }?.containment ?? .outside
        if place != region.containment(of: point) {
          let gap = region.distanceToBoundary(from: point)
          #expect(gap < margin || abs(gap - Tolerance.numeric) < margin)
        }
        if found.contains(zone) != (region.containment(of: point, tolerance: 0) == .inside) {
          #expect(region.distanceToBoundary(from: point) < margin)
        }
      }
    }
  }

  @Test(arguments: [0, 0.4])
  func `a point on an edge or a corner that zones share is in exactly one`(arcs: Double) throws {
    let patchwork = try Patchwork(8, seed: 5, arcs: arcs, at: Point(2_600_000, 1_200_000))
    let layer = try FlatLayer(regions: patchwork.zones)
    let covering = try #require(layer.covering)
    var random = SeededGenerator(seed: 6)
    let inside = patchwork.inside
    for corner in patchwork.corners where inside.contains(corner) {
      #expect(covering.zones(at: corner).count == 1)
      #expect(covering.locate(corner).filter { $0.containment == .onBoundary }.count == 4)
    }
    for zone in patchwork.zones {
      for (a, b) in zone.edges(near: inside) {
        for _ in 0..<20 {
          let point = a + (b - a) * Double.random(in: 0...1, using: &random)
          if inside.contains(point) { #expect(covering.zones(at: point).count == 1) }
        }
      }
    }
  }

  @Test func `upright and level edges give each point to one zone`() throws {
    // Points on the very lines, also where the grid's own lines and middles fall.
    var zones: [MultiPolygon] = []
    for row in 0..<6 {
      for column in 0..<6 {
        zones.append(
          MultiPolygon(
            Polygon(
              try LayerTests.rectangle(
                Double(column), Double(row), Double(column + 1), Double(row + 1)))))
      }
    }
    let covering = try #require(try FlatLayer(regions: zones).covering)
    for row in 1..<24 {
      for column in 1..<24 {
        let point = Point(Double(column) / 4, Double(row) / 4)
        #expect(covering.zones(at: point).count == 1)
      }
    }
    let kernel = covering.kernel
    for column in 0..<kernel.columns {
      for row in 0..<kernel.rows {
        let point = Point(kernel.middle(column: column), kernel.middle(row: row))
        let isInside = point.x > 0 && point.x < 6 && point.y > 0 && point.y < 6
        #expect(covering.zones(at: point).count == (isInside ? 1 : 0))
      }
    }
  }

  @Test func `zones that overlap are a set, however many`() throws {
    let discs = try (1...120).map { reach in
      let reach = Double(reach)
      return MultiPolygon(Polygon(try LayerTests.rectangle(-reach, -reach, reach, reach)))
    }
    let covering = try #require(try FlatLayer(regions: discs).covering)
    #expect(covering.zones(at: Point(0, 0)) == Array(0..<120))
    #expect(covering.zones(at: Point(60.5, 3)) == Array(60..<120))
    #expect(covering.zones(at: Point(500, 500)) == [])
    #expect(covering.zones(at: Point(.nan, 0)) == [])
    #expect(covering.zones(at: Point(.infinity, -1e300)) == [])
  }

  @Test func `a region that covers a place twice is found there once`() throws {
    let twice = MultiPolygon([
      Polygon(try LayerTests.rectangle(0, 0, 10, 10)),
      Polygon(try LayerTests.rectangle(5, 0, 15, 10)),
    ])
    let covering = try #require(try FlatLayer(regions: [twice]).covering)
    for x in stride(from: 0.3, to: 15, by: 0.41) {
      #expect(covering.zones(at: Point(x, 5.1)) == [0])
    }
    #expect(covering.zones(at: Point(16, 5)) == [])
  }

  @Test func `very long thin layers keep a small grid`() throws {
    let strip = MultiPolygon(Polygon(try LayerTests.rectangle(0, 0, 1e7, 0.01)))
    let covering = try #require(try FlatLayer(regions: [strip]).covering)
    #expect(covering.cells.count < 1000)
    #expect(covering.zones(at: Point(5e6, 0.005)) == [0])
    #expect(covering.zones(at: Point(5e6, 0.02)) == [])
  }
}
