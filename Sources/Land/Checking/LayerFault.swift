package import Geometry

/// Where the shapes of one layer do not fit each other.
package struct LayerFault: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Two shapes have an area in common.
    case overlap
    /// They do, but it is narrower than ``Tolerance/sliverWidth``: two drawings of one boundary.
    case sliver
    /// Two shapes run beside each other with a narrow strip between that belongs to neither.
    case gap
    /// A shape is itself as narrow as a sliver.
    case narrow
  }

  package let kind: Kind
  /// The shapes, by their places in the layer, in order; one for a narrow shape, else two.
  package let items: [Int]
  package let codes: [String]
  /// Square metres. Of a gap it is measured square to the edges of one side.
  package let area: Double
  /// The mean width in metres: twice the area over the perimeter for an area, area over length for a gap.
  package let width: Double
  /// What is to be drawn.
  package let region: MultiPolygon
}

/// What is worth telling of the shapes of a layer.
package struct LayerTolerance: Sendable {
  /// Faults of less area are not told: 0.01 m².
  package var area = 0.01
  /// Strips between two shapes up to this width are gaps; a wider one is a place of its own, as a lane: 0.5 m.
  package var gapWidth = Tolerance.sliverWidth
  /// Boundaries nearer than this are one: 1 mm.
  package var boundary = Tolerance.numeric
  /// No more faults than this are told.
  package var limit = 100_000

  package init() {}
}

extension LayerFault {
  /// One line: `gap of 0.23 m² between `12` and `13`, 0.04 m wide`.
  package var text: String {
    let names = codes.map { "`\($0)`" }.joined(separator: " and ")
    func short(_ value: Double) -> String {
      let scaled = (value * 1000).rounded()
      return scaled < 9e15 ? numberText(scaled / 1000) : "\(value)"
    }
    let size = "\(short(area)) m², \(short(width)) m wide"
    return switch kind {
    case .overlap: "\(names) overlap by \(size)"
    case .sliver: "\(names) overlap by a sliver of \(size)"
    case .gap: "between \(names) is a gap of \(size)"
    case .narrow: "\(names) is as narrow as a sliver: \(size)"
    }
  }
}
