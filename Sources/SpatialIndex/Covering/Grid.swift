import Geometry

/// The grid of a covering as its kernels see it: square cells, each with what a lookup needs to know.
///
/// A cell's word is 0 where no zone is, the zone with the highest bit set where one zone covers it, and else one more than
/// the place of its record in the stream:
///
/// | words | what |
/// |---|---|
/// | 1 | how many zones cover the whole cell, once |
/// | 1 | how many groups follow |
/// | … | those zones |
/// | a group | a zone; the number of its edges · 256 + 128 + how often it winds around the cell's centre; the edges |
///
/// An edge is the place of its first point; with the highest bit set, the place of a piece of an arc.
struct Grid: @unchecked Sendable {
  var left: Double
  var bottom: Double
  /// The side of a cell in metres, and one over it.
  var side: Double
  var inverse: Double
  var columns: Int
  var rows: Int
  var cells: UnsafePointer<UInt32>
  var stream: UnsafePointer<UInt32>
  var points: UnsafePointer<Point>
  var pieces: UnsafePointer<ArcPiece>

  static let mark: UInt32 = 1 << 31

  /// The middle of a column and of a row: the same numbers when the covering is built and when it is asked.
  @inline(__always)
  func middle(column: Int) -> Double { left + (Double(column) + 0.5) * side }
  @inline(__always)
  func middle(row: Int) -> Double { bottom + (Double(row) + 0.5) * side }

  /// The column or row of a place, held within the grid.
  @inline(__always)
  func column(_ x: Double) -> Int { held((x - left) * inverse, columns) }
  @inline(__always)
  func row(_ y: Double) -> Int { held((y - bottom) * inverse, rows) }

  @inline(__always)
  private func held(_ cell: Double, _ count: Int) -> Int {
    cell > 0 ? (cell < Double(count) ? Int(cell) : count - 1) : 0
  }

  /// The zones that hold a point, each once, and how often each winds around it; returns how many.
  ///
  /// From the cell's centre, whose zones are known, the walk goes up or down and then across to the point, and a zone comes
  /// or goes at each of its edges that is met.
  @inline(__always)
  func zones(
    _ x: Double, _ y: Double, into found: UnsafeMutablePointer<UInt32>,
    windings: UnsafeMutablePointer<Int32>?
  ) -> Int {
    let across = (x - left) * inverse
    let up = (y - bottom) * inverse
    guard across >= 0, up >= 0, across < Double(columns), up < Double(rows) else { return 0 }
    let column = Int(across)
    let row = Int(up)
    let word = cells[row &* columns &+ column]
    if word == 0 { return 0 }
    if word & Self.mark != 0 {
      found[0] = word & ~Self.mark
      if let windings { windings[0] = 1 }
      return 1
    }
    var at = stream + Int(word &- 1)
    let plain = Int(at[0])
    var groups = at[1]
    at += 2
    var i = 0
    while i < plain {
      found[i] = at[i]
      if let windings { windings[i] = 1 }
      i &+= 1
    }
    if groups == 0 { return plain }
    at += plain
    var count = plain
    let cx = middle(column: column)
    let cy = middle(row: row)
    while groups > 0 {
      let zone = at[0]
      let head = at[1]
      var winding = Int32(head & 255) &- 128
      let end = at + (2 &+ Int(head &>> 8))
      at += 2
      while at < end {
        let edge = at[0]
        at += 1
        if edge & Self.mark != 0 {
          winding &+= crossings(pieces[Int(edge & ~Self.mark)], cx, cy, x, y)
          continue
        }
        let a = points[Int(edge)]
        let b = points[Int(edge) &+ 1]
        let spansCentre = (a.x <= cx) != (b.x <= cx)
        let spansPoint = (a.y <= y) != (b.y <= y)
        if !(spansCentre || spansPoint) { continue }
        // The corner and the point at once, without a branch: only what is within the error bound is looked at again.
        let above = a.y - y
        let beyond = b.y - y
        let cornerLeft = (a.x - cx) * beyond
        let cornerRight = above * (b.x - cx)
        let pointLeft = (a.x - x) * beyond
        let pointRight = above * (b.x - x)
        let atCorner = cornerLeft - cornerRight
        let atPoint = pointLeft - pointRight
        let cornerBound = errorBound * (abs(cornerLeft) + abs(cornerRight))
        let pointBound = errorBound * (abs(pointLeft) + abs(pointRight))
        let centreLeft = (a.x - cx) * (b.y - cy)
        let centreRight = (a.y - cy) * (b.x - cx)
        let atCentre = centreLeft - centreRight
        let centreBound = errorBound * (abs(centreLeft) + abs(centreRight))
        let isSure =
          (abs(atCorner) > cornerBound) && (abs(atPoint) > pointBound)
          && (abs(atCentre) > centreBound)
        if !isSure {
          winding &+= crossings(a, b, cx, cy, x, y)
          continue
        }
        let corner: Int32 = atCorner > 0 ? 1 : 0
        winding &+= (corner &- (atCentre > 0 ? 1 : 0)) & (spansCentre ? -1 : 0)
        winding &+= ((atPoint > 0 ? 1 : 0) &- corner) & (spansPoint ? -1 : 0)
      }
      found[count] = zone
      if let windings { windings[count] = winding }
      count &+= winding > 0 ? 1 : 0
      groups &-= 1
    }
    return count
  }

  /// What an edge changes on the walk, by the exact tests.
  @inline(never)
  private func crossings(
    _ a: Point, _ b: Point, _ cx: Double, _ cy: Double, _ x: Double, _ y: Double
  ) -> Int32 {
    var winding: Int32 = 0
    let atCorner = isLeft(a, b, cx, y)
    if (a.x <= cx) != (b.x <= cx), isLeft(a, b, cx, cy) != atCorner {
      winding += atCorner ? 1 : -1
    }
    if (a.y <= y) != (b.y <= y), isLeft(a, b, x, y) != atCorner { winding += atCorner ? -1 : 1 }
    return winding
  }

  @inline(never)
  private func crossings(
    _ piece: ArcPiece, _ cx: Double, _ cy: Double, _ x: Double, _ y: Double
  ) -> Int32 {
    let (a, b) = (piece.start, piece.end)
    var winding: Int32 = 0
    if (a.x <= cx) != (b.x <= cx) {
      let atCorner = piece.isLeft(cx, y)
      if piece.isLeft(cx, cy) != atCorner { winding += atCorner ? 1 : -1 }
    }
    if (a.y <= y) != (b.y <= y) {
      let atPoint = piece.isLeft(x, y)
      if atPoint != piece.isLeft(cx, y) { winding += atPoint ? 1 : -1 }
    }
    return winding
  }
}
