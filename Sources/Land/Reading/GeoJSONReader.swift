import Foundation
import Geometry

/// Reads GeoJSON (RFC 7946, and the older `crs` member) byte by byte, once, without building a tree.
///
/// Strict where it matters: a truncated file, a nesting deeper than 64 or bytes after the end refuse the file with the line.
/// A feature of its own that cannot be used (`NaN`, a geometry that is none) only refuses that feature.
struct GeoJSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private var table = FeatureTable()
  private let wanted: [[UInt8]]
  private var known: [[UInt8]] = []
  /// The wanted column that each known one is, or -1.
  private var role: [Int] = []
  private var foundFeatures = false

  static let deepest = 64

  /// - Parameter columns: The properties whose values are kept.
  static func read(_ data: Data, columns: [String]) throws(UnreadableFile) -> FeatureTable {
    // Not inside `withUnsafeBytes` alone: its rethrowing is untyped.
    var result: Result<FeatureTable, UnreadableFile> = .failure(UnreadableFile("it is empty"))
    data.withUnsafeBytes { raw in
      let bytes = raw.bindMemory(to: UInt8.self)
      var reader = GeoJSONReader(bytes, columns)
      do throws(UnreadableFile) {
        try reader.readDocument()
        result = .success(reader.table)
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ columns: [String]) {
    self.bytes = bytes
    wanted = columns.map { Array($0.utf8) }
  }

  // MARK: The document

  private mutating func readDocument() throws(UnreadableFile) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    skipSpace()
    guard at < bytes.count else { throw UnreadableFile("it is empty") }
    guard bytes[at] == UInt8(ascii: "{") else {
      throw fault("a GeoJSON file starts with `{`")
    }
    var isFeature = false
    let start = at
    try members { (reader, key) throws(UnreadableFile) in
      switch key {
      case "features":
        reader.foundFeatures = true
        try reader.elements { (reader) throws(UnreadableFile) in try reader.feature() }
      case "crs": try reader.crsMember()
      case "type":
        let type = try reader.text()
        isFeature = type == "Feature"
        guard isFeature || type == "FeatureCollection" else {
          throw reader.fault("a GeoJSON file of features is a `FeatureCollection`, not `\(type)`")
        }
      default: try reader.skip(depth: 1)
      }
    }
    skipSpace()
    guard at == bytes.count else { throw fault("there is more after the end of the collection") }
    if !foundFeatures, isFeature {
      at = start
      try feature()
      foundFeatures = true
    }
    guard foundFeatures else { throw UnreadableFile("it has no `features`") }
    table.columns = known.map { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func crsMember() throws(UnreadableFile) {
    if peek() != UInt8(ascii: "{") { return try skip(depth: 1) }
    try members { (reader, key) throws(UnreadableFile) in
      guard key == "properties", reader.peek() == UInt8(ascii: "{") else {
        return try reader.skip(depth: 2)
      }
      try reader.members { (reader, key) throws(UnreadableFile) in
        if key == "name", reader.peek() == UInt8(ascii: "\"") {
          reader.table.crs = try reader.text()
        } else {
          try reader.skip(depth: 3)
        }
      }
    }
  }

  private mutating func feature() throws(UnreadableFile) {
    guard peek() == UInt8(ascii: "{") else {
      try skip(depth: 2)
      table.rows.append(
        FeatureTable.Row(
          kind: .none, parts: 0..<0, values: wanted.map { _ in nil }, fault: "it is no feature"))
      return
    }
    var row = FeatureTable.Row(
      kind: .none, parts: table.partCount..<table.partCount,
      values: [String?](repeating: nil, count: wanted.count))
    try members { (reader, key) throws(UnreadableFile) in
      switch key {
      case "properties":
        if reader.peek() == UInt8(ascii: "{") {
          try reader.properties(&row)
        } else {
          try reader.skip(depth: 3)
        }
      case "geometry": try reader.geometry(&row)
      default: try reader.skip(depth: 3)
      }
    }
    table.rows.append(row)
  }

  private mutating func properties(_ row: inout FeatureTable.Row) throws(UnreadableFile) {
    at += 1
    var expected = 0
    skipSpace()
    if peek() == UInt8(ascii: "}") {
      at += 1
      return
    }
    while true {
      skipSpace()
      let column = try column(expected)
      expected = column + 1
      skipSpace()
      try expect(UInt8(ascii: ":"))
      skipSpace()
      let role = role[column]
      if role >= 0 { row.values[role] = try scalar() } else { try skip(depth: 4) }
      skipSpace()
      if peek() == UInt8(ascii: ",") {
        at += 1
        continue
      }
      try expect(UInt8(ascii: "}"))
      return
    }
  }

  /// The place of a property's name among the known ones; the one after the last is tried first.
  private mutating func column(_ expected: Int) throws(UnreadableFile) -> Int {
    if expected < known.count {
      let name = known[expected]
      let end = at + 1 + name.count
      if end < bytes.count, bytes[at] == UInt8(ascii: "\""), bytes[end] == UInt8(ascii: "\"") {
        var same = true
        for (offset, byte) in name.enumerated() where bytes[at + 1 + offset] != byte {
          same = false
          break
        }
        if same {
          at = end + 1
          return expected
        }
      }
    }
    let name = Array(try text().utf8)
    if let place = known.firstIndex(of: name) { return place }
    guard known.count < 5000 else { throw fault("features have at most 5000 different properties") }
    known.append(name)
    role.append(wanted.firstIndex(of: name) ?? -1)
    return known.count - 1
  }

  // MARK: Geometry

  private mutating func geometry(_ row: inout FeatureTable.Row) throws(UnreadableFile) {
    let firstPart = table.partCount
    if peek() != UInt8(ascii: "{") { return try skip(depth: 3) }
    var type = ""
    var depth = 0
    var coordinatesAt: Int?
    var fault: String?
    try members { (reader, key) throws(UnreadableFile) in
      switch key {
      case "type": type = try reader.text()
      case "coordinates":
        coordinatesAt = reader.at
        depth = reader.openBrackets()
        if depth >= 1, depth <= 4 {
          fault = try reader.coordinates(depth)
        } else {
          try reader.skip(depth: 4)
        }
      default: try reader.skip(depth: 4)
      }
    }
    row.parts = firstPart..<table.partCount
    let wanted: Int
    switch type {
    case "Point": (row.kind, wanted) = (.point, 1)
    case "MultiPoint": (row.kind, wanted) = (.point, 2)
    case "LineString": (row.kind, wanted) = (.line, 2)
    case "MultiLineString": (row.kind, wanted) = (.line, 3)
    case "Polygon": (row.kind, wanted) = (.polygon, 3)
    case "MultiPolygon": (row.kind, wanted) = (.polygon, 4)
    default:
      row.kind = .other
      row.fault =
        type.isEmpty ? "its geometry has no type" : "`\(type)` is no geometry that is read"
      return
    }
    if coordinatesAt == nil || depth == 0 || row.parts.isEmpty {
      row.fault = "its geometry has no coordinates"
    } else if depth != wanted {
      row.fault = "the coordinates of a `\(type)` are nested \(wanted) deep, not \(depth)"
    } else {
      row.fault = fault
    }
  }

  /// How many brackets open one after the other here.
  private func openBrackets() -> Int {
    var place = at
    var count = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "[") {
        count += 1
      } else if byte > 32 {
        return byte == UInt8(ascii: "]") ? 0 : count
      }
      place += 1
    }
    return count
  }

  /// Coordinates nested so deep: 1 a position, 2 a line, 3 rings of a part, 4 parts. What is wrong with them, in words.
  private mutating func coordinates(_ depth: Int) throws(UnreadableFile) -> String? {
    var fault: String?
    switch depth {
    case 1:
      fault = try position()
      table.endRing()
      table.endPart()
    case 2:
      fault = try positions()
      table.endRing()
      table.endPart()
    case 3: fault = try rings()
    default:
      try elements { (reader) throws(UnreadableFile) in
        guard reader.peek() == UInt8(ascii: "[") else {
          throw reader.fault("coordinates are arrays of numbers")
        }
        fault = try reader.rings() ?? fault
      }
    }
    return fault
  }

  private mutating func rings() throws(UnreadableFile) -> String? {
    var fault: String?
    try elements { (reader) throws(UnreadableFile) in
      guard reader.peek() == UInt8(ascii: "[") else {
        throw reader.fault("coordinates are arrays of numbers")
      }
      fault = try reader.positions() ?? fault
      reader.table.endRing()
    }
    table.endPart()
    return fault
  }

  private mutating func positions() throws(UnreadableFile) -> String? {
    var fault: String?
    at += 1
    skipSpace()
    if peek() == UInt8(ascii: "]") {
      at += 1
      return nil
    }
    while true {
      skipSpace()
      if let found = try position() { fault = found }
      skipSpace()
      let byte = peek()
      at += 1
      if byte == UInt8(ascii: ",") { continue }
      guard byte == UInt8(ascii: "]") else { throw truncatedOr("a `,` or `]` belongs here") }
      return fault
    }
  }

  private mutating func position() throws(UnreadableFile) -> String? {
    try expect(UInt8(ascii: "["))
    var x = 0.0
    var y = 0.0
    var count = 0
    while true {
      skipSpace()
      let value = try number()
      if count == 0 { x = value } else if count == 1 { y = value }
      count += 1
      skipSpace()
      let byte = peek()
      at += 1
      if byte == UInt8(ascii: ",") { continue }
      guard byte == UInt8(ascii: "]") else { throw truncatedOr("a `,` or `]` belongs here") }
      break
    }
    table.coordinates.append(Point(x, y))
    if count < 2 { return "a position has fewer than two numbers" }
    return x.isFinite && y.isFinite ? nil : "a coordinate is not a finite number"
  }

  /// A number; NaN for `NaN`, `null` and infinities, which JSON does not have and files do.
  private mutating func number() throws(UnreadableFile) -> Double {
    let start = at
    var mantissa: UInt64 = 0
    var digits = 0
    var scale = 0
    var isNegative = false
    if peek() == UInt8(ascii: "-") {
      isNegative = true
      at += 1
    }
    let firstDigit = at
    while at < bytes.count, bytes[at] &- 48 < 10 {
      if digits < 19 { mantissa = mantissa &* 10 &+ UInt64(bytes[at] &- 48) }
      digits += mantissa == 0 ? 0 : 1
      at += 1
    }
    guard at > firstDigit else { return try wordForNothing(from: start) }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      while at < bytes.count, bytes[at] &- 48 < 10 {
        if digits < 19 {
          mantissa = mantissa &* 10 &+ UInt64(bytes[at] &- 48)
          scale += 1
        }
        digits += mantissa == 0 ? 0 : 1
        at += 1
      }
    }
    let hasExponent = at < bytes.count && (bytes[at] | 32) == UInt8(ascii: "e")
    // Exact where both numbers are exact in binary (Clinger 1990); else the library's slow way.
    if !hasExponent, digits < 19, mantissa < 1 << 53, scale <= 22 {
      let value = Double(mantissa) / powersOfTen[scale]
      return isNegative ? -value : value
    }
    while at < bytes.count, numeralBytes.contains(bytes[at]) { at += 1 }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    guard let value = Double(text) else { throw fault("`\(text.prefix(40))` is no number") }
    return value
  }

  private mutating func wordForNothing(from start: Int) throws(UnreadableFile) -> Double {
    for word in ["NaN", "null", "Infinity", "nan", "inf"] where hasWord(word) {
      at += word.utf8.count
      return .nan
    }
    throw truncatedOr("a number belongs here")
  }

  // MARK: JSON

  private func hasWord(_ word: String) -> Bool {
    let utf8 = Array(word.utf8)
    guard at + utf8.count <= bytes.count else { return false }
    return utf8.indices.allSatisfy { bytes[at + $0] == utf8[$0] }
  }

  private func peek() -> UInt8 { at < bytes.count ? bytes[at] : 0 }

  private mutating func skipSpace() {
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == 32 || byte == 10 || byte == 13 || byte == 9 else { return }
      at += 1
    }
  }

  private mutating func expect(_ byte: UInt8) throws(UnreadableFile) {
    guard at < bytes.count, bytes[at] == byte else {
      throw truncatedOr("`\(Character(Unicode.Scalar(byte)))` belongs here")
    }
    at += 1
  }

  private mutating func members(
    _ body: (inout GeoJSONReader, String) throws(UnreadableFile) -> Void
  ) throws(UnreadableFile) {
    try expect(UInt8(ascii: "{"))
    skipSpace()
    if peek() == UInt8(ascii: "}") {
      at += 1
      return
    }
    while true {
      skipSpace()
      let key = try text()
      skipSpace()
      try expect(UInt8(ascii: ":"))
      skipSpace()
      try body(&self, key)
      skipSpace()
      if peek() == UInt8(ascii: ",") {
        at += 1
        continue
      }
      try expect(UInt8(ascii: "}"))
      return
    }
  }

  private mutating func elements(
    _ body: (inout GeoJSONReader) throws(UnreadableFile) -> Void
  ) throws(UnreadableFile) {
    try expect(UInt8(ascii: "["))
    skipSpace()
    if peek() == UInt8(ascii: "]") {
      at += 1
      return
    }
    while true {
      skipSpace()
      try body(&self)
      skipSpace()
      if peek() == UInt8(ascii: ",") {
        at += 1
        continue
      }
      try expect(UInt8(ascii: "]"))
      return
    }
  }

  /// A value as text: nil for null, `true`, a numeral as it stands; of an array or object nothing is kept.
  private mutating func scalar() throws(UnreadableFile) -> String? {
    switch peek() {
    case UInt8(ascii: "\""): return try text()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try skip(depth: 4)
      return nil
    default:
      let start = at
      try skip(depth: 4)
      let word = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
      return word == "null" || word == "NaN" ? nil : word
    }
  }

  /// Passes over a value. It is no recursion, so depth costs nothing; beyond ``deepest`` the file is refused.
  private mutating func skip(depth: Int) throws(UnreadableFile) {
    var open = 0
    repeat {
      skipSpace()
      guard at < bytes.count else { throw truncatedOr("") }
      switch bytes[at] {
      case UInt8(ascii: "\""): try skipText()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open += 1
        guard open + depth <= Self.deepest else {
          throw fault("values are nested at most \(Self.deepest) deep")
        }
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open > 0 else { throw fault("a value belongs here") }
        open -= 1
        at += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard open > 0 else { throw fault("a value belongs here") }
        at += 1
      default:
        let start = at
        while at < bytes.count, wordBytes.contains(bytes[at]) { at += 1 }
        guard at > start else { throw fault("this is no JSON") }
      }
    } while open > 0
  }

  private mutating func skipText() throws(UnreadableFile) {
    at += 1
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        return
      }
      at += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    throw truncatedOr("")
  }

  private mutating func text() throws(UnreadableFile) -> String {
    guard peek() == UInt8(ascii: "\"") else { throw truncatedOr("a text in quotes belongs here") }
    let start = at + 1
    try skipText()
    let slice = UnsafeBufferPointer(rebasing: bytes[start..<(at - 1)])
    guard slice.contains(UInt8(ascii: "\\")) else { return String(decoding: slice, as: UTF8.self) }
    return unescaped(slice)
  }

  private func unescaped(_ slice: UnsafeBufferPointer<UInt8>) -> String {
    var units: [UInt16] = []
    let text = Array(String(decoding: slice, as: UTF8.self).utf16)
    var place = 0
    while place < text.count {
      guard text[place] == 92, place + 1 < text.count else {
        units.append(text[place])
        place += 1
        continue
      }
      let escape = text[place + 1]
      place += 2
      switch escape {
      case 110: units.append(10)
      case 116: units.append(9)
      case 114: units.append(13)
      case 98: units.append(8)
      case 102: units.append(12)
      case 117 where place + 4 <= text.count:
        let digits = String(decoding: text[place..<(place + 4)], as: UTF16.self)
        units.append(UInt16(digits, radix: 16) ?? 0xFFFD)
        place += 4
      default: units.append(escape)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  private func fault(_ reason: String) -> UnreadableFile {
    let line = 1 + bytes[..<min(at, bytes.count)].reduce(0) { $0 + ($1 == 10 ? 1 : 0) }
    return UnreadableFile(reason, line: line)
  }

  private func truncatedOr(_ reason: String) -> UnreadableFile {
    at >= bytes.count
      ? fault("it ends in the middle of a value: the file is cut off after \(bytes.count) bytes")
      : fault(reason)
  }
}

private let powersOfTen: [Double] = (0...22).map { exponent in
  var value = 1.0
  for _ in 0..<exponent { value *= 10 }
  return value
}
private let numeralBytes = Set("0123456789+-.eE".utf8)
private let wordBytes = Set("0123456789+-.eEtrufalsnNIity".utf8)
