import Foundation

/// A circle told by a point on it and the way from there to its centre, and then widened: its far centre costs no digits.
struct Circle {
  let anchor: Point
  let toCentre: Point
  let radius: Double
  /// By how much the circle is wider than through the anchor, in metres; negative for a narrower one.
  let widening: Double

  /// The circle around a point.
  init(around centre: Point, radius: Double) {
    anchor = centre
    toCentre = Point(0, 0)
    self.radius = 0
    widening = radius
  }

  /// The circle of an arc, widened.
  init(of arc: CircularArc, widenedBy widening: Double = 0) {
    anchor = arc.start
    toCentre = arc.toCentre
    radius = arc.radius
    self.widening = widening
  }

  /// The power of a point: the square of its distance from the centre less that of the radius.
  func power(of point: Point) -> Double {
    let step = point - anchor
    return step.dot(step) - 2 * step.dot(toCentre) - widening * (2 * radius + widening)
  }
}

/// The two solutions of `a t² + 2 b t + c = 0`; nil where there is none.
func roots(_ a: Double, half b: Double, _ c: Double) -> (Double, Double)? {
  let discriminant = b * b - a * c
  guard discriminant >= 0, a > 0 else { return nil }
  let far = -(b + (b < 0 ? -discriminant.squareRoot() : discriminant.squareRoot()))
  return far == 0 ? (0, 0) : (far / a, c / far)
}

extension CircularArc {
  /// The shares of the arc at which it meets the line of all points whose step from the start has a height along a normal.
  /// They may lie beyond 1.
  fileprivate func shares(alongNormal normal: Point, height: Double) -> [Double] {
    let square = normal.dot(normal)
    guard square > 0 else { return [] }
    let foot = normal * (height / square)
    let along = normal.leftNormal
    guard
      let (first, second) = roots(
        square, half: -along.dot(toCentre), foot.dot(foot) - 2 * foot.dot(toCentre))
    else { return [] }
    return [share(ofStep: foot + along * first), share(ofStep: foot + along * second)]
  }

  /// The share of the arc at which a point of its circle lies, told as a step from the start; more than 1 beyond the end.
  func share(ofStep step: Point) -> Double {
    let side = sweep > 0 ? 1.0 : -1.0
    let tangent = toCentre.leftNormal * -side
    var half = atan2(side * tangent.cross(step), tangent.dot(step))
    if half < 0 { half += .pi }
    return 2 * half / abs(sweep)
  }
}

extension Edge {
  /// The shares of the edge at which it meets the straight line through a point; some may lie beyond 0…1.
  func shares(onLineThrough point: Point, along direction: Point) -> [Double] {
    switch self {
    case .line(let a, let b):
      let turn = (b - a).cross(direction)
      return turn == 0 ? [] : [(point - a).cross(direction) / turn]
    case .arc(let arc):
      let normal = direction.leftNormal
      return arc.shares(alongNormal: normal, height: normal.dot(point - arc.start))
    }
  }

  /// The shares of the edge at which it meets a circle; some may lie beyond 0…1.
  func shares(on circle: Circle) -> [Double] {
    switch self {
    case .line(let a, let b):
      let step = b - a
      let offset = a - circle.anchor
      guard
        let (first, second) = roots(
          step.dot(step), half: step.dot(offset - circle.toCentre), circle.power(of: a))
      else { return [] }
      return [first, second]
    case .arc(let arc):
      // Points of both circles lie on the line of equal powers.
      let normal = circle.toCentre - arc.toCentre - (arc.start - circle.anchor)
      return arc.shares(alongNormal: normal, height: circle.power(of: arc.start) / 2)
    }
  }

  /// The shares of the edge at which it meets the line or the circle that another one is part of.
  func shares(onCurveOf other: Edge) -> [Double] {
    switch other {
    case .line(let a, let b): shares(onLineThrough: a, along: b - a)
    case .arc(let arc): shares(on: Circle(of: arc))
    }
  }

  /// The part of the edge from one share to another, at most all of it.
  func part(_ from: Double, _ to: Double) -> Edge {
    if from <= 0, to >= 1 { return self }
    let from = max(from, 0)
    let to = min(to, 1)
    if case .arc(let arc) = self,
      let part = CircularArc(
        from: arc.point(at: from), through: arc.point(at: from + (to - from) / 2),
        to: arc.point(at: to))
    {
      return .arc(part)
    }
    return .line(point(at: from), point(at: to))
  }

  /// The parts of the edge that run within a distance of another one, as shares of its length, in order.
  func stretches(within distance: Double, of other: Edge) -> [ClosedRange<Double>] {
    if case .line(let a, let b) = self, case .line(let c, let d) = other {
      return Capsule(a: c, b: d, radius: distance).stretch(of: a, b).map { [$0] } ?? []
    }
    guard box.expanded(by: distance).intersects(other.box) else { return [] }
    var found: [ClosedRange<Double>] = []
    let limit = distance * distance
    let cuts = shares(around: other, distance)
    for (from, to) in zip(cuts, cuts.dropFirst())
    where other.squaredDistance(to: point(at: (from + to) / 2)) <= limit {
      found.append(from...to)
    }
    return merged(found)
  }

  /// 0, 1 and the shares between at which the edge may come within a distance of another one, or leave it, in order.
  func shares(around other: Edge, _ distance: Double) -> [Double] {
    var cuts = [0.0, 1.0]
    for end in [other.start, other.end] {
      cuts += shares(on: Circle(around: end, radius: distance))
    }
    switch other {
    case .line(let a, let b):
      let across = (b - a).unit.leftNormal * distance
      cuts += shares(onLineThrough: a + across, along: b - a)
      cuts += shares(onLineThrough: a - across, along: b - a)
    case .arc(let arc):
      cuts += shares(on: Circle(of: arc, widenedBy: distance))
      if arc.radius > distance { cuts += shares(on: Circle(of: arc, widenedBy: -distance)) }
    }
    return cuts.filter { $0 >= 0 && $0 <= 1 }.sorted()
  }
}
