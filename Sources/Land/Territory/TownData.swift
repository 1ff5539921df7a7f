import Facts
import Geometry
import SpatialIndex

/// Where a layer says anything at all.
enum Coverage: Sendable {
  /// Nobody said: what is found counts, what is not found is not known.
  case undeclared
  case whole
  case region([MultiPolygon])

  /// Whether the whole lot, and all around it so far, is covered.
  func holds(_ lot: MultiPolygon, within distance: Double = 0) -> Bool {
    switch self {
    case .undeclared: return false
    case .whole: return true
    case .region(let regions):
      let near = lot.box.expanded(by: distance)
      return regions.contains { region in
        lot.area - lot.overlapArea(with: region) <= Tolerance.sliverArea
          && (distance == 0 || region.area(in: near) >= near.area * (1 - 1e-9))
      }
    }
  }
}

/// The parcels as they were drawn for one stretch of time.
///
/// An edition is an object: a survey hands it on for every lot, and copies of its columns would each be counted.
final class ParcelEdition: Sendable {
  let entry: SourceEntry
  /// `parcels 2014`, for answers.
  let source: String
  let numbers: [String]
  let shapes: ShapeSet
  /// By normalised number.
  let places: [String: Int]
  /// What the map's own columns say of each; empty where it has none that are facts.
  let facts: [[String: FactValue]]
  /// Where features were left out: what a lot beside one abuts is not known.
  let gaps: [Box]

  init(
    entry: SourceEntry, source: String, numbers: [String], shapes: ShapeSet, places: [String: Int],
    facts: [[String: FactValue]], gaps: [Box]
  ) {
    self.entry = entry
    self.source = source
    self.numbers = numbers
    self.shapes = shapes
    self.places = places
    self.facts = facts
    self.gaps = gaps
  }

  func place(_ number: String) -> Int? { places[normalisedNumber(number)] }
  func facts(of place: Int) -> [String: FactValue] { facts.isEmpty ? [:] : facts[place] }
}

final class ZoneEdition: Sendable {
  let entry: SourceEntry
  let source: String
  let codes: [String]
  let shapes: ShapeSet
  let facts: [[String: FactValue]]
  let coverage: Coverage
  /// Why it cannot be read, where it cannot.
  let failure: String?

  init(
    entry: SourceEntry, source: String, codes: [String] = [], shapes: ShapeSet = ShapeSet(),
    facts: [[String: FactValue]] = [], coverage: Coverage = .undeclared, failure: String? = nil
  ) {
    self.entry = entry
    self.source = source
    self.codes = codes
    self.shapes = shapes
    self.facts = facts
    self.coverage = coverage
    self.failure = failure
  }
}

final class LayerEdition: Sendable {
  /// The layer that maps what is laid open and not in force.
  static let deposited = "deposited plan"

  let name: String
  let entry: SourceEntry
  let source: String
  let shapes: ShapeSet
  let coverage: Coverage
  /// Where features were left out.
  let gaps: [Box]
  let failure: String?

  init(
    name: String, entry: SourceEntry, source: String, shapes: ShapeSet = ShapeSet(),
    coverage: Coverage = .undeclared, gaps: [Box] = [], failure: String? = nil
  ) {
    self.name = name
    self.entry = entry
    self.source = source
    self.shapes = shapes
    self.coverage = coverage
    self.gaps = gaps
    self.failure = failure
  }
}

final class StreetEdition: Sendable {
  let entry: SourceEntry
  let source: String
  let shapes: ShapeSet
  let widths: [Double?]
  /// Where features were left out.
  let gaps: [Box]
  let failure: String?

  init(
    entry: SourceEntry, source: String, shapes: ShapeSet = ShapeSet(), widths: [Double?] = [],
    gaps: [Box] = [], failure: String? = nil
  ) {
    self.entry = entry
    self.source = source
    self.shapes = shapes
    self.widths = widths
    self.gaps = gaps
    self.failure = failure
  }
}

final class BuildingEdition: Sendable {
  let entry: SourceEntry
  let source: String
  let shapes: ShapeSet
  let heights: [Number?]
  let storeys: [Number?]
  let coverage: Coverage
  let failure: String?

  init(
    entry: SourceEntry, source: String, shapes: ShapeSet = ShapeSet(), heights: [Number?] = [],
    storeys: [Number?] = [], coverage: Coverage = .undeclared, failure: String? = nil
  ) {
    self.entry = entry
    self.source = source
    self.shapes = shapes
    self.heights = heights
    self.storeys = storeys
    self.coverage = coverage
    self.failure = failure
  }
}

final class RegisterEdition: Sendable {
  let entry: SourceEntry
  let source: String
  /// By normalised parcel number.
  let facts: [String: [String: FactValue]]
  let failure: String?

  init(
    entry: SourceEntry, source: String, facts: [String: [String: FactValue]] = [:],
    failure: String? = nil
  ) {
    self.entry = entry
    self.source = source
    self.facts = facts
    self.failure = failure
  }
}

/// All that is known of one town.
struct TownData: Sendable {
  var file: TownFile
  var system: CoordinateSystem
  var operation: String
  var operationAccuracy: Double?
  /// Newest first.
  var parcels: [ParcelEdition]
  var zones: [ZoneEdition]
  var layers: [LayerEdition]
  var streets: [StreetEdition]
  var buildings: [BuildingEdition]
  var register: [RegisterEdition]
  var rightsOfWay: [LayerEdition]
  var openSpaces: [LayerEdition]
  var beside: [(abutter: Abutter, edition: LayerEdition)] = []
  /// Addresses by normalised parcel number.
  var addresses: [String: [String]]
  var addressFailure: String?
  /// What registers say of which parcel became which.
  var lineage: [LineageRow] = []
  /// Plans that are laid open; no survey looks at them.
  var deposited: [LayerEdition] = []
  /// The folder that its sources are relative to.
  var folder = ""

  func parcels(on date: CivilDate) -> ParcelEdition? {
    parcels.first { $0.entry.isInForce(on: date) }
  }
}

/// A parcel's number as it is compared: no spaces around it, capital letters, digits of any script as 0 to 9.
func normalisedNumber(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 > 32 && $0 < 97 }) { return text }
  return folded(text).uppercased()
}
