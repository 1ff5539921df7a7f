import Foundation
import Geometry

/// A straight run of a lot's boundary, or the part of one with one kind of thing beyond it; of a street, all that follows it.
struct BoundaryPiece {
  var line: Polyline
  var abutter: Abutter
  var neighbours: [Int] = []
  var street: StreetReference?
  /// Which of the streets without a name it is on, where only their areas are drawn.
  var stretch: Int?
  /// Whether it cannot be told if the corner where it starts is one of two streets.
  var isOpenCorner = false
  /// Whether it rounds a corner of street lines, or cuts it off.
  var isRounding = false
  var confidence = LotLine.Confidence.high
  var reason = ""
  let length: Double
  /// From its start straight to its end, of length 1.
  let chord: Point
  /// From its start straight to its end, in metres.
  let reach: Double

  init(line: Polyline, abutter: Abutter) {
    self.line = line
    self.abutter = abutter
    length = line.length
    let step = line.end - line.start
    reach = step.length
    chord = step.unit
  }

  /// Square to the chord, away from the lot.
  var outward: Point { Point(chord.y, -chord.x) }
  /// What tells its street from another; empty where that is not known, nil where it is on none.
  var streetKey: String? {
    guard abutter == .street else { return nil }
    return street?.key ?? stretch.map { "stretch \($0)" } ?? ""
  }

  /// By how much the chord may turn when its ends move by a millimetre each, in radians.
  var angleError: Double { reach > 0 ? 3 * Tolerance.numeric / reach : .pi }
}

/// What the geometry of a piece is, without what is beyond it: comparing pieces copies no more than this.
struct PieceShape {
  let start: Point
  let end: Point
  /// See ``BoundaryPiece``.
  let chord: Point
  let outward: Point
  let angleError: Double
  let abutter: Abutter

  init(_ piece: BoundaryPiece) {
    start = piece.line.start
    end = piece.line.end
    chord = piece.chord
    outward = piece.outward
    angleError = piece.angleError
    abutter = piece.abutter
  }
}

/// The angle from one direction to another in radians, positive to the left, -π…π.
func turnAngle(_ a: Point, _ b: Point) -> Double {
  atan2(a.cross(b), a.dot(b))
}

/// Whether a figure reaches a limit; nil where it is nearer to it than its error.
func reaches(_ value: Double, _ limit: Double, error: Double) -> Bool? {
  abs(value - limit) <= error ? nil : value > limit
}

extension Polyline {
  /// From its first point to its second one.
  var firstStep: Point { points[1] - points[0] }
  /// From its last point but one to its last one.
  var lastStep: Point { points[points.count - 1] - points[points.count - 2] }
}
