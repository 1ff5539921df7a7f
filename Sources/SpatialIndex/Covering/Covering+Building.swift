import Columns
import Geometry

extension Covering {
  /// The covering of a layer's regions, with two cells an edge; nil where the layer has no edge.
  ///
  /// - Complexity: O(*n*) in the edges, for edges that are not much longer than a cell.
  init?(of layer: FlatLayer) {
    var builder = CoveringBuilder(layer)
    guard builder.edgeCount > 0, let parts = builder.build() else { return nil }
    self.init(
      parts.kernel, parts.cells, parts.stream, parts.pieces, layer.points, layer.count)
  }
}

/// Makes a covering: counts the edges of each cell, fills them in, then walks the rows from zone to zone.
private struct CoveringBuilder: ~Copyable {
  private let layer: FlatLayer
  /// The zone of each edge, by the place of its first point.
  private var owners: GrowingColumn<UInt32>
  private var pieces = GrowingColumn<ArcPiece>()
  private var pieceOwners = GrowingColumn<UInt32>()
  /// Straight edges: the first place and the place after the last of each stretch without arcs.
  private var stretches = GrowingColumn<UInt32>()
  private(set) var edgeCount = 0
  private var extent = Box.empty

  init(_ layer: FlatLayer) {
    self.layer = layer
    owners = GrowingColumn(unwritten: layer.points.count)
    let points = layer.points.base
    var nextArc = 0
    for feature in 0..<layer.count {
      for path in Int(layer.featurePaths.base[feature])..<Int(layer.featurePaths.base[feature + 1])
      {
        let start = Int(layer.pathPoints.base[path])
        let end = Int(layer.pathPoints.base[path + 1]) - 1
        let isRing = layer.roles.base[path] <= FlatLayer.Role.hole
        guard isRing, start < end else {
          while nextArc < layer.arcEdges.count, Int(layer.arcEdges.base[nextArc]) <= end {
            nextArc += 1
          }
          continue
        }
        for place in start...end {
          owners.base[place] = UInt32(truncatingIfNeeded: feature)
          let point = points[place]
          extent.minX = min(extent.minX, point.x)
          extent.minY = min(extent.minY, point.y)
          extent.maxX = max(extent.maxX, point.x)
          extent.maxY = max(extent.maxY, point.y)
        }
        edgeCount += end - start
        var from = start
        while nextArc < layer.arcEdges.count, Int(layer.arcEdges.base[nextArc]) < end {
          let edge = Int(layer.arcEdges.base[nextArc])
          let arc = ArcPiece.pieces(
            from: points[edge], through: layer.arcThroughs.base[nextArc], to: points[edge + 1])
          nextArc += 1
          // What is as good as straight stays an edge.
          if arc.isEmpty { continue }
          if from < edge {
            stretches.append(UInt32(from))
            stretches.append(UInt32(edge))
          }
          from = edge + 1
          for piece in arc {
            pieces.append(piece)
            pieceOwners.append(UInt32(truncatingIfNeeded: feature))
            extent.include(piece.start)
            extent.include(piece.end)
          }
        }
        if from < end {
          stretches.append(UInt32(from))
          stretches.append(UInt32(end))
        }
      }
    }
  }

  struct Parts {
    var kernel: Grid
    var cells: Column<UInt32>
    var stream: Column<UInt32>
    var pieces: Column<ArcPiece>
  }

  mutating func build() -> Parts? {
    guard extent.minX.isFinite, extent.maxX.isFinite, extent.minY.isFinite, extent.maxY.isFinite
    else { return nil }
    var grid = makeGrid()
    let cellCount = grid.columns * grid.rows
    // Edges by cell: counted, then filled in.
    var starts = GrowingColumn<UInt32>(zeros: cellCount + 1)
    let counts = starts.base
    forEachEdgeCell(grid) { cell, _ in counts[cell] &+= 1 }
    var total: UInt32 = 0
    for cell in 0...cellCount {
      let many = counts[cell]
      counts[cell] = total
      let (sum, overflow) = total.addingReportingOverflow(many)
      guard !overflow else { return nil }
      total = sum
    }
    var edges = GrowingColumn<UInt32>(unwritten: Int(total))
    let filled = edges.base
    forEachEdgeCell(grid) { cell, edge in
      filled[Int(counts[cell])] = edge
      counts[cell] &+= 1
    }
    // Each start now stands where the next cell's edges start.
    var cells = GrowingColumn<UInt32>(zeros: cellCount)
    var stream = GrowingColumn<UInt32>(capacity: Int(total) * 2 + 64)
    sweep(grid, edgeEnds: counts, edges: filled, cells: cells.base, stream: &stream)
    starts.removeAll()
    edges.removeAll()
    cells.truncate(to: cellCount)
    guard stream.count < Int(Grid.mark) else { return nil }
    let parts = (cells.finished(), stream.finished(), takePieces())
    grid.cells = parts.0.base
    grid.stream = parts.1.base
    grid.points = layer.points.base
    grid.pieces = parts.2.base
    return Parts(kernel: grid, cells: parts.0, stream: parts.1, pieces: parts.2)
  }

