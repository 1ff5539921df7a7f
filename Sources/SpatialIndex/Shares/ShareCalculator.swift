import Columns
package import Geometry

/// How much of a region lies in one zone.
package struct ZoneShare: Sendable, Hashable {
  package let zone: Int
  /// Square metres; where a zone winds several times around a place, it counts as often.
  package let area: Double
}

/// Shares regions out among the zones of a covered layer, without an overlay: as integrals over pairs of edges.
///
/// What a region has in a zone is, for each of its points, how often the zone winds around it. That is how often it winds
/// around the upper left corner of the region's box, changed at each of the zone's edges on the way along the top and down to
/// the point. So each edge of a zone adds or takes away the area of the region that lies under it, and each that crosses the
/// top the area to the right of the crossing. Holes, many parts and touching rings need no case of their own.
///
/// A region and zones of many edges are cut by the covering's cells first. It keeps the room for its work: one a thread.
package final class ShareCalculator {
  package let covering: Covering
  let kernel: Grid
  @exclusivity(unchecked) var under = UnderEdges()
  /// The region's arcs, seen from the same corner; empty for almost every region.
  @exclusivity(unchecked) var underArcs: [Curve] = []
  @exclusivity(unchecked) var local = GrowingColumn<LocalEdge>()
  @exclusivity(unchecked) private var found: UnsafeMutablePointer<UInt32>
  @exclusivity(unchecked) private var windings: UnsafeMutablePointer<Int32>
  /// The place of each zone among the results, or -1.
  @exclusivity(unchecked) private var slots: UnsafeMutablePointer<Int32>
  @exclusivity(unchecked) private(set) var results = GrowingColumn<Result>()
  /// The last edge list in which each edge stood.
  @exclusivity(unchecked) private var stamps: GrowingColumn<UInt32>
  @exclusivity(unchecked) private var stamp: UInt32 = 0
  @exclusivity(unchecked) private var ringStarts = GrowingColumn<UInt32>()
  @exclusivity(unchecked) var cutting = CellCutter()
  /// The area of the last region in square metres.
  @exclusivity(unchecked) package private(set) var area = 0.0

  struct Result: BitwiseCopyable {
    var zone: UInt32
    var area: Double
  }

  /// An edge of a zone near the region.
  struct LocalEdge: BitwiseCopyable {
    var edge: UInt32
    var zone: UInt32
  }

  package init(_ covering: Covering) {
    self.covering = covering
    kernel = covering.kernel
    found = .allocate(capacity: covering.greatestLoad + 1)
    windings = .allocate(capacity: covering.greatestLoad + 1)
    slots = .allocate(capacity: covering.zoneCount + 1)
    slots.update(repeating: -1, count: covering.zoneCount + 1)
    stamps = GrowingColumn(zeros: covering.points.count + covering.pieces.count)
  }

  deinit {
    found.deallocate()
    windings.deallocate()
    slots.deallocate()
    under.deallocate()
  }
}

extension ShareCalculator {
  /// Shares a feature of a layer out; returns how many zones it lies in or touches.
  package func share(_ feature: Int, of layer: FlatLayer) -> Int {
    guard layer.kind(feature) == .region else {
      clear()
      area = 0
      return 0
    }
    return share(layer.view(feature))
  }

  /// Shares a region out that stands in no layer; returns how many zones it lies in or touches.
  package func share(_ region: MultiPolygon) -> Int {
    withView(of: region) { share($0) }
  }

  func withView<Answer>(of region: MultiPolygon, _ body: (RegionView) -> Answer) -> Answer {
    ringStarts.removeAll()
    for start in region.ringStarts { ringStarts.append(UInt32(truncatingIfNeeded: start)) }
    if region.ringStarts.isEmpty { ringStarts.append(0) }
    let arcEdges = region.arcs.map { UInt32(truncatingIfNeeded: $0.edge) }
    let arcThroughs = region.arcs.map(\.through)
    return region.coordinates.withUnsafeBufferPointer { points in
      arcEdges.withUnsafeBufferPointer { arcEdges in
        arcThroughs.withUnsafeBufferPointer { arcThroughs in
          body(
            RegionView(
              points: points.baseAddress ?? covering.points.base, ringStarts: ringStarts.base,
              ringCount: region.ringCount, arcEdges: arcEdges.baseAddress,
              arcThroughs: arcThroughs.baseAddress, arcCount: arcEdges.count))
        }
      }
    }
  }

