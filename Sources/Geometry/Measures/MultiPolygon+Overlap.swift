// The area that two regions have in common is an integral over pairs of boundary pieces, and needs no overlay.
//
// Above a floor below everything, a region is the signed sum of what lies under its edges: edges that run to the left
// (tops) count once, edges that run to the right (bottoms) take away. So the common area is the sum, over all pairs of
// an edge of one and an edge of the other, of the product of their signs times the integral of the lower of the two.
// Nothing has to be noded, so nothing can fail by rounding; holes, touching rings and many parts need no case of their own.

extension MultiPolygon {
  /// The area in common with another region, in square metres. Good to about 1 part in 10⁹; 0 where they only touch.
  ///
  /// Overlapping parts of one region, or a ring that winds twice, count as often as they wind.
  ///
  /// - Complexity: O(*n* + *m*) to find the edges near the common box, then the product of those that are left, cut by
  ///   halving the box while the product is large.
  package func overlapArea(with other: MultiPolygon) -> Double {
    let common = box.intersection(other.box)
    guard !common.isEmpty, common.width > 0, common.height > 0 else { return 0 }
    guard arcs.isEmpty, other.arcs.isEmpty else {
      let sum = integral(
        piecesWithArcs(in: common), other.piecesWithArcs(in: common), width: common.width,
        height: common.height, depth: 0)
      return sum < 0 ? 0 : sum
    }
    let mine = pieces(in: common)
    if mine.isEmpty { return 0 }
    let theirs = other.pieces(in: common)
    if theirs.isEmpty { return 0 }
    let sum = integral(mine, theirs, width: common.width, height: common.height, depth: 0)
    // What is not a number stays so: `max` would make it 0.
    return sum < 0 ? 0 : sum
  }

  /// The share of this region's area that lies in another one, 0…1; 0 for a region without area.
  package func share(in other: MultiPolygon) -> Double {
    let area = self.area
    guard area > 0 else { return 0 }
    let share = overlapArea(with: other) / area
    return share > 1 ? 1 : share
  }

  /// The part of the region's area that lies in a box, in square metres.
  package func area(in box: Box) -> Double {
    let common = self.box.intersection(box)
    guard !common.isEmpty else { return 0 }
    return piecesWithArcs(in: common).area
  }

  /// The region's signed edges within a box, relative to the box's lower left corner.
  ///
  /// What lies above the box counts as its upper side: a run of edges up there is worth no more than its two ends.
  func pieces(in box: Box) -> [Piece] {
    var collector = PieceCollector(width: box.width, height: box.height)
    coordinates.withUnsafeBufferPointer { points in
      for run in runs {
        if run.box.maxY <= box.minY || run.box.minX >= box.maxX || run.box.maxX <= box.minX {
          continue
        }
        if run.box.minY >= box.maxY {
          collector.addAbove(points[run.first].x - box.minX, points[run.end].x - box.minX)
          continue
        }
        var i = run.first
        while i < run.end {
          let a = points[i]
          let b = points[i &+ 1]
          i &+= 1
          if a.x < b.x {
            collector.add(
              a.x - box.minX, a.y - box.minY, b.x - box.minX, b.y - box.minY, weight: -1)
          } else if b.x < a.x {
            collector.add(
              b.x - box.minX, b.y - box.minY, a.x - box.minX, a.y - box.minY, weight: 1)
          }
        }
      }
    }
    return collector.finished()
  }
}

/// A straight piece of boundary that runs to the right, with the weight of what lies under it.
struct Piece {
  var x0: Double
  var y0: Double
  var x1: Double
  var y1: Double
  var weight: Double
}

/// Cuts edges to a box from (0, 0) to (width, height).
struct PieceCollector {
  /// A width below which a slope may be beyond all numbers, in metres.
  private static let narrowest = 0x1p-500

  let width: Double
  let height: Double
  private var pieces: [Piece] = []
  /// Where the cover of the upper side changes, and by how much.
  private var changes: [(x: Double, by: Double)] = []

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// Adds the chain from one x to another that lies above the box, in its own direction.
  mutating func addAbove(_ from: Double, _ to: Double) {
    if from < to { addTop(from, to, weight: -1) } else if to < from { addTop(to, from, weight: 1) }
  }

  mutating func addTop(_ x0: Double, _ x1: Double, weight: Double) {
    let x0 = max(x0, 0)
    let x1 = min(x1, width)
    guard x0 < x1 else { return }
    changes.append((x0, weight))
    changes.append((x1, -weight))
  }

