package import Geometry

/// What stands around a lot, as far as its lines need it.
package struct LotSurroundings {
  /// The lots near enough to share a line or to stand in the way, the surveyed one left out.
  let lots: NearbyRegions
  /// What the caller knows each of them by; their order where it does not say.
  package let places: [Int]
  package var streets: [StreetReference]
  /// What else is drawn: street areas, alleys, water, public open spaces, land that is known to be no lot and no street.
  let drawn: NearbyRegions
  /// How far apart two drawings of one line may be, in metres.
  package var tolerance: Double
  /// A neighbour as a region, by its order.
  let region: (Int) -> MultiPolygon
  let room: BoundaryRoom

  init(
    lots: NearbyRegions, places: [Int], streets: [StreetReference], drawn: NearbyRegions,
    tolerance: Double, region: @escaping (Int) -> MultiPolygon,
    room: BoundaryRoom = BoundaryRoom()
  ) {
    self.room = room
    self.lots = lots
    self.places = places
    self.streets = streets
    self.drawn = drawn
    self.tolerance = max(tolerance, Tolerance.numeric)
    self.region = region
  }

  /// - Parameter near: Of what is drawn beside the lots, only this part is looked at.
  package init(
    neighbours: [MultiPolygon], streets: [StreetReference] = [],
    rightOfWay: [MultiPolygon] = [], alleys: [MultiPolygon] = [], water: [MultiPolygon] = [],
    publicOpenSpaces: [MultiPolygon] = [], otherLand: [MultiPolygon] = [],
    tolerance: Double = Tolerance.sharedBoundary, near: Box? = nil
  ) {
    var lots = NearbyRegions()
    for (place, region) in neighbours.enumerated() { lots.append(region, owner: Int32(place)) }
    var drawn = NearbyRegions()
    for (regions, owner) in [
      (rightOfWay, SurroundingEdge.street), (alleys, SurroundingEdge.alley),
      (water, SurroundingEdge.water), (publicOpenSpaces, SurroundingEdge.publicOpenSpace),
      (otherLand, SurroundingEdge.otherLand),
    ] {
      for region in regions { drawn.append(region, owner: owner, near: near) }
    }
    self.init(
      lots: lots, places: Array(neighbours.indices), streets: streets, drawn: drawn,
      tolerance: tolerance, region: { neighbours[$0] })
  }

  /// What is shorter than this along a lot's boundary is not told apart: twice what drawings may differ by, 0.5 m at least.
  var shortest: Double { max(Tolerance.adjoiningLength, 2 * tolerance) }

  /// Whether the areas of streets are drawn here.
  var hasRightOfWay: Bool { drawn.contains(owner: SurroundingEdge.street) }
}

/// An edge of something near a lot, its own inside to the left.
struct SurroundingEdge {
  let a: Point
  let b: Point
  /// From `a` to `b`, of length 1.
  let direction: Point
  let length: Double
  /// The order of a neighbour, or the negative code of what it is.
  let owner: Int32

  static let alley: Int32 = -1
  static let street: Int32 = -2
  static let water: Int32 = -3
  static let publicOpenSpace: Int32 = -4
  static let otherLand: Int32 = -5

  /// The code of what is no lot.
  static func owner(of abutter: Abutter) -> Int32 {
    switch abutter {
    case .alley: alley
    case .street: street
    case .water: water
    case .publicOpenSpace: publicOpenSpace
    case .otherLand, .lot, .unknown: otherLand
    }
  }

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
    lots.gather(near: box, &found)
    return found
  }

  /// The edges of the rights of way whose boxes meet a box.
  func rightOfWayEdges(near box: Box) -> [SurroundingEdge] {
    var found: [SurroundingEdge] = []
    drawn.gather(of: SurroundingEdge.street, near: box, &found)
    return found
  }

  /// Whether the edge of a lot lies on a way of so many metres; the direction is of length 1.
  func isBlocked(_ start: Point, _ direction: Point, _ distance: Double) -> Bool {
    lots.isHit(start, direction, distance)
  }
}