  /// The number of the last region's zones.
  package var count: Int { results.count }

  /// One of the zones of the last region, in no particular order; those it only touches have an area near 0.
  package subscript(place: Int) -> ZoneShare {
    let result = results[place]
    return ZoneShare(zone: Int(result.zone), area: result.area)
  }

  /// The zones of the last region in which it has more than an area, by zone.
  package func shares(over least: Double = 0) -> [ZoneShare] {
    (0..<count).map { self[$0] }.filter { $0.area > least }.sorted { $0.zone < $1.zone }
  }
}

extension ShareCalculator {
  func share(_ region: RegionView) -> Int {
    clear()
    var box = region.box()
    let pieces = region.arcCount > 0 ? region.arcPieces() : []
    for piece in pieces {
      box.include(piece.start)
      box.include(piece.end)
    }
    // An empty region, and one with a coordinate that is no number.
    guard box.minX <= box.maxX, box.minY <= box.maxY, box.maxX - box.minX < .infinity,
      box.maxY - box.minY < .infinity
    else {
      area = 0
      return 0
    }
    area = region.area(from: box.minX, box.minY)
    if !pieces.isEmpty { area = region.area(of: pieces, from: Point(box.minX, box.minY)) }
    gather(box)
    if local.count == 0 {
      return addCorner(box.minX, box.maxY, area)
    }
    let size = region.end &- region.first
    if size &* local.count > 20_000, size > 64, pieces.isEmpty {
      cutByCells(region, box)
      return results.count
    }
    addCorner(box.minX, box.maxY, area)
    var under = self.under
    under.removeAll()
    under.reserve(size)
    region.forEachStraightEdge { a, b in
      under.add(a.x - box.minX, a.y - box.minY, b.x - box.minX, b.y - box.minY)
    }
    under.close()
    self.under = under
    if !pieces.isEmpty {
      underArcs = pieces.compactMap { Curve($0, from: Point(box.minX, box.minY)) }
    }
    addLocalEdges(box)
    return results.count
  }

  func clear() {
    var place = 0
    while place < results.count {
      slots[Int(results.base[place].zone)] = -1
      place &+= 1
    }
    results.removeAll()
    if !underArcs.isEmpty { underArcs.removeAll(keepingCapacity: true) }
  }

  /// Adds to what the region has in a zone, in square metres.
  @inline(__always)
  func add(_ zone: UInt32, _ area: Double) {
    let slot = slots[Int(zone)]
    if slot >= 0 {
      results.base[Int(slot)].area += area
    } else {
      slots[Int(zone)] = Int32(truncatingIfNeeded: results.count)
      results.append(Result(zone: zone, area: area))
    }
  }

  /// Adds the whole area to the zones at a box's upper left corner; returns how many zones there are now.
  @discardableResult
  func addCorner(_ x: Double, _ y: Double, _ area: Double) -> Int {
    let many = kernel.zones(x, y, into: found, windings: windings)
    var place = 0
    while place < many {
      add(found[place], area * Double(windings[place]))
      place &+= 1
    }
    return results.count
  }

