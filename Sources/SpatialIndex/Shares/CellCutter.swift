import Columns
import Geometry

/// A region of many edges, cut by the cells of a covering.
struct CellCutter: ~Copyable {
  /// A stretch of an edge within one cell, in its own direction, relative to the region's lower left corner.
  struct Piece: BitwiseCopyable {
    var ax: Double
    var ay: Double
    var bx: Double
    var by: Double
  }
  /// Where an edge crosses the upper side of a row of cells, and how the region's cover changes there from left to right.
  struct Crossing: BitwiseCopyable {
    var x: Double
    var change: Int32
  }
  var pieces = GrowingColumn<Piece>()
  var crossings = GrowingColumn<Crossing>()
  /// The cell of each piece, then its place; sorted by cell.
  var keys = GrowingColumn<UInt64>()
  var sorted = GrowingColumn<UInt64>()
  /// The row of each crossing, then its place; sorted by row.
  var crossingKeys = GrowingColumn<UInt64>()
  var sortedCrossings = GrowingColumn<UInt64>()
}

extension ShareCalculator {
  /// Shares a region out cell by cell: in each, the region is what lies under its edges there and under what it covers of the
  /// cell's upper side.
  func cutByCells(_ region: RegionView, _ box: Box) {
    cut(region, box)
    let grid = kernel
    let pieces = cutting.pieces.base
    let keys = cutting.sorted.base
    let pieceCount = cutting.pieces.count
    let crossings = cutting.crossings.base
    let crossingKeys = cutting.sortedCrossings.base
    let crossingCount = cutting.crossings.count
    var nextPiece = 0
    var nextCrossing = 0
    // One more on each side: a line belongs to the row below it, and rounding may have moved a piece to the next cell.
    let firstColumn = max(0, grid.column(box.minX) - 1)
    let lastColumn = min(grid.columns - 1, grid.column(box.maxX) + 1)
    let firstRow = max(0, grid.row(box.minY) - 1)
    for row in firstRow...min(grid.rows - 1, grid.row(box.maxY) + 1) {
      let top = grid.bottom + Double(row + 1) * grid.side
      let bottom = grid.bottom + Double(row) * grid.side
      var lastCrossing = nextCrossing
      while lastCrossing < crossingCount, Int(crossingKeys[lastCrossing] &>> 32) == row {
        lastCrossing &+= 1
      }
      var order = UnsafeMutableBufferPointer(
        start: crossingKeys + nextCrossing, count: lastCrossing - nextCrossing)
      order.sort {
        crossings[Int($0 & 0xFFFF_FFFF)].x < crossings[Int($1 & 0xFFFF_FFFF)].x
      }
      var cover: Int32 = 0
      let rowEnd = UInt64((row + 1) * grid.columns) << 32
      var column = firstColumn
      while column <= lastColumn {
        let cell = row * grid.columns + column
        let left = grid.left + Double(column) * grid.side - box.minX
        let right = grid.left + Double(column + 1) * grid.side - box.minX
        // What is covered of the upper side, in stretches.
        under.removeAll()
        while nextCrossing < lastCrossing {
          let crossing = crossings[Int(crossingKeys[nextCrossing] & 0xFFFF_FFFF)]
          if crossing.x > left { break }
          cover += crossing.change
          nextCrossing += 1
        }
        var from = left
        while nextCrossing < lastCrossing {
          let crossing = crossings[Int(crossingKeys[nextCrossing] & 0xFFFF_FFFF)]
          if crossing.x > right { break }
          if cover != 0 { addTop(from - left, crossing.x - left, grid.side, cover) }
          from = crossing.x
          cover += crossing.change
          nextCrossing += 1
        }
        if cover != 0 { addTop(from - left, right - left, grid.side, cover) }
        let lower = bottom - box.minY
        while nextPiece < pieceCount, Int(keys[nextPiece] &>> 32) == cell {
          let piece = pieces[Int(keys[nextPiece] & 0xFFFF_FFFF)]
          under.reserve(under.count + 1)
          under.add(piece.ax - left, piece.ay - lower, piece.bx - left, piece.by - lower)
          nextPiece += 1
        }
        if under.count > 0 {
          under.close()
          shareCell(
            cell,
            Box(
              minX: grid.left + Double(column) * grid.side, minY: bottom,
              maxX: grid.left + Double(column + 1) * grid.side, maxY: top))
        } else if cover == 0, nextPiece < pieceCount, nextCrossing >= lastCrossing {
          // Nothing more until the next piece of the row.
          if keys[nextPiece] >= rowEnd { break }
          column = Int(keys[nextPiece] &>> 32) - row * grid.columns
          continue
        }
        column += 1
      }
      while nextPiece < pieceCount, keys[nextPiece] < rowEnd { nextPiece += 1 }
      nextCrossing = lastCrossing
    }
  }

