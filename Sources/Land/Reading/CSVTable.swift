package import Foundation
import Geometry

/// Rows of comma-separated values (RFC 4180): quotes, doubled quotes, line breaks in quotes, CR LF, a byte order mark.
package struct CSVTable {
  var header: [String]
  var rows: [[String]] = []
  /// Lines whose number of fields is not the header's: nothing of them is used.
  var misfits: [(line: Int, fields: Int)] = []

  /// - Parameter header: Given where the file's first line is no header; every line is then a row.
  init(_ data: Data, header given: [String]? = nil, separator: Character? = nil)
    throws(UnreadableFile)
  {
    header = given ?? []
    var hasHeader = given != nil
    var fault: UnreadableFile?
    var rows: [[String]] = []
    var header = header
    var misfits: [(line: Int, fields: Int)] = []
    data.withUnsafeBytes { raw in
      let bytes = raw.bindMemory(to: UInt8.self)
      var at = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
      let comma = separator?.asciiValue ?? Self.separator(bytes, from: at)
      var line = 1
      while at < bytes.count {
        let start = line
        guard let fields = Self.row(bytes, &at, &line, comma) else {
          fault = UnreadableFile("a quote opens here and never closes", line: start)
          return
        }
        if fields.count == 1, fields[0].isEmpty { continue }
        if !hasHeader {
          header = fields.map { $0.trimmingCharacters(in: .whitespaces) }
          hasHeader = true
        } else if fields.count == header.count {
          rows.append(fields)
        } else {
          misfits.append((start, fields.count))
        }
      }
    }
    if let fault { throw fault }
    guard hasHeader else { throw UnreadableFile("it is empty") }
    self.header = header
    self.rows = rows
    self.misfits = misfits
  }

  /// All rows as they stand, the first one too, each with its own number of fields. Nil where a quote never closes.
  package static func lines(of data: Data) -> [[String]]? {
    data.withUnsafeBytes { raw in
      let bytes = raw.bindMemory(to: UInt8.self)
      var at = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
      let comma = separator(bytes, from: at)
      var line = 1
      var lines: [[String]] = []
      while at < bytes.count {
        guard let fields = row(bytes, &at, &line, comma) else { return nil }
        if fields != [""] { lines.append(fields) }
      }
      return lines
    }
  }

  /// A semicolon or a tab where the first line has more of it than of commas.
  private static func separator(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt8 {
    let first = bytes[start...].prefix { $0 != 10 }
    let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].map { candidate in
      (candidate, first.reduce(0) { $0 + ($1 == candidate ? 1 : 0) })
    }
    return counts.max { $0.1 < $1.1 }.map { $0.1 > 0 ? $0.0 : 44 } ?? 44
  }

  private static func row(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ line: inout Int, _ comma: UInt8
  ) -> [String]? {
    var fields: [String] = []
    while true {
      if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
        var field: [UInt8] = []
        at += 1
        while true {
          guard at < bytes.count else { return nil }
          let byte = bytes[at]
          at += 1
          if byte == UInt8(ascii: "\"") {
            guard at < bytes.count, bytes[at] == byte else { break }
            at += 1
          }
          if byte == 10 { line += 1 }
          field.append(byte)
        }
        while at < bytes.count, bytes[at] != comma, bytes[at] != 10 {
          if bytes[at] != 13 { field.append(bytes[at]) }
          at += 1
        }
        fields.append(String(decoding: field, as: UTF8.self))
      } else {
        let start = at
        while at < bytes.count, bytes[at] != comma, bytes[at] != 10 { at += 1 }
        var end = at
        if end > start, bytes[end - 1] == 13, at == bytes.count || bytes[at] == 10 { end -= 1 }
        fields.append(
          String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self))
      }
      guard at < bytes.count else { return fields }
      let byte = bytes[at]
      at += 1
      if byte == 10 {
        line += 1
        return fields
      }
    }
  }

  /// The table as features, its geometry in a column of well-known text where there is one of that name.
  func features(columns: [String], geometry: String?) -> FeatureTable {
    var table = FeatureTable()
    table.columns = header
    let places = columns.map { header.firstIndex(of: $0) }
    let shape = geometry.flatMap { header.firstIndex(of: $0) }
    for fields in rows {
      var row = FeatureTable.Row(
        kind: .none, parts: table.partCount..<table.partCount,
        values: places.map { $0.flatMap { fields[$0].isEmpty ? nil : fields[$0] } })
      if let shape { WKTReader.read(fields[shape], into: &table, &row) }
      table.rows.append(row)
    }
    table.notes = misfits.prefix(3).map {
      "line \($0.line) has \($0.fields) fields and the header \(header.count)"
    }
    if misfits.count > 3 { table.notes.append("\(misfits.count - 3) more lines do not fit") }
    return table
  }
}
