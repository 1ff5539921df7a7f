import Foundation

/// The attributes of a shapefile (dBASE III, `.dbf`), read field by field.
struct DBaseTable {
  struct Field {
    let name: String
    let type: UInt8
    let start: Int
    let length: Int
  }

  let bytes: Data
  let fields: [Field]
  let rowCount: Int
  /// The number of the language driver, which tells the code page of files that say nothing else.
  let languageDriver: UInt8
  private let headerLength: Int
  private let rowLength: Int

  init(_ data: Data) throws(UnreadableFile) {
    let bytes = data.startIndex == 0 ? data : Data(data)
    guard bytes.count >= 33 else { throw UnreadableFile("its `.dbf` is cut off in the header") }
    func short(_ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }
    let count = short(4) | short(6) << 16
    headerLength = short(8)
    rowLength = short(10)
    languageDriver = bytes[29]
    guard headerLength >= 33, headerLength <= bytes.count, rowLength >= 1 else {
      throw UnreadableFile("its `.dbf` has no header that can be read")
    }
    guard count <= (bytes.count - headerLength) / rowLength else {
      throw UnreadableFile("its `.dbf` is cut off: \(count) rows are announced")
    }
    var fields: [Field] = []
    var start = 1
    var place = 32
    while place < headerLength, bytes[place] != 0x0D {
      guard place + 32 <= headerLength else {
        throw UnreadableFile("its `.dbf` has no header that can be read")
      }
      let name = bytes[place..<(place + 11)].prefix { $0 != 0 }
      let length = Int(bytes[place + 16])
      fields.append(
        Field(
          name: String(decoding: name, as: UTF8.self).trimmingCharacters(in: .whitespaces),
          type: bytes[place + 11], start: start, length: length))
      start += length
      place += 32
    }
    guard start <= rowLength else {
      throw UnreadableFile("the fields of its `.dbf` are longer than its rows")
    }
    self.bytes = bytes
    self.fields = fields
    rowCount = count
  }

  func isDeleted(_ row: Int) -> Bool {
    bytes[headerLength + row * rowLength] == UInt8(ascii: "*")
  }

  /// The bytes of a cell, without the spaces and zeros around it.
  func cell(_ row: Int, _ field: Field) -> Data.SubSequence {
    let start = headerLength + row * rowLength + field.start
    var cell = bytes[start..<(start + field.length)]
    if field.type == UInt8(ascii: "I") || field.type == UInt8(ascii: "O") { return cell }
    if let zero = cell.firstIndex(of: 0) { cell = cell[..<zero] }
    while cell.last == 32 { cell = cell.dropLast() }
    while cell.first == 32 { cell = cell.dropFirst() }
    return cell
  }

  /// A cell as text: days as `2025-02-10`, whole numbers without a point; nil for null and for kinds that are not read.
  ///
  /// - Parameter letters: What text a field of letters is.
  func text(_ row: Int, _ field: Field, letters: (Data.SubSequence) -> String?) -> String? {
    let cell = cell(row, field)
    if cell.isEmpty { return nil }
    switch field.type {
    case UInt8(ascii: "C"): return letters(cell)
    case UInt8(ascii: "N"), UInt8(ascii: "F"):
      // Asterisks are a number that did not fit.
      guard cell.allSatisfy({ $0 != UInt8(ascii: "*") }) else { return nil }
      let text = String(decoding: cell, as: UTF8.self)
      guard text.contains("."), let number = Double(text) else { return text }
      return number.isFinite ? numberText(number) : nil
    case UInt8(ascii: "D"):
      guard cell.count == 8, cell.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
      let day = String(decoding: cell, as: UTF8.self)
      if day == "00000000" { return nil }
      return "\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.suffix(2))"
    case UInt8(ascii: "L"):
      switch cell.first {
      case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "Y"), UInt8(ascii: "y"):
        return "true"
      case UInt8(ascii: "F"), UInt8(ascii: "f"), UInt8(ascii: "N"), UInt8(ascii: "n"):
        return "false"
      default: return nil
      }
    case UInt8(ascii: "I") where cell.count == 4:
      let bits = cell.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return String(Int32(bitPattern: bits))
    case UInt8(ascii: "O") where cell.count == 8:
      let bits = cell.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let number = Double(bitPattern: bits)
      return number.isFinite ? numberText(number) : nil
    default: return nil
    }
  }
}