  @inline(__always)
  private func addTop(_ from: Double, _ to: Double, _ height: Double, _ cover: Int32) {
    guard from < to else { return }
    under.reserve(under.count + 1)
    // To the left: what lies under it counts.
    under.add(to, height, from, height, times: Double(cover))
  }

  /// Shares out what of the region lies in one cell.
  private func shareCell(_ cell: Int, _ box: Box) {
    let word = kernel.cells[cell]
    if word == 0 { return }
    let area = under.area(rightOf: 0)
    if word & Grid.mark != 0 {
      add(word & ~Grid.mark, area)
      return
    }
    var at = kernel.stream + Int(word - 1)
    let plain = Int(at[0])
    let groups = Int(at[1])
    at += 2
    if groups == 0 {
      for place in 0..<plain { add(at[place], area) }
      return
    }
    addCorner(box.minX, box.maxY, area)
    local.removeAll()
    at += plain
    for _ in 0..<groups {
      let zone = at[0]
      let end = at + (2 + Int(at[1] >> 8))
      at += 2
      while at < end {
        local.append(LocalEdge(edge: at[0], zone: zone))
        at += 1
      }
    }
    addLocalEdges(box)
  }

  /// Cuts the region's edges by rows and columns.
  ///
  /// A row holds its upper line and not its lower one. So an edge along a line belongs to the row below, which is also where
  /// its ends count when it is asked what crosses the line.
  private func cut(_ region: RegionView, _ box: Box) {
    cutting.pieces.removeAll()
    cutting.crossings.removeAll()
    cutting.keys.removeAll()
    cutting.crossingKeys.removeAll()
    let grid = kernel
    func line(_ row: Int) -> Double { grid.bottom + Double(row) * grid.side - box.minY }
    /// The row of a height; what lies far beyond the grid is in the second row beyond it.
    func row(_ y: Double) -> Int {
      let place = (y + box.minY - grid.bottom) * grid.inverse
      guard place > -1 else { return -2 }
      guard place < Double(grid.rows + 1) else { return grid.rows + 1 }
      var row = Int(place.rounded(.down))
      while y <= line(row) { row -= 1 }
      while y > line(row + 1) { row += 1 }
      return row
    }
    region.forEachStraightEdge { a, b in
      let ax = a.x - box.minX
      let ay = a.y - box.minY
      let bx = b.x - box.minX
      let by = b.y - box.minY
      var here = row(ay)
      let goal = row(by)
      var x = ax
      var y = ay
      let low = min(ax, bx)
      let high = max(ax, bx)
      let step = goal > here ? 1 : -1
      while here != goal {
        let crossed = step > 0 ? here + 1 : here
        let height = line(crossed)
        let place = min(max(ax + (height - ay) * (bx - ax) / (by - ay), low), high)
        addPiece(here, x, y, place, height, box)
        // The crossed line is the top of the row below it.
        let below = crossed - 1
        if below >= 0, below < grid.rows {
          cutting.crossingKeys.append(
            UInt64(below) << 32 | UInt64(truncatingIfNeeded: cutting.crossings.count))
          cutting.crossings.append(
            CellCutter.Crossing(x: place, change: step > 0 ? -1 : 1))
        }
        x = place
        y = height
        here += step
      }
      addPiece(here, x, y, bx, by, box)
    }
    cutting.sorted.removeAll()
    cutting.sorted.reserve(cutting.keys.count)
    sortByUpperHalf(cutting.keys.base, cutting.sorted.base, count: cutting.keys.count)
    cutting.sortedCrossings.removeAll()
    cutting.sortedCrossings.reserve(cutting.crossingKeys.count)
    sortByUpperHalf(
      cutting.crossingKeys.base, cutting.sortedCrossings.base,
      count: cutting.crossingKeys.count)
  }

  /// Cuts what of an edge lies in one row by the columns.
  private func addPiece(
    _ row: Int, _ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, _ box: Box
  ) {
    let grid = kernel
    guard row >= 0, row < grid.rows, ax != bx else { return }
    let first = grid.column(min(ax, bx) + box.minX)
    let last = grid.column(max(ax, bx) + box.minX)
    let slope = (by - ay) / (bx - ax)
    for column in first...last {
      let left = grid.left + Double(column) * grid.side - box.minX
      let right = grid.left + Double(column + 1) * grid.side - box.minX
      var piece = CellCutter.Piece(ax: ax, ay: ay, bx: bx, by: by)
      func cut(_ x: inout Double, _ y: inout Double) {
        let held = min(max(x, left), right)
        if held != x {
          y = min(max(ay + slope * (held - ax), min(ay, by)), max(ay, by))
          x = held
        }
      }
      cut(&piece.ax, &piece.ay)
      cut(&piece.bx, &piece.by)
      if piece.ax == piece.bx { continue }
      cutting.keys.append(
        UInt64(row * grid.columns + column) << 32
          | UInt64(truncatingIfNeeded: cutting.pieces.count))
      cutting.pieces.append(piece)
    }
  }
}