  /// Finds the edges of zones that may meet a box, each once.
  func gather(_ box: Box) {
    local.removeAll()
    let grid = kernel
    // A hair more: what rounding has moved to the next cell.
    let hair = grid.side * 1e-9
    if box.maxX < grid.left || box.maxY < grid.bottom { return }
    let firstColumn = grid.column(box.minX - hair)
    let lastColumn = grid.column(box.maxX + hair)
    let lastRow = grid.row(box.maxY + hair)
    var row = grid.row(box.minY - hair)
    let isOneCell = firstColumn == lastColumn && row == lastRow
    stamp &+= 1
    if stamp == 0 {
      for place in 0..<stamps.count { stamps.base[place] = 0 }
      stamp = 1
    }
    let stamps = self.stamps.base
    let stamp = self.stamp
    let points = grid.points
    while row <= lastRow {
      var cell = grid.cells + (row &* grid.columns &+ firstColumn)
      let last = grid.cells + (row &* grid.columns &+ lastColumn)
      while cell <= last {
        let word = cell[0]
        cell += 1
        if word == 0 || word & Grid.mark != 0 { continue }
        var at = grid.stream + Int(word &- 1)
        let plain = Int(at[0])
        var groups = at[1]
        at += 2 &+ plain
        while groups > 0 {
          let zone = at[0]
          let many = Int(at[1] &>> 8)
          at += 2
          let end = at + many
          local.reserve(local.count &+ many)
          while at < end {
            let edge = at[0]
            at += 1
            var place = Int(edge)
            if edge & Grid.mark == 0 {
              if !meets(points[place], points[place &+ 1], box) { continue }
            } else {
              place = Int(edge & ~Grid.mark)
              let piece = grid.pieces[place]
              if !Box([piece.start, piece.end]).intersects(box) { continue }
              place &+= covering.points.count
            }
            if !isOneCell {
              if stamps[place] == stamp { continue }
              stamps[place] = stamp
            }
            local.append(LocalEdge(edge: edge, zone: zone))
          }
          groups &-= 1
        }
      }
      row &+= 1
    }
  }

  /// Whether an edge may meet a box; never no where it does.
  @inline(__always)
  private func meets(_ a: Point, _ b: Point, _ box: Box) -> Bool {
    if (a.x < box.minX && b.x < box.minX) || (a.x > box.maxX && b.x > box.maxX)
      || (a.y < box.minY && b.y < box.minY) || (a.y > box.maxY && b.y > box.maxY)
    {
      return false
    }
    let dx = b.x - a.x
    let dy = b.y - a.y
    let low = dx * (box.minY - a.y)
    let high = dx * (box.maxY - a.y)
    let left = dy * (box.minX - a.x)
    let right = dy * (box.maxX - a.x)
    let bound = 1e-14 * (abs(low) + abs(high) + abs(left) + abs(right))
    let least = min(low, high) - max(left, right)
    let greatest = max(low, high) - min(left, right)
    return !(least > bound || greatest < -bound)
  }

  /// Adds what each local edge of a zone changes within a box; the region's edges there are in ``under``.
  func addLocalEdges(_ box: Box) {
    let width = box.maxX - box.minX
    let height = box.maxY - box.minY
    let edges = local.base
    let count = local.count
    let under = self.under
    let points = kernel.points
    let hasArcs = !underArcs.isEmpty
    var place = 0
    while place < count {
      let edge = edges[place]
      place &+= 1
      if edge.edge & Grid.mark != 0 || hasArcs {
        add(edge.zone, curvedChange(edge.edge, box, width, height))
        continue
      }
      let a = points[Int(edge.edge)]
      let b = points[Int(edge.edge) &+ 1]
      add(edge.zone, change(a, b, box, width, height, under))
    }
  }