  private mutating func takePieces() -> Column<ArcPiece> {
    var taken = GrowingColumn<ArcPiece>()
    swap(&taken, &pieces)
    return taken.finished()
  }

  private func makeGrid() -> Grid {
    let wanted = Double(2 * edgeCount)
    // No side has many more cells than there are edges, however long and thin the extent.
    var side = max(
      (extent.width * extent.height / wanted).squareRoot(),
      max(extent.width, extent.height) / (wanted + 64))
    if !(side > 16 * Covering.reach) { side = 16 * Covering.reach }
    // Off the corner, so that no edge of the extent lies along the grid's lines.
    let left = extent.minX - 0.37 * side
    let bottom = extent.minY - 0.41 * side
    return Grid(
      left: left, bottom: bottom, side: side, inverse: 1 / side,
      columns: Int((extent.maxX - left) / side) + 2, rows: Int((extent.maxY - bottom) / side) + 2,
      cells: owners.base, stream: owners.base, points: layer.points.base, pieces: pieces.base)
  }

  /// Calls back with each cell that an edge passes or comes near, and the edge.
  @inline(__always)
  private func forEachEdgeCell(_ grid: Grid, _ body: (Int, UInt32) -> Void) {
    let points = layer.points.base
    // What rounding may move, of numbers as large as the extent's.
    let magnitude = max(
      max(abs(extent.minX), abs(extent.maxX)), max(abs(extent.minY), abs(extent.maxY)))
    let reach = Covering.reach + magnitude * 1e-14 + grid.side * 1e-9
    var stretch = 0
    while stretch < stretches.count {
      var edge = Int(stretches.base[stretch])
      let end = Int(stretches.base[stretch &+ 1])
      stretch &+= 2
      while edge < end {
        let a = points[edge]
        let b = points[edge &+ 1]
        let id = UInt32(truncatingIfNeeded: edge)
        edge &+= 1
        if a.x == b.x && a.y == b.y { continue }
        let lowX = min(a.x, b.x)
        let highX = max(a.x, b.x)
        let firstRow = grid.row(min(a.y, b.y) - reach)
        let lastRow = grid.row(max(a.y, b.y) + reach)
        let firstColumn = grid.column(lowX - reach)
        let lastColumn = grid.column(highX + reach)
        if firstRow == lastRow || firstColumn == lastColumn {
          var row = firstRow
          while row <= lastRow {
            var cell = row &* grid.columns &+ firstColumn
            let last = row &* grid.columns &+ lastColumn
            while cell <= last {
              body(cell, id)
              cell &+= 1
            }
            row &+= 1
          }
          continue
        }
        // The stretch of the edge within each row.
        let slope = b.y == a.y ? 0 : (b.x - a.x) / (b.y - a.y)
        var row = firstRow
        while row <= lastRow {
          let low = grid.bottom + Double(row) * grid.side - reach
          let high = low + grid.side + 2 * reach
          var x0 = a.x + (low - a.y) * slope
          var x1 = a.x + (high - a.y) * slope
          if x0 > x1 { swap(&x0, &x1) }
          if b.y == a.y { (x0, x1) = (lowX, highX) }
          let first = grid.column(max(x0, lowX) - reach)
          let last = grid.column(min(x1, highX) + reach)
          var column = first
          while column <= last {
            body(row &* grid.columns &+ column, id)
            column &+= 1
          }
          row &+= 1
        }
      }
    }
    for place in 0..<pieces.count {
      let piece = pieces.base[place]
      let id = UInt32(truncatingIfNeeded: place) | Grid.mark
      let columns =
        grid.column(
          min(piece.start.x, piece.end.x) - reach)...grid.column(
          max(piece.start.x, piece.end.x) + reach)
      for row in grid.row(
        min(piece.start.y, piece.end.y) - reach)...grid.row(
          max(piece.start.y, piece.end.y) + reach)
      {
        for column in columns { body(row * grid.columns + column, id) }
      }
    }
  }

