// The area in common of regions with arcs: the same sum over pairs of boundary pieces as for straight ones, with pieces of
// arcs among them. Two pieces over a common range of x are cut where their curves cross, and the lower one between the cuts
// is integrated in closed form. Where two curves run so close together that rounding moves a cut, it moves no area: there
// the lower is as high as the higher.

/// The signed boundary of a region within a box, seen from the box's lower left corner.
struct Pieces {
  var straight: [Piece]
  var curved: [CurvedPiece]

  var count: Int { straight.count + curved.count }

  /// What lies under the pieces.
  var area: Double {
    straight.reduce(0) { $0 + $1.weight * ($1.y0 + $1.y1) / 2 * ($1.x1 - $1.x0) }
      + curved.reduce(0) { $0 + $1.weight * $1.integral($1.x0, $1.x1) }
  }

  /// The pieces within a part of the box.
  func cut(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Pieces {
    var collector = PieceCollector(width: width, height: height)
    var bent: [CurvedPiece] = []
    for piece in straight {
      collector.add(piece.x0 - x, piece.y0 - y, piece.x1 - x, piece.y1 - y, weight: piece.weight)
    }
    for piece in curved {
      let moved = CurvedPiece(
        x0: piece.x0 - x, y0: piece.y0 - y, x1: piece.x1 - x, y1: piece.y1 - y,
        weight: piece.weight, radius: piece.radius, fromCentre: piece.fromCentre, side: piece.side)
      collector.add(moved, into: &bent)
    }
    return Pieces(straight: collector.finished(), curved: bent)
  }
}

extension PieceCollector {
  /// Adds a piece of an arc, cut to the box.
  mutating func add(_ piece: CurvedPiece, into curved: inout [CurvedPiece]) {
    let from = max(piece.x0, 0)
    let to = min(piece.x1, width)
    guard from < to else { return }
    var cuts = [from, to]
    for level in [0, height] {
      guard let (one, two) = piece.places(ofHeight: level) else { continue }
      if one > from, one < to { cuts.append(one) }
      if two > from, two < to { cuts.append(two) }
    }
    cuts.sort()
    for (left, right) in zip(cuts, cuts.dropFirst()) where left < right {
      let middle = piece.height(at: (left + right) / 2)
      if middle <= 0 { continue }
      if middle >= height {
        addTop(left, right, weight: piece.weight)
      } else {
        curved.append(piece.part(left, right))
      }
    }
  }
}

extension MultiPolygon {
  /// The region's signed boundary within a box, arcs as arcs.
  func piecesWithArcs(in box: Box) -> Pieces {
    if arcs.isEmpty { return Pieces(straight: pieces(in: box), curved: []) }
    let origin = Point(box.minX, box.minY)
    var collector = PieceCollector(width: box.width, height: box.height)
    var curved: [CurvedPiece] = []
    for run in runs {
      if run.box.maxY <= box.minY || run.box.minX >= box.maxX || run.box.maxX <= box.minX {
        continue
      }
      if run.box.minY >= box.maxY {
        collector.addAbove(
          coordinates[run.first].x - box.minX, coordinates[run.end].x - box.minX)
        continue
      }
      forEachEdge(of: run, arcs.among(run.first..<run.end)) { edge in
        switch edge {
        case .line(let a, let b):
          let a = a - origin
          let b = b - origin
          if a.x < b.x {
            collector.add(a.x, a.y, b.x, b.y, weight: -1)
          } else if b.x < a.x {
            collector.add(b.x, b.y, a.x, a.y, weight: 1)
          }
        case .arc(let arc):
          arc.forEachGraph(from: origin) { collector.add($0, into: &curved) }
        }
      }
    }
    return Pieces(straight: collector.finished(), curved: curved)
  }
}

/// The sum over all pairs of what lies under the lower one; boxes with many pairs are halved first.
func integral(_ a: Pieces, _ b: Pieces, width: Double, height: Double, depth: Int) -> Double {
  if a.curved.isEmpty, b.curved.isEmpty {
    return integral(a.straight, b.straight, width: width, height: height, depth: depth)
  }
  let pairs = a.count * b.count
  if pairs == 0 { return 0 }
  if pairs > mostPairs, depth < mostHalvings {
    let halves = halves(width, height).map { x, y, width, height in
      (a.cut(x, y, width, height), b.cut(x, y, width, height), width, height)
    }
    if halves.reduce(0, { $0 + $1.0.count * $1.1.count }) < pairs * 9 / 10 {
      return halves.reduce(0) {
        $0 + integral($1.0, $1.1, width: $1.2, height: $1.3, depth: depth + 1)
      }
    }
  }
  var sum = a.straight.withUnsafeBufferPointer { a in
    b.straight.withUnsafeBufferPointer { sumOfLower(a, $0) }
  }
  for arc in a.curved {
    for line in b.straight { sum += arc.weight * line.weight * arc.underLower(line) }
    for other in b.curved { sum += arc.weight * other.weight * arc.underLower(other) }
  }
  for arc in b.curved {
    for line in a.straight { sum += arc.weight * line.weight * arc.underLower(line) }
  }
  return sum
}

extension CurvedPiece {
  /// What lies under the lower of this piece and a straight one, over the range that they have in common.
  fileprivate func underLower(_ line: Piece) -> Double {
    let left = max(x0, line.x0)
    let right = min(x1, line.x1)
    guard left < right else { return 0 }
    let slope = (line.y1 - line.y0) / (line.x1 - line.x0)
    func lineHeight(_ x: Double) -> Double { line.y0 + slope * (x - line.x0) }
    return underLower(
      left, right, places(onLineThrough: Point(left, lineHeight(left)), slope: slope),
      lineHeight
    ) { (lineHeight($0) + lineHeight($1)) / 2 * ($1 - $0) }
  }

  /// What lies under the lower of two pieces, over the range that they have in common.
  fileprivate func underLower(_ other: CurvedPiece) -> Double {
    let left = max(x0, other.x0)
    let right = min(x1, other.x1)
    guard left < right else { return 0 }
    return underLower(
      left, right, places(onCircleOf: other), other.height(at:), other.integral)
  }

  private func underLower(
    _ left: Double, _ right: Double, _ crossings: (Double, Double)?,
    _ otherHeight: (Double) -> Double, _ otherIntegral: (Double, Double) -> Double
  ) -> Double {
    var sum = 0.0
    func add(_ from: Double, _ to: Double) {
      guard from < to else { return }
      let middle = (from + to) / 2
      sum +=
        height(at: middle) <= otherHeight(middle) ? integral(from, to) : otherIntegral(from, to)
    }
    guard let crossings else {
      add(left, right)
      return sum
    }
    let first = min(max(min(crossings.0, crossings.1), left), right)
    let second = min(max(max(crossings.0, crossings.1), left), right)
    add(left, first)
    add(first, second)
    add(second, right)
    return sum
  }
}
