import Columns
package import Geometry

/// A layer of regions made ready for lookups: a grid of cells, each with the edges that pass it and the zones that hold its
/// centre.
///
/// A point far from all edges is answered by one look at its cell. Zones may overlap: what a point lies in is a set.
package struct Covering: Sendable {
  let cells: Column<UInt32>
  let stream: Column<UInt32>
  let pieces: Column<ArcPiece>
  let points: Column<Point>
  let kernel: Grid
  /// The number of features of the layer.
  package let zoneCount: Int
  /// No cell names more zones than this.
  let greatestLoad: Int

  /// The grid as it stands in a file.
  var grid: [Double] {
    [
      kernel.left, kernel.bottom, kernel.side, Double(kernel.columns), Double(kernel.rows),
    ]
  }

  /// Edges within this distance of a cell stand in its record, in metres: what ``locate(_:tolerance:)`` can be asked for.
  package static let reach = Tolerance.numeric * 4

  /// The covering of a file; nil where its columns do not make one. Every place that a lookup will follow is checked.
  init?(
    grid: Column<Double>, cells: Column<UInt32>, stream: Column<UInt32>,
    pieces: Column<ArcPiece>, points: Column<Point>, zoneCount: Int
  ) {
    guard grid.count == 5, grid.elements.allSatisfy(\.isFinite), grid[2] > 0,
      grid[3] >= 1, grid[4] >= 1, grid[3] * grid[4] == Double(cells.count)
    else { return nil }
    let kernel = Grid(
      left: grid[0], bottom: grid[1], side: grid[2], inverse: 1 / grid[2], columns: Int(grid[3]),
      rows: Int(grid[4]), cells: cells.base, stream: stream.base, points: points.base,
      pieces: pieces.base)
    self.init(kernel, cells, stream, pieces, points, zoneCount)
  }

  init?(
    _ kernel: Grid, _ cells: Column<UInt32>, _ stream: Column<UInt32>,
    _ pieces: Column<ArcPiece>, _ points: Column<Point>, _ zoneCount: Int
  ) {
    guard
      let load = Self.checkedLoad(
        cells.elements, stream.elements, pieceCount: pieces.count, pointCount: points.count,
        zoneCount: zoneCount)
    else { return nil }
    self.kernel = kernel
    self.cells = cells
    self.stream = stream
    self.pieces = pieces
    self.points = points
    self.zoneCount = zoneCount
    greatestLoad = load
  }

  /// The most zones that a cell names; nil where a cell or a record leads out of the columns.
  ///
  /// Records stand in the order of the cells that name them first, so that one pass sees them all.
  private static func checkedLoad(
    _ cells: UnsafeBufferPointer<UInt32>, _ stream: UnsafeBufferPointer<UInt32>, pieceCount: Int,
    pointCount: Int, zoneCount: Int
  ) -> Int? {
    var greatest = 1
    var next = 0
    var last = -1
    for word in cells where word != 0 {
      if word & Grid.mark != 0 {
        guard Int(word & ~Grid.mark) < zoneCount else { return nil }
        continue
      }
      let place = Int(word) - 1
      if place == last { continue }
      guard place == next, stream.count - place >= 2 else { return nil }
      last = place
      let plain = Int(stream[place])
      let groups = Int(stream[place + 1])
      next = place + 2
      guard plain <= stream.count - next else { return nil }
      for zone in stream[next..<next + plain] where Int(zone) >= zoneCount { return nil }
      next += plain
      greatest = max(greatest, plain + groups)
      for _ in 0..<groups {
        guard stream.count - next >= 2, Int(stream[next]) < zoneCount else { return nil }
        let edges = Int(stream[next + 1] >> 8)
        next += 2
        guard edges <= stream.count - next else { return nil }
        for edge in stream[next..<next + edges] {
          let isSound =
            edge & Grid.mark != 0
            ? Int(edge & ~Grid.mark) < pieceCount : Int(edge) + 1 < pointCount
          guard isSound else { return nil }
        }
        next += edges
      }
    }
    return next == stream.count ? greatest : nil
  }
}

extension Covering {
  /// The zones that hold a point, in ascending order. A point on an edge that two zones share belongs to exactly one of them.
  package func zones(at point: Point) -> [Int] {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: greatestLoad) { found in
      guard let base = found.baseAddress else { return [] }
      let count = kernel.zones(point.x, point.y, into: base, windings: nil)
      return found[..<count].map { Int($0) }.sorted()
    }
  }

  /// Where a point lies with respect to each zone that it is in or on the edge of, in ascending order.
  ///
  /// - Parameter tolerance: A point nearer than this to an edge lies on it, in metres; at most ``reach``.
  package func locate(
    _ point: Point, tolerance: Double = Tolerance.numeric
  ) -> [(zone: Int, containment: Containment)] {
    var places: [Int: Containment] = [:]
    for zone in zones(at: point) { places[zone] = .inside }
    forEachEdge(inCellOf: point) { zone, edge in
      if squaredDistance(point, toEdge: edge) <= tolerance * tolerance {
        places[zone] = .onBoundary
      }
    }
    return places.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Calls back with the edges in the record of a point's cell.
  private func forEachEdge(inCellOf point: Point, _ body: (_ zone: Int, _ edge: UInt32) -> Void) {
    // A point beside the grid may still be within the tolerance of an edge in it.
    let word = kernel.cells[
      kernel.row(point.y) * kernel.columns + kernel.column(point.x)]
    guard word != 0, word & Grid.mark == 0 else { return }
    var at = kernel.stream + Int(word - 1)
    let (plain, groups) = (Int(at[0]), Int(at[1]))
    at += 2 + plain
    for _ in 0..<groups {
      let edges = Int(at[1] >> 8)
      for edge in 0..<edges { body(Int(at[0]), at[2 + edge]) }
      at += 2 + edges
    }
  }

  func squaredDistance(_ point: Point, toEdge edge: UInt32) -> Double {
    if edge & Grid.mark == 0 {
      let a = points[Int(edge)]
      let step = points[Int(edge) + 1] - a
      let square = step.dot(step)
      let along = square > 0 ? min(max((point - a).dot(step) / square, 0), 1) : 0
      let gap = point - (a + step * along)
      return gap.dot(gap)
    }
    return pieces[Int(edge & ~Grid.mark)].squaredDistance(to: point)
  }
}

extension ArcPiece {
  /// The square of the distance from a point, in square metres.
  func squaredDistance(to point: Point) -> Double {
    // A monotone piece turns by no more than a quarter: it is faced from where both its ends' spokes let it.
    let centreFromStart = toCentre + (from - start)
    let centreFromEnd = toCentre + (from - end)
    let facing =
      turn * (point - start).cross(centreFromStart) >= 0
      && turn * centreFromEnd.cross(point - end) >= 0
    if facing {
      let step = point - from
      let height = power(point.x, point.y) / ((step - toCentre).length + radius)
      return height * height
    }
    let (a, b) = (point - start, point - end)
    return min(a.dot(a), b.dot(b))
  }
}
