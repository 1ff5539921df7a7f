package import Geometry

/// What a street is to be widened by along one lot line.
package struct RoadWidening: Sendable, Hashable {
  package enum Measure: Sendable, Hashable {
    /// A strip of so many metres along the line.
    case depth(Double)
    /// Up to half of the required width from the street's centre line.
    case width(Double, centreLine: Polyline)
  }

  /// The lot to its left.
  package var line: Polyline
  package var measure: Measure

  package init(line: Polyline, measure: Measure) {
    self.line = line
    self.measure = measure
  }
}

/// A lot without the strips that streets are widened by.
package struct NetLot: Sendable, Hashable {
  /// Square metres.
  package var area: Double
  /// Square metres of all strips.
  package var stripArea: Double
  package var region: MultiPolygon
  /// One for each widening, in their order; where two meet at a corner, both have the corner. Nil for one along a curve.
  package var strips: [MultiPolygon?]
}

extension RoadWidening {
  /// Two points of the widened street's edge, the lot that is left to the left of it; nil for a bent line.
  var edge: (Point, Point)? {
    switch measure {
    case .depth(let depth):
      guard line.points.count == 2, line.arcs.isEmpty else { return nil }
      let inward = (line.end - line.start).unit.leftNormal
      return (line.start + inward * depth, line.end + inward * depth)
    case .width(let width, let centreLine):
      // The step of the centre line before the middle of the lot line.
      let middle = line.midpoint
      let steps = zip(centreLine.points, centreLine.points.dropFirst())
      let nearest = steps.min { a, b in
        guard let one = Polyline([a.0, a.1]), let two = Polyline([b.0, b.1]) else { return false }
        return one.distance(to: middle) < two.distance(to: middle)
      }
      guard var step = nearest, centreLine.arcs.isEmpty else { return nil }
      if (step.1 - step.0).cross(middle - step.0) < 0 { step = (step.1, step.0) }
      let inward = (step.1 - step.0).unit.leftNormal
      return (step.0 + inward * (width / 2), step.1 + inward * (width / 2))
    }
  }
}

/// The lot without its strips. Nil where a measure is no figure, or nothing can be drawn along a curve.
///
/// A strip has its full width from side line to side line (a half-plane), as a widened street has; along a bent or curved
/// line it is all that lies nearer to the line than its depth.
package func netLot(_ lot: MultiPolygon, widenings: [RoadWidening]) -> NetLot? {
  var net = lot
  var strips: [MultiPolygon?] = []
  for widening in widenings {
    let amount: Double =
      switch widening.measure {
      case .depth(let depth): depth
      case .width(let width, _): width
      }
    guard amount.isFinite, amount >= 0 else { return nil }
    if let (a, b) = widening.edge, lot.arcs.isEmpty {
      strips.append(lot.clipped(leftOf: b, a))
      net = net.clipped(leftOf: a, b)
      continue
    }
    let setback: Setback =
      switch widening.measure {
      case .depth(let depth): Setback(widening.line, distance: depth)
      case .width(let width, let centreLine): Setback(centreLine, distance: width / 2)
      }
    guard let left = try? net.envelope(setbacks: [setback]) else { return nil }
    net = left.region
    strips.append(nil)
  }
  return NetLot(area: net.area, stripArea: lot.area - net.area, region: net, strips: strips)
}
