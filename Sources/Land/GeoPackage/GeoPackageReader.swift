import Facts
import Foundation
import GRDB
import Geometry

/// Reads one table of a GeoPackage (OGC 12-128r19): its features, columns and reference system.
enum GeoPackageReader {
  static func read(_ path: String, table: String?) throws -> FeatureFile {
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      return try queue.read { db in try read(db, table) }
    } catch let error as DatabaseError {
      throw UnreadableSource("the file is no GeoPackage that can be read: \(error.message ?? "\(error.resultCode)")")
    }
  }

  private static func read(_ db: Database, _ wanted: String?) throws -> FeatureFile {
    guard try db.tableExists("gpkg_contents") else { throw UnreadableSource("the file is no GeoPackage: it has no table `gpkg_contents`") }
    let tables = try String.fetchAll(db, sql: "SELECT table_name FROM gpkg_contents ORDER BY table_name")
    let table: String
    if let wanted {
      guard tables.contains(wanted) else {
        throw UnreadableSource("the file has no table `\(wanted)`; it has `\(tables.joined(separator: "`, `"))`")
      }
      table = wanted
    } else if tables.count == 1 {
      table = tables[0]
    } else {
      throw UnreadableSource("the file has several tables; name one: `\(tables.joined(separator: "`, `"))`")
    }
    let geometry = try Row.fetchOne(
      db, sql: "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?", arguments: [table])
    let geometryColumn: String? = geometry?["column_name"]
    var crs: String?
    if let srs: Int = geometry?["srs_id"] {
      let row = try Row.fetchOne(
        db, sql: "SELECT organization, organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE srs_id = ?", arguments: [srs])
      if let row, let organization: String = row["organization"], let code: Int = row["organization_coordsys_id"] {
        crs = "\(organization.uppercased()):\(code)"
      }
    }
    let quoted = "\"" + table.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    let cursor = try Row.fetchCursor(db, sql: "SELECT * FROM \(quoted)")
    var file = FeatureFile(features: [], crs: crs, columns: [])
    while let row = try cursor.next() {
      if file.columns.isEmpty { file.columns = Array(row.columnNames).filter { $0 != geometryColumn } }
      var feature = Feature(id: "\(file.features.count + 1)", shape: nil, attributes: [:])
      for (name, value) in row {
        switch value.storage {
        case .null: break
        case .int64(let integer):
          feature.attributes[name] = .number(Number(Int(integer)))
          if name == "fid" || name == "id" { feature.id = "\(integer)" }
        case .double(let double): if let number = Number(double) { feature.attributes[name] = .number(number) }
        case .string(let text): feature.attributes[name] = .text(text)
        case .blob(let data):
          guard name == geometryColumn else { continue }
          do { feature.shape = try WellKnownBinary.readGeoPackage(Array(data)) } catch {
            file.faults.append("feature \(feature.id): \(error)")
          }
        }
      }
      file.features.append(feature)
    }
    return file
  }
}

/// Reads geometries as well-known binary, in GeoPackage's envelope.
struct WellKnownBinary {
  private let bytes: [UInt8]
  private var at: Int
  private var isLittle = true

  static func readGeoPackage(_ bytes: [UInt8]) throws -> RawShape? {
    guard bytes.count >= 8, bytes[0] == 0x47, bytes[1] == 0x50 else { throw UnreadableSource("the geometry does not begin with `GP`") }
    let flags = bytes[3]
    if flags & 0x10 != 0 { return nil }
    let envelope = [0, 32, 48, 48, 64]
    let kind = Int(flags >> 1 & 7)
    guard kind < envelope.count else { throw UnreadableSource("the geometry's envelope is of no known kind") }
    var reader = WellKnownBinary(bytes: bytes, at: 8 + envelope[kind])
    return try reader.geometry(depth: 0)
  }

  private init(bytes: [UInt8], at: Int) {
    self.bytes = bytes
    self.at = at
  }

  private mutating func integer() throws -> UInt32 {
    guard at + 4 <= bytes.count else { throw UnreadableSource("the geometry is cut off") }
    var value: UInt32 = 0
    for index in 0..<4 { value |= UInt32(bytes[at + index]) << UInt32(8 * (isLittle ? index : 3 - index)) }
    at += 4
    return value
  }

  private mutating func double() throws -> Swift.Double {
    guard at + 8 <= bytes.count else { throw UnreadableSource("the geometry is cut off") }
    var value: UInt64 = 0
    for index in 0..<8 { value |= UInt64(bytes[at + index]) << UInt64(8 * (isLittle ? index : 7 - index)) }
    at += 8
    return Double(bitPattern: value)
  }

  private mutating func points(_ dimensions: Int) throws -> [Point] {
    let count = Int(try integer())
    guard count <= (bytes.count - at) / (8 * dimensions) else { throw UnreadableSource("the geometry says more points than it has") }
    var points: [Point] = []
    points.reserveCapacity(count)
    for _ in 0..<count {
      points.append(Point(try double(), try double()))
      at += 8 * (dimensions - 2)
    }
    return points
  }

  private mutating func geometry(depth: Int) throws -> RawShape {
    guard depth < 4, at < bytes.count else { throw UnreadableSource("the geometry is cut off or nests too deep") }
    isLittle = bytes[at] == 1
    at += 1
    let code = try integer()
    let dimensions = code % 10_000 >= 3000 ? 4 : code % 10_000 >= 1000 ? 3 : 2
    switch code % 1000 {
    case 1:
      let point = Point(try double(), try double())
      at += 8 * (dimensions - 2)
      return .points([point])
    case 2: return .lines([try points(dimensions)])
    case 3:
      let count = Int(try integer())
      var rings: [[Point]] = []
      for _ in 0..<count { rings.append(try points(dimensions)) }
      return .regions([rings])
    case 4, 5, 6:
      let count = Int(try integer())
      var parts: [RawShape] = []
      for _ in 0..<count { parts.append(try geometry(depth: depth + 1)) }
      switch code % 1000 {
      case 4: return .points(parts.flatMap(\.points))
      case 5: return .lines(parts.flatMap { shape -> [[Point]] in if case .lines(let lines) = shape { lines } else { [] } })
      default: return .regions(parts.flatMap { shape -> [[[Point]]] in if case .regions(let regions) = shape { regions } else { [] } })
      }
    default: throw UnreadableSource("geometries of type \(code) are not read")
    }
  }
}
