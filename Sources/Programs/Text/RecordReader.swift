/// One line after another of comma-separated text by the whole grammar of RFC 4180: quoted fields, quotes doubled in them,
/// lines that end in LF or CR LF, line ends within quotes.
struct RecordReader {
  enum Record {
    case fields([String])
    case blank
    case fault(String)
  }

  private(set) var at: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  /// Of the line at which the reader stands, from 1.
  private(set) var lineNumber = 1

  init(_ at: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    self.at = at
    self.end = end
  }

  mutating func skipByteOrderMark() {
    if end - at >= 3, at[0] == 0xEF, at[1] == 0xBB, at[2] == 0xBF { at += 3 }
  }

  /// The next line; nil at the end of the text.
  mutating func next() -> Record? {
    guard at < end else { return nil }
    let start = at
    var fields: [String] = []
    var isPlain = true
    while true {
      if at < end, at.pointee == UInt8(ascii: "\"") {
        isPlain = false
        guard let field = quoted() else {
          // A quote that is never closed would swallow the text: only its own line is lost.
          at = start
          skipLine()
          return .fault("a quote is not closed: write another `\"` at the end of the field")
        }
        guard at >= end || isFieldEnd else {
          at = start
          skipLine()
          return .fault("a quoted field is followed by more: write a quote in a field twice")
        }
        fields.append(field)
      } else {
        fields.append(plain())
      }
      if at < end, at.pointee == UInt8(ascii: ",") {
        at += 1
        continue
      }
      let isBlank = isPlain && fields.count == 1 && fields[0].allSatisfy { $0 == " " || $0 == "\t" }
      skipLineEnd()
      return isBlank ? .blank : .fields(fields)
    }
  }

  private var isFieldEnd: Bool {
    switch at.pointee {
    case UInt8(ascii: ","), UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): at + 1 == end || at[1] == UInt8(ascii: "\n")
    default: false
    }
  }

  private mutating func plain() -> String {
    let start = at
    while at < end, !isFieldEnd { at += 1 }
    return String(decoding: UnsafeBufferPointer(start: start, count: at - start), as: UTF8.self)
  }

  /// No field of a case is longer: a quote that is never closed is not looked for in all that follows.
  private static let longestField = 1 << 16

  private mutating func quoted() -> String? {
    at += 1
    var bytes: [UInt8] = []
    while at < end, bytes.count < Self.longestField {
      let byte = at.pointee
      at += 1
      if byte == UInt8(ascii: "\"") {
        guard at < end, at.pointee == UInt8(ascii: "\"") else {
          return String(decoding: bytes, as: UTF8.self)
        }
        at += 1
      }
      if byte == UInt8(ascii: "\n") { lineNumber += 1 }
      bytes.append(byte)
    }
    return nil
  }

  private mutating func skipLine() {
    lineNumber = 1
    while at < end, at.pointee != UInt8(ascii: "\n") { at += 1 }
    skipLineEnd()
  }

  private mutating func skipLineEnd() {
    if at < end, at.pointee == UInt8(ascii: "\r") { at += 1 }
    if at < end, at.pointee == UInt8(ascii: "\n") { at += 1 }
    lineNumber += 1
  }
}
