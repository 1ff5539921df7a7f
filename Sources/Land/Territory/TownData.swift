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
struct ParcelEdition: Sendable {
  var entry: SourceEntry
  /// `parcels 2014`, for answers.
  var source: String
  var numbers: [String]
  var shapes: ShapeSet
  /// By normalised number.
  var places: [String: Int]
  /// What the map's own columns say of each; empty where it has none that are facts.
  var facts: [[String: FactValue]]
  /// Where features were left out: what a lot beside one abuts is not known.
  var gaps: [Box]

  func place(_ number: String) -> Int? { places[normalisedNumber(number)] }
  func facts(of place: Int) -> [String: FactValue] { facts.isEmpty ? [:] : facts[place] }
}

struct ZoneEdition: Sendable {
  var entry: SourceEntry
  var source: String
  var codes: [String]
  var shapes: ShapeSet
  var facts: [[String: FactValue]]
  var coverage: Coverage
  /// Why it cannot be read, where it cannot.
  var failure: String?
}

struct LayerEdition: Sendable {
  var name: String
  var entry: SourceEntry
  var source: String
  var shapes: ShapeSet
  var coverage: Coverage
  /// Where features were left out.
  var gaps: [Box] = []
  var failure: String?
}

struct StreetEdition: Sendable {
  var entry: SourceEntry
  var source: String
  var shapes: ShapeSet
  var widths: [Double?]
  /// Where features were left out.
  var gaps: [Box] = []
  var failure: String?
}

struct BuildingEdition: Sendable {
  var entry: SourceEntry
  var source: String
  var shapes: ShapeSet
  var heights: [Number?]
  var storeys: [Number?]
  var coverage: Coverage
  var failure: String?
}

struct RegisterEdition: Sendable {
  var entry: SourceEntry
  var source: String
  /// By normalised parcel number.
  var facts: [String: [String: FactValue]]
  var failure: String?
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

  func parcels(on date: CivilDate) -> ParcelEdition? {
    parcels.first { $0.entry.isInForce(on: date) }
  }
}

/// A parcel's number as it is compared: no spaces around it, capital letters, digits of any script as 0 to 9.
func normalisedNumber(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 > 32 && $0 < 97 }) { return text }
  return folded(text).uppercased()
}
