import Geometry

// Until the shapes carry arcs themselves.
struct Arc: Sendable, Hashable {
  let edge: Int
  let through: Point
}

extension Ring {
  init?(_ points: some Sequence<Point>, arcs: [Arc]) { self.init(points) }
}

extension Polyline {
  init?(_ points: some Sequence<Point>, arcs: [Arc]) { self.init(points) }
}
