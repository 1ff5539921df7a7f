import Diagnostics
import Facts

/// One row of a territory file that names a file of data: what it is, which column is what, and from when it counts.
struct SourceEntry: Sendable {
  /// Where it stands in the territory file, in words: `zones 2`, `layer flood 100 year`.
  var title: String
  var place: Place
  var file: String
  var filePlace: Place
  var table: String?
  var crs: (code: String, place: Place)?
  /// The names of a CSV's columns where its first line has none.
  var header: [String]?
  /// The column of well-known text in a CSV.
  var geometry: String?
  /// The code page of a shapefile's texts.
  var encoding: String?
  /// The operation that carries its coordinates to the town's system, by PROJ's name.
  var operation: (name: String, place: Place)?
  var from: CivilDate?
  var until: CivilDate?
  var columns: [String: ColumnName] = [:]
  var facts: [FactColumn] = []
  /// Features are only used where these columns have these values, and never where ``except`` says so.
  var only: [(column: ColumnName, values: Set<String>)] = []
  var except: [(column: ColumnName, values: Set<String>)] = []
  /// Metres.
  var accuracy: Number?
  var coverage = CoverageEntry.undeclared
  var label = LocalText()
  var plan: String?
  /// The regulation that the plan or layer is drawn by, with an article behind `#` where one is known.
  var regulation: String?
  /// The document that it was drawn from.
  var document: SourceDocument?
  /// For a plan that is laid open and not in force.
  var deposit: Deposit?
  var rank = ""
  var status = "in force"
  var names: [String] = []
  /// Metres.
  var defaultWidth: Double?

  struct ColumnName: Sendable {
    var name: String
    var place: Place
  }

  /// A fact that stands in a column.
  struct FactColumn: Sendable {
    enum Kind: String, Sendable, CaseIterable { case number, text, boolean, date }
    enum Combining: String, Sendable, CaseIterable { case same, sum, max, min }
    var fact: String
    var column: ColumnName
    var unit: UnitOfMeasure?
    var kind: Kind
    /// What several rows of one parcel make: `same` is not known where they differ.
    var combine: Combining
  }

  enum CoverageEntry: Sendable {
    case undeclared, whole, extent
    case file(String, Place)
    case box(west: Double, south: Double, east: Double, north: Double)
  }

  /// All columns that it needs, each once.
  var neededColumns: [ColumnName] {
    var seen: Set<String> = []
    return
      (columns.sorted { $0.key < $1.key }.map(\.value) + facts.map(\.column)
      + only.map(\.column) + except.map(\.column)).filter { seen.insert($0.name).inserted }
  }

  /// Whether it counts on a day: from its first day on, and before the day it ends.
  func isInForce(on date: CivilDate) -> Bool {
    if let from, date < from { return false }
    if let until, date >= until { return false }
    return true
  }
}
