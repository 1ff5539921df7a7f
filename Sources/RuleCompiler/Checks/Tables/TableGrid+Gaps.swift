import Programs

/// Inputs that no row reaches.
extension TableGrid {
  package struct Gaps {
    /// Boxes of inputs without a row, as large as the search cut them.
    package var boxes: [[Range<Int32>]] = []
    /// Whether every input was looked at, and no row whose cells cannot be said stood in the way.
    package var isComplete = true
  }

  /// Whole boxes are taken from the space of inputs until nothing is left, or what no row reaches.
  ///
  /// A box that meets no row is a gap; one inside a row is not; else it is cut at a face of the row that fills most of it. The
  /// number of boxes looked at is bounded: with many columns a table may have more gaps than there is time to tell.
  /// - Parameters:
  ///   - wanted: The rows that count; all of them without it.
  ///   - space: Where to look; everywhere without it.
  package func gaps(
    atMost limit: Int, of wanted: Range<Int>? = nil, in space: [Range<Int32>]? = nil,
    budget: Int = 2_000_000
  ) -> Gaps {
    var search = GapSearch(self, limit, budget)
    let all = rows.indices.filter { wanted?.contains(Int(rows[$0])) ?? true }.map { Int32($0) }
    search.search(space ?? columns.map(\.inside), all)
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

  mutating func search(_ space: [Range<Int32>], _ candidates: [Int32]) {
    // The halves still to be looked at: a stack of our own, since a table may be cut thousands deep.
    var open = [(space, candidates)]
    while let (space, candidates) = open.popLast(), result.boxes.count < limit {
      budget -= candidates.count / 16 + 1
      if budget < 0 {
        result.isComplete = false
        return
      }
      guard let (cut, meeting) = look(in: space, candidates) else { continue }
      var half = space
      half[cut.column] = cut.face..<space[cut.column].upperBound
      open.append((half, meeting))
      half[cut.column] = space[cut.column].lowerBound..<cut.face
      open.append((half, meeting))
    }
  }

  private struct Cut {
    var column: Int
    var face: Int32
  }

  /// Settles a box of inputs, or says where to cut it and which rows' boxes reach into it.
  private mutating func look(in space: [Range<Int32>], _ candidates: [Int32]) -> (Cut, [Int32])? {
    var meeting: [Int32] = []
    var mayCover: [Int32] = []
    var (fullest, most) = (-1, -1.0)
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
        if !isUndecided[Int(box)] { return nil }
        // It may hold for all that is left here or for none: another row may still do.
        mayCover.append(box)
        continue
      }
      meeting.append(box)
      if fill > most { (fullest, most) = (Int(box), fill) }
    }
    if meeting.isEmpty {
      if mayCover.isEmpty { result.boxes.append(space) } else { result.isComplete = false }
      return nil
    }
    let cut =
      most < 0.2
      ? middle(of: meeting, in: space) ?? face(of: fullest, in: space)
      : face(of: fullest, in: space)
    return (cut, meeting + mayCover)
  }

  /// Where the row that fills most of a box leaves most of it outside.
  private func face(of box: Int, in space: [Range<Int32>]) -> Cut {
    var (cut, most) = (Cut(column: 0, face: 0), -1.0)
    for column in 0..<width {
      let base = 2 * (box * width + column)
      let (from, to) = (space[column].lowerBound, space[column].upperBound)
      let (low, high) = (grid.bounds[base], grid.bounds[base + 1])
      let size = Double(to - from)
      if low > from, Double(low - from) / size > most {
        (cut, most) = (Cut(column: column, face: low), Double(low - from) / size)
      }
      if high < to, Double(to - high) / size > most {
        (cut, most) = (Cut(column: column, face: high), Double(to - high) / size)
      }
    }
    return cut
  }

  /// Where small rows are parted into halves with the fewest of them on both sides.
  private func middle(of meeting: [Int32], in space: [Range<Int32>]) -> Cut? {
    var (cut, fewest): (Cut?, Int) = (nil, .max)
    let step = max(1, meeting.count / 64)
    for column in 0..<width {
      let (from, to) = (space[column].lowerBound, space[column].upperBound)
      var faces: [Int32] = []
      for index in stride(from: 0, to: meeting.count, by: step) {
        let base = 2 * (Int(meeting[index]) * width + column)
        if grid.bounds[base] > from { faces.append(grid.bounds[base]) }
        if grid.bounds[base + 1] < to { faces.append(grid.bounds[base + 1]) }
      }
      guard !faces.isEmpty else { continue }
      faces.sort()
      let face = faces[faces.count / 2]
      var (below, above) = (0, 0)
      for box in meeting {
        let base = 2 * (Int(box) * width + column)
        if grid.bounds[base] < face { below += 1 }
        if grid.bounds[base + 1] > face { above += 1 }
      }
      // The larger half decides how long the search goes on.
      if max(below, above) < fewest {
        (cut, fewest) = (Cut(column: column, face: face), max(below, above))
      }
    }
    return fewest < meeting.count ? cut : nil
  }
}
