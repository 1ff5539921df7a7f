import Foundation

/// A part of a circle, run through from one end to the other.
///
/// Its ends are kept as they were given. What is computed from it is computed from them, not from the centre, so that an arc
/// of a hundred metres with a radius of a million kilometres is as exact as any other.
package struct CircularArc: Sendable, Hashable {
  package let start: Point
  package let end: Point
  package let centre: Point
  /// Metres.
  package let radius: Double
  /// The direction from the centre to the start, in radians.
  package let startAngle: Double
  /// How far it turns, in radians: positive counter-clockwise, negative clockwise; more than -2π and less than 2π.
  package let sweep: Double
  /// The centre seen from the start.
  let toCentre: Point

  /// The arc from one point through another to a third.
  ///
  /// Nil where it is straight: the three lie on a line, or the arc strays from its chord by less than
  /// ``Tolerance/straight``. Nil too where two of them are one point, or lie farther from each other than products of doubles
  /// reach.
  package init?(from start: Point, through: Point, to end: Point) {
    let chord = end - start
    let back = start - through
    let on = end - through
    let cross = back.cross(on)
    let dot = back.dot(on)
    // The angle under which the chord is seen from the point between is the supplement of half the sweep (Euclid III.20).
    let half = atan2(-cross, -dot)
    guard cross != 0, cross.isFinite, dot.isFinite, half != 0, abs(half) < .pi else {
      return nil
    }
    let radius = chord.length / (2 * abs(sin(half)))
    let height = chord.length / 2 * abs(tan(half / 2))
    guard height >= Tolerance.straight, radius.isFinite, radius < 1e15 else { return nil }
    let toCentre = chord * 0.5 + chord.leftNormal * (dot / cross / 2)
    self.start = start
    self.end = end
    self.toCentre = toCentre
    centre = start + toCentre
    self.radius = radius
    startAngle = atan2(-toCentre.y, -toCentre.x)
    sweep = 2 * half
  }

  /// The arc around a centre from one point to another, both at the radius from it.
  package init(centre: Point, radius: Double, startAngle: Double, sweep: Double) {
    let spoke = Point(cos(startAngle), sin(startAngle)) * radius
    self.centre = centre
    self.radius = radius
    self.startAngle = startAngle
    self.sweep = sweep
    toCentre = Point(0, 0) - spoke
    start = centre + spoke
    end = centre + Point(cos(startAngle + sweep), sin(startAngle + sweep)) * radius
  }
}

extension CircularArc {
  /// Metres along the arc.
  package var length: Double { radius * abs(sweep) }

  package var reversed: CircularArc {
    CircularArc(reversing: self)
  }

  private init(reversing other: CircularArc) {
    start = other.end
    end = other.start
    centre = other.centre
    radius = other.radius
    startAngle = other.startAngle + other.sweep
    sweep = -other.sweep
    toCentre = other.toCentre + (other.start - other.end)
  }

  /// The point at a share of the way, 0 at the start and 1 at the end.
  package func point(at share: Double) -> Point {
    if share == 0 { return start }
    if share == 1 { return end }
    // Along a chord from the start, which it leaves at half the angle turned.
    let half = sweep * share / 2
    let reach = 2 * radius * sin(half)
    let outward = Point(-toCentre.x / radius, -toCentre.y / radius)
    return start + outward.leftNormal * (reach * cos(half)) + outward * (-reach * sin(half))
  }

  /// The point halfway.
  package var middle: Point { point(at: 0.5) }

  /// The area between the arc and its chord in square metres: positive where the arc bulges to the right of its chord, as it
  /// does for a counter-clockwise one.
  package var segmentArea: Double { segment(radius: radius, angle: sweep) }

  /// Whether a point lies between the two rays from the centre through the ends, on the arc's side.
  func facesCentre(_ point: Point) -> Bool {
    // Seen from either end, so that no digits are lost to a far centre.
    let side = sweep > 0 ? 1.0 : -1.0
    let afterStart = side * (point - start).cross(toCentre) >= 0
    let beforeEnd = side * (toCentre + (start - end)).cross(point - end) >= 0
    return abs(sweep) <= .pi ? afterStart && beforeEnd : afterStart || beforeEnd
  }

  /// How far the point is outside the circle, in metres; negative inside.
  func height(of point: Point) -> Double {
    let step = point - start
    let power = step.dot(step) - 2 * step.dot(toCentre)
    return power / ((step - toCentre).length + radius)
  }

  package var box: Box {
    var box = Box([start, end])
    for (x, y) in [(1.0, 0.0), (0, 1), (-1, 0), (0, -1)] {
      let extreme = start + (toCentre + Point(x, y) * radius)
      if facesCentre(extreme) { box.include(extreme) }
    }
    return box
  }
}

/// The area between an arc and its chord: half the square of the radius times what the angle exceeds its sine by.
package func segment(radius: Double, angle: Double) -> Double {
  radius * radius / 2 * excessOverSine(angle)
}

/// An angle less its sine, to full precision for small ones.
func excessOverSine(_ angle: Double) -> Double {
  guard abs(angle) < 0.5 else { return angle - sin(angle) }
  let s = angle * angle
  return angle * s / 6
    * (1 - s / 20 * (1 - s / 42 * (1 - s / 72 * (1 - s / 110 * (1 - s / 156 * (1 - s / 210))))))
}
