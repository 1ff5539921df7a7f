import Dispatch
package import Geometry
import SpatialIndex
import Synchronization

/// The gaps, overlaps and slivers between the shapes of one layer, in the order of the shapes.
///
/// Neighbours are found by their boxes. Overlaps are measured exactly and drawn by GEOS. A gap is looked for from each edge:
/// square to it, outwards, up to the width given, until another shape is met whose boundary turns away by less than 1 in 5. Arcs are drawn as chords of 1 mm first.
///
/// - Parameter codes: What each shape is called.
/// - Complexity: O(*n* log *n*) for shapes that lie beside each other; each pair whose boxes meet is looked at.
package func layerFaults(
  of shapes: [MultiPolygon], codes: [String], tolerance: LayerTolerance = LayerTolerance()
) -> [LayerFault] {
  precondition(shapes.count == codes.count, "each shape has a code")
  let check = LayerCheck(shapes: shapes, codes: codes, tolerance: tolerance)
  guard let check, !shapes.isEmpty else { return [] }
  let piece = 64
  let found = Mutex<[Int: [LayerFault]]>([:])
  let count = Mutex(0)
  DispatchQueue.concurrentPerform(iterations: (shapes.count + piece - 1) / piece) { index in
    guard count.withLock({ $0 < tolerance.limit }) else { return }
    let geos = GEOS()
    var faults: [LayerFault] = []
    for item in (index * piece)..<min(shapes.count, (index + 1) * piece) {
      faults += check.faults(of: item, geos)
    }
    let result = faults
    count.withLock { $0 += result.count }
    if !result.isEmpty { found.withLock { $0[index] = result } }
  }
  return Array(
    found.withLock { $0.sorted { $0.key < $1.key }.flatMap(\.value) }.prefix(tolerance.limit))
}

private struct LayerCheck: Sendable {
  let shapes: [MultiPolygon]
  let codes: [String]
  let tolerance: LayerTolerance
  let index: PackedIndex

  init?(shapes: [MultiPolygon], codes: [String], tolerance: LayerTolerance) {
    self.shapes = shapes.map { $0.chorded(tolerance: 0.001) }
    self.codes = codes
    self.tolerance = tolerance
    guard let index = try? PackedIndex(boxes: shapes.map(\.box)) else { return nil }
    self.index = index
  }

  func faults(of item: Int, _ geos: GEOS) -> [LayerFault] {
    let shape = shapes[item]
    guard !shape.isEmpty else { return [] }
    var faults: [LayerFault] = []
    let perimeter = shape.perimeter
    let width = perimeter > 0 ? 2 * shape.area / perimeter : 0
    if width < Tolerance.sliverWidth {
      faults.append(fault(.narrow, [item], shape.area, width, shape))
    }
    for other in index.search(shape.box) where other > item {
      let common = shape.overlapArea(with: shapes[other])
      guard common > tolerance.area else { continue }
      let drawn = geos.intersection(shape, shapes[other]) ?? .empty
      let length = drawn.perimeter
      let width = length > 0 ? 2 * common / length : 0
      faults.append(
        fault(
          width < Tolerance.sliverWidth ? .sliver : .overlap, [item, other], common, width, drawn))
    }
    for (other, strip) in gaps(beside: item).sorted(by: { $0.key < $1.key })
    where strip.area > tolerance.area {
      // Both sides see most gaps; the side of the earlier shape tells of it, unless only the other does.
      if other < item {
        let seen = gaps(beside: other)[item]
        if let seen, seen.area > tolerance.area { continue }
      }
      faults.append(
        fault(
          .gap, [min(item, other), max(item, other)], strip.area, strip.area / strip.length,
          MultiPolygon(strip.pieces)))
    }
    return faults
  }

  private func fault(
    _ kind: LayerFault.Kind, _ items: [Int], _ area: Double, _ width: Double,
    _ region: MultiPolygon
  ) -> LayerFault {
    LayerFault(
      kind: kind, items: items, codes: items.map { codes[$0] }, area: area, width: width,
      region: region)
  }

  // MARK: Gaps

  /// What lies between a shape and one neighbour, piece by piece along the shape's edges.
  private struct Strip {
    var area = 0.0
    var length = 0.0
    var pieces: [Polygon] = []
  }

