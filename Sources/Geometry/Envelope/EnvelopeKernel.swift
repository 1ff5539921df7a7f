/// Finds what setbacks leave of a lot, on memory that it keeps from one lot to the next. Owned by one thread.
///
/// Every edge, shifted inwards by its distance, and the circle around every corner that needs one, is a curve that may bound
/// the envelope. From each the stretches that lie nearer to another edge than that edge's distance are taken away, in closed
/// form. What is left is the boundary; its ends are linked to rings. A strictly convex lot is clipped by half-planes instead.
///
/// All is reckoned from the lot's first point, so that coordinates of millions of metres cost no digits. How the boundary
/// turns is decided exactly, on the coordinates as given. A stretch that is too near to call, of edges that run back along
/// each other, is kept by whether it lies in the lot.
///
/// First ``load(_:lines:)``, then a `trace` for each set of distances: what the lot alone decides is done once.
package struct EnvelopeKernel: ~Copyable {
  // What the lot alone decides.
  var edges = Scratch<EnvelopeEdge>()
  var arcs = Scratch<CircleArc>(capacity: 4)
  /// The point between the ends that fixes each arc.
  var throughs = Scratch<Point>(capacity: 4)
  var grid = EnvelopeGrid()
  var origin = Point(0, 0)
  /// The edges of the lot, the first ones.
  var loadedEdges = 0
  /// The edges of the lot and of other lines; beyond them lie the yards that go on from arcs.
  var givenEdges = 0
  var isStrictlyConvex = false
  var lotArea = 0.0

  // What one set of distances needs.
  /// Boxes of the edges grown by their distances, one column a side.
  var boxes = Scratch<Double>(capacity: 256)
  var yards = Scratch<YardEnds>(capacity: 4)
  var near = Scratch<Int32>()
  var alsoNear = Scratch<Int32>()
  var stretches = Scratch<Stretch>()
  var cuts = Scratch<Double>()
  var pieces = Scratch<TracedPiece>()
  var corners = Scratch<ClippedCorner>()
  var clipped = Scratch<ClippedCorner>()
  var order = Scratch<Int32>()
  var isUniform = true
  var readsYards = false
  var work = 0

  // What comes out.
  /// The pieces ring by ring, each part's exterior before its holes.
  var rings = Scratch<TracedPiece>()
  /// Where each ring starts among ``rings``, and at the end their number.
  var ringStarts = Scratch<Int32>()
  /// Where each part starts among the rings, and at the end their number.
  var partStarts = Scratch<Int32>()
  var loops = Scratch<EnvelopeLoop>(capacity: 8)
  /// Square metres, arcs as arcs.
  package private(set) var area = 0.0
  /// By how much the distances had to be widened for the boundary to close: 0 but for knife-edge cases, in metres.
  package private(set) var widening = 0.0

  package init() {}

  deinit {
    edges.free()
    arcs.free()
    throughs.free()
    boxes.free()
    yards.free()
    near.free()
    alsoNear.free()
    stretches.free()
    cuts.free()
    pieces.free()
    corners.free()
    clipped.free()
    order.free()
    rings.free()
    ringStarts.free()
    partStarts.free()
    loops.free()
    grid.free()
  }

  /// The number of pieces of the boundary that was found last.
  package var pieceCount: Int { rings.count }

  /// Traces with one distance from all edges, in metres.
  package mutating func trace(distance: Double) throws(EnvelopeRefusal) {
    guard distance.isFinite, distance >= 0 else { throw .notANumber }
    try traceWidening { (kernel: inout EnvelopeKernel, widening: Double) in
      let distance = distance > 0 ? distance + widening : 0
      for place in 0..<kernel.edges.count { kernel.edges.base[place].distance = distance }
      kernel.isUniform = kernel.loadedEdges == kernel.edges.count
      kernel.readsYards = false
    }
  }

  /// Traces with a distance for each edge of the region, in the order of its edges, and for each other line that was loaded.
  package mutating func trace(
    distances: UnsafeBufferPointer<Double>, lines: [Double] = [],
    reading: SetbackReading = .distanceToLine
  ) throws(EnvelopeRefusal) {
    for distance in distances where !(distance.isFinite && distance >= 0) { throw .notANumber }
    for distance in lines where !(distance.isFinite && distance >= 0) { throw .notANumber }
    try traceWidening { (kernel: inout EnvelopeKernel, widening: Double) in
      let first = distances.isEmpty ? 0 : distances[0]
      var isUniform = kernel.loadedEdges == kernel.edges.count
      for place in 0..<kernel.edges.count {
        let source = Int(kernel.edges[place].source)
        let distance = source >= 0 ? distances[source] : lines[-1 - source]
        if distance != first { isUniform = false }
        kernel.edges.base[place].distance = distance > 0 ? distance + widening : 0
      }
      kernel.isUniform = isUniform
      kernel.readsYards = reading == .yardOfFullWidth && !isUniform
    }
  }

  /// Traces; where the ends do not meet, again with distances a little wider, which resolves what touches in a point.
  @inline(__always)
  private mutating func traceWidening(
    _ set: (inout EnvelopeKernel, Double) -> Void
  ) throws(EnvelopeRefusal) {
    area = 0
    widening = 0
    rings.count = 0
    ringStarts.count = 0
    partStarts.count = 0
    partStarts.append(0)
    ringStarts.append(0)
    guard edges.count > 0 else { return }
    work = 0
    for attempt in 0..<5 {
      edges.count = givenEdges
      set(&self, widening)
      if isStrictlyConvex, isUniform || readsYards {
        area = clipConvex()
        return
      }
      if readsYards { try measureYards() }
      spreadBoxes()
      try tracePieces()
      if let area = linkedArea(), area >= 0, area <= lotArea * (1 + 1e-9) + 1e-6 {
        if try nest() {
          self.area = area
          return
        }
      }
      rings.count = 0
      ringStarts.count = 1
      partStarts.count = 1
      widening = 1e-7 * Double(1 << (2 * attempt))
    }
    throw .unresolved
  }

  /// The boxes of the edges, grown by their distances.
  private mutating func spreadBoxes() {
    let count = edges.count
    boxes.reserve(4 * count)
    let minX = boxes.base
    let minY = boxes.base + count
    let maxX = boxes.base + 2 * count
    let maxY = boxes.base + 3 * count
    let edges = edges.base
    var widest = 0.0
    var least = Double.infinity
    for place in 0..<count {
      var distance = edges[place].distance
      least = min(least, distance)
      if readsYards { distance += max(yards[place].lead, yards[place].trail) + 1e-6 }
      widest = max(widest, distance)
      minX[place] = edges[place].minX - distance
      minY[place] = edges[place].minY - distance
      maxX[place] = edges[place].maxX + distance
      maxY[place] = edges[place].maxY + distance
    }
    widestDistance = widest
    leastDistance = least
  }
  /// The greatest distance that a grown box is wider than its edge by.
  var widestDistance = 0.0
  var leastDistance = 0.0

  /// Fills ``near`` with the edges whose grown boxes meet a box.
  @inline(__always)
  mutating func gather(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double)
    throws(EnvelopeRefusal)
  {
    let count = edges.count
    near.reserve(count)
    let minX = boxes.base
    let minY = boxes.base + count
    let maxX = boxes.base + 2 * count
    let maxY = boxes.base + 3 * count
    let found = near.base
    var some = 0
    if grid.isUsed {
      some = grid.gather(
        x0 - widestDistance, y0 - widestDistance, x1 + widestDistance, y1 + widestDistance,
        into: found, looked: &work)
      var kept = 0
      for place in 0..<some {
        let edge = Int(found[place])
        found[kept] = found[place]
        let meets =
          (minX[edge] <= x1) && (maxX[edge] >= x0) && (minY[edge] <= y1) && (maxY[edge] >= y0)
        kept &+= meets ? 1 : 0
      }
      some = kept
      // What goes on from arcs stands in no cell.
      for edge in givenEdges..<count
      where minX[edge] <= x1 && maxX[edge] >= x0 && minY[edge] <= y1 && maxY[edge] >= y0 {
        found[some] = Int32(truncatingIfNeeded: edge)
        some &+= 1
      }
    } else {
      var edge = 0
      while edge < count {
        found[some] = Int32(truncatingIfNeeded: edge)
        let across = (minX[edge] <= x1 ? 1 : 0) & (maxX[edge] >= x0 ? 1 : 0)
        let along = (minY[edge] <= y1 ? 1 : 0) & (maxY[edge] >= y0 ? 1 : 0)
        some &+= across & along
        edge &+= 1
      }
    }
    near.count = some
    work &+= some
    try checkWork()
  }

  @inline(__always)
  mutating func checkWork() throws(EnvelopeRefusal) {
    if work > Self.mostWork { throw .tooIntricate }
  }

  /// How many edges may be compared for one envelope: some seconds of work.
  private static let mostWork = 400_000_000
  /// How deep in another edge's strip a point still counts as on its side, in metres: far above what rounding moves, far
  /// below what anybody measures.
  static let hair = 1e-10
  /// Stretches shorter than this are none, in metres.
  static let shortest = 1e-9
}

/// A stretch of a curve that is nearer to another edge than may be; of no length where it is only to be cut.
struct Stretch: BitwiseCopyable {
  var from: Double
  var to: Double
}
