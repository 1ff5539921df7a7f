import Geometry

/// The rings of one region as the kernels see them, wherever they lie.
struct RegionView {
  /// All points of all rings, each ring closed, the inside to the left.
  var points: UnsafePointer<Point>
  /// Where each ring starts among the points, with one more at the end.
  var ringStarts: UnsafePointer<UInt32>
  var ringCount: Int

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

  /// Calls back with each edge, the inside to its left.
  @inline(__always)
  func forEachEdge(_ body: (Point, Point) -> Void) {
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
}