  private struct Near {
    let item: Int
    let a: Point
    let b: Point
  }

  private func gaps(beside item: Int) -> [Int: Strip] {
    let shape = shapes[item]
    let reach = tolerance.gapWidth
    var strips: [Int: Strip] = [:]
    for (edges, box) in shape.edgeRuns {
      let around = box.expanded(by: reach)
      var near: [Near] = []
      for other in index.search(around) where other != item {
        shapes[other].edges(near: around) { a, b in
          if Box([a, b]).intersects(around) { near.append(Near(item: other, a: a, b: b)) }
        }
      }
      if near.isEmpty { continue }
      // The shape's own edges end a strip, too.
      shape.edges(near: around) { a, b in
        if Box([a, b]).intersects(around) { near.append(Near(item: item, a: a, b: b)) }
      }
      for edge in edges {
        strip(
          from: shape.coordinates[edge], to: shape.coordinates[edge + 1], item, near, &strips)
      }
    }
    return strips
  }

  /// Looks outwards from one edge, between each two places where something begins or ends across from it.
  private func strip(
    from a: Point, to b: Point, _ item: Int, _ near: [Near], _ strips: inout [Int: Strip]
  ) {
    let length = a.distance(to: b)
    guard length > tolerance.boundary else { return }
    let along = (b - a) * (1 / length)
    // The inside is to the left.
    let outward = Point(0, 0) - along.leftNormal
    let reach = tolerance.gapWidth
    // In the edge's own frame: x along it, y outwards.
    func local(_ point: Point) -> Point {
      let step = point - a
      return Point(step.dot(along), step.dot(outward))
    }
    var across: [(item: Int, a: Point, b: Point)] = []
    var stops = [0.0, length]
    for edge in near {
      let p = local(edge.a)
      let q = local(edge.b)
      if max(p.x, q.x) < 0 || min(p.x, q.x) > length || max(p.y, q.y) < -tolerance.boundary
        || min(p.y, q.y) > reach
      {
        continue
      }
      across.append((edge.item, p, q))
      for point in [p, q] where point.x > 0 && point.x < length && abs(point.y) <= reach {
        stops.append(point.x)
      }
      // Where it crosses the edge's line, or goes out of reach.
      for height in [0.0, reach] where (p.y < height) != (q.y < height) {
        let x = p.x + (q.x - p.x) * ((height - p.y) / (q.y - p.y))
        if x > 0, x < length { stops.append(x) }
      }
    }
    guard across.contains(where: { $0.item != item }) else { return }
    stops.sort()
    for (start, end) in zip(stops, stops.dropFirst()) where end - start > tolerance.boundary {
      let middle = (start + end) / 2
      var nearest: (item: Int, y: Double, a: Point, b: Point)?
      var isShared = false
      for edge in across where min(edge.a.x, edge.b.x) < middle && max(edge.a.x, edge.b.x) > middle
      {
        let y = height(of: edge, at: middle)
        if edge.item != item, abs(y) <= tolerance.boundary { isShared = true }
        if y > tolerance.boundary, y < nearest?.y ?? .infinity {
          nearest = (edge.item, y, edge.a, edge.b)
        }
      }
      // What is met first faces the edge: its inside lies beyond.
      guard !isShared, let nearest, nearest.item != item, nearest.y <= reach,
        nearest.a.x > nearest.b.x
      else { continue }
      let left = max(0, height(of: (nearest.item, nearest.a, nearest.b), at: start))
      let right = max(0, height(of: (nearest.item, nearest.a, nearest.b), at: end))
      // Two boundaries that part at a corner have no strip between them.
      guard abs(right - left) <= 0.2 * (end - start) else { continue }
      var strip = strips[nearest.item] ?? Strip()
      strip.area += (left + right) / 2 * (end - start)
      strip.length += end - start
      let corners = [
        a + along * start, a + along * end, a + along * end + outward * right,
        a + along * start + outward * left,
      ]
      if let piece = Polygon(corners) { strip.pieces.append(piece) }
      strips[nearest.item] = strip
    }
  }

  private func height(of edge: (item: Int, a: Point, b: Point), at x: Double) -> Double {
    let run = edge.b.x - edge.a.x
    return run == 0 ? edge.a.y : edge.a.y + (edge.b.y - edge.a.y) * ((x - edge.a.x) / run)
  }
}