  /// What an edge of a zone changes: the region's area under it within the box, and to the right of where it crosses the top.
  @inline(__always)
  private func change(
    _ a: Point, _ b: Point, _ box: Box, _ width: Double, _ height: Double,
    _ under: UnderEdges
  ) -> Double {
    let ax = a.x - box.minX
    let ay = a.y - box.minY
    let bx = b.x - box.minX
    let by = b.y - box.minY
    var sum = 0.0
    if (a.y <= box.maxY) != (b.y <= box.maxY) {
      // Right of the corner as the covering judges it, so that it is counted neither twice nor never.
      let goesUp = b.y > a.y
      if isLeft(a, b, box.minX, box.maxY) == goesUp {
        let crossing = max(0, ax + (height - ay) * (bx - ax) / (by - ay))
        if crossing < width {
          let right = under.area(rightOf: crossing)
          sum = goesUp ? -right : right
        }
      }
    }
    if ax == bx { return sum }
    let isTop = bx < ax
    var x0 = isTop ? bx : ax
    var y0 = isTop ? by : ay
    var x1 = isTop ? ax : bx
    var y1 = isTop ? ay : by
    let slope = (y1 - y0) / (x1 - x0)
    if x0 < 0 {
      y0 -= slope * x0
      x0 = 0
    }
    if x1 > width {
      y1 = y0 + slope * (width - x0)
      x1 = width
    }
    if !(x0 < x1) { return sum }
    if y0 > height {
      if y1 >= height { return sum }
      x0 += (height - y0) / slope
      y0 = height
    } else if y1 > height {
      x1 = x0 + (height - y0) / slope
      y1 = height
    }
    if y0 < 0 {
      if y1 <= 0 { return sum }
      x0 -= y0 / slope
      y0 = 0
    } else if y1 < 0 {
      x1 = x0 - y0 / slope
    }
    if !(x0 < x1) { return sum }
    let inside = under.areaUnder(x0, y0, x1, slope: slope)
    return isTop ? sum + inside : sum - inside
  }

  /// The same where the zone's edge or one of the region's is an arc.
  private func curvedChange(
    _ edge: UInt32, _ box: Box, _ width: Double, _ height: Double
  ) -> Double {
    let corner = Point(box.minX, box.minY)
    let piece = edge & Grid.mark != 0 ? kernel.pieces[Int(edge & ~Grid.mark)] : nil
    let a = piece?.start ?? kernel.points[Int(edge)]
    let b = piece?.end ?? kernel.points[Int(edge) + 1]
    let curve = piece.map { Curve($0, from: corner) } ?? Curve(a - corner, b - corner)
    var sum = 0.0
    if (a.y <= box.maxY) != (b.y <= box.maxY) {
      let goesUp = b.y > a.y
      let isCornerLeft =
        piece?.isLeft(box.minX, box.maxY) ?? isLeft(a, b, box.minX, box.maxY)
      if isCornerLeft == goesUp {
        let crossing = max(0, curve?.place(height) ?? (a.x - corner.x))
        if crossing < width {
          var right = under.area(rightOf: crossing)
          for arc in underArcs where arc.x1 > crossing {
            right += arc.weight * arc.areaUnder(max(arc.x0, crossing), arc.x1)
          }
          sum = goesUp ? -right : right
        }
      }
    }
    guard let curve else { return sum }
    // What of it lies within the box; it only rises or only falls.
    var from = max(curve.x0, 0)
    var to = min(curve.x1, width)
    if max(curve.y0, curve.y1) > height {
      if min(curve.y0, curve.y1) >= height { return sum }
      if curve.y0 > height {
        from = max(from, curve.place(height))
      } else {
        to = min(to, curve.place(height))
      }
    }
    if min(curve.y0, curve.y1) < 0 {
      if max(curve.y0, curve.y1) <= 0 { return sum }
      if curve.y0 < 0 { from = max(from, curve.place(0)) } else { to = min(to, curve.place(0)) }
    }
    guard from < to else { return sum }
    var inside = 0.0
    if piece == nil {
      inside = under.areaUnder(
        from, curve.height(from), to, slope: (curve.y1 - curve.y0) / (curve.x1 - curve.x0))
    } else {
      for place in 0..<under.count {
        let own = under.curve(place)
        inside += own.weight * own.lowerIntegral(curve, from: from, to: to)
      }
    }
    for arc in underArcs { inside += arc.weight * arc.lowerIntegral(curve, from: from, to: to) }
    return sum + curve.weight * inside
  }
}
