/// A lot line, or a part of one, with the distance that a building keeps from it.
package struct Setback: Sendable, Hashable {
  package var line: Polyline
  /// Metres, 0 for none.
  package var distance: Double
  /// Which lot line it is, as the caller numbers them; what it makes of an envelope's boundary carries the number.
  package var lotLine: Int
  /// Which rule asks for the distance, as the caller numbers them.
  package var rule: Int

  package init(_ line: Polyline, distance: Double, lotLine: Int = 0, rule: Int = 0) {
    self.line = line
    self.distance = distance
    self.lotLine = lotLine
    self.rule = rule
  }
}

/// How a regulation's setback is to be read. The two differ at obtuse corners between lines of different distances.
package enum SetbackReading: Sendable, Hashable, CaseIterable {
  /// The distance to the line itself: the lot less all points that are nearer to a lot line than its distance.
  ///
  /// Around the end of a line the distance is to a point, so the forbidden strip ends in a half disc.
  case distanceToLine

  /// A yard over the full width of the lot: the strip along a lot line, as deep as its distance.
  ///
  /// - At a corner of less than 180° (or of exactly 180° between two lines), the strip goes straight on until its inner
  ///   side meets the boundary of the lot. For a convex lot that is the half-plane beyond the shifted line.
  /// - At a corner of more than 180°, it ends as a distance does, in a disc around the corner: a strip that went straight on
  ///   would cut through parts of the lot that do not lie along the line.
  /// - The strip lies on the inner side of its line only.
  /// - An arc's strip lies between the arc and the concentric one, and goes straight on along its tangent at a corner of less
  ///   than 180°. Where it runs out into the next line, bent by less than ``Tolerance/collinearAngle``, it ends as a distance
  ///   does, since that line has its own distance; a straight line's strip goes straight on there past an arc that bends into the
  ///   lot, and not past one that bends away.
  /// - A line that is not an edge of the lot is read as a distance.
  case yardOfFullWidth
}

/// Why no envelope can be told.
package enum EnvelopeRefusal: Error, Sendable, Hashable {
  /// A coordinate or a distance is not a finite number, or a distance is negative.
  case notANumber
  /// A ring is open, has no area, or runs the wrong way round.
  case notARing(at: Point)
  /// The boundary crosses itself.
  case crossesItself(at: Point)
  /// Two parts cover the same ground, or a hole lies outside its part.
  case overlaps(at: Point)
  /// More comparisons of lines would be needed than a request may take.
  case tooIntricate
  /// The pieces of the boundary did not close, even with distances a few micrometres wider.
  case unresolved
}

extension EnvelopeRefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notANumber: "a coordinate or a setback is not a number of metres"
    case .notARing(let at): "a ring of the lot does not enclose it near \(at.x) \(at.y)"
    case .crossesItself(let at): "the boundary of the lot crosses itself near \(at.x) \(at.y)"
    case .overlaps(let at): "the lot covers the same ground twice near \(at.x) \(at.y)"
    case .tooIntricate: "the boundary of the lot is too intricate for an envelope"
    case .unresolved: "the boundary of the envelope cannot be resolved"
    }
  }
}
