package import Geometry

/// What a lot line is to the lot. What geometry and the declared measures do not settle is `unclassified`.
package enum LotLineKind: String, Sendable, Hashable, CaseIterable {
  case front, side, rear
  /// A line on a street that is not the front one, of a corner lot.
  case streetSide = "street side"
  /// Kinds of their own only where a regulation declares them so; else such a line is front, side or rear by its position,
  /// and ``LotLine/abutter`` says what it is on.
  case alley, water
  case publicSpace = "public space"
  case unclassified
}

/// Left or right, seen from the street towards the lot.
package enum LotSide: String, Sendable, Hashable {
  case left, right
}

/// What lies on the far side of a lot line.
package enum Abutter: String, Sendable, Hashable {
  case lot, street, alley, water
  case publicOpenSpace = "public open space"
  /// Land that is neither lot nor street, as a railway's.
  case otherLand = "other land"
  case unknown
}

/// One line of a lot's boundary: a run of edges in one direction with one kind of thing beyond it.
package struct LotLine: Sendable, Hashable {
  package enum Confidence: String, Sendable, Hashable {
    case high, low
  }

  package var kind: LotLineKind
  package var side: LotSide?
  /// In the direction of the ring, so that the lot lies to its left.
  package var line: Polyline
  package var abutter: Abutter
  /// The places of the neighbouring lots in the array given.
  package var neighbours: [Int]
  /// The ``StreetReference/id`` of the street that it is on, where that street is known.
  package var street: Int?
  package var streetName: String?
  package var streetWidth: Double?
  /// What tells its street from another: its name or number, or the stretch of right of way. Nil off any street.
  var streetKey: String?
  package var confidence: Confidence
  /// Why it is of its kind, in a few words.
  package var reason: String
  /// The officer's decision that set its kind, where one did.
  package var decision: LotLineOverride?

  /// Metres along the line, arcs included.
  package var length: Double { line.length }
  package var start: Point { line.start }
  package var end: Point { line.end }
}

/// The length of a lot's boundary on one street.
package struct Frontage: Sendable, Hashable {
  package var street: Int?
  package var streetName: String?
  /// Metres along the line; an arc counts by its arc.
  package var length: Double
  /// The street's nominal width in metres, where one is stated.
  package var width: Double?
}

/// The lines and the shape of a lot. A flag is nil where it cannot be told.
package struct LotSurvey: Sendable, Hashable {
  /// In the order of the ring.
  package var lines: [LotLine] = []
  /// In the order of the ring, one for each street.
  package var frontages: [Frontage] = []

  /// Two street lines of different streets meet at an interior angle of at most 135°, or what is declared.
  package var isCorner: Bool?
  /// Street lines on opposite sides that do not meet.
  package var isThrough: Bool?
  /// A narrow handle leads from the street to the lot.
  package var isFlag: Bool?
  /// The side lines spread or close by more than 20° altogether.
  package var isPieShaped: Bool?
  /// A front line curves around the end of a street.
  package var isCulDeSac: Bool?
  /// No line of the lot is on a street.
  package var isLandlocked: Bool?
  /// Where street lines meet at a corner, in degrees: the least, of several.
  package var interiorAngle: Double?

  /// Metres, by the method named.
  package var width: Double?
  package var widthMethod: String?
  /// Metres, by the method named.
  package var depth: Double?
  package var depthMethod: String?

  /// The places among ``lines`` at whose start one street bends sharply.
  var bends: [Int] = []
  /// Whether street lines meet at what may or may not be a corner.
  var isOpenCorner = false

  /// Whether two fronts are equally long as drawn: seen from the one, left is right of the other.
  var sidesAreOpen = false

  /// What could not be settled and why, in one line each.
  package var unclear: [String] = []

  /// The lines of one kind.
  package func lines(_ kind: LotLineKind) -> [LotLine] { lines.filter { $0.kind == kind } }
}
