import Geometry

/// The rings of one region as the kernels see them, wherever they lie.
struct RegionView {
  /// All points of all rings, each ring closed, the inside to the left.
  var points: UnsafePointer<Point>
  /// Where each ring starts among the points, with one more at the end.
  var ringStarts: UnsafePointer<UInt32>
  var ringCount: Int
  /// The edges that are arcs, by the places of their first points, and a point of each.
  var arcEdges: UnsafePointer<UInt32>?
  var arcThroughs: UnsafePointer<Point>?
  var arcCount = 0

  var first: Int { Int(ringStarts[0]) }
  var end: Int { Int(ringStarts[ringCount]) }

  @inline(__always)
  func box() -> Box {
    var minX = Double.infinity
    var minY = Double.infinity
    var maxX = -Double.infinity
    var maxY = -Double.infinity
    var place = first
    let end = self.end
    while place < end {
      let point = points[place]
      minX = point.x < minX ? point.x : minX
      maxX = point.x > maxX ? point.x : maxX
      minY = point.y < minY ? point.y : minY
      maxY = point.y > maxY ? point.y : maxY
      place &+= 1
    }
    return Box(minX: minX, minY: minY, maxX: maxX, maxY: maxY)
  }

  /// The arcs in pieces that turn back neither in x nor in y, in the region's direction.
  func arcPieces() -> [ArcPiece] {
    guard let arcEdges, let arcThroughs else { return [] }
    return (0..<arcCount).flatMap { place in
      let edge = Int(arcEdges[place])
      return ArcPiece.pieces(
        from: points[edge], through: arcThroughs[place], to: points[edge + 1])
    }
  }

  /// Calls back with each edge that is no arc, the inside to its left.
  @inline(__always)
  func forEachStraightEdge(_ body: (Point, Point) -> Void) {
    if let arcEdges, let arcThroughs, arcCount > 0 {
      var next = 0
      var ring = 0
      while ring < ringCount {
        var place = Int(ringStarts[ring])
        let last = Int(ringStarts[ring &+ 1]) &- 1
        while place < last {
          if next < arcCount, Int(arcEdges[next]) == place {
            // What is as good as straight has no pieces.
            if ArcPiece.pieces(
              from: points[place], through: arcThroughs[next], to: points[place &+ 1]
            ).isEmpty {
              body(points[place], points[place &+ 1])
            }
            next &+= 1
          } else {
            body(points[place], points[place &+ 1])
          }
          place &+= 1
        }
        ring &+= 1
      }
      return
    }
    var ring = 0
    while ring < ringCount {
      var place = Int(ringStarts[ring])
      let last = Int(ringStarts[ring &+ 1]) &- 1
      while place < last {
        body(points[place], points[place &+ 1])
        place &+= 1
      }
      ring &+= 1
    }
  }

  /// Square metres, holes taken out, relative to a point so that large coordinates cost no digits.
  @inline(__always)
  func area(from x: Double, _ y: Double) -> Double {
    var twice = 0.0
    var ring = 0
    while ring < ringCount {
      var place = Int(ringStarts[ring])
      let last = Int(ringStarts[ring &+ 1]) &- 1
      if place < last {
        var ax = points[place].x - x
        var ay = points[place].y - y
        while place < last {
          let bx = points[place &+ 1].x - x
          let by = points[place &+ 1].y - y
          twice += ax * by - bx * ay
          ax = bx
          ay = by
          place &+= 1
        }
      }
      ring &+= 1
    }
    return twice * 0.5
  }

  /// The same for a region with arcs, in their pieces.
  func area(of pieces: [ArcPiece], from origin: Point) -> Double {
    var twice = 0.0
    func add(_ a: Point, _ b: Point) {
      twice += (a - origin).cross(b - origin)
    }
    forEachStraightEdge(add)
    var segments = 0.0
    for piece in pieces {
      add(piece.start, piece.end)
      segments += piece.segmentArea
    }
    return twice / 2 + segments
  }
}