  /// Calls back with each row whose middle line an edge crosses: the first cell to the right of the crossing and whether the
  /// edge runs upwards there.
  @inline(__always)
  private func forEachCrossing(_ grid: Grid, _ body: (Int, UInt32, Bool) -> Void) {
    let points = layer.points.base
    var stretch = 0
    while stretch < stretches.count {
      var edge = Int(stretches.base[stretch])
      let end = Int(stretches.base[stretch &+ 1])
      stretch &+= 2
      while edge < end {
        let a = points[edge]
        let b = points[edge &+ 1]
        let owner = owners.base[edge]
        edge &+= 1
        let low = min(a.y, b.y)
        let high = max(a.y, b.y)
        var row = grid.row(low)
        if grid.middle(row: row) < low { row &+= 1 }
        if row >= grid.rows || grid.middle(row: row) >= high { continue }
        let goesUp = b.y > a.y
        let slope = (b.x - a.x) / (b.y - a.y)
        while row < grid.rows {
          let y = grid.middle(row: row)
          if y >= high { break }
          var column = grid.column(a.x + (y - a.y) * slope)
          // The crossing is where the exact test says that it is.
          while column > 0, isLeft(a, b, grid.middle(column: column &- 1), y) != goesUp {
            column &-= 1
          }
          while column < grid.columns, isLeft(a, b, grid.middle(column: column), y) == goesUp {
            column &+= 1
          }
          if column < grid.columns { body(row &* grid.columns &+ column, owner, goesUp) }
          row &+= 1
        }
      }
    }
    for place in 0..<pieces.count {
      let piece = pieces.base[place]
      let low = min(piece.start.y, piece.end.y)
      let high = max(piece.start.y, piece.end.y)
      let goesUp = piece.end.y > piece.start.y
      for row in grid.row(low)..<grid.rows {
        let y = grid.middle(row: row)
        if y < low { continue }
        if y >= high { break }
        var column = grid.column(min(piece.start.x, piece.end.x))
        while column > 0, piece.isLeft(grid.middle(column: column - 1), y) != goesUp {
          column -= 1
        }
        while column < grid.columns, piece.isLeft(grid.middle(column: column), y) == goesUp {
          column += 1
        }
        if column < grid.columns {
          body(row * grid.columns + column, pieceOwners.base[place], goesUp)
        }
      }
    }
  }

  /// Walks each row from left to right, the zones that hold the cells' centres in hand, and writes the cells down.
  private func sweep(
    _ grid: Grid, edgeEnds: UnsafePointer<UInt32>, edges: UnsafePointer<UInt32>,
    cells: UnsafeMutablePointer<UInt32>, stream: inout GrowingColumn<UInt32>
  ) {
    var crossings = GrowingColumn<UInt64>(capacity: edgeCount)
    forEachCrossing(grid) { cell, owner, goesUp in
      crossings.append(UInt64(cell) << 32 | UInt64(owner) << 1 | (goesUp ? 1 : 0))
    }
    var sorted = GrowingColumn<UInt64>(unwritten: crossings.count)
    sortByUpperHalf(crossings.base, sorted.base, count: crossings.count)
    let events = sorted.base
    let eventCount = crossings.count
    var next = 0
    var active = ActiveZones()
    /// The record of the zones in hand, where one was written for a cell without edges.
    var uniform: UInt32 = 0
    var firstEdge = 0
    for row in 0..<grid.rows {
      active.removeAll()
      uniform = 0
      for column in 0..<grid.columns {
        let cell = row &* grid.columns &+ column
        while next < eventCount, Int(events[next] &>> 32) == cell {
          let zone = UInt32(truncatingIfNeeded: events[next] &>> 1 & 0x7FFF_FFFF)
          active.add(zone, events[next] & 1 != 0 ? -1 : 1)
          uniform = 0
          next &+= 1
        }
        let lastEdge = Int(edgeEnds[cell])
        if firstEdge == lastEdge {
          if active.count == 0 { continue }
          if active.count == 1, active.base[0].winding == 1 {
            cells[cell] = Grid.mark | active.base[0].zone
            continue
          }
          if uniform == 0 {
            uniform = UInt32(truncatingIfNeeded: stream.count &+ 1)
            write(active, edges, firstEdge, firstEdge, &stream)
          }
          cells[cell] = uniform
          // Records stand in the order of the cells that name them.
          continue
        }
        cells[cell] = UInt32(truncatingIfNeeded: stream.count &+ 1)
        write(active, edges, firstEdge, lastEdge, &stream)
        uniform = 0
        firstEdge = lastEdge
      }
    }
    crossings.removeAll()
    sorted.removeAll()
  }

