extension MultiPolygon {
  /// Square metres, holes taken out. Exact to the last few bits: each ring is summed from its own first point.
  package var area: Double {
    var sum = 0.0
    for index in 0..<ringCount { sum += signedArea(ring(index)) }
    return sum
  }

  /// The length of all rings in metres.
  package var perimeter: Double {
    var sum = 0.0
    for index in 0..<ringCount { sum += length(of: ring(index)) }
    return sum
  }

  /// Twice the area over the perimeter: the width of a long strip, in metres; 0 for the empty region.
  ///
  /// What tells a sliver from a small plot: a strip of 0.3 m by 40 m has 12 m², and a mean width of 0.3 m.
  package var meanWidth: Double {
    let perimeter = self.perimeter
    return perimeter > 0 ? 2 * abs(area) / perimeter : 0
  }

  /// The centre of gravity; it may lie outside the region. Nil for a region without area.
  package var centroid: Point? {
    guard let origin = coordinates.first else { return nil }
    var x = 0.0
    var y = 0.0
    var twice = 0.0
    forEachEdge { a, b in
      let a = a - origin
      let b = b - origin
      let cross = a.cross(b)
      twice += cross
      x += (a.x + b.x) * cross
      y += (a.y + b.y) * cross
    }
    guard twice != 0 else { return nil }
    return origin + Point(x / (3 * twice), y / (3 * twice))
  }
}

extension Polygon {
  /// The centre of gravity; it may lie outside the polygon.
  package var centroid: Point? { MultiPolygon(self).centroid }
}
