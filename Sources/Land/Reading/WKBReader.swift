import Foundation
import Geometry

/// Reads well-known binary of points, lines and polygons, in either byte order, ISO or extended, Z and M left out.
enum WKBReader {
  /// A GeoPackage's geometry: its header, then well-known binary.
  static func readGeoPackage(
    _ data: Data, into table: inout FeatureTable, _ row: inout FeatureTable.Row
  ) {
    data.withUnsafeBytes { bytes in
      guard bytes.count >= 8, bytes[0] == 0x47, bytes[1] == 0x50 else {
        row.fault = "its geometry has no GeoPackage header"
        return
      }
      let flags = bytes[3]
      // Bits 1 to 3 say which envelope stands before the geometry; bit 4 that it is empty.
      let sizes = [0, 32, 48, 48, 64]
      let envelope = Int(flags >> 1 & 7)
      guard envelope < sizes.count, flags & 0x20 == 0 else {
        row.fault = "its geometry is of a kind that is not read"
        return
      }
      if flags & 0x10 != 0 { return }
      let start = 8 + sizes[envelope]
      guard start < bytes.count else {
        row.fault = "its geometry is cut off"
        return
      }
      read(UnsafeRawBufferPointer(rebasing: bytes[start...]), into: &table, &row)
    }
  }

  static func read(
    _ bytes: UnsafeRawBufferPointer, into table: inout FeatureTable,
    _ row: inout FeatureTable.Row
  ) {
    let firstPart = table.partCount
    var cursor = Cursor(bytes: bytes)
    if let fault = cursor.geometry(&table, &row.kind, depth: 0) {
      // What is half read must not stay.
      table.endRing()
      table.endPart()
      table.rewind(toPart: firstPart)
      row.fault = fault
    }
    row.parts = firstPart..<table.partCount
  }

  private struct Cursor {
    let bytes: UnsafeRawBufferPointer
    var at = 0
    var isLittle = true

    mutating func geometry(
      _ table: inout FeatureTable, _ kind: inout FeatureTable.Kind, depth: Int
    ) -> String? {
      let cutOff = "its geometry is cut off"
      guard depth < 4, at < bytes.count else { return cutOff }
      isLittle = bytes[at] == 1
      at += 1
      guard let code = count() else { return cutOff }
      var dimensions = 2
      if code & 0x8000_0000 != 0 { dimensions += 1 }
      if code & 0x4000_0000 != 0 { dimensions += 1 }
      if code & 0x2000_0000 != 0 { at += 4 }
      let plain = code & 0x0FFF_FFFF
      dimensions += [0, 1, 1, 2][Int(min(plain / 1000, 3))]
      switch plain % 1000 {
      case 1:
        kind = .point
        guard point(dimensions, &table) else { return cutOff }
        table.endRing()
        table.endPart()
      case 2:
        kind = .line
        guard ring(dimensions, &table) else { return cutOff }
        table.endPart()
      case 3:
        kind = .polygon
        guard let rings = count() else { return cutOff }
        if rings == 0 { return nil }
        for _ in 0..<rings {
          guard ring(dimensions, &table) else { return cutOff }
        }
        table.endPart()
      case 4, 5, 6:
        guard let parts = count() else { return cutOff }
        for _ in 0..<parts {
          if let fault = geometry(&table, &kind, depth: depth + 1) { return fault }
        }
      default:
        kind = .other
        return "geometry of kind \(plain) is not read"
      }
      return nil
    }

    private mutating func ring(_ dimensions: Int, _ table: inout FeatureTable) -> Bool {
      guard let points = count(), Int(points) <= (bytes.count - at) / (8 * dimensions) else {
        return false
      }
      for _ in 0..<points {
        guard point(dimensions, &table) else { return false }
      }
      table.endRing()
      return true
    }

    private mutating func point(_ dimensions: Int, _ table: inout FeatureTable) -> Bool {
      guard at + 8 * dimensions <= bytes.count else { return false }
      table.coordinates.append(Point(double(at), double(at + 8)))
      at += 8 * dimensions
      return true
    }

    private func double(_ place: Int) -> Double {
      let bits = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      return Double(bitPattern: isLittle ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits))
    }

    private mutating func count() -> UInt32? {
      guard at + 4 <= bytes.count else { return nil }
      let bits = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
      at += 4
      return isLittle ? UInt32(littleEndian: bits) : UInt32(bigEndian: bits)
    }
  }
}
