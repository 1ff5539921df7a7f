/// A lot line, or a part of one, with the distance that a building keeps from it.
package struct Setback: Sendable, Hashable {
  package var line: Polyline
  /// Metres, 0 for none.
  package var distance: Double

  package init(_ line: Polyline, distance: Double) {
    self.line = line
    self.distance = distance
  }
}

/// What setbacks leave of a lot. A picture of the result: no rule is decided by it.
package struct Envelope: Sendable, Hashable {
  /// The envelope to draw; its arcs are drawn as chords.
  package let region: MultiPolygon
  /// Square metres, with arcs as arcs.
  package let area: Double
  /// Whether our own tracing made it; else GEOS did, with arcs as chords in the area too.
  package let isTraced: Bool
}

extension MultiPolygon {
  /// The lot less all points that are nearer to a lot line than its setback.
  ///
  /// A setback is read as the distance to the line itself (a capsule around each segment), not as a yard over the full
  /// width of the lot; the two differ at obtuse corners. Empty where the setbacks meet; several parts where they pinch it.
  ///
  /// Each line shifted by its setback, each circle around a corner and each edge of the lot is cut where it meets another
  /// one; what is inside the lot and in no capsule is the envelope's boundary. Its area is the line integral along those
  /// pieces. Where the pieces do not close, GEOS draws it from the same capsules.
  ///
  /// - Parameter chord: How far a chord may stray from its arc, in metres.
  /// - Complexity: O(*n*²) in the corners. Nil for a lot of more than 3,000 corners or where nothing succeeds.
  package func envelope(setbacks: [Setback], chord: Double = Tolerance.chord) -> Envelope? {
    guard !isEmpty, setbacks.allSatisfy({ $0.distance.isFinite }) else { return nil }
    let capsules = Self.capsules(of: setbacks, near: box)
    guard !capsules.isEmpty else { return Envelope(region: self, area: area, isTraced: true) }
    guard edgeCount + capsules.count <= 6000 else { return nil }
    if let traced = EnvelopeTracing(lot: self, capsules: capsules).envelope(chord: chord) {
      return traced
    }
    guard let drawn = GEOS().difference(self, capsules: capsules) else { return nil }
    return Envelope(region: drawn, area: drawn.area, isTraced: false)
  }

  /// One capsule for each segment; of the same segment given twice, the wider one.
  private static func capsules(of setbacks: [Setback], near box: Box) -> [Capsule] {
    struct Segment: Hashable {
      let a: Point
      let b: Point
    }
    var widest: [Segment: Double] = [:]
    var order: [Segment] = []
    for setback in setbacks where setback.distance > 0 {
      for (a, b) in zip(setback.line.points, setback.line.points.dropFirst()) {
        guard Box([a, b]).expanded(by: setback.distance).intersects(box) else { continue }
        let segment = (a.x, a.y) < (b.x, b.y) ? Segment(a: a, b: b) : Segment(a: b, b: a)
        if widest[segment] == nil { order.append(segment) }
        widest[segment] = max(widest[segment] ?? 0, setback.distance)
      }
    }
    return order.compactMap { segment in
      widest[segment].map { Capsule(a: segment.a, b: segment.b, radius: $0) }
    }
  }
}
