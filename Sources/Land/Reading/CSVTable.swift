package import Foundation
import Geometry

/// Rows of comma-separated values (RFC 4180): quotes, doubled quotes, line breaks in quotes, CR LF, a byte order mark.
///
/// A comma, or a semicolon or a tab where the first line has more of it.
package enum CSVTable {
  /// All rows as they stand, the first one too, each with its own number of fields. Nil where a quote never closes.
  package static func lines(of data: Data) -> [[String]]? {
    data.withUnsafeBytes { raw in
      var rows = Rows(raw.bindMemory(to: UInt8.self))
      var lines: [[String]] = []
      while rows.next() {
        if !rows.isBlank { lines.append((0..<rows.count).map { rows.text($0) }) }
      }
      return rows.isBroken ? nil : lines
    }
  }

  /// The table as features, its geometry in a column of well-known text or of well-known binary in hexadecimal digits.
  ///
  /// - Parameters:
  ///   - header: Given where the file's first line is no header; every line is then a row.
  ///   - columns: Those whose values are kept.
  static func read(
    _ data: Data, header given: [String]? = nil, columns: [String], geometry: String? = nil
  ) throws(UnreadableFile) -> FeatureTable {
    var fault: UnreadableFile?
    let table = data.withUnsafeBytes { raw -> FeatureTable in
      var rows = Rows(raw.bindMemory(to: UInt8.self))
      return features(&rows, given, columns, geometry, &fault)
    }
    if let fault { throw fault }
    return table
  }

  private static func features(
    _ rows: inout Rows, _ given: [String]?, _ columns: [String], _ geometry: String?,
    _ fault: inout UnreadableFile?
  ) -> FeatureTable {
    var table = FeatureTable(asking: columns.count)
    var header = given
    var places: [Int?] = []
    var shape: Int?
    var hasPlaces = false
    var misfits = 0
    var wrongTexts = 0
    var line = 1
    while true {
      line = rows.line
      guard rows.next() else { break }
      if rows.isBlank { continue }
      if header == nil {
        header = (0..<rows.count).map { rows.text($0).trimmingCharacters(in: .whitespaces) }
        continue
      }
      guard let header else { continue }
      if !hasPlaces {
        hasPlaces = true
        places = columns.map { header.firstIndex(of: $0) }
        shape = geometry.flatMap { header.firstIndex(of: $0) }
      }
      guard rows.count == header.count else {
        misfits += 1
        if misfits <= 3 {
          table.notes.append("line \(line) has \(rows.count) fields and the header \(header.count)")
        }
        continue
      }
      var row = FeatureTable.Draft()
      if let shape { rows.bytes(shape).withUnsafeBufferPointer { read($0, into: &table, &row) } }
      for (column, place) in places.enumerated() {
        guard let place else { continue }
        let bytes = rows.bytes(place)
        if bytes.isEmpty { continue }
        if bytes.contains(where: { $0 >= 0x80 }), !isUTF8(bytes) { wrongTexts += 1 }
        table.append(bytes, column: column)
      }
      table.endRow(row)
    }
    if rows.isBroken {
      fault = UnreadableFile("a quote opens here and never closes", line: line)
    } else if header == nil {
      fault = UnreadableFile("it is empty")
    } else if wrongTexts > 0 {
      fault = UnreadableFile(
        "\(wrongTexts) values are no UTF-8",
        mend: "write the file in UTF-8: `iconv -f WINDOWS-1256 -t UTF-8 OLD.csv > NEW.csv`")
    }
    table.columns = header ?? []
    if misfits > 3 { table.notes.append("\(misfits - 3) more lines do not fit") }
    return table
  }

  /// Well-known text, or well-known binary in hexadecimal digits.
  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, into table: inout FeatureTable,
    _ row: inout FeatureTable.Draft
  ) {
    let srid: Int?
    if bytes.count >= 10, bytes[0] == 48, bytes[1] == 48 || bytes[1] == 49 {
      guard let binary = unhexed(bytes) else {
        row.fault = "its well-known binary is no even number of hexadecimal digits"
        return
      }
      srid = binary.withUnsafeBytes { WKBReader.read($0, into: &table, &row) }
    } else {
      srid = WKTReader.read(bytes, into: &table, &row)
    }
    guard let srid, srid > 0 else { return }
    let code = "EPSG:\(srid)"
    if table.crs == nil { table.crs = code }
    if let first = table.crs, first != code {
      table.rewindRow()
      row.fault = "it is in `\(code)`, and those before in `\(first)`"
    }
  }

  private static func unhexed(_ digits: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard digits.count % 2 == 0 else { return nil }
    func value(_ digit: UInt8) -> UInt8? {
      switch digit {
      case 48...57: digit - 48
      case 65...70: digit - 55
      case 97...102: digit - 87
      default: nil
      }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(digits[place]), let low = value(digits[place + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// Walks over rows; the fields of one stand in one buffer until the next.
  private struct Rows {
    let file: UnsafeBufferPointer<UInt8>
    private var at: Int
    private let comma: UInt8
    private var field: [UInt8] = []
    private var ends: [Int] = []
    private(set) var line = 1
    private(set) var isBroken = false

    init(_ file: UnsafeBufferPointer<UInt8>) {
      self.file = file
      let start = file.count >= 3 && file[0] == 0xEF && file[1] == 0xBB && file[2] == 0xBF ? 3 : 0
      at = start
      let first = file[start...].prefix { $0 != 10 }
      let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].map { candidate in
        (candidate, first.reduce(0) { $0 + ($1 == candidate ? 1 : 0) })
      }
      comma = counts.max { $0.1 < $1.1 }.map { $0.1 > 0 ? $0.0 : 44 } ?? 44
    }

    var count: Int { ends.count }
    var isBlank: Bool { ends.count == 1 && field.isEmpty }

    func bytes(_ place: Int) -> ArraySlice<UInt8> {
      field[(place > 0 ? ends[place - 1] : 0)..<ends[place]]
    }

    func text(_ place: Int) -> String { String(decoding: bytes(place), as: UTF8.self) }

    mutating func next() -> Bool {
      guard at < file.count, !isBroken else { return false }
      field.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      while true {
        if at < file.count, file[at] == UInt8(ascii: "\"") {
          at += 1
          while true {
            guard at < file.count else {
              isBroken = true
              return false
            }
            let byte = file[at]
            at += 1
            if byte == UInt8(ascii: "\"") {
              guard at < file.count, file[at] == byte else { break }
              at += 1
            }
            if byte == 10 { line += 1 }
            field.append(byte)
          }
          while at < file.count, file[at] != comma, file[at] != 10 {
            if file[at] != 13 { field.append(file[at]) }
            at += 1
          }
        } else {
          let start = at
          while at < file.count, file[at] != comma, file[at] != 10 { at += 1 }
          var end = at
          if end > start, file[end - 1] == 13, at == file.count || file[at] == 10 { end -= 1 }
          field.append(contentsOf: UnsafeBufferPointer(rebasing: file[start..<end]))
        }
        ends.append(field.count)
        guard at < file.count else { return true }
        let byte = file[at]
        at += 1
        if byte == 10 {
          line += 1
          return true
        }
      }
    }
  }
}
