import Foundation
import Geometry

/// Reads well-known binary (ISO 13249-3, OGC 06-103r4) of points, lines, polygons and their curves, in either byte order,
/// ISO or extended. Z and M are left out, which the table remarks on; circular strings become arcs.
enum WKBReader {
  /// A GeoPackage's geometry: its header (OGC 12-128r19, 2.1.3), then well-known binary.
  static func readGeoPackage(
    _ bytes: UnsafeRawBufferPointer, into table: inout FeatureTable,
    _ row: inout FeatureTable.Draft
  ) {
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

  /// - Returns: The number of the coordinate system that extended well-known binary names, where it does.
  @discardableResult
  static func read(
    _ bytes: UnsafeRawBufferPointer, into table: inout FeatureTable,
    _ row: inout FeatureTable.Draft
  ) -> Int? {
    var cursor = Cursor(bytes: bytes)
    cursor.geometry(&table, depth: 0)
    if cursor.fault == nil, cursor.at < bytes.count {
      cursor.fault = "there is more after the end of its geometry"
    }
    row.kind = cursor.kind ?? .none
    if let fault = cursor.fault {
      // What is half read must not stay.
      table.endRing()
      table.endPart()
      table.rewindRow()
      row.fault = fault
    } else {
      if cursor.hasZ { table.remark("its heights (Z) are left out") }
      if cursor.hasM { table.remark("its measures (M) are left out") }
    }
    return cursor.srid
  }

  private struct Cursor {
    let bytes: UnsafeRawBufferPointer
    var at = 0
    var fault: String?
    /// The kind of all parts so far.
    var kind: FeatureTable.Kind?
    var srid: Int?
    var hasZ = false
    var hasM = false
    private var isLittle = true

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private mutating func fail(_ reason: String) {
      if fault == nil { fault = reason }
    }

    private mutating func cutOff() { fail("its geometry is cut off") }

    /// The head of a geometry: its kind and how many numbers a position has.
    private mutating func head() -> (kind: UInt32, dimensions: Int)? {
      guard at < bytes.count else {
        cutOff()
        return nil
      }
      guard bytes[at] <= 1 else {
        fail("its geometry has a byte order that is none")
        return nil
      }
      isLittle = bytes[at] == 1
      at += 1
      guard let code = count() else { return nil }
      var z = code & 0x8000_0000 != 0
      var m = code & 0x4000_0000 != 0
      if code & 0x2000_0000 != 0 {
        guard let number = count() else { return nil }
        srid = srid ?? Int(number)
      }
      let plain = code & 0x0FFF_FFFF
      switch plain / 1000 {
      case 0: break
      case 1: z = true
      case 2: m = true
      case 3: (z, m) = (true, true)
      default:
        fail("geometry of kind \(plain) is not read")
        return nil
      }
      if z { hasZ = true }
      if m { hasM = true }
      return (plain % 1000, 2 + (z ? 1 : 0) + (m ? 1 : 0))
    }

    private mutating func isOne(_ found: FeatureTable.Kind) -> Bool {
      if let kind, kind != found {
        self.kind = .other
        fail("a collection of several kinds of geometry is not read")
        return false
      }
      kind = found
      return true
    }

    mutating func geometry(_ table: inout FeatureTable, depth: Int) {
      guard depth < 8 else { return fail("its geometry is nested deeper than 8") }
      guard let (code, dimensions) = head() else { return }
      switch code {
      case 1:
        guard isOne(.point), let point = position(dimensions) else { return }
        // An empty point is written as not numbers.
        if point.x.isNaN, point.y.isNaN { return }
        table.coordinates.append(point)
        table.endRing()
        table.endPart()
      case 2, 8, 9, 13:
        guard isOne(.line), curve(code, dimensions, &table, depth: depth, isFirst: true) else {
          return
        }
        table.endRing()
        table.endPart()
      case 3, 10:
        guard isOne(.polygon), let rings = count(atLeast: 4) else { return }
        for _ in 0..<rings {
          if code == 3 {
            guard straight(dimensions, &table) else { return }
          } else {
            guard let (ring, dimensions) = head(),
              curve(ring, dimensions, &table, depth: depth + 1, isFirst: true)
            else { return }
          }
          table.endRing()
        }
        if rings > 0 { table.endPart() }
      case 4, 5, 6, 7, 11, 12:
        guard let parts = count(atLeast: 5) else { return }
        for _ in 0..<parts where fault == nil { geometry(&table, depth: depth + 1) }
      default:
        kind = .other
        fail("geometry of kind \(code)\(Self.names[code].map { " (\($0))" } ?? "") is not read")
      }
    }

    private static let names: [UInt32: String] = [
      14: "surface", 15: "polyhedral surface", 16: "irregular network", 17: "triangle",
    ]

    /// A line, a circular string, or a compound curve of both; what joins the piece before drops its first point.
    private mutating func curve(
      _ code: UInt32, _ dimensions: Int, _ table: inout FeatureTable, depth: Int, isFirst: Bool
    ) -> Bool {
      switch code {
      case 2: return straight(dimensions, &table, joins: !isFirst)
      case 8: return circular(dimensions, &table, joins: !isFirst)
      case 9:
        guard depth < 8 else {
          fail("its geometry is nested deeper than 8")
          return false
        }
        guard let pieces = count(atLeast: 9) else { return false }
        for piece in 0..<pieces {
          guard let (inner, dimensions) = head() else { return false }
          guard inner != 9 else {
            fail("a compound curve in a compound curve is not read")
            return false
          }
          guard
            curve(inner, dimensions, &table, depth: depth + 1, isFirst: isFirst && piece == 0)
          else { return false }
        }
        return true
      default:
        fail("a curve of kind \(code) is not read")
        return false
      }
    }

    private mutating func begins(_ point: Point, _ joins: Bool, _ table: inout FeatureTable)
      -> Bool
    {
      guard let reason = table.beginPiece(point, joins: joins) else { return true }
      fail(reason)
      return false
    }

    private mutating func straight(
      _ dimensions: Int, _ table: inout FeatureTable, joins: Bool = false
    ) -> Bool {
      let stride = 8 * dimensions
      guard let points = count(atLeast: stride) else { return false }
      var place = at
      at += points * stride
      guard points > 0 else { return true }
      if joins {
        guard begins(point(place), true, &table) else { return false }
        place += stride
      }
      while place < at {
        table.coordinates.append(point(place))
        place += stride
      }
      return true
    }

    private mutating func circular(_ dimensions: Int, _ table: inout FeatureTable, joins: Bool)
      -> Bool
    {
      let stride = 8 * dimensions
      guard let points = count(atLeast: stride) else { return false }
      if points == 0 { return true }
      if let reason = FeatureTable.faultOfCircularString(points: points) {
        fail(reason)
        return false
      }
      let first = at
      at += points * stride
      guard begins(point(first), joins, &table) else { return false }
      var place = first + stride
      while place < at {
        table.appendArc(through: point(place), to: point(place + stride))
        place += 2 * stride
      }
      return true
    }

    private mutating func position(_ dimensions: Int) -> Point? {
      guard at + 8 * dimensions <= bytes.count else {
        cutOff()
        return nil
      }
      defer { at += 8 * dimensions }
      return point(at)
    }

    @inline(__always)
    private func point(_ place: Int) -> Point { Point(double(place), double(place + 8)) }

    @inline(__always)
    private func double(_ place: Int) -> Double {
      let bits = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      return Double(bitPattern: isLittle ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits))
    }

    private mutating func count() -> UInt32? {
      guard at + 4 <= bytes.count else {
        cutOff()
        return nil
      }
      let bits = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
      at += 4
      return isLittle ? UInt32(littleEndian: bits) : UInt32(bigEndian: bits)
    }

    /// A count of things of at least so many bytes each, which must all still be there.
    private mutating func count(atLeast size: Int) -> Int? {
      guard let number = count() else { return nil }
      guard Int(number) <= (bytes.count - at) / size else {
        cutOff()
        return nil
      }
      return Int(number)
    }
  }
}
