package import Geometry

/// How far back a neighbour's building stands from its front line.
package struct NeighbourSetback: Sendable, Hashable {
  /// Seen from the street towards the lot.
  package var side: LotSide
  /// Lots between, 0 for the lot next door.
  package var rank: Int
  /// Metres from the lot's side line to the neighbour's nearest part, along the street.
  package var distance: Double
  /// The neighbour's frontage in metres.
  package var frontage: Double
  /// Metres; nil where the lot is vacant.
  package var setback: Double?

  package init(
    side: LotSide, rank: Int, distance: Double, frontage: Double, setback: Double?
  ) {
    self.side = side
    self.rank = rank
    self.distance = distance
    self.frontage = frontage
    self.setback = setback
  }
}

/// The distance of the nearest of a lot's buildings from its front line, in metres; nil where there is none.
package func measuredSetback(of buildings: [MultiPolygon], from front: Polyline) -> Double? {
  buildings.map { $0.distance(to: front) }.filter(\.isFinite).min()
}

/// A front setback taken from the neighbours': one method whose parameters are window, occupancy, vacancy and clamp. Metres.
package struct SetbackAveraging: Sendable, Hashable {
  /// Which neighbours count.
  package enum Window: Sendable, Hashable {
    /// So many on each side.
    case adjacent(Int)
    /// All that lie within so many metres on each side.
    case within(Double)
    /// All on the block front, as they are given.
    case blockFront
  }

  /// What stands in for a vacant or missing neighbour.
  package enum Vacancy: Sendable, Hashable {
    case leftOut
    /// It counts as standing at the required setback.
    case required
    /// Where only one side is built, the mean of that and the required setback.
    case meanWithRequired
  }

  package var window: Window
  /// The least share of the frontage in the window that is built for the mean to count, 0…1.
  package var occupancy = 0.0
  /// The setbacks may differ by so many metres, else the required one holds.
  package var spread: Double?
  package var vacancy = Vacancy.leftOut
  /// A setback outside this range counts as `outlierCounts`.
  package var usual: ClosedRange<Double>?
  package var outlierCounts: Double?
  /// The result is no less and no more than these.
  package var floor: Double?
  package var cap: Double?
  /// The result is no less than this share of the required setback.
  package var floorShare: Double?

  package init(window: Window) { self.window = window }
}

extension SetbackAveraging {
  private static let foot = 0.3048

  /// Where half of the block front is built and the setbacks differ by 10 ft at most: the mean, 50 ft at most (Millstadt IL).
  package static let millstadt: Self = {
    var rule = Self(window: .blockFront)
    rule.occupancy = 0.5
    rule.spread = 10 * foot
    rule.cap = 50 * foot
    return rule
  }()
  /// The mean of the adjacent two; with one, of it and the required; 20 ft at least (Park Rapids MN).
  package static let parkRapids: Self = {
    var rule = Self(window: .adjacent(1))
    rule.vacancy = .meanWithRequired
    rule.floor = 20 * foot
    return rule
  }()
  /// The mean of the adjacent two, a vacant one at the required setback (Mazon IL).
  package static let mazon: Self = {
    var rule = Self(window: .adjacent(1))
    rule.vacancy = .required
    return rule
  }()
  /// Within 100 ft, a vacant one at the required setback; 20 ft to 40 ft (Pontiac MI).
  package static let pontiac: Self = {
    var rule = Self(window: .within(100 * foot))
    rule.vacancy = .required
    rule.floor = 20 * foot
    rule.cap = 40 * foot
    return rule
  }()
  /// Within 70 ft; those under 20 ft or over 50 ft count as 20 ft (Fulton IL).
  package static let fulton: Self = {
    var rule = Self(window: .within(70 * foot))
    rule.usual = (20 * foot)...(50 * foot)
    rule.outlierCounts = 20 * foot
    return rule
  }()
  /// Within 100 ft on each side, half of it built; no less than 20 % of the schedule (North Royalton OH).
  package static let northRoyalton: Self = {
    var rule = Self(window: .within(100 * foot))
    rule.occupancy = 0.5
    rule.floorShare = 0.2
    return rule
  }()

  /// By the name that a regulation gives; nil where there is none of it.
  package static func named(_ name: String) -> Self? {
    switch name {
    case "Millstadt": millstadt
    case "Park Rapids": parkRapids
    case "Mazon": mazon
    case "Pontiac": pontiac
    case "Fulton": fulton
    case "North Royalton": northRoyalton
    default: nil
    }
  }
}

package struct AveragedSetback: Sendable, Hashable {
  /// Metres.
  package var setback: Double
  /// Whether the neighbours made it; else it is the required one.
  package var isAveraged: Bool
  /// The number of buildings that counted.
  package var count: Int
  package var reason: String
}

extension SetbackAveraging {
  /// The setback of a lot among its neighbours.
  ///
  /// - Parameter required: What the schedule asks, in metres.
  package func setback(among neighbours: [NeighbourSetback], required: Double) -> AveragedSetback {
    func schedule(_ why: String, _ count: Int = 0) -> AveragedSetback {
      AveragedSetback(setback: required, isAveraged: false, count: count, reason: why)
    }
    let near = neighbours.filter { neighbour in
      switch window {
      case .adjacent(let count): neighbour.rank < count
      case .within(let metres): neighbour.distance <= metres
      case .blockFront: true
      }
    }
    let built = near.filter { $0.setback != nil }
    guard !built.isEmpty else { return schedule("no neighbour that counts is built on") }
    let frontage = near.reduce(0) { $0 + $1.frontage }
    let share = built.reduce(0) { $0 + $1.frontage } / frontage
    if occupancy > 0, frontage <= 0 || share < occupancy {
      return schedule("less than the share of the front that is asked is built", built.count)
    }
    var figures = built.compactMap(\.setback)
    if let spread, let least = figures.min(), let most = figures.max(),
      most - least > spread + Tolerance.numeric
    {
      return schedule("the neighbours' setbacks differ by more than is allowed", built.count)
    }
    if let usual, let outlierCounts {
      figures = figures.map { usual.contains($0) ? $0 : outlierCounts }
    }
    switch vacancy {
    case .leftOut: break
    case .required:
      // A side without any lot in the window is no vacant lot.
      figures += Array(repeating: required, count: near.count - built.count)
    case .meanWithRequired: if Set(built.map(\.side)).count == 1 { figures.append(required) }
    }
    var mean = figures.reduce(0, +) / Double(figures.count)
    if let floor { mean = max(mean, floor) }
    if let cap { mean = min(mean, cap) }
    if let floorShare { mean = max(mean, floorShare * required) }
    return AveragedSetback(
      setback: mean, isAveraged: true, count: built.count,
      reason: "the mean over \(figures.count) setbacks")
  }
}
