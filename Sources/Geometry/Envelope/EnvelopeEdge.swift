/// One edge of a lot as the kernel works on it, in metres from the lot's first point, the lot to its left.
struct EnvelopeEdge: BitwiseCopyable {
  var ax: Double
  var ay: Double
  var bx: Double
  var by: Double
  /// The direction at the start.
  var ux: Double
  var uy: Double
  /// The direction at the end: that at the start, but for an arc.
  var vx: Double
  var vy: Double
  var length: Double
  var minX: Double
  var minY: Double
  var maxX: Double
  var maxY: Double
  var distance = 0.0
  /// The edges after it and before it on its ring.
  var next: Int32 = 0
  var previous: Int32 = 0
  /// Its place among the arcs, or -1.
  var arc: Int32 = -1
  /// Which of the region's edges it is; for a line that is not one, -1 less its place among those given.
  var source: Int32
  /// How the boundary turns at its end: 1 to the left, -1 to the right, 0 not at all or straight back.
  var turn: Int8 = 0
  /// Whether the boundary runs back on itself at its end.
  var folds = false
  /// Whether it belongs to a line that is not an edge of the lot.
  var isForeign = false
  /// Whether it is no edge but a point from which an arc's yard goes straight on.
  var isYard = false
}

/// A circle's part, told without angles: shares of the way round are measured by ``quarter(_:_:)``.
struct CircleArc: BitwiseCopyable {
  var cx: Double
  var cy: Double
  var radius: Double
  /// 1 counter-clockwise, -1 clockwise.
  var turn: Double
  /// The direction from the centre to the start.
  var wx: Double
  var wy: Double
  /// How far it goes, 0…4.
  var extent: Double
}

/// How far a direction has turned, as a number that grows from 0 to 4 over a whole turn, one for each quarter: no angle, but
/// in the same order, and as exact near 0 as an angle is.
///
/// - Parameters:
///   - along: The cosine of the angle turned.
///   - across: Its sine.
@inline(__always)
func quarter(_ along: Double, _ across: Double) -> Double {
  if across >= 0 {
    return along >= 0
      ? (along + across == 0 ? 0 : across / (along + across)) : 1 - along / (across - along)
  }
  return along < 0 ? 2 + across / (across + along) : 3 + along / (along - across)
}

/// The direction that has turned so far: what ``quarter(_:_:)`` takes back.
@inline(__always)
func direction(_ quarter: Double) -> (along: Double, across: Double) {
  let along: Double
  let across: Double
  switch quarter {
  case ..<1: (along, across) = (1 - quarter, quarter)
  case ..<2: (along, across) = (1 - quarter, 2 - quarter)
  case ..<3: (along, across) = (quarter - 3, 2 - quarter)
  default: (along, across) = (quarter - 3, quarter - 4)
  }
  let length = (along * along + across * across).squareRoot()
  return (along / length, across / length)
}

extension CircleArc {
  /// How far along a direction from the centre lies, 0…4; beyond ``extent`` where the arc does not reach it.
  @inline(__always)
  func place(_ x: Double, _ y: Double) -> Double {
    quarter(wx * x + wy * y, turn * (wx * y - wy * x))
  }

  /// The direction from the centre at a place along the arc.
  @inline(__always)
  func spoke(_ place: Double) -> (x: Double, y: Double) {
    let (along, across) = direction(place)
    return (wx * along - turn * wy * across, wy * along + turn * wx * across)
  }

  @inline(__always)
  func point(_ place: Double) -> (x: Double, y: Double) {
    let (x, y) = spoke(place)
    return (cx + radius * x, cy + radius * y)
  }
}

/// A piece of an envelope's boundary as the kernel finds it, the envelope to its left.
struct TracedPiece: BitwiseCopyable {
  var x0: Double
  var y0: Double
  var x1: Double
  var y1: Double
  var cx = 0.0
  var cy = 0.0
  var radius = 0.0
  /// 0 straight, 1 counter-clockwise, -1 clockwise.
  var turn = 0.0
  /// The angle turned, in radians, never negative; 0 for a straight piece.
  var angle = 0.0
  /// The edge whose distance it keeps.
  var edge: Int32
  /// Whether it is a circle around the edge's end.
  var isAroundCorner = false
  /// The piece that follows it; -1 until found.
  var next: Int32 = -1
  /// Whether another piece is followed by it.
  var isTaken = false
}

extension TracedPiece {
  /// What it adds to the area to its left, seen from the origin (Green's theorem).
  var area: Double {
    let chord = (x0 * y1 - x1 * y0) / 2
    return turn == 0 ? chord : chord + turn * segment(radius: radius, angle: angle)
  }

  /// The point halfway.
  var middle: (x: Double, y: Double) {
    if turn == 0 { return ((x0 + x1) / 2, (y0 + y1) / 2) }
    var x = x0 + x1 - 2 * cx
    var y = y0 + y1 - 2 * cy
    // Across the chord, where half a turn leaves no sum to take.
    let chordX = x1 - x0
    let chordY = y1 - y0
    if angle > 1 {
      // The side of the chord to which a counter-clockwise arc bulges is its right.
      x = turn * chordY
      y = -turn * chordX
      let length = (x * x + y * y).squareRoot()
      if length == 0 { return (2 * cx - x0, 2 * cy - y0) }
    }
    let length = (x * x + y * y).squareRoot()
    guard length > 0 else { return (2 * cx - x0, 2 * cy - y0) }
    return (cx + radius * x / length, cy + radius * y / length)
  }
}
