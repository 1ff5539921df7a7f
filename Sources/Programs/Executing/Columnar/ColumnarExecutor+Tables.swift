/// Rows of tables for a block of cases.
extension ColumnarExecutor {
  func lookup(_ it: LanePlan.Instruction) {
    let table = flat.tables[Int(it.a)]
    if table.isOpen { doubts.update(repeating: 1, count: Lanes.count) }
    let (to, doubts, pieces) = (codes[Int(it.to)], doubts, scratch)
    guard table.rows >= 0, let pool = flat.codes.baseAddress else { return lookupBySets(to, table) }
    to.update(repeating: 0, count: Lanes.count)
    for position in table.firstColumn..<(table.firstColumn + table.columnCount) {
      self.pieces(of: position, into: pieces)
      let size = Int32(truncatingIfNeeded: flat.columns[position].size)
      for lane in 0..<Lanes.count {
        // A code without a piece has no row; its position is any.
        doubts[lane] |= pieces[lane] < 0 ? 1 : 0
        to[lane] = to[lane] &* size &+ max(0, pieces[lane])
      }
    }
    let rows = pool + table.rows
    for lane in 0..<Lanes.count { to[lane] = rows[Int(to[lane])] }
  }

  private func pieces(of position: Int, into pieces: Lanes.Codes) {
    let column = flat.columns[position]
    let lanes = plan.tableLanes[position]
    switch column.kind {
    case .anything: pieces.update(repeating: 0, count: Lanes.count)
    case .booleans:
      let from = booleans[lanes]
      for lane in 0..<Lanes.count { pieces[lane] = 1 - Int32(from[lane]) }
    case .codes:
      guard let pool = flat.codes.baseAddress else { return }
      let (from, byCode) = (codes[lanes], pool + column.start)
      for lane in 0..<Lanes.count {
        pieces[lane] = byCode[FlatMemory.place(of: from[lane], among: column.count)]
      }
    case .numbers:
      let from = numbers[lanes]
      let boundaries = UnsafeBufferPointer(
        start: flat.numbers.baseAddress.map { $0 + column.start }, count: column.count)
      if boundaries.count <= 16, column.left == 0, column.absolute == 0 {
        // Two for each boundary below the value, one for the boundary that it is.
        pieces.update(repeating: 0, count: Lanes.count)
        for boundary in boundaries {
          for lane in 0..<Lanes.count {
            let isBelow: Int64 = boundary < from[lane] ? 1 : 0
            let isNotAbove: Int64 = boundary <= from[lane] ? 1 : 0
            pieces[lane] &+= Int32(truncatingIfNeeded: isBelow + isNotAbove)
          }
        }
      } else {
        search(boundaries, from, into: pieces)
        if column.left > 0 || column.absolute > 0 { guardPieces(column, boundaries, from, pieces) }
      }
    }
  }

  /// Halves what is left for all lanes at once: each step is as long for one as for the other, and none waits for its own last.
  private func search(
    _ boundaries: UnsafeBufferPointer<Double>, _ from: Lanes.Numbers, into pieces: Lanes.Codes
  ) {
    pieces.update(repeating: 0, count: Lanes.count)
    guard let first = boundaries.baseAddress, boundaries.count > 0 else { return }
    var count = boundaries.count
    while count > 1 {
      let half = Int32(count / 2)
      let middle = first + Int(half - 1)
      for lane in 0..<Lanes.count {
        // The sign of the difference: a choice would become a jump, and which half it is, is as good as chance.
        let difference = middle[Int(pieces[lane])] - from[lane]
        let isBelow = Int64(bitPattern: difference.bitPattern) >> 63
        pieces[lane] &+= half & Int32(truncatingIfNeeded: isBelow)
      }
      count -= Int(half)
    }
    // Two for each boundary below, one for the boundary that it is: only the last of all can still be below.
    for lane in 0..<Lanes.count {
      let (last, value) = (first[Int(pieces[lane])], from[lane])
      let isBelow: Int32 = last < value ? 1 : 0
      let isNotAbove: Int32 = last <= value ? 1 : 0
      pieces[lane] = 2 * pieces[lane] + isBelow + isNotAbove
    }
  }

  /// Marks the lanes that lie too near to a boundary to say.
  private func guardPieces(
    _ column: FlatMemory.Column, _ boundaries: UnsafeBufferPointer<Double>, _ from: Lanes.Numbers,
    _ pieces: Lanes.Codes
  ) {
    let wideDoubts = wideDoubts
    for lane in 0..<Lanes.count {
      let bound = column.left * abs(from[lane]) * 1.000001 + column.absolute
      // The boundaries below and above: of a value that is a boundary, that one is both.
      let (below, above) = (Int(pieces[lane] - 1) / 2, Int(pieces[lane]) / 2)
      if pieces[lane] > 0, from[lane] - boundaries[below] <= bound { wideDoubts[lane] = -1 }
      if above < boundaries.count, boundaries[above] - from[lane] <= bound { wideDoubts[lane] = -1 }
    }
  }

  private func lookupBySets(_ to: Lanes.Codes, _ table: FlatMemory.Table) {
    let columns = table.columnCount
    guard let pool = flat.codes.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: columns * Lanes.count) { all in
      guard let places = all.baseAddress else { return }
      let pieces = scratch
      to.update(repeating: 0, count: Lanes.count)
      for column in 0..<columns {
        self.pieces(of: table.firstColumn + column, into: pieces)
        let sets = pool + flat.columns[table.firstColumn + column].sets
        for lane in 0..<Lanes.count {
          to[lane] |= pieces[lane]
          places[lane * columns + column] = sets[Int(max(0, pieces[lane]))]
        }
      }
      // What is negative has a code without a piece.
      for lane in 0..<Lanes.count {
        to[lane] =
          to[lane] < 0 ? table.rowByDefault : flat.row(of: table, places + lane * columns)
      }
    }
  }
}
