import Geometry

/// What the readers of well-known text and binary have in common: how the pieces of a curve are put together.
extension FeatureTable {
  /// Adds the first point of a line or of a piece of a compound curve. A piece that joins the one before starts with its last
  /// point, which is there already.
  ///
  /// - Returns: What is wrong; nil where nothing is.
  mutating func beginPiece(_ point: Point, joins: Bool) -> String? {
    if !joins {
      coordinates.append(point)
      return nil
    }
    return coordinates.last == point ? nil : "the pieces of a compound curve do not join"
  }

  /// What is wrong with a circular string of so many points; nil where nothing is.
  static func faultOfCircularString(points: Int) -> String? {
    points >= 3 && points % 2 == 1
      ? nil : "a circular string has an odd number of points from three on, not \(points)"
  }
}
