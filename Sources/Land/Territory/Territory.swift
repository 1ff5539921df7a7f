import Columns
package import Diagnostics
package import Facts
import Foundation
import Geometry
import SpatialIndex

/// One or more towns with all that is known of their land: parcels, plans, layers, streets, addresses. Never changed once
/// loaded, so it is read from any thread without a lock.
package struct Territory: Sendable {
  /// Features that were left out or mended, by id and with the reason; sources that could not be read.
  package let findings: [Diagnostic]
  package let towns: [Town]
  /// What came of each source: rows, coordinate system, operation.
  package let readings: [SourceReading]
  /// A fingerprint of all files that were read, names and contents, for records. It is not made against forgery.
  package let hash: String?
  /// When its sources began to be read, in nanoseconds since 1970: a file that was written later is another one.
  package let readSince: Int

  let data: [TownData]
  let townPlaces: [String: Int]
  let wordsOnDemand: SearchIndexOnDemand

  /// Loads the towns that a territory file names.
  ///
  /// What cannot stand in for the truth throws: a territory file that does not fit, or parcels that cannot be read. Any
  /// other source that fails is a finding, and the facts that hang on it are unknown.
  ///
  /// - Parameters:
  ///   - file: The territory file.
  ///   - data: The folder that its sources are relative to; the file's own folder where it is nil.
  ///   - store: A folder in which imports are kept, so that what has not changed is only opened; none where it is nil.
  ///   - progress: Called with one line for each source that has been read.
  package init(
    loading file: String, data: String? = nil, store: String? = nil,
    progress: ((String) -> Void)? = nil
  ) throws(TerritoryError) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    readSince = Int(now.tv_sec) * 1_000_000_000 + Int(now.tv_nsec)
    var folder: LandStore?
    var unkept: Diagnostic?
    do throws(ColumnFileFault) {
      folder = try store.map { path throws(ColumnFileFault) in try LandStore(folder: path) }
    } catch {
      unkept = Diagnostic(.note, "not-kept", "imports are not kept: \(error)")
    }
    var loading = TerritoryLoading(store: folder, progress: progress.map(SourceProgress.init))
    if let unkept { loading.findings.append(unkept) }
    try loading.load(file, dataFolder: data)
    findings = loading.findings
    readings = loading.readings
    self.data = loading.towns
    towns = loading.towns.map { Town($0) }
    townPlaces = Dictionary(
      loading.towns.enumerated().map { ($0.element.file.id, $0.offset) },
      uniquingKeysWith: { a, _ in a })
    hash = loading.fingerprint
    wordsOnDemand = SearchIndexOnDemand(loading.towns)
  }
}

/// Why a territory cannot be opened.
package struct TerritoryError: Error, CustomStringConvertible {
  package var findings: [Diagnostic]
  package var description: String { findings.map(\.description).joined(separator: "\n") }
}

/// What a page or a record needs to know of a town.
package struct Town: Sendable {
  package let id: String
  package let label: LocalText
  /// The jurisdiction whose regulations govern it: the family's id.
  package let jurisdiction: String
  /// The coordinate system in which it is measured.
  package let crs: String
  /// The pinned operation from longitude and latitude, and its accuracy in metres.
  package let operation: String
  package let operationAccuracy: Double?
  package let notice: LocalText
  /// The names of its layers, with their labels.
  package let layers: [String: LocalText]
  /// What each source is that facts name.
  package let sources: [String: SourceName]
  /// West, south, east, north, in degrees.
  package let bounds: GeographicBox?
  package let parcelCount: Int
  /// Where people go, by district; nil where the town says nothing of it.
  package let serviceDistricts: ServiceDistricts?
  /// For how many years a certificate of a parcel may be relied on.
  package let certificateYears: Int

  init(_ town: TownData) {
    id = town.file.id
    label = town.file.label
    jurisdiction = town.file.jurisdiction
    crs = town.system.code
    operation = town.operation
    operationAccuracy = town.operationAccuracy
    notice = town.file.notice
    serviceDistricts = town.file.serviceDistricts
    certificateYears = town.file.certificateYears
    layers = Dictionary(
      town.layers.map { ($0.name, $0.entry.label) }, uniquingKeysWith: { a, b in a.isEmpty ? b : a }
    )
    sources = town.sourceNames
    let box = town.parcels.first?.shapes.box ?? .empty
    bounds = GeographicBox(box, of: town.system.code)
    parcelCount = town.parcels.first?.numbers.count ?? 0
  }
}

/// A parcel by its town and number.
package struct ParcelReference: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let town: String
  package let number: String

  package init(town: String, number: String) {
    self.town = town
    self.number = number
  }

  /// `town/number`
  package var description: String { "\(town)/\(number)" }

  package static func < (a: Self, b: Self) -> Bool { (a.town, a.number) < (b.town, b.number) }
}

extension Territory {
  /// The parcel of `town/number`, or of a number alone where there is one town; of any edition. Nil where there is none.
  package func parcel(_ reference: String) -> ParcelReference? {
    if data.count == 1, let found = parcel(reference, in: 0) { return found }
    guard let slash = reference.firstIndex(of: "/") else { return nil }
    let town = reference[..<slash].trimmingCharacters(in: .whitespaces)
    guard let place = townPlaces[town] ?? townPlaces[town.lowercased()] else { return nil }
    return parcel(String(reference[reference.index(after: slash)...]), in: place)
  }

  private func parcel(_ number: String, in town: Int) -> ParcelReference? {
    for edition in data[town].parcels {
      if let place = edition.place(number) {
        return ParcelReference(town: data[town].file.id, number: edition.numbers[place])
      }
    }
    return nil
  }

  /// The parcels of a town in its newest edition, in the order of its file.
  package func parcelNumbers(of town: String) -> [String] {
    guard let place = townPlaces[town] else { return [] }
    return data[place].parcels.first?.numbers ?? []
  }

  /// All towns' parcels of the newest editions.
  package var parcelCount: Int { data.reduce(0) { $0 + ($1.parcels.first?.numbers.count ?? 0) } }

  /// Every parcel of the newest editions, town by town, in the order of the files.
  package var parcels: [ParcelReference] {
    data.flatMap { town in
      (town.parcels.first?.numbers ?? []).map { ParcelReference(town: town.file.id, number: $0) }
    }
  }

  /// The parcel at a place in degrees, in the newest edition; on a boundary, the first of the file.
  package func parcel(at longitude: Double, lat latitude: Double) -> ParcelReference? {
    guard longitude.isFinite, latitude.isFinite else { return nil }
    for town in data {
      guard let way = ThreadTransformations.fromDegrees(to: town.system.code),
        let edition = town.parcels.first
      else { continue }
      let point = way.forward(Point(longitude, latitude))
      guard point.isFinite else { continue }
      let found = edition.shapes.search(Box([point])).first {
        edition.shapes.region($0).covers(point)
      }
      if let found {
        return ParcelReference(town: town.file.id, number: edition.numbers[found])
      }
    }
    return nil
  }
}
