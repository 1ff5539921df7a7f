import Foundation
import GRDB
import Geometry

/// Reads one table of a GeoPackage (OGC 12-128r18), features or plain attributes, without writing to the file.
enum GeoPackageReader {
  static func read(
    _ path: String, table name: String?, columns: [String]
  ) throws(UnreadableFile) -> FeatureTable {
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      return try queue.read { try read($0, name, columns) }
    } catch let error as UnreadableFile {
      throw error
    } catch {
      throw UnreadableFile("it is no GeoPackage that can be read: \(error)".prefix(200).description)
    }
  }

  private static func read(
    _ db: Database, _ name: String?, _ columns: [String]
  ) throws -> FeatureTable {
    guard try db.tableExists("gpkg_contents") else {
      throw UnreadableFile("it is a database, but no GeoPackage: it has no `gpkg_contents`")
    }
    let tables = try String.fetchAll(
      db,
      sql: """
        SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes')
        ORDER BY rowid
        """)
    guard let table = name ?? (tables.count == 1 ? tables[0] : nil) else {
      throw UnreadableFile(
        "it has \(tables.count) tables and none is named",
        mend: "write `table:` with one of \(tables.map { "`\($0)`" }.joined(separator: ", "))")
    }
    guard tables.contains(table) else {
      throw UnreadableFile(
        "it has no table `\(table)`",
        mend: "write one of \(tables.map { "`\($0)`" }.joined(separator: ", "))")
    }
    let described = try Row.fetchOne(
      db,
      sql: """
        SELECT g.column_name, s.organization, s.organization_coordsys_id, s.definition
        FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
        WHERE g.table_name = ?
        """, arguments: [table])
    let geometry: String? = described?[0]
    var result = FeatureTable(asking: columns.count)
    if let bytes = try Int.fetchOne(db, sql: "PRAGMA page_count") {
      result.expect(points: bytes * 256)
    }
    if let organization: String = described?[1], let id: Int = described?[2], id > 0 {
      result.crs = "\(organization.uppercased()):\(id)"
    } else if let definition: String = described?[3], definition.contains("[") {
      result.crs = definition
    }
    result.columns = try db.columns(in: table).map(\.name).filter { $0 != geometry }
    let known = columns.map { result.columns.contains($0) }
    let chosen = columns.enumerated().map {
      known[$0.offset] ? $0.element.quotedDatabaseIdentifier : "NULL"
    }
    let selected = ([geometry?.quotedDatabaseIdentifier ?? "NULL"] + chosen).joined(separator: ", ")
    // A view has no rows of its own to be put in order.
    let order = try db.viewExists(table) ? "" : " ORDER BY rowid"
    let rows = try Row.fetchCursor(
      db, sql: "SELECT \(selected) FROM \(table.quotedDatabaseIdentifier)\(order)")
    while let row = try rows.next() {
      var feature = FeatureTable.Draft()
      try row.withUnsafeData(atIndex: 0) { data in
        if let data, !data.isEmpty {
          data.withUnsafeBytes { WKBReader.readGeoPackage($0, into: &result, &feature) }
        }
      }
      for column in columns.indices {
        switch (row[column + 1] as DatabaseValue).storage {
        case .null, .blob: result.append(nil, column: column)
        case .int64(let number): result.append(String(number), column: column)
        case .double(let number): result.append(numberText(number), column: column)
        case .string(let text): result.append(text, column: column)
        }
      }
      result.endRow(feature)
    }
    return result
  }
}
