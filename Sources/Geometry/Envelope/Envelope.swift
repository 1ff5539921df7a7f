/// What setbacks leave of a lot.
package struct Envelope: Sendable, Hashable {
  /// The envelope, its arcs as arcs. Empty where the setbacks meet; several parts where they pinch it.
  package let region: MultiPolygon
  /// Square metres, arcs as arcs.
  package let area: Double
  /// The pieces of the boundary, one for each edge of ``region`` in the same order, and with them what made each.
  package let pieces: [EnvelopePiece]
  /// By how much all distances were widened, in metres: 0 but where the envelope touches itself in a point, and then some
  /// tenths of a micrometre.
  package let widening: Double

  /// The envelope without any point.
  package static let empty = Envelope(region: .empty, area: 0, pieces: [], widening: 0)
}

/// A piece of an envelope's boundary, run through with the envelope to its left.
package struct EnvelopePiece: Sendable, Hashable {
  /// Why the boundary runs here.
  package enum Cause: Sendable, Hashable {
    /// A setback: its place among those given, and the line and rule that it named.
    case setback(Int, lotLine: Int, rule: Int)
    /// The lot ends here, and no setback was given for this edge of it.
    case lot(edge: Int)
  }

  package let start: Point
  package let end: Point
  /// The circle that it is part of, and how far it turns in radians: positive counter-clockwise. Nil for a straight piece.
  package let circle: Circle?
  package let cause: Cause
  /// The distance that it keeps from the line, in metres.
  package let distance: Double

  package struct Circle: Sendable, Hashable {
    package let centre: Point
    package let radius: Double
    package let sweep: Double
  }
}

extension EnvelopePiece {
  /// Metres along the piece.
  package var length: Double {
    circle.map { $0.radius * abs($0.sweep) } ?? start.distance(to: end)
  }
}

extension MultiPolygon {
  /// The lot less what lies too near to its lines.
  ///
  /// A line that runs along edges of the lot, from corner to corner, is a lot line; any other (a street's axis, a river's
  /// bank, a part of an edge) keeps its distance on both sides. An edge that no line names keeps none. Of two distances for
  /// one edge the wider holds.
  ///
  /// - Complexity: O(*n* log *n*) in the corners of a lot as lots are; refused where it would take minutes.
  package func envelope(
    setbacks: [Setback], reading: SetbackReading = .distanceToLine,
    with kernel: inout EnvelopeKernel
  ) throws(EnvelopeRefusal) -> Envelope {
    let plan = SetbackPlan(setbacks, of: self)
    try kernel.load(self, lines: plan.foreign.map { setbacks[$0].line })
    return try plan.envelope(of: self, setbacks, reading, &kernel)
  }

  /// The same, once: who asks for many keeps a kernel.
  package func envelope(
    setbacks: [Setback], reading: SetbackReading = .distanceToLine
  ) throws(EnvelopeRefusal) -> Envelope {
    var kernel = EnvelopeKernel()
    return try envelope(setbacks: setbacks, reading: reading, with: &kernel)
  }
}

/// Which edges of a lot which setbacks are for.
struct SetbackPlan {
  /// The setbacks along each edge of the region.
  private(set) var byEdge: [[Int]] = []
  /// The setbacks whose lines are not edges.
  private(set) var foreign: [Int] = []

  private struct Ends: Hashable {
    let a: Point
    let b: Point
  }

  init(_ setbacks: [Setback], of region: MultiPolygon) {
    byEdge = Array(repeating: [], count: region.edgeCount)
    var edges: [Ends: [Int]] = [:]
    edges.reserveCapacity(region.edgeCount)
    for ring in 0..<region.ringCount {
      for place in region.ringStarts[ring]..<(region.ringStarts[ring + 1] - 1) {
        let ends = Self.ends(region.coordinates[place], region.coordinates[place + 1])
        edges[ends, default: []].append(place)
      }
    }
    var ring = 0
    let ringOf = { (place: Int) -> Int in
      if place < region.ringStarts[ring] { ring = 0 }
      while place >= region.ringStarts[ring + 1] { ring += 1 }
      return ring
    }
    for (index, setback) in setbacks.enumerated() {
      let line = setback.line
      var along: [Int] = []
      for place in 0..<(line.points.count - 1) {
        let candidates = edges[Self.ends(line.points[place], line.points[place + 1])] ?? []
        let arc = line.arcs.at(place)
        let same = candidates.filter { Self.isSame(arc, region.edge($0)) }
        if same.isEmpty {
          along = []
          break
        }
        along += same
      }
      if along.isEmpty { foreign.append(index) }
      for place in along { byEdge[place - ringOf(place)].append(index) }
    }
  }

