import Foundation

/// A ring of pieces.
struct EnvelopeLoop: BitwiseCopyable {
  /// A piece of it.
  var first: Int32
  var count: Int32
  /// Square metres: positive for an exterior.
  var area: Double
  var minX: Double
  var minY: Double
  var maxX: Double
  var maxY: Double
  /// The exterior it belongs to.
  var part: Int32
}

extension EnvelopeKernel {
  /// Ends and starts farther from each other than this are not joined, in metres: how far two curves that touch at an angle
  /// of almost nothing may seem to meet from where they do.
  private static let join = 2e-4
  /// A ring with less area is none, in square metres.
  private static let leastArea = 1e-6

  /// Joins the pieces to rings; the area that they enclose, nil where an end has no start near it.
  mutating func linkedArea() -> Double? {
    loops.count = 0
    let count = pieces.count
    let base = pieces.base
    var isSorted = false
    var place = 0
    while place < count {
      // The next piece found is the next one, but where something else comes between.
      let follower = place &+ 1
      if follower < count, !base[follower].isTaken, gap(base + place, base + follower) < 1e-14 {
        base[place].next = Int32(truncatingIfNeeded: follower)
        base[follower].isTaken = true
      }
      place &+= 1
    }
    place = 0
    while place < count {
      defer { place &+= 1 }
      if base[place].next >= 0 { continue }
      var nearest = -1
      var least = Self.join * Self.join
      if count <= 96 {
        var other = 0
        while other < count {
          let away = base[other].isTaken ? .infinity : gap(base + place, base + other)
          if away < least {
            least = away
            nearest = other
          }
          other &+= 1
        }
      } else {
        if !isSorted {
          sortStarts()
          isSorted = true
        }
        nearest = nearestStart(to: place, within: &least)
      }
      guard nearest >= 0 else { return nil }
      base[place].next = Int32(truncatingIfNeeded: nearest)
      base[nearest].isTaken = true
    }
    return collectLoops()
  }

  @inline(__always)
  private func gap(
    _ one: UnsafePointer<TracedPiece>, _ two: UnsafePointer<TracedPiece>
  ) -> Double {
    let dx = two.pointee.x0 - one.pointee.x1
    let dy = two.pointee.y0 - one.pointee.y1
    return dx * dx + dy * dy
  }

  /// Sorts the pieces whose start is not taken by where it lies.
  private mutating func sortStarts() {
    order.count = 0
    for place in 0..<pieces.count where !pieces[place].isTaken { order.append(Int32(place)) }
    let base = pieces.base
    var starts = order.all
    starts.sort { base[Int($0)].x0 < base[Int($1)].x0 }
  }

