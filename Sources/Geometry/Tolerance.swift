/// The lengths below which two things count as the same: the only tolerances of the geometry, in metres unless said.
///
/// These are *numeric* tolerances. What the law calls immaterial (a share, a depth) is declared by a regulation, and how
/// well a boundary was surveyed belongs to its layer; neither stands here.
package enum Tolerance {
  /// Points nearer than this are the same point; a point nearer than this to a boundary lies on it: 1 mm.
  ///
  /// Coordinates of cadastres are given to 1 mm or 1 cm (XPlanung compares at 2 mm, ÖREB at 1 mm).
  package static let numeric = 0.001

  /// An arc that strays from its chord by less than this is the chord: 1 nm.
  ///
  /// That is as fine as doubles tell coordinates of millions of metres apart.
  package static let straight = 1e-9

  /// A region whose mean width (twice its area over its perimeter) is less than this is a sliver: 0.5 m.
  ///
  /// A strip of 0.3 m by 40 m has 12 m², and is still an artefact of two layers drawn at different times.
  package static let sliverWidth = 0.5

  /// A region smaller than this is a sliver whatever its shape: 0.5 m².
  package static let sliverArea = 0.5

  /// Boundaries that run within this distance of each other are shared: 0.10 m.
  ///
  /// Two layers of one town seldom agree to the millimetre; two lots that share a line in life may be drawn a few
  /// centimetres apart.
  package static let sharedBoundary = 0.10

  /// Two regions adjoin when their shared boundary is longer than this; what is shorter is a touch at a point: 0.50 m.
  package static let adjoiningLength = 0.50

  /// Two editions of a map hold a parcel in common where they share this much of the smaller one: 5 %.
  ///
  /// Drawings of one town that were made at different times differ by decimetres along every line.
  package static let lineageShare = 0.05

  /// Consecutive edges whose directions differ by less than this are one line: 5°, in radians.
  package static let collinearAngle = 5.0 * Double.pi / 180

  /// Vertices nearer than this to the straight line between a run's ends do not bend it: 0.30 m.
  package static let collinearOffset = 0.30

  /// How far a chord may stray from the arc that it is drawn for: 0.01 m. For pictures; no measure uses it.
  package static let chord = 0.01

  /// The change of area beyond which a repair is refused: the greater of 0.5 m² and 0.1 % of the area.
  package static func repair(ofArea area: Double) -> Double { max(0.5, 0.001 * abs(area)) }
}