  private static func ends(_ a: Point, _ b: Point) -> Ends {
    (a.x, a.y) < (b.x, b.y) ? Ends(a: a, b: b) : Ends(a: b, b: a)
  }

  private static func isSame(_ arc: Arc?, _ edge: Edge) -> Bool {
    switch edge {
    case .line: arc == nil
    case .arc(let circle):
      arc.map {
        abs(circle.height(of: $0.through)) < Tolerance.numeric && circle.facesCentre($0.through)
      } ?? false
    }
  }

  /// The widest setback for each edge, for one set of distances; nil for none.
  private func widest(_ distances: (Int) -> Double) -> [Int?] {
    byEdge.map { $0.max { distances($0) < distances($1) } }
  }

  /// Traces with the distances of some setbacks, whose lines the kernel has loaded.
  func envelope(
    of region: MultiPolygon, _ setbacks: [Setback], _ reading: SetbackReading,
    _ kernel: inout EnvelopeKernel
  ) throws(EnvelopeRefusal) -> Envelope {
    for setback in setbacks where !(setback.distance.isFinite && setback.distance >= 0) {
      throw .notANumber
    }
    let widest = widest { setbacks[$0].distance }
    let distances = widest.map { $0.map { setbacks[$0].distance } ?? 0 }
    var refusal: EnvelopeRefusal?
    distances.withUnsafeBufferPointer { distances in
      do throws(EnvelopeRefusal) {
        try kernel.trace(
          distances: distances, lines: foreign.map { setbacks[$0].distance }, reading: reading)
      } catch {
        refusal = error
      }
    }
    if let refusal { throw refusal }
    return kernel.envelope { source in
      guard let index = source >= 0 ? widest[source] : foreign[-1 - source] else {
        return .lot(edge: source)
      }
      return .setback(index, lotLine: setbacks[index].lotLine, rule: setbacks[index].rule)
    }
  }
}

extension EnvelopeKernel {
  /// What was traced last, as a value of its own.
  ///
  /// - Parameter cause: What an edge of the region, or a line that is not one (-1, -2, …), stands for.
  package func envelope(cause: (Int) -> EnvelopePiece.Cause) -> Envelope {
    var coordinates: [Point] = []
    var starts = [0]
    var found: [Arc] = []
    var pieces: [EnvelopePiece] = []
    coordinates.reserveCapacity(rings.count + ringStarts.count)
    pieces.reserveCapacity(rings.count)
    for ring in 0..<(ringStarts.count - 1) {
      let range = Int(ringStarts[ring])..<Int(ringStarts[ring + 1])
      var first: Point?
      for place in range {
        let piece = rings[place]
        let start = origin + Point(piece.x0, piece.y0)
        let end =
          place + 1 == range.upperBound
          ? first ?? start : origin + Point(piece.x1, piece.y1)
        if first == nil { first = start }
        let edge = edges[Int(piece.edge)]
        var circle: EnvelopePiece.Circle?
        if piece.turn != 0 {
          circle = EnvelopePiece.Circle(
            centre: origin + Point(piece.cx, piece.cy), radius: piece.radius,
            sweep: piece.turn * piece.angle)
          let middle = piece.middle
          let through = origin + Point(middle.x, middle.y)
          if CircularArc(from: start, through: through, to: end) != nil {
            found.append(Arc(edge: coordinates.count, through: through))
          }
        }
        coordinates.append(start)
        pieces.append(
          EnvelopePiece(
            start: start, end: end, circle: circle, cause: cause(Int(edge.source)),
            distance: edge.distance))
      }
      if let first { coordinates.append(first) }
      starts.append(coordinates.count)
    }
    let region = MultiPolygon(
      trustedCoordinates: coordinates, ringStarts: starts,
      partStarts: partStarts.all.map { Int($0) }, arcs: found)
    return Envelope(region: region, area: area, pieces: pieces, widening: widening)
  }
}
