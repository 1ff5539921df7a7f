import Foundation

extension MultiPolygon {
  /// Square metres, holes taken out. Exact to the last few bits: each ring is summed from its own first point.
  package var area: Double {
    var sum = 0.0
    if arcs.isEmpty {
      coordinates.withUnsafeBufferPointer { points in
        for index in 0..<ringCount {
          sum += signedArea(points, from: ringStarts[index], to: ringStarts[index + 1])
        }
      }
      return sum
    }
    for index in 0..<ringCount { sum += signedArea(ring(index), arcs(ofRing: index)) }
    return sum
  }

  /// The length of all rings in metres.
  package var perimeter: Double {
    var sum = 0.0
    if arcs.isEmpty {
      for index in 0..<ringCount { sum += length(of: ring(index)) }
      return sum
    }
    for index in 0..<ringCount { sum += length(of: ring(index), arcs(ofRing: index)) }
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
    for arc in arcs {
      guard let circle = circle(of: arc, coordinates[...]) else { continue }
      let (area, moment) = circle.segmentMoment(about: origin)
      twice += 2 * area
      x += 6 * moment.x
      y += 6 * moment.y
    }
    guard twice != 0 else { return nil }
    return origin + Point(x / (3 * twice), y / (3 * twice))
  }
}

extension CircularArc {
  /// The area of the segment between the arc and its chord, and that area times the place of its centre of gravity.
  func segmentMoment(about origin: Point) -> (area: Double, moment: Point) {
    let area = segmentArea
    let outward = toCentre * (-1 / radius)
    // From the centre to the middle of the arc.
    let half = sweep / 2
    let spoke = outward * cos(half) + outward.leftNormal * sin(half)
    let chord = start.distance(to: end)
    let cube = chord * chord * chord / 12 * (sweep > 0 ? 1 : -1)
    let middle = start.midpoint(to: end) - origin
    return (area, middle * area + spoke * (cube - area * radius * cos(half)))
  }
}

extension Polygon {
  /// The centre of gravity; it may lie outside the polygon.
  package var centroid: Point? { MultiPolygon(self).centroid }
}
