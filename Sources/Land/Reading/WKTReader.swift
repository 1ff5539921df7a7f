import Foundation
import Geometry

/// Reads well-known text (OGC 06-103r4) of points, lines, polygons and their curves, with or without Z and M, and with the
/// `SRID=…;` of extended well-known text. Circular strings become arcs.
enum WKTReader {
  /// - Returns: The number of the coordinate system that the text names, where it does.
  @discardableResult
  static func read(
    _ text: UnsafeBufferPointer<UInt8>, into table: inout FeatureTable,
    _ row: inout FeatureTable.Draft
  ) -> Int? {
    var cursor = Cursor(bytes: text)
    cursor.document(&table)
    row.kind = cursor.kind ?? .none
    if let fault = cursor.fault {
      table.endRing()
      table.endPart()
      table.rewindRow()
      row.fault = fault
    } else if cursor.hasMore {
      table.remark("its heights (Z) or measures (M) are left out")
    }
    return cursor.srid
  }

  private struct Cursor {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0
    var fault: String?
    var kind: FeatureTable.Kind?
    var srid: Int?
    /// Whether positions have more than two numbers.
    var hasMore = false

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func fail(_ reason: String = "its well-known text cannot be read") {
      if fault == nil { fault = reason }
    }

    private mutating func skipSpace() {
      while at < bytes.count, bytes[at] <= 32 { at += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
      skipSpace()
      guard at < bytes.count, bytes[at] == byte else { return false }
      at += 1
      return true
    }

    /// The next word in capitals; empty where none comes.
    private mutating func word() -> String {
      skipSpace()
      var letters: [UInt8] = []
      while at < bytes.count, letters.count < 40 {
        let letter = bytes[at] & 0xDF
        guard letter >= 65, letter <= 90 else { break }
        letters.append(letter)
        at += 1
      }
      return String(decoding: letters, as: UTF8.self)
    }

    mutating func document(_ table: inout FeatureTable) {
      skipSpace()
      if at == bytes.count { return }
      var name = word()
      if name == "SRID" {
        guard take(UInt8(ascii: "=")), let number = number(), number >= 0, number < 1e9,
          take(UInt8(ascii: ";"))
        else { return fail() }
        srid = Int(number)
        name = word()
      }
      geometry(name, &table, depth: 0)
      skipSpace()
      if at < bytes.count { fail() }
    }

    /// Whether a geometry has a body; `Z`, `M` and `ZM` are passed over, `EMPTY` has none.
    private mutating func opens() -> Bool {
      skipSpace()
      let start = at
      switch word() {
      case "": break
      case "Z", "M", "ZM": return opens()
      case "EMPTY": return false
      default:
        at = start
        fail()
        return false
      }
      guard take(UInt8(ascii: "(")) else {
        fail()
        return false
      }
      return true
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

    /// Calls back for each item of a list that is already open.
    private mutating func list(_ body: (inout Cursor) -> Void) {
      repeat {
        body(&self)
        if fault != nil { return }
      } while take(UInt8(ascii: ","))
      if !take(UInt8(ascii: ")")) { fail() }
    }

    private mutating func geometry(_ written: String, _ table: inout FeatureTable, depth: Int) {
      guard depth < 8 else { return fail("its geometry is nested deeper than 8") }
      // `POINTZ` is written too.
      var name = written
      if name.hasSuffix("ZM") {
        name.removeLast(2)
      } else if name.hasSuffix("Z") || name.hasSuffix("M") {
        name.removeLast()
      }
      switch name {
      case "POINT":
        guard isOne(.point), opens() else { return }
        guard let point = position() else { return }
        guard take(UInt8(ascii: ")")) else { return fail() }
        table.coordinates.append(point)
        table.endRing()
        table.endPart()
      case "MULTIPOINT":
        guard isOne(.point), opens() else { return }
        list { cursor in
          let isBracketed = cursor.take(UInt8(ascii: "("))
          guard let point = cursor.position() else { return }
          if isBracketed, !cursor.take(UInt8(ascii: ")")) { return cursor.fail() }
          table.coordinates.append(point)
          table.endRing()
          table.endPart()
        }
      case "LINESTRING", "CIRCULARSTRING", "COMPOUNDCURVE":
        guard isOne(.line) else { return }
        if curve(name, &table) {
          table.endRing()
          table.endPart()
        }
      case "MULTILINESTRING", "MULTICURVE":
        guard isOne(.line), opens() else { return }
        list { cursor in
          let inner = cursor.word()
          if cursor.curve(inner.isEmpty ? "LINESTRING" : inner, &table) {
            table.endRing()
            table.endPart()
          }
        }
      case "POLYGON", "CURVEPOLYGON":
        guard isOne(.polygon) else { return }
        polygon(&table)
      case "MULTIPOLYGON", "MULTISURFACE":
        guard isOne(.polygon), opens() else { return }
        list { cursor in
          switch cursor.word() {
          case "", "POLYGON", "CURVEPOLYGON": cursor.polygon(&table)
          default: cursor.fail()
          }
        }
      case "GEOMETRYCOLLECTION":
        guard opens() else { return }
        list { cursor in
          let inner = cursor.word()
          cursor.geometry(inner, &table, depth: depth + 1)
        }
      default:
        kind = .other
        fail(
          written.isEmpty
            ? "its well-known text cannot be read" : "`\(written)` is no geometry that is read")
      }
    }

    private mutating func polygon(_ table: inout FeatureTable) {
      guard opens() else { return }
      list { cursor in
        let inner = cursor.word()
        if cursor.curve(inner.isEmpty ? "LINESTRING" : inner, &table) { table.endRing() }
      }
      table.endPart()
    }

    /// Whether a curve was there; false for an empty one too.
    private mutating func curve(_ name: String, _ table: inout FeatureTable, joins: Bool = false)
      -> Bool
    {
      switch name {
      case "LINESTRING", "CIRCULARSTRING":
        guard opens() else { return false }
        let isArc = name == "CIRCULARSTRING"
        var count = 0
        var through = Point(0, 0)
        list { cursor in
          guard let point = cursor.position() else { return }
          if count == 0 {
            if let reason = table.beginPiece(point, joins: joins) { cursor.fail(reason) }
          } else if !isArc {
            table.coordinates.append(point)
          } else if count % 2 == 1 {
            through = point
          } else {
            table.appendArc(through: through, to: point)
          }
          count += 1
        }
        if isArc, let reason = FeatureTable.faultOfCircularString(points: count) { fail(reason) }
        return fault == nil
      case "COMPOUNDCURVE":
        guard opens() else { return false }
        var isFirst = true
        list { cursor in
          let inner = cursor.word()
          guard inner != "COMPOUNDCURVE" else { return cursor.fail() }
          if cursor.curve(inner.isEmpty ? "LINESTRING" : inner, &table, joins: joins || !isFirst) {
            isFirst = false
          }
        }
        return fault == nil && !isFirst
      default:
        fail()
        return false
      }
    }

    private mutating func position() -> Point? {
      guard let x = number(), let y = number() else {
        fail()
        return nil
      }
      var count = 2
      skipSpace()
      while count < 4, at < bytes.count, bytes[at] != UInt8(ascii: ","),
        bytes[at] != UInt8(ascii: ")")
      {
        guard number() != nil else {
          fail()
          return nil
        }
        hasMore = true
        count += 1
        skipSpace()
      }
      return Point(x, y)
    }

    private mutating func number() -> Double? {
      skipSpace()
      let start = at
      while at < bytes.count, bytes[at] > 32, bytes[at] != UInt8(ascii: ","),
        bytes[at] != UInt8(ascii: ")"), bytes[at] != UInt8(ascii: "("),
        bytes[at] != UInt8(ascii: ";")
      {
        at += 1
      }
      return Numeral.double(UnsafeBufferPointer(rebasing: bytes[start..<at]))
    }
  }
}