  /// Writes a record: the zones that cover the cell, then those with edges in it or that wind more than once.
  private func write(
    _ active: borrowing ActiveZones, _ edges: UnsafePointer<UInt32>, _ first: Int, _ last: Int,
    _ stream: inout GrowingColumn<UInt32>
  ) {
    func owner(_ edge: UInt32) -> UInt32 {
      edge & Grid.mark != 0
        ? pieceOwners.base[Int(edge & ~Grid.mark)] : owners.base[Int(edge)]
    }
    stream.reserve(stream.count + 2 + 3 * active.count + 3 * (last - first))
    let head = stream.count
    stream.append(0)
    stream.append(0)
    var plain: UInt32 = 0
    for place in 0..<active.count where active.base[place].winding == 1 {
      let zone = active.base[place].zone
      var hasEdges = false
      for edge in first..<last where owner(edges[edge]) == zone {
        hasEdges = true
        break
      }
      if !hasEdges {
        stream.append(zone)
        plain += 1
      }
    }
    var groups: UInt32 = 0
    func winding(_ zone: UInt32) -> UInt32 {
      UInt32(128 + min(max(active.winding(zone), -128), 127))
    }
    for place in 0..<active.count where active.base[place].winding != 1 {
      let zone = active.base[place].zone
      if !(first..<last).contains(where: { owner(edges[$0]) == zone }) {
        stream.append(zone)
        stream.append(winding(zone))
        groups += 1
      }
    }
    // Edges come in the order of their zones, those of arcs after the straight ones.
    for isArc in [false, true] {
      var edge = first
      while edge < last {
        guard (edges[edge] & Grid.mark != 0) == isArc else {
          edge += 1
          continue
        }
        let zone = owner(edges[edge])
        var end = edge + 1
        while end < last, (edges[end] & Grid.mark != 0) == isArc, owner(edges[end]) == zone {
          end += 1
        }
        if isArc, hasStraight(zone, edges, first, edge) {
          edge = end
          continue
        }
        stream.append(zone)
        let count = stream.count
        stream.append(0)
        stream.append(edges + edge, count: end - edge)
        if !isArc {
          for other in end..<last where edges[other] & Grid.mark != 0 && owner(edges[other]) == zone
          {
            stream.append(edges[other])
          }
        }
        stream[count] = UInt32(stream.count - count - 1) << 8 | winding(zone)
        groups += 1
        edge = end
      }
    }
    stream[head] = plain
    stream[head + 1] = groups
  }

  /// Whether a zone has straight edges among those that come before its arcs.
  private func hasStraight(
    _ zone: UInt32, _ edges: UnsafePointer<UInt32>, _ first: Int, _ end: Int
  ) -> Bool {
    (first..<end).contains {
      edges[$0] & Grid.mark == 0 && owners.base[Int(edges[$0])] == zone
    }
  }
}

/// The zones that hold the place of a walk, with how often each does.
private struct ActiveZones: ~Copyable {
  private(set) var base = UnsafeMutablePointer<(zone: UInt32, winding: Int)>.allocate(capacity: 8)
  private(set) var count = 0
  private var capacity = 8

  deinit { base.deallocate() }

  mutating func removeAll() { count = 0 }

  mutating func add(_ zone: UInt32, _ change: Int) {
    for place in 0..<count where base[place].zone == zone {
      base[place].winding += change
      if base[place].winding == 0 {
        count -= 1
        base[place] = base[count]
      }
      return
    }
    if count == capacity {
      let larger = UnsafeMutablePointer<(zone: UInt32, winding: Int)>.allocate(
        capacity: capacity * 2)
      larger.update(from: base, count: count)
      base.deallocate()
      base = larger
      capacity *= 2
    }
    base[count] = (zone, change)
    count += 1
  }

  func winding(_ zone: UInt32) -> Int {
    for place in 0..<count where base[place].zone == zone { return base[place].winding }
    return 0
  }
}
