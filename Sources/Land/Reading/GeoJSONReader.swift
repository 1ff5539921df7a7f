import Foundation
import Geometry

/// Reads GeoJSON (RFC 7946, and the older `crs` member) byte by byte, once, without building a tree; also one feature a line
/// (RFC 8142), and rows of a survey with `rings` or `xy`, whose rings may have arcs.
///
/// A file that is no strict JSON is refused whole with its line. A feature of its own that cannot be used (a coordinate that is
/// not a finite number, a geometry that is none) only refuses that feature.
struct GeoJSONReader {
  var json: JSONScanner
  var table: FeatureTable
  private let wanted: [[UInt8]]
  private var known: [[UInt8]] = []
  /// The wanted column that each known one is, or -1.
  private var role: [Int] = []
  /// The row in which each known column was last met.
  private var lastRow: [Int] = []

  /// - Parameters:
  ///   - columns: The properties whose values are kept.
  ///   - isLines: Whether each line is a feature of its own.
  static func read(_ data: Data, columns: [String], isLines: Bool = false)
    throws(UnreadableFile) -> FeatureTable
  {
    // Not inside `withUnsafeBytes` alone: its rethrowing is untyped.
    var result: Result<FeatureTable, UnreadableFile> = .failure(UnreadableFile("it is empty"))
    data.withUnsafeBytes { raw in
      var reader = GeoJSONReader(raw.bindMemory(to: UInt8.self), columns)
      do throws(UnreadableFile) {
        if isLines { try reader.readLines() } else { try reader.readDocument() }
        reader.table.columns = reader.known.map { String(decoding: $0, as: UTF8.self) }
        result = .success(reader.table)
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ columns: [String]) {
    json = JSONScanner(bytes)
    wanted = columns.map { Array($0.utf8) }
    table = FeatureTable(asking: columns.count)
    table.expect(points: bytes.count / 16)
  }

  // MARK: The document

  private mutating func readDocument() throws(UnreadableFile) {
    json.skipSpace()
    guard json.at < json.bytes.count else { throw UnreadableFile("it is empty") }
    guard json.peek() == UInt8(ascii: "{") else {
      throw json.fault("a GeoJSON file starts with `{`")
    }
    table.crs = CoordinateSystem.longitudeLatitude
    var isFeature = false
    var hasFeatures = false
    let start = json.at
    var object = JSONScanner.Object()
    while let key = try json.key(of: &object) {
      switch key {
      case "features":
        hasFeatures = true
        var isOpen = false
        while try json.element(&isOpen) { try feature() }
      case "crs": try crsMember()
      case "type":
        let type = try json.text()
        isFeature = type == "Feature"
        guard isFeature || type == "FeatureCollection" else {
          throw json.fault(
            "a GeoJSON file of features is a `FeatureCollection`, not `\(type.prefix(40))`")
        }
      default: try json.skip(depth: 2)
      }
    }
    json.skipSpace()
    guard json.at == json.bytes.count else {
      throw json.fault(
        "there is more after the end of the collection",
        mend: "call a file with one feature a line `.ndjson`")
    }
    if !hasFeatures, isFeature {
      json.at = start
      try feature()
      hasFeatures = true
    }
    guard hasFeatures else { throw UnreadableFile("it has no `features`") }
  }

  private mutating func crsMember() throws(UnreadableFile) {
    if json.peek() != UInt8(ascii: "{") { return try json.skip(depth: 2) }
    var object = JSONScanner.Object()
    while let key = try json.key(of: &object) {
      guard key == "properties", json.peek() == UInt8(ascii: "{") else {
        try json.skip(depth: 3)
        continue
      }
      var properties = JSONScanner.Object()
      while let key = try json.key(of: &properties) {
        if key == "name", json.peek() == UInt8(ascii: "\"") {
          table.crs = try json.text()
        } else {
          try json.skip(depth: 4)
        }
      }
    }
  }

  private mutating func feature() throws(UnreadableFile) {
    var row = FeatureTable.Draft()
    guard json.peek() == UInt8(ascii: "{") else {
      try json.skip(depth: 3)
      row.fault = "it is no feature"
      return table.endRow(row)
    }
    var object = JSONScanner.Object()
    while let key = try json.key(of: &object) {
      switch key {
      case "properties" where json.peek() == UInt8(ascii: "{"): try properties()
      case "geometry": try geometry(&row)
      default: try json.skip(depth: 4)
      }
    }
    table.endRow(row)
  }

  // MARK: A feature a line

  private mutating func readLines() throws(UnreadableFile) {
    var isFeatures: Bool?
    while true {
      json.skipSpace()
      // RFC 8142 begins each text with a record separator.
      if json.peek() == 0x1E {
        json.at += 1
        continue
      }
      guard json.at < json.bytes.count else { break }
      guard json.peek() == UInt8(ascii: "{") else {
        throw json.cutOffOr("each line is one object, from `{` to `}`")
      }
      let line = json.line(of: json.at)
      if let isFeatures {
        if isFeatures { try feature() } else { try surveyRow() }
      } else {
        let start = json.at
        var isFeature = false
        var object = JSONScanner.Object()
        while let key = try json.key(of: &object) {
          if key == "type", json.peek() == UInt8(ascii: "\"") {
            isFeature = try json.text() == "Feature"
          } else {
            try json.skip(depth: 2)
          }
        }
        isFeatures = isFeature
        if isFeature { table.crs = CoordinateSystem.longitudeLatitude }
        json.at = start
        continue
      }
      let end = json.line(of: json.at)
      while json.at < json.bytes.count, json.peek() != 10 {
        guard json.peek() <= 32 || json.peek() == 0x1E else {
          throw json.fault("there is more on the line after the end of its object")
        }
        if json.peek() == 0x1E { break }
        json.at += 1
      }
      guard end == line else { throw json.fault("each line is one object, from `{` to `}`") }
    }
    guard isFeatures != nil else { throw UnreadableFile("it is empty") }
  }

  /// An object whose members are its properties, with `rings` (each of positions and arcs) or `xy` for its place.
  private mutating func surveyRow() throws(UnreadableFile) {
    var row = FeatureTable.Draft()
    try properties { (reader, key) throws(UnreadableFile) in
      if key == "rings" {
        try reader.surveyRings(&row)
        return true
      }
      guard key == "xy" else { return false }
      row.kind = .point
      row.fault = try reader.position()
      reader.table.endRing()
      reader.table.endPart()
      return true
    }
    table.endRow(row)
  }

  // MARK: Properties

  /// - Parameter takes: Looks at a member before its value; true where it has read it.
  private mutating func properties(
    _ takes: ((inout GeoJSONReader, String) throws(UnreadableFile) -> Bool)? = nil
  ) throws(UnreadableFile) {
    var isOpen = false
    var expected = 0
    while try json.advance(&isOpen, from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) {
      let column = try column(expected)
      expected = column + 1
      guard lastRow[column] != table.rowCount else {
        throw json.fault(
          "the key `\(String(decoding: known[column], as: UTF8.self).prefix(40))` stands twice")
      }
      lastRow[column] = table.rowCount
      try json.colon()
      if let takes, try takes(&self, String(decoding: known[column], as: UTF8.self)) { continue }
      guard role[column] >= 0 else {
        try json.skip(depth: 5)
        continue
      }
      try value(for: role[column])
    }
  }

  /// A value as text: nothing for null, `true`, a numeral as it stands; of an array or object nothing is kept.
  private mutating func value(for column: Int) throws(UnreadableFile) {
    switch json.peek() {
    case UInt8(ascii: "\""):
      let (range, isPlain) = try json.string()
      if isPlain {
        table.append(UnsafeBufferPointer(rebasing: json.bytes[range]), column: column)
      } else {
        table.append(json.unescaped(range), column: column)
      }
    case UInt8(ascii: "{"), UInt8(ascii: "["): try json.skip(depth: 5)
    default:
      let range = try json.word()
      if json.bytes[range.lowerBound] != UInt8(ascii: "n") {
        table.append(UnsafeBufferPointer(rebasing: json.bytes[range]), column: column)
      }
    }
  }

  /// The place of the next key among the known columns, most often the one expected.
  private mutating func column(_ expected: Int) throws(UnreadableFile) -> Int {
    if expected < known.count {
      let end = json.at + 1 + known[expected].count
      if end < json.bytes.count, json.peek() == UInt8(ascii: "\""),
        json.bytes[end] == UInt8(ascii: "\"")
      {
        var same = true
        let start = json.at + 1
        known[expected].withUnsafeBufferPointer { name in
          var offset = 0
          while offset < name.count, name[offset] == json.bytes[start &+ offset] { offset &+= 1 }
          same = offset == name.count
        }
        if same {
          json.at = end + 1
          return expected
        }
      }
    }
    let name = Array(try json.text().utf8)
    if let place = known.firstIndex(of: name) { return place }
    guard known.count < 5000 else {
      throw json.fault("features have at most 5000 different properties")
    }
    known.append(name)
    role.append(wanted.firstIndex(of: name) ?? -1)
    lastRow.append(-1)
    return known.count - 1
  }
}
