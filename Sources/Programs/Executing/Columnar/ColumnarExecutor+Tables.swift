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
      let (from, wideDoubts) = (numbers[lanes], wideDoubts)
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
        for lane in 0..<Lanes.count {
          var doubt: UInt8 = 0
          pieces[lane] = MachineTable.piece(
            from[lane], boundaries, column.left, column.absolute, &doubt)
          wideDoubts[lane] |= 0 - Int64(doubt)
        }
      }
    }
  }

  private func lookupBySets(_ to: Lanes.Codes, _ table: FlatMemory.Table) {
    let columns = table.columnCount
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: columns * Lanes.count) { all in
      guard let all = all.baseAddress else { return }
      for column in 0..<columns {
        pieces(of: table.firstColumn + column, into: all + column * Lanes.count)
      }
      for lane in 0..<Lanes.count {
        to[lane] = flat.row(of: table) { all[$0 * Lanes.count + lane] }
      }
    }
  }
}
