import Diagnostics

/// The text of a file as lines, the ground that every finding's place stands on.
///
/// Line ends are `\n`, `\r\n` and `\r`, as in CommonMark; a byte order mark is dropped.
struct SourceText {
  let file: String
  /// Without their ends; line 1 is at index 0.
  let lines: [String]

  /// The largest file that is read, in bytes of UTF-8.
  static let largestSize = 2_000_000

  init(_ text: String, file: String) {
    self.file = file
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var lastWasReturn = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where lastWasReturn: lastWasReturn = false
      case "\n", "\r":
        lines.append(String(line))
        line = String.UnicodeScalarView()
        lastWasReturn = scalar == "\r"
      case "\u{FEFF}" where lines.isEmpty && line.isEmpty: break
      default:
        lastWasReturn = false
        line.append(scalar)
      }
    }
    lines.append(String(line))
    self.lines = lines
  }

  /// The line with this number, from 1; empty outside the file.
  func line(_ number: Int) -> String {
    lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }

  func place(_ line: Int, _ column: Int = 1, article: String? = nil) -> Place {
    Place(file: file, line: line, column: column, article: article)
  }

  /// The text of whole lines, ends between them as `\n`.
  func slice(_ range: ClosedRange<Int>) -> SourceSlice {
    var slice = SourceSlice(file: file)
    for number in range {
      if number > range.lowerBound {
        slice.append("\n", line: number - 1, column: line(number - 1).unicodeScalars.count + 1)
      }
      slice.append(line(number), line: number, column: 1)
    }
    return slice
  }
}

/// A piece of a file that knows for each of its bytes where it stood there.
struct SourceSlice {
  let file: String
  private(set) var text = ""
  private var points: [Point] = []
  private var end: Point?

  private struct Point {
    var line: Int32
    var column: Int32
  }

  init(file: String) { self.file = file }

  /// Adds text that stands in the file from this line and column on, on one line.
  mutating func append(_ piece: String, line: Int, column: Int) {
    var column = column
    for scalar in piece.unicodeScalars {
      append(scalar, line: line, column: column)
      column += 1
    }
    end = Point(line: Int32(line), column: Int32(column))
  }

  mutating func append(_ scalar: Unicode.Scalar, line: Int, column: Int) {
    let point = Point(line: Int32(line), column: Int32(column))
    for _ in 0..<UTF8.width(scalar) { points.append(point) }
    text.unicodeScalars.append(scalar)
    end = Point(line: point.line, column: point.column + 1)
  }

  /// Where the byte at this offset stands; an offset past the end is the place after the last character.
  func place(_ offset: Int, article: String? = nil) -> Place {
    let point =
      offset >= 0 && offset < points.count ? points[offset] : end ?? Point(line: 1, column: 1)
    return Place(file: file, line: Int(point.line), column: Int(point.column), article: article)
  }

  /// The part between two byte offsets, both on character borders.
  func part(_ range: Range<Int>) -> SourceSlice {
    var part = SourceSlice(file: file)
    part.text = String(decoding: Array(text.utf8)[range], as: UTF8.self)
    part.points = Array(points[range])
    part.end = range.upperBound < points.count ? points[range.upperBound] : end
    return part
  }

  /// Other text of the same length in bytes, at the same places.
  mutating func setText(_ other: String) {
    precondition(other.utf8.count == points.count, "text of the same length")
    text = other
  }

  /// Without white space at either end.
  var trimmed: SourceSlice {
    let bytes = Array(text.utf8)
    var low = 0
    var high = bytes.count
    while low < high, bytes[low].isSpace { low += 1 }
    while high > low, bytes[high - 1].isSpace { high -= 1 }
    return low == 0 && high == bytes.count ? self : part(low..<high)
  }

  var isEmpty: Bool { text.isEmpty }
}

extension UInt8 {
  /// Space, tab or line end.
  var isSpace: Bool { self == 32 || (9...13).contains(self) }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    var view = Substring(self).unicodeScalars
    while let first = view.first, first.properties.isWhitespace { view.removeFirst() }
    while let last = view.last, last.properties.isWhitespace { view.removeLast() }
    return String(Substring(view))
  }

  /// Runs of white space as one space each, none at the ends.
  var singleSpaced: String {
    unicodeScalars.split { $0.properties.isWhitespace }.map { String(Substring($0)) }
      .joined(separator: " ")
  }
}
