package import Geometry

/// What stands around a lot, as far as its lines need it. Arrays are shared with the caller, never copied.
package struct LotSurroundings: Sendable {
  /// The lots near enough to share a line or to stand in the way, the surveyed one left out.
  package let neighbours: [MultiPolygon]
  /// What the caller knows each of them by; their order where it does not say.
  package let places: [Int]
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
  /// Those of the neighbours, in their order.
  let boxes: [Box]

  package init(
    neighbours: [MultiPolygon], places: [Int]? = nil, streets: [StreetReference] = [],
    rightOfWay: [MultiPolygon] = [], alleys: [MultiPolygon] = [], water: [MultiPolygon] = [],
    publicOpenSpaces: [MultiPolygon] = [], otherLand: [MultiPolygon] = [],
    tolerance: Double = Tolerance.sharedBoundary
  ) {
    self.neighbours = neighbours
    self.places = places ?? Array(neighbours.indices)
    boxes = neighbours.map(\.box)
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
  /// The edges of lots whose boxes meet a box.
  func lotEdges(near box: Box) -> [SurroundingEdge] {
    var found: [SurroundingEdge] = []
    found.reserveCapacity(128)
    gatherLots(near: box, &found)
    return found
  }

  /// The edges of all that is drawn whose boxes meet a box.
  func edges(near box: Box) -> [SurroundingEdge] {
    var found = lotEdges(near: box)
    Self.gather(rightOfWay, SurroundingEdge.street, box, &found)
    Self.gather(alleys, SurroundingEdge.alley, box, &found)
    Self.gather(water, SurroundingEdge.water, box, &found)
    Self.gather(publicOpenSpaces, SurroundingEdge.publicOpenSpace, box, &found)
    Self.gather(otherLand, SurroundingEdge.otherLand, box, &found)
    return found
  }

  /// The edges of the rights of way whose boxes meet a box.
  func rightOfWayEdges(near box: Box) -> [SurroundingEdge] {
    var found: [SurroundingEdge] = []
    Self.gather(rightOfWay, SurroundingEdge.street, box, &found)
    return found
  }

  /// Whether the edge of a lot lies on a way of so many metres; the direction is of length 1.
  func isBlocked(_ start: Point, _ direction: Point, _ distance: Double) -> Bool {
    let end = Point(start.x + direction.x * distance, start.y + direction.y * distance)
    let box = Box(
      minX: min(start.x, end.x), minY: min(start.y, end.y), maxX: max(start.x, end.x),
      maxY: max(start.y, end.y))
    return neighbours.withUnsafeBufferPointer { neighbours in
      for (index, near) in boxes.enumerated() where near.intersects(box) {
        let isStraight = neighbours[index].arcs.isEmpty
        let drawn =
          isStraight
          ? neighbours[index].coordinates
          : neighbours[index].chorded(tolerance: Tolerance.numeric).coordinates
        let isHit = drawn.withUnsafeBufferPointer { points in
          // From the end of one ring to the start of the next there is no edge, but no more than a block too many.
          var place = 1
          while place < points.count {
            if let along = hit(start, direction, points[place - 1], points[place]),
              along <= distance
            {
              return true
            }
            place += 1
          }
          return false
        }
        if isHit { return true }
      }
      return false
    }
  }

  private func gatherLots(near box: Box, _ found: inout [SurroundingEdge]) {
    neighbours.withUnsafeBufferPointer { neighbours in
      for (index, near) in boxes.enumerated() where near.intersects(box) {
        Self.gather(neighbours[index], Int32(index), box, &found)
      }
    }
  }

  private static func gather(
    _ regions: [MultiPolygon], _ owner: Int32, _ box: Box, _ found: inout [SurroundingEdge]
  ) {
    regions.withUnsafeBufferPointer { regions in
      for place in regions.indices where regions[place].box.intersects(box) {
        gather(regions[place], owner, box, &found)
      }
    }
  }

  private static func gather(
    _ region: MultiPolygon, _ owner: Int32, _ box: Box, _ found: inout [SurroundingEdge]
  ) {
    if !region.arcs.isEmpty {
      return gather(region.chorded(tolerance: Tolerance.numeric), owner, box, &found)
    }
    @inline(__always)
    func take(_ a: Point, _ b: Point, _ found: inout [SurroundingEdge]) {
      guard max(a.x, b.x) >= box.minX, min(a.x, b.x) <= box.maxX, max(a.y, b.y) >= box.minY,
        min(a.y, b.y) <= box.maxY
      else { return }
      let dx = b.x - a.x
      let dy = b.y - a.y
      let length = (dx * dx + dy * dy).squareRoot()
      guard length > 0 else { return }
      found.append(
        SurroundingEdge(
          a: a, b: b, direction: Point(dx / length, dy / length), length: length, owner: owner))
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
