import Foundation

/// What came of one source of a territory.
package struct SourceReading: Sendable, Hashable, Codable {
  package internal(set) var town: String
  /// As findings call it: `zones 2`.
  package internal(set) var title: String
  package internal(set) var file: String
  package let rows: Int
  /// Lines that are no rows.
  package let misfits: Int
  /// Features that cannot be used.
  package internal(set) var leftOut = 0
  /// Features that were made valid.
  package internal(set) var mended = 0
  /// How many edges are arcs.
  package let arcs: Int
  /// What a reader has to say that costs no row.
  package let remarks: [String]
  package internal(set) var crs: String?
  var operation: CoordinateOperation?

  /// The operation that carried it to the town's system, by PROJ's name; nil where it is in that system.
  package var operationName: String? { operation?.name }
  /// Metres, nil where it is not stated.
  package var operationAccuracy: Double? { operation?.accuracy }

  init(town: String, entry: SourceEntry, path: String, table: FeatureTable) {
    self.town = town
    title = entry.title
    file = entry.file
    rows = table.rowCount
    misfits = table.notes.count
    arcs = table.arcs.count
    remarks = table.remarks
  }
}