  /// Adds a piece with `x0 < x1`. One so steep that its slope is no number has nothing under it.
  @inline(__always)
  mutating func add(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, weight: Double) {
    if x1 <= 0 || x0 >= width || (y0 <= 0 && y1 <= 0) || x1 - x0 < Self.narrowest { return }
    var x0 = x0
    var y0 = y0
    var x1 = x1
    var y1 = y1
    let slope = (y1 - y0) / (x1 - x0)
    if x0 < 0 {
      y0 -= slope * x0
      x0 = 0
    }
    if x1 > width {
      y1 = y0 + slope * (width - x0)
      x1 = width
    }
    if y0 <= 0 && y1 <= 0 { return }
    if y0 < 0 {
      x0 -= y0 / slope
      y0 = 0
    } else if y1 < 0 {
      x1 = x0 - y0 / slope
      y1 = 0
    }
    if y0 >= height && y1 >= height {
      addTop(x0, x1, weight: weight)
      return
    }
    if y0 > height {
      let cut = min(max(x0 + (height - y0) / slope, x0), x1)
      addTop(x0, cut, weight: weight)
      x0 = cut
      y0 = height
    } else if y1 > height {
      let cut = min(max(x0 + (height - y0) / slope, x0), x1)
      addTop(cut, x1, weight: weight)
      x1 = cut
      y1 = height
    }
    if x1 - x0 > Self.narrowest {
      pieces.append(Piece(x0: x0, y0: y0, x1: x1, y1: y1, weight: weight))
    }
  }

  /// All pieces, those above the box merged into the stretches that they cover on balance.
  mutating func finished() -> [Piece] {
    if changes.isEmpty { return pieces }
    changes.sort { $0.x < $1.x }
    var cover = 0.0
    var last = 0.0
    for change in changes {
      if cover != 0, change.x > last {
        pieces.append(Piece(x0: last, y0: height, x1: change.x, y1: height, weight: cover))
      }
      last = change.x
      cover += change.by
    }
    return pieces
  }
}

/// More pairs than this are parted by halving their box.
let mostPairs = 20_000
/// So often a box is halved at most.
let mostHalvings = 40

/// A box of some width and height in two, each with its lower left corner.
func halves(
  _ width: Double, _ height: Double
) -> [(x: Double, y: Double, width: Double, height: Double)] {
  width >= height
    ? [(0, 0, width / 2, height), (width / 2, 0, width - width / 2, height)]
    : [(0, 0, width, height / 2), (0, height / 2, width, height - height / 2)]
}

/// The sum over all pairs; boxes with many pairs are halved first.
func integral(
  _ a: [Piece], _ b: [Piece], width: Double, height: Double, depth: Int
) -> Double {
  let pairs = a.count * b.count
  if pairs == 0 { return 0 }
  if pairs > mostPairs, depth < mostHalvings {
    let cut = halves(width, height).map { x, y, width, height in
      (cutPieces(a, x, y, width, height), cutPieces(b, x, y, width, height), width, height)
    }
    // Long thin pieces that cross everywhere are not parted by halving.
    if cut.reduce(0, { $0 + $1.0.count * $1.1.count }) < pairs * 9 / 10 {
      return cut.reduce(0) {
        $0 + integral($1.0, $1.1, width: $1.2, height: $1.3, depth: depth + 1)
      }
    }
  }
  return a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { sumOfLower(a, $0) } }
}

private func cutPieces(
  _ pieces: [Piece], _ x: Double, _ y: Double, _ width: Double, _ height: Double
) -> [Piece] {
  var collector = PieceCollector(width: width, height: height)
  for piece in pieces {
    collector.add(piece.x0 - x, piece.y0 - y, piece.x1 - x, piece.y1 - y, weight: piece.weight)
  }
  return collector.finished()
}

func sumOfLower(
  _ a: UnsafeBufferPointer<Piece>, _ b: UnsafeBufferPointer<Piece>
) -> Double {
  var sum = 0.0
  var i = 0
  while i < a.count {
    let p = a[i]
    let slopeP = (p.y1 - p.y0) / (p.x1 - p.x0)
    var own = 0.0
    var j = 0
    while j < b.count {
      let q = b[j]
      j &+= 1
      let left = max(p.x0, q.x0)
      let right = min(p.x1, q.x1)
      if left >= right { continue }
      let slopeQ = (q.y1 - q.y0) / (q.x1 - q.x0)
      let p0 = p.y0 + slopeP * (left - p.x0)
      let p1 = p.y0 + slopeP * (right - p.x0)
      let q0 = q.y0 + slopeQ * (left - q.x0)
      let q1 = q.y0 + slopeQ * (right - q.x0)
      let span = right - left
      let d0 = p0 - q0
      let d1 = p1 - q1
      if d0 <= 0, d1 <= 0 {
        own += q.weight * (p0 + p1) * span
      } else if d0 >= 0, d1 >= 0 {
        own += q.weight * (q0 + q1) * span
      } else {
        // They cross once: the lower one changes there.
        let share = d0 / (d0 - d1)
        let meet = p0 + (p1 - p0) * share
        let before = (d0 < 0 ? p0 : q0) + meet
        let after = (d0 < 0 ? q1 : p1) + meet
        own += q.weight * span * (before * share + after * (1 - share))
      }
    }
    sum += p.weight * own
    i &+= 1
  }
  return sum / 2
}
