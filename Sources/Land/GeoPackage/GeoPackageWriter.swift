import Foundation
import GRDB
import Geometry

/// A value of a column.
package enum GeoPackageValue: Sendable, Equatable {
  case text(String)
  case real(Double)
  case integer(Int)
  case null
}

/// The kind of a column.
package enum GeoPackageColumn: String, Sendable {
  case text = "TEXT"
  case real = "REAL"
  case integer = "INTEGER"
  case date = "DATE"
}

/// A row of a table: its geometry, if it has one, and a value for each column in order.
package struct GeoPackageRow: Sendable, Equatable {
  package var shape: GeoPackageShape?
  package var values: [GeoPackageValue]

  package init(shape: GeoPackageShape?, values: [GeoPackageValue]) {
    self.shape = shape
    self.values = values
  }
}

/// A projected reference system, as the GeoPackage itself carries it.
package struct GeoPackageReferenceSystem: Sendable {
  package var name: String
  package var code: Int
  package var wellKnownText: String

  package init(name: String, code: Int, wellKnownText: String) {
    self.name = name
    self.code = code
    self.wellKnownText = wellKnownText
  }
}

/// Why a GeoPackage could not be written, with its path.
package struct GeoPackageFault: Error, CustomStringConvertible {
  package var description: String

  package init(description: String) { self.description = description }
}

/// Writes a GeoPackage 1.3 (OGC 12-128r17) without extensions, the same bytes for the same rows.
///
/// Timestamps are fixed and the journal is kept out of the file, so that only the SQLite library's own
/// version number (bytes 96 to 99 of the file) may differ between machines.
package struct GeoPackageWriter {
  private let path: String
  private let srs: GeoPackageReferenceSystem
  private let lastChange: String
  private let queue: DatabaseQueue

  /// Begins a new file; an old one at the path is replaced.
  ///
  /// - Parameter lastChange: What `gpkg_contents` says of every table.
  package init(
    path: String, srs: GeoPackageReferenceSystem, lastChange: String = "2024-01-01T00:00:00.000Z"
  ) throws {
    self.path = path
    self.srs = srs
    self.lastChange = lastChange
    do {
      if FileManager.default.fileExists(atPath: path) {
        try FileManager.default.removeItem(atPath: path)
      }
      var configuration = Configuration()
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA page_size = 4096; PRAGMA journal_mode = MEMORY")
      }
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.write { db in try Self.create(db, srs) }
    } catch {
      throw GeoPackageFault(description: "`\(path)` cannot be written: \(error)")
    }
  }

  private static func create(_ db: Database, _ srs: GeoPackageReferenceSystem) throws {
    try db.execute(
      sql: """
        PRAGMA application_id = 1196444487;
        PRAGMA user_version = 10300;
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
          organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
          definition TEXT NOT NULL, description TEXT);
        CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
          identifier TEXT UNIQUE, description TEXT DEFAULT '',
          last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
          min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
          CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
        CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
          geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
          CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
          CONSTRAINT uk_gc_table_name UNIQUE (table_name),
          CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
          CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
        """)
    let systems: [(String, Int, String, Int, String)] = [
      ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined"),
      ("Undefined geographic SRS", 0, "NONE", 0, "undefined"),
      ("WGS 84 geodetic", 4326, "EPSG", 4326, worldGeodeticSystem),
      (srs.name, srs.code, "EPSG", srs.code, srs.wellKnownText),
    ]
    for system in systems {
      try db.execute(
        sql: "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)",
        arguments: [system.0, system.1, system.2, system.3, system.4])
    }
  }

  /// Adds a table of features, or of plain attributes where `geometryType` is nil.
  ///
  /// - Parameter rows: Written in order, none kept; their number is their `fid`.
  package func add(
    _ table: String, description: String = "", geometryType: String?,
    columns: [(name: String, kind: GeoPackageColumn)], rows: some Sequence<GeoPackageRow>
  ) throws {
    do {
      try queue.write { db in
        let bounds = try fill(db, table, geometryType, columns, rows)
        try register(db, table, description, geometryType, bounds)
      }
    } catch {
      throw GeoPackageFault(description: "`\(path)` table `\(table)` cannot be written: \(error)")
    }
  }

  private func register(
    _ db: Database, _ table: String, _ description: String, _ geometryType: String?, _ bounds: Box
  ) throws {
    func side(_ value: Double) -> Double? { bounds.isEmpty ? nil : value }
    try db.execute(
      sql: "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        table, geometryType == nil ? "attributes" : "features", table, description, lastChange,
        side(bounds.minX), side(bounds.minY), side(bounds.maxX), side(bounds.maxY),
        geometryType == nil ? nil : srs.code,
      ])
    if let geometryType {
      try db.execute(
        sql: "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
        arguments: [table, geometryType, srs.code])
      if Self.curvedTypes.contains(geometryType) { try registerCurves(db, table, geometryType) }
    }
  }

  private static let curvedTypes: Set<String> = [
    "CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE",
  ]

  /// Curves are an extension of GeoPackage (OGC 12-128r17, annex F.1), which a file with them names.
  private func registerCurves(_ db: Database, _ table: String, _ geometryType: String) throws {
    try db.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT,
          extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
          CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))
        """)
    try db.execute(
      sql: "INSERT INTO gpkg_extensions VALUES (?, 'geom', ?, ?, 'read-write')",
      arguments: [
        table, "gpkg_geom_\(geometryType)",
        "http://www.geopackage.org/spec120/#extension_geometry_types",
      ])
  }

  /// - Returns: The box of all shapes.
  private func fill(
    _ db: Database, _ table: String, _ geometryType: String?,
    _ columns: [(name: String, kind: GeoPackageColumn)], _ rows: some Sequence<GeoPackageRow>
  ) throws -> Box {
    var box = Box.empty
    var definitions = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    if let geometryType { definitions.append("geom \(geometryType)") }
    definitions += columns.map { "\(quoted($0.name)) \($0.kind.rawValue)" }
    try db.execute(
      sql: "CREATE TABLE \(quoted(table)) (\(definitions.joined(separator: ", ")))")
    let marks = Array(repeating: "?", count: definitions.count).joined(separator: ", ")
    let statement = try db.makeStatement(sql: "INSERT INTO \(quoted(table)) VALUES (\(marks))")
    for (index, row) in rows.enumerated() {
      precondition(row.values.count == columns.count, "a row has one value for each column")
      var values: [DatabaseValue] = [(index + 1).databaseValue]
      if geometryType != nil {
        values.append(row.shape?.blob(srs: srs.code).databaseValue ?? .null)
      }
      values += row.values.map(\.databaseValue)
      try statement.execute(arguments: StatementArguments(values))
      if let bounds = row.shape?.bounds {
        box = box.union(
          Box(minX: bounds.minX, minY: bounds.minY, maxX: bounds.maxX, maxY: bounds.maxY))
      }
    }
    return box
  }

  /// Packs the file and closes it; nothing may be added afterwards.
  package func finish() throws {
    do {
      try queue.vacuum()
      try queue.close()
    } catch {
      throw GeoPackageFault(description: "`\(path)` cannot be written: \(error)")
    }
  }

  private func quoted(_ name: String) -> String {
    "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  private static let worldGeodeticSystem =
    #"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]"#
}

extension GeoPackageValue {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .text(let text): text.databaseValue
    case .real(let real): real.databaseValue
    case .integer(let integer): integer.databaseValue
    case .null: .null
    }
  }
}
