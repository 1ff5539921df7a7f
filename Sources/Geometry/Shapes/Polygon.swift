/// One piece of the plane: an exterior ring less its holes.
package struct Polygon: Sendable, Hashable {
  package let exterior: Ring
  package let holes: [Ring]

  package init(_ exterior: Ring, holes: [Ring] = []) {
    self.exterior = exterior
    self.holes = holes
  }

  /// The polygon of some corners, without holes; nil where they make no ring.
  package init?(_ corners: some Sequence<Point>, arcs: [Arc] = []) {
    guard let ring = Ring(corners, arcs: arcs) else { return nil }
    self.init(ring)
  }
}

extension Polygon {
  package var box: Box { exterior.box }
  /// Square metres, holes taken out.
  package var area: Double { holes.reduce(exterior.area) { $0 - $1.area } }
  /// The length of all rings in metres.
  package var perimeter: Double { holes.reduce(exterior.perimeter) { $0 + $1.perimeter } }
}
