package import Geometry

/// What stands around a lot, as far as its lines need it. Arrays are shared with the caller, never copied.
package struct LotSurroundings: Sendable {
  /// Lots of a town, of which ``neighbours`` names those near the lot.
  package var lots: [MultiPolygon]
  /// Places among ``lots``, the surveyed one left out: those near enough to share a line or to stand in the way.
  package var neighbours: [Int]
  package var streets: [StreetReference]
  /// Street areas, where they are drawn.
  package var rightOfWay: [MultiPolygon]
  package var alleys: [MultiPolygon]
  package var water: [MultiPolygon]
  package var publicOpenSpaces: [MultiPolygon]
  /// Land that is known to be no lot and no street, as a railway's.
  package var otherLand: [MultiPolygon]
  /// How far apart two drawings of one line may be, in metres.
  package var tolerance: Double

  package init(
    lots: [MultiPolygon], neighbours: [Int], streets: [StreetReference] = [],
    rightOfWay: [MultiPolygon] = [], alleys: [MultiPolygon] = [], water: [MultiPolygon] = [],
    publicOpenSpaces: [MultiPolygon] = [], otherLand: [MultiPolygon] = [],
    tolerance: Double = Tolerance.sharedBoundary
  ) {
    self.lots = lots
    self.neighbours = neighbours
    self.streets = streets
    self.rightOfWay = rightOfWay
    self.alleys = alleys
    self.water = water
    self.publicOpenSpaces = publicOpenSpaces
    self.otherLand = otherLand
    self.tolerance = max(tolerance, Tolerance.numeric)
  }

  /// What is shorter than this along a lot's boundary is not told apart: twice what drawings may differ by, 0.5 m at least.
  var shortest: Double { max(Tolerance.adjoiningLength, 2 * tolerance) }
}

/// An edge of something near a lot, its own inside to the left.
struct SurroundingEdge {
  let a: Point
  let b: Point
  /// From `a` to `b`, of length 1.
  let direction: Point
  let length: Double
  /// A place among ``LotSurroundings/neighbours``, or the negative code of what it is.
  let owner: Int32

  static let alley: Int32 = -1
  static let street: Int32 = -2
  static let water: Int32 = -3
  static let publicOpenSpace: Int32 = -4
  static let otherLand: Int32 = -5

  static func abutter(of owner: Int32) -> Abutter {
    switch owner {
    case alley: .alley
    case street: .street
    case water: .water
    case publicOpenSpace: .publicOpenSpace
    case otherLand: .otherLand
    default: .lot
    }
  }
}

extension LotSurroundings {
  /// The edges whose boxes meet a box, of lots alone or of all that is drawn.
  func edges(near box: Box, lotsOnly: Bool = false) -> [SurroundingEdge] {
    var found: [SurroundingEdge] = []
    found.reserveCapacity(128)
    lots.withUnsafeBufferPointer { lots in
      for (index, place) in neighbours.enumerated() where lots[place].box.intersects(box) {
        Self.gather(lots[place], Int32(index), box, &found)
      }
    }
    if lotsOnly { return found }
    for (regions, owner) in [
      (rightOfWay, SurroundingEdge.street), (alleys, SurroundingEdge.alley),
      (water, SurroundingEdge.water), (publicOpenSpaces, SurroundingEdge.publicOpenSpace),
      (otherLand, SurroundingEdge.otherLand),
    ] {
      for region in regions where region.box.intersects(box) {
        Self.gather(region, owner, box, &found)
      }
    }
    return found
  }

  /// The edges of the rights of way whose boxes meet a box.
  func rightOfWayEdges(near box: Box) -> [SurroundingEdge] {
    var found: [SurroundingEdge] = []
    for region in rightOfWay where region.box.intersects(box) {
      Self.gather(region, SurroundingEdge.street, box, &found)
    }
    return found
  }

  private static func gather(
    _ region: MultiPolygon, _ owner: Int32, _ box: Box, _ found: inout [SurroundingEdge]
  ) {
    func take(_ a: Point, _ b: Point, _ found: inout [SurroundingEdge]) {
      guard max(a.x, b.x) >= box.minX, min(a.x, b.x) <= box.maxX, max(a.y, b.y) >= box.minY,
        min(a.y, b.y) <= box.maxY
      else { return }
      let step = b - a
      let length = step.length
      guard length > 0 else { return }
      found.append(
        SurroundingEdge(
          a: a, b: b, direction: step * (1 / length), length: length, owner: owner))
    }
    // Of a region of many corners the far ones are passed over a run at a time.
    if region.coordinates.count > 256 {
      for (a, b) in region.edges(near: box) { take(a, b, &found) }
      return
    }
    region.coordinates.withUnsafeBufferPointer { points in
      for ring in 0..<region.ringCount {
        for place in region.ringStarts[ring]..<(region.ringStarts[ring + 1] - 1) {
          take(points[place], points[place + 1], &found)
        }
      }
    }
  }
}
