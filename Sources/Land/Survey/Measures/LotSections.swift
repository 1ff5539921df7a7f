import Geometry

/// Straight cuts through a lot.
struct LotSections {
  private let edges: [(a: Point, b: Point)]
  let corners: [Point]

  init(_ lot: MultiPolygon) {
    var edges: [(a: Point, b: Point)] = []
    edges.reserveCapacity(lot.edgeCount)
    for ring in 0..<lot.ringCount {
      for place in lot.ringStarts[ring]..<(lot.ringStarts[ring + 1] - 1) {
        edges.append((lot.coordinates[place], lot.coordinates[place + 1]))
      }
    }
    self.edges = edges
    corners = lot.coordinates
  }

  /// The stretches of a line through a point that lie in the lot, in metres from the point along a direction of length 1.
  ///
  /// A line along an edge counts as just to its left.
  func stretches(through point: Point, along direction: Point) -> [ClosedRange<Double>] {
    var met: [Double] = []
    for (a, b) in edges {
      let from = direction.cross(a - point)
      let to = direction.cross(b - point)
      guard (from > 0) != (to > 0) else { continue }
      met.append((a + (b - a) * (from / (from - to)) - point).dot(direction))
    }
    met.sort()
    return stride(from: 0, to: met.count - 1, by: 2).map { met[$0]...max(met[$0], met[$0 + 1]) }
  }

  /// The longest of the stretches, in metres; nil where the line misses the lot.
  func width(through point: Point, along direction: Point) -> Double? {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: edges.count + 1) { met in
      var count = 0
      for (a, b) in edges {
        let from = direction.cross(a - point)
        let to = direction.cross(b - point)
        guard (from > 0) != (to > 0) else { continue }
        let place = (a + (b - a) * (from / (from - to)) - point).dot(direction)
        // There are two of them in almost every lot.
        var at = count
        while at > 0, met[at - 1] > place {
          met[at] = met[at - 1]
          at -= 1
        }
        met[at] = place
        count += 1
      }
      var longest: Double?
      for first in stride(from: 0, to: count - 1, by: 2) {
        longest = max(longest ?? 0, met[first + 1] - met[first])
      }
      return longest
    }
  }
}
