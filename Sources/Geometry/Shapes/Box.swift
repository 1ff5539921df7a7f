/// An upright rectangle, its sides included. An empty box has its sides the wrong way round and meets nothing.
package struct Box: Sendable, Hashable, BitwiseCopyable {
  package var minX: Double
  package var minY: Double
  package var maxX: Double
  package var maxY: Double

  @inlinable package init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  /// The box that holds nothing; the start of a union.
  package static let empty = Box(
    minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)

  /// The smallest box that holds some points.
  @inlinable package init(_ points: [Point]) {
    self.init(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    for point in points { include(point) }
  }

  /// The smallest box that holds some points.
  package init(_ points: some Sequence<Point>) {
    self = .empty
    for point in points { include(point) }
  }
}

extension Box {
  /// Whether the box holds no point; a box with a side that is not a number holds none either.
  @inlinable package var isEmpty: Bool { !(minX <= maxX && minY <= maxY) }
  @inlinable package var hasNaN: Bool { minX.isNaN || minY.isNaN || maxX.isNaN || maxY.isNaN }
  @inlinable package var width: Double { isEmpty ? 0 : maxX - minX }
  @inlinable package var height: Double { isEmpty ? 0 : maxY - minY }
  @inlinable package var area: Double { width * height }
  @inlinable package var centre: Point { Point((minX + maxX) / 2, (minY + maxY) / 2) }

  @inlinable package mutating func include(_ point: Point) {
    if point.x < minX { minX = point.x }
    if point.x > maxX { maxX = point.x }
    if point.y < minY { minY = point.y }
    if point.y > maxY { maxY = point.y }
  }

  @inlinable package func union(_ other: Box) -> Box {
    Box(
      minX: min(minX, other.minX), minY: min(minY, other.minY),
      maxX: max(maxX, other.maxX), maxY: max(maxY, other.maxY))
  }

  /// What two boxes have in common; empty where they do not meet.
  @inlinable package func intersection(_ other: Box) -> Box {
    Box(
      minX: max(minX, other.minX), minY: max(minY, other.minY),
      maxX: min(maxX, other.maxX), maxY: min(maxY, other.maxY))
  }

  /// Whether the boxes have a point in common, their sides included.
  @inlinable package func intersects(_ other: Box) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  @inlinable package func contains(_ point: Point) -> Bool {
    point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
  }

  @inlinable package func contains(_ other: Box) -> Bool {
    other.minX >= minX && other.maxX <= maxX && other.minY >= minY && other.maxY <= maxY
  }

  /// The box with each side moved outwards by a distance in metres.
  @inlinable package func expanded(by distance: Double) -> Box {
    Box(
      minX: minX - distance, minY: minY - distance, maxX: maxX + distance, maxY: maxY + distance)
  }

  /// The distance from a point to the box in metres; 0 inside, infinite for an empty box.
  @inlinable package func distance(to point: Point) -> Double {
    if isEmpty { return .infinity }
    let dx = max(minX - point.x, 0, point.x - maxX)
    let dy = max(minY - point.y, 0, point.y - maxY)
    return (dx * dx + dy * dy).squareRoot()
  }

  /// The distance between two boxes in metres; 0 where they meet, infinite where one is empty.
  @inlinable package func distance(to other: Box) -> Double {
    if isEmpty || other.isEmpty { return .infinity }
    let dx = max(minX - other.maxX, 0, other.minX - maxX)
    let dy = max(minY - other.maxY, 0, other.minY - maxY)
    return (dx * dx + dy * dy).squareRoot()
  }
}