  private mutating func nearestStart(to place: Int, within least: inout Double) -> Int {
    let base = pieces.base
    let x = base[place].x1
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if base[Int(order[middle])].x0 < x - Self.join { low = middle + 1 } else { high = middle }
    }
    var nearest = -1
    while low < order.count {
      let other = Int(order[low])
      low += 1
      if base[other].x0 > x + Self.join { break }
      if base[other].isTaken { continue }
      let away = gap(base + place, base + other)
      if away < least {
        least = away
        nearest = other
      }
    }
    return nearest
  }

  /// Finds the rings, closes what gaps rounding has left, and sums their areas.
  private mutating func collectLoops() -> Double {
    let base = pieces.base
    var total = 0.0
    var start = 0
    while start < pieces.count {
      defer { start &+= 1 }
      // A piece that a ring has used starts nothing: what was taken is given free.
      if !base[start].isTaken { continue }
      var loop = EnvelopeLoop(
        first: Int32(truncatingIfNeeded: start), count: 0, area: 0, minX: .infinity,
        minY: .infinity, maxX: -.infinity, maxY: -.infinity, part: -1)
      var place = start
      repeat {
        let next = Int(base[place].next)
        base[place].isTaken = false
        base[place].x1 = base[next].x0
        base[place].y1 = base[next].y0
        if base[place].turn != 0 { measureAngle(base + place) }
        loop.area += base[place].area
        loop.count += 1
        loop.minX = min(loop.minX, base[place].x0)
        loop.minY = min(loop.minY, base[place].y0)
        loop.maxX = max(loop.maxX, base[place].x0)
        loop.maxY = max(loop.maxY, base[place].y0)
        place = next
      } while place != start
      if abs(loop.area) < Self.leastArea { continue }
      total += loop.area
      loops.append(loop)
    }
    return total
  }

  /// The angle that an arc turns between its ends.
  private mutating func measureAngle(_ piece: UnsafeMutablePointer<TracedPiece>) {
    let ax = piece.pointee.x0 - piece.pointee.cx
    let ay = piece.pointee.y0 - piece.pointee.cy
    let bx = piece.pointee.x1 - piece.pointee.cx
    let by = piece.pointee.y1 - piece.pointee.cy
    let along = ax * bx + ay * by
    let across = piece.pointee.turn * (ax * by - ay * bx)
    var angle = atan2(across, along)
    // No piece is so long that it comes back to where it started: less than nothing is nothing.
    if angle < 0 { angle = angle > -1e-3 ? 0 : angle + 2 * .pi }
    piece.pointee.angle = angle
  }

  /// Orders the rings into parts, each an exterior and its holes; false where a hole has no exterior.
  mutating func nest() throws(EnvelopeRefusal) -> Bool {
    var exteriors = 0
    var last = -1
    for place in 0..<loops.count where loops[place].area > 0 {
      loops.base[place].part = Int32(exteriors)
      exteriors += 1
      last = place
    }
    if exteriors == 0 { return loops.count == 0 }
    for place in 0..<loops.count where loops[place].area < 0 {
      if exteriors == 1 {
        loops.base[place].part = loops[last].part
        continue
      }
      var least = Double.infinity
      let hole = loops[place]
      let middle = pieces[Int(hole.first)].middle
      for other in 0..<loops.count where loops[other].area > 0 && loops[other].area < least {
        let loop = loops[other]
        // The corners' box does not hold the arcs that bulge out of it; the hole's own corners lie in them seldom.
        work &+= Int(loop.count)
        try checkWork()
        if turns(middle.x, middle.y, around: LoopPieces(pieces.base, loop)) == 1 {
          least = loop.area
          loops.base[place].part = loop.part
        }
      }
      if least == .infinity { return false }
    }
    if loops.count == 1 {
      write(loops[0])
      partStarts.append(1)
      return true
    }
    for place in 0..<loops.count where loops[place].area > 0 {
      write(loops[place])
      if exteriors < loops.count {
        for other in 0..<loops.count
        where loops[other].area < 0 && loops[other].part == loops[place].part {
          write(loops[other])
        }
      }
      partStarts.append(Int32(ringStarts.count - 1))
    }
    return true
  }

  /// Appends a ring's pieces to what comes out, without those too short to be seen.
  private mutating func write(_ loop: EnvelopeLoop) {
    let first = rings.count
    var place = Int(loop.first)
    for _ in 0..<loop.count {
      let piece = pieces[place]
      place = Int(piece.next)
      if abs(piece.x1 - piece.x0) + abs(piece.y1 - piece.y0) < 1e-7 {
        // The one before ends where this one does.
        if rings.count > first {
          rings.base[rings.count - 1].x1 = piece.x1
          rings.base[rings.count - 1].y1 = piece.y1
        }
        continue
      }
      if rings.count > first {
        let before = rings.base + (rings.count - 1)
        before.pointee.x1 = piece.x0
        before.pointee.y1 = piece.y0
      }
      rings.append(piece)
    }
    rings.base[rings.count - 1].x1 = rings[first].x0
    rings.base[rings.count - 1].y1 = rings[first].y0
    ringStarts.append(Int32(rings.count))
  }
}

/// The pieces of a ring in order.
struct LoopPieces: Sequence, IteratorProtocol {
  private let base: UnsafeMutablePointer<TracedPiece>
  private var place: Int
  private var left: Int

  init(_ base: UnsafeMutablePointer<TracedPiece>, _ loop: EnvelopeLoop) {
    self.base = base
    place = Int(loop.first)
    left = Int(loop.count)
  }

  mutating func next() -> TracedPiece? {
    if left == 0 { return nil }
    left -= 1
    defer { place = Int(base[place].next) }
    return base[place]
  }
}
