/// A place in the plane, in metres of a projected coordinate system.
package struct Point: Sendable, Hashable, BitwiseCopyable {
  package var x: Double
  package var y: Double

  @inlinable package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

extension Point {
  @inlinable package var isFinite: Bool { x.isFinite && y.isFinite }

  /// The straight distance to another point, in metres.
  @inlinable package func distance(to other: Point) -> Double {
    let dx = other.x - x
    let dy = other.y - y
    return (dx * dx + dy * dy).squareRoot()
  }

  /// The point halfway to another.
  @inlinable package func midpoint(to other: Point) -> Point {
    Point(x + (other.x - x) / 2, y + (other.y - y) / 2)
  }

  @inlinable package static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
  @inlinable package static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
  @inlinable package static func * (a: Point, k: Double) -> Point { Point(a.x * k, a.y * k) }

  /// The scalar product of two points taken as vectors.
  @inlinable package func dot(_ other: Point) -> Double { x * other.x + y * other.y }
  /// The cross product of two points taken as vectors; positive when `other` lies to the left.
  @inlinable package func cross(_ other: Point) -> Double { x * other.y - y * other.x }
  /// The length of the point taken as a vector.
  @inlinable package var length: Double { (x * x + y * y).squareRoot() }
  /// The vector of length 1 in the same direction; zero stays zero.
  @inlinable package var unit: Point {
    let length = self.length
    return length > 0 ? Point(x / length, y / length) : self
  }
  /// The vector turned by a quarter turn to the left.
  @inlinable package var leftNormal: Point { Point(-y, x) }
}
