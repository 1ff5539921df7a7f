/// Inputs that no row reaches.
extension TableGrid {
  struct Gaps {
    /// Boxes of inputs without a row, as large as the search cut them.
    var boxes: [[Range<Int32>]] = []
    /// Whether every input was looked at, and no row whose cells cannot be said stood in the way.
    var isComplete = true
  }

  /// Whole boxes are taken from the space of inputs until nothing is left, or what no row reaches.
  ///
  /// A box that meets no row is a gap; one inside a row is not; else it is cut at a face of the row that fills most of it. The
  /// number of boxes looked at is bounded: with many columns a table may have more gaps than there is time to tell.
  /// - Parameters:
  ///   - wanted: The rows that count; all of them without it.
  ///   - space: Where to look; everywhere without it.
  func gaps(
    atMost limit: Int, of wanted: Range<Int>? = nil, in space: [Range<Int32>]? = nil,
    budget: Int = 2_000_000
  ) -> Gaps {
    var search = GapSearch(self, limit, budget)
    let all = rows.indices.filter { wanted?.contains(Int(rows[$0])) ?? true }.map { Int32($0) }
    search.cut(space ?? columns.map(\.inside), all)
    if !scattered.isEmpty { search.result.isComplete = false }
    return search.result
  }

  /// The boxes of one row.
  func boxes(of row: Int) -> [[Range<Int32>]] {
    rows.indices.filter { Int(rows[$0]) == row }.map { box in
      columns.indices.map { column in
        let base = 2 * (box * columns.count + column)
        return bounds[base]..<bounds[base + 1]
      }
    }
  }
}

private struct GapSearch {
  let grid: TableGrid
  let width: Int
  let limit: Int
  var budget: Int
  var result = TableGrid.Gaps()
  private let isUndecided: [Bool]

  init(_ grid: TableGrid, _ limit: Int, _ budget: Int) {
    self.grid = grid
    width = grid.columns.count
    self.limit = limit
    self.budget = budget
    isUndecided = grid.rows.map { grid.undecided[Int($0)] != nil }
  }

  mutating func cut(_ space: [Range<Int32>], _ candidates: [Int32]) {
    budget -= candidates.count / 16 + 1
    if budget < 0 || result.boxes.count >= limit {
      if budget < 0 { result.isComplete = false }
      return
    }
    var meeting: [Int32] = []
    var (best, bestFill) = (-1, -1.0)
    var mayCover: [Int32] = []
    for box in candidates {
      let base = 2 * Int(box) * width
      var (covers, fill) = (true, 1.0)
      for column in 0..<width {
        let (low, high) = (grid.bounds[base + 2 * column], grid.bounds[base + 2 * column + 1])
        let (from, to) = (space[column].lowerBound, space[column].upperBound)
        let (start, end) = (max(low, from), min(high, to))
        if start >= end {
          fill = -1
          break
        }
        if low > from || high < to { covers = false }
        fill *= Double(end - start) / Double(to - from)
      }
      if fill < 0 { continue }
      if covers {
        if !isUndecided[Int(box)] { return }
        // It may hold for all that is left here or for none: another row may still do.
        mayCover.append(box)
        continue
      }
      meeting.append(box)
      if fill > bestFill { (best, bestFill) = (Int(box), fill) }
    }
    if meeting.isEmpty {
      if mayCover.isEmpty { result.boxes.append(space) } else { result.isComplete = false }
      return
    }
    // Cut where the fullest row leaves most outside.
    var (column, face, width) = (0, Int32(0), -1.0)
    for index in 0..<self.width {
      let base = 2 * (best * self.width + index)
      let (from, to) = (space[index].lowerBound, space[index].upperBound)
      let size = Double(to - from)
      if grid.bounds[base] > from, Double(grid.bounds[base] - from) / size > width {
        (column, face, width) = (index, grid.bounds[base], Double(grid.bounds[base] - from) / size)
      }
      if grid.bounds[base + 1] < to, Double(to - grid.bounds[base + 1]) / size > width {
        (column, face, width) = (
          index, grid.bounds[base + 1], Double(to - grid.bounds[base + 1]) / size
        )
      }
    }
    meeting += mayCover
    var half = space
    half[column] = space[column].lowerBound..<face
    cut(half, meeting)
    half[column] = face..<space[column].upperBound
    cut(half, meeting)
  }
}
