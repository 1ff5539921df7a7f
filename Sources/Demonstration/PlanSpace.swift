import Foundation

/// A place on the drawing board, in whole millimetres, before the town is bent and turned into its reference system.
struct PlanPoint: Hashable, Sendable {
  var u: Int
  var v: Int
}

/// An upright rectangle on the drawing board, in millimetres.
struct PlanBox: Hashable, Sendable {
  var u0: Int
  var v0: Int
  var u1: Int
  var v1: Int

  var width: Int { u1 - u0 }
  var height: Int { v1 - v0 }
  var centre: PlanPoint { PlanPoint(u: (u0 + u1) / 2, v: (v0 + v1) / 2) }

  var corners: [PlanPoint] {
    [
      PlanPoint(u: u0, v: v0), PlanPoint(u: u1, v: v0), PlanPoint(u: u1, v: v1),
      PlanPoint(u: u0, v: v1),
    ]
  }

  /// The box drawn with a corner at least every so many millimetres, so that it bends with the town.
  func outline(step: Int) -> [PlanPoint] {
    zip(corners, corners.dropFirst() + corners.prefix(1)).flatMap { from, to in
      sampled(from: from, to: to, step: step).dropLast()
    }
  }
}

/// Points from one place to another, both included, on a lattice that does not depend on where the line begins.
func sampled(from: PlanPoint, to: PlanPoint, step: Int) -> [PlanPoint] {
  let alongU = abs(to.u - from.u) >= abs(to.v - from.v)
  let (low, high) =
    alongU ? (min(from.u, to.u), max(from.u, to.u)) : (min(from.v, to.v), max(from.v, to.v))
  var middle: [PlanPoint] = []
  var place = (Double(low) / Double(step)).rounded(.down)
  while Int(place) * step < high {
    let at = Int(place) * step
    place += 1
    guard at > low else { continue }
    let share =
      alongU
      ? Double(at - from.u) / Double(to.u - from.u) : Double(at - from.v) / Double(to.v - from.v)
    middle.append(
      alongU
        ? PlanPoint(u: at, v: from.v + Int((share * Double(to.v - from.v)).rounded()))
        : PlanPoint(u: from.u + Int((share * Double(to.u - from.u)).rounded()), v: at))
  }
  let forward = alongU ? to.u >= from.u : to.v >= from.v
  return [from] + (forward ? middle : middle.reversed()) + [to]
}

/// How the drawing board becomes a place on the ground: two waves either way, a turn, and the town's origin.
///
/// The waves bend each street by up to some ten degrees and change areas by less than two in a hundred.
struct Bending: Sendable {
  var origin: (x: Double, y: Double)
  var turn: Double
  var phase: Double

  /// Metres in the reference system, to the millimetre.
  func place(_ point: PlanPoint) -> (x: Double, y: Double) {
    let u = Double(point.u) / 1000
    let v = Double(point.v) / 1000
    let x = u + 17 * sin(v / 140 + phase) + 4 * sin(v / 57)
    let y = v + 14 * sin(u / 150 + phase / 2) + 4 * sin(u / 66 + 1)
    let turned = (x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn))
    return (
      ((origin.x + turned.0) * 1000).rounded() / 1000,
      ((origin.y + turned.1) * 1000).rounded() / 1000
    )
  }

  /// How many square metres of ground a square metre of the board becomes at a place.
  func growth(at point: PlanPoint) -> Double {
    let u = Double(point.u) / 1000
    let v = Double(point.v) / 1000
    let a = 17.0 / 140 * cos(v / 140 + phase) + 4.0 / 57 * cos(v / 57)
    let b = 14.0 / 150 * cos(u / 150 + phase / 2) + 4.0 / 66 * cos(u / 66 + 1)
    return 1 - a * b
  }
}

/// Twice the signed area of a ring, in square millimetres; positive when it runs against the clock.
func doubledArea(_ ring: [PlanPoint]) -> Int {
  zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { sum, edge in
    sum + edge.0.u * edge.1.v - edge.1.u * edge.0.v
  }
}

/// The area of a ring on the ground, in square metres.
func area(_ ring: [(x: Double, y: Double)]) -> Double {
  guard let first = ring.first else { return 0 }
  // Taken from the first corner, so that coordinates of hundreds of kilometres lose no digits.
  return abs(
    zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { sum, edge in
      sum + (edge.0.x - first.x) * (edge.1.y - first.y) - (edge.1.x - first.x)
        * (edge.0.y - first.y)
    }) / 2
}

/// The same numbers for the same seed on every machine (Steele, Lea and Flood, *Fast splittable pseudorandom number
/// generators*, 2014).
struct Dice: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// Written out here because the library's way may change with its version.
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  mutating func chance(_ share: Double) -> Bool { unit() < share }

  mutating func pick<Element>(_ from: [Element]) -> Element {
    from[Int(unit() * Double(from.count))]
  }
}
