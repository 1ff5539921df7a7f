// Geometry as GeoJSON (RFC 7946). Exteriors run counter-clockwise and holes clockwise, as it asks; coordinates are what
// the caller's transform makes of ours, longitude before latitude. It knows no arcs: they are drawn as chords that stray by
// no more than ``Tolerance/chord``.

extension MultiPolygon {
  /// A `Polygon` for one part, else a `MultiPolygon`, with so many decimals (7 are a centimetre in degrees).
  package func geoJSON(decimals: Int = 7, _ transform: (Point) throws -> Point) rethrows -> String {
    guard arcs.isEmpty else { return try chorded().geoJSON(decimals: decimals, transform) }
    let parts = try (0..<partCount).map { part in
      let rings = try (partStarts[part]..<partStarts[part + 1]).map {
        try coordinateArray(ring($0), decimals, transform)
      }
      return "[" + rings.joined(separator: ",") + "]"
    }
    if parts.count == 1 { return #"{"type":"Polygon","coordinates":\#(parts[0])}"# }
    return #"{"type":"MultiPolygon","coordinates":[\#(parts.joined(separator: ","))]}"#
  }
}

extension Polygon {
  /// A `Polygon`.
  package func geoJSON(decimals: Int = 7, _ transform: (Point) throws -> Point) rethrows -> String {
    try MultiPolygon(self).geoJSON(decimals: decimals, transform)
  }
}

extension Polyline {
  /// A `LineString`.
  package func geoJSON(decimals: Int = 7, _ transform: (Point) throws -> Point) rethrows -> String {
    let drawn = chorded().points[...]
    return
      #"{"type":"LineString","coordinates":\#(try coordinateArray(drawn, decimals, transform))}"#
  }
}

extension Point {
  /// A `Point`.
  package func geoJSON(decimals: Int = 7, _ transform: (Point) throws -> Point) rethrows -> String {
    #"{"type":"Point","coordinates":\#(position(try transform(self), decimals))}"#
  }
}

private func coordinateArray(
  _ points: ArraySlice<Point>, _ decimals: Int, _ transform: (Point) throws -> Point
) rethrows -> String {
  "[" + (try points.map { position(try transform($0), decimals) }).joined(separator: ",") + "]"
}

private func position(_ point: Point, _ decimals: Int) -> String {
  "[\(decimal(point.x, decimals)),\(decimal(point.y, decimals))]"
}

/// A number with so many decimals at most, rounded half to even, without an exponent; the same bytes on every machine.
///
/// What has no decimal form here (not finite, or beyond 2⁵³ in its last decimal) is `null`, never another number.
func decimal(_ value: Double, _ decimals: Int) -> String {
  var scale = 1.0
  for _ in 0..<max(0, min(decimals, 12)) { scale *= 10 }
  let scaled = (value * scale).rounded(.toNearestOrEven)
  guard abs(scaled) < 9_007_199_254_740_992 else { return "null" }
  let whole = Int64(scaled)
  if whole == 0 { return "0" }
  let unit = Int64(scale)
  let digits = String(whole.magnitude % UInt64(unit))
  var fraction = String(repeating: "0", count: String(unit).count - 1 - digits.count) + digits
  if unit == 1 { fraction = "" }
  while fraction.hasSuffix("0") { fraction.removeLast() }
  let sign = whole < 0 ? "-" : ""
  return sign + String(whole.magnitude / UInt64(unit)) + (fraction.isEmpty ? "" : "." + fraction)
}
