/// A circular arc that takes the place of a straight edge: the edge's ends and a point between them fix it.
package struct Arc: Sendable, Hashable {
  /// The place of the edge's start among the points that the arc belongs to.
  package let edge: Int
  /// A point on the arc between its ends.
  package let through: Point

  package init(edge: Int, through: Point) {
    self.edge = edge
    self.through = through
  }
}

extension [Arc] {
  /// The arcs of a line of points that is run through the other way.
  func reversed(amongPoints count: Int) -> [Arc] {
    reversed().map { Arc(edge: count - 2 - $0.edge, through: $0.through) }
  }

  /// The place of the first arc at an edge or after it, in a list that is sorted by edge.
  func firstPlace(from edge: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].edge < edge { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The arcs of a range of edges, of a list that is sorted by edge.
  func among(_ edges: Range<Int>) -> ArraySlice<Arc> {
    self[firstPlace(from: edges.lowerBound)..<firstPlace(from: edges.upperBound)]
  }

  /// The arc that takes an edge's place, of a list that is sorted by edge; nil for a straight edge.
  func at(_ edge: Int) -> Arc? {
    let place = firstPlace(from: edge)
    return place < count && self[place].edge == edge ? self[place] : nil
  }
}

/// A line of points without the repeated ones, and its arcs at their new places; closed ones end with their first point.
///
/// A whole circle (an arc whose ends are one point) becomes two arcs that meet at the point given for it. An arc as flat as
/// ``Tolerance/straight`` becomes an edge. Nil where a number is not finite, an arc belongs to no edge or to one that has
/// an arc already, or the three points lie on a line of which the one between is not between.
func withoutRepeats(
  _ points: some Sequence<Point>, arcs: [Arc], closed: Bool
) -> (points: [Point], arcs: [Arc])? {
  var points = Array(points)
  if closed, points.count > 1, points.first == points.last { points.removeLast() }
  let edges = closed ? points.count : points.count - 1
  guard points.allSatisfy(\.isFinite), let last = points.last else { return nil }
  var given: [Int: Point] = [:]
  for arc in arcs {
    guard arc.edge >= 0, arc.edge < edges, arc.through.isFinite,
      given.updateValue(arc.through, forKey: arc.edge) == nil
    else { return nil }
  }
  var kept: [Point] = []
  var keptArcs: [Arc] = []
  kept.reserveCapacity(points.count + 1)
  for edge in 0..<edges {
    let a = points[edge]
    let b = points[edge + 1 == points.count ? 0 : edge + 1]
    guard let through = given[edge] else {
      if a != b { kept.append(a) }
      continue
    }
    if a == b {
      guard through != a else { continue }
      let centre = a.midpoint(to: through)
      let across = (a - centre).leftNormal
      keptArcs.append(Arc(edge: kept.count, through: centre + across))
      keptArcs.append(Arc(edge: kept.count + 1, through: centre - across))
      kept += [a, through]
    } else if CircularArc(from: a, through: through, to: b) != nil {
      keptArcs.append(Arc(edge: kept.count, through: through))
      kept.append(a)
    } else if (a - through).dot(b - through) <= 0 {
      kept.append(a)
    } else {
      return nil
    }
  }
  if closed {
    guard let first = kept.first else { return nil }
    kept.append(first)
  } else {
    kept.append(last)
  }
  return (kept, keptArcs)
}
