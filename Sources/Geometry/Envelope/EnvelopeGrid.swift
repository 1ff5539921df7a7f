/// Square cells over a lot of many edges, each with the edges that pass it.
struct EnvelopeGrid {
  private(set) var isUsed = false
  private var starts = Scratch<Int32>(capacity: 2)
  private var entries = Scratch<Int32>(capacity: 2)
  private var marks = Scratch<Int32>(capacity: 2)
  private var mark: Int32 = 0
  private var minX = 0.0
  private var minY = 0.0
  private var perMetre = 1.0
  private var columns = 0
  private var rows = 0

  /// Below so many edges, looking at all of them is faster.
  static let fewest = 96

  func free() {
    starts.free()
    entries.free()
    marks.free()
  }

  /// Sorts edges into cells; about two cells an edge.
  mutating func build(_ edges: UnsafeMutableBufferPointer<EnvelopeEdge>) {
    isUsed = edges.count > Self.fewest
    guard isUsed else { return }
    var box = Box.empty
    for edge in edges {
      box.include(Point(edge.minX, edge.minY))
      box.include(Point(edge.maxX, edge.maxY))
    }
    minX = box.minX
    minY = box.minY
    let count = edges.count
    var size = max(
      (box.width * box.height / (2 * Double(count))).squareRoot(),
      max(box.width, box.height) / Double(count), 1e-3)
    marks.reserve(count)
    for place in 0..<count { marks[place] = 0 }
    mark = 0
    while true {
      perMetre = 1 / size
      columns = Int(box.width * perMetre) + 1
      rows = Int(box.height * perMetre) + 1
      let cells = columns * rows
      var total = 0
      if cells <= 4 * count + 1024 {
        starts.reserve(cells + 2)
        for cell in 0..<(cells + 2) { starts[cell] = 0 }
        for edge in edges {
          forEachCell(edge) {
            starts[$0 + 2] += 1
            total += 1
          }
          if total > 16 * count { break }
        }
        if total <= 16 * count { break }
      }
      size *= 2
    }
    let cells = columns * rows
    for cell in 0..<cells { starts[cell + 2] += starts[cell + 1] }
    entries.reserve(Int(starts[cells + 1]) + 1)
    for (place, edge) in edges.enumerated() {
      forEachCell(edge) {
        entries[Int(starts[$0 + 1])] = Int32(place)
        starts[$0 + 1] += 1
      }
    }
  }

  /// The cells that an edge passes: of each column, those between the heights at which it enters and leaves.
  @inline(__always)
  private func forEachCell(_ edge: EnvelopeEdge, _ body: (Int) -> Void) {
    let first = column(edge.minX)
    let last = column(edge.maxX)
    let bottom = row(edge.minY)
    let top = row(edge.maxY)
    if first == last || bottom == top || edge.arc >= 0 {
      for row in bottom...top {
        for column in first...last { body(row * columns + column) }
      }
      return
    }
    let slope = (edge.by - edge.ay) / (edge.bx - edge.ax)
    for column in first...last {
      let left = minX + Double(column) / perMetre
      let right = left + 1 / perMetre
      let one = edge.ay + (min(max(left, edge.minX), edge.maxX) - edge.ax) * slope
      let two = edge.ay + (min(max(right, edge.minX), edge.maxX) - edge.ax) * slope
      // A cell more on either side, for rounding.
      let low = max(bottom, row(min(one, two) - 0.01 / perMetre))
      let high = min(top, row(max(one, two) + 0.01 / perMetre))
      if low <= high { for row in low...high { body(row * columns + column) } }
    }
  }

  private func column(_ x: Double) -> Int {
    Int(min(max((x - minX) * perMetre, 0), Double(columns - 1)))
  }
  private func row(_ y: Double) -> Int {
    Int(min(max((y - minY) * perMetre, 0), Double(rows - 1)))
  }

  /// Writes the edges of the cells that a box meets, each once; returns how many.
  mutating func gather(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double,
    into found: UnsafeMutablePointer<Int32>, looked: inout Int
  ) -> Int {
    if mark == .max {
      for place in 0..<marks.capacity { marks[place] = 0 }
      mark = 0
    }
    mark += 1
    var count = 0
    let first = column(x0)
    let last = column(x1)
    let marks = marks.base
    let entries = entries.base
    let starts = starts.base
    for row in row(y0)...row(y1) {
      let from = Int(starts[row * columns + first])
      let to = Int(starts[row * columns + last + 1])
      looked &+= to &- from
      var place = from
      while place < to {
        let edge = entries[place]
        place &+= 1
        if marks[Int(edge)] == mark { continue }
        marks[Int(edge)] = mark
        found[count] = edge
        count &+= 1
      }
    }
    looked &+= last - first
    return count
  }
}
