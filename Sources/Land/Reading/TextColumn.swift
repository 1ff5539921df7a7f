import Columns

/// One column's text for all rows in a single buffer of UTF-8: a cell becomes a `String` only when it is asked for.
struct TextColumn: Sendable {
  private var bytes: [UInt8] = []
  /// Where each cell ends; the complement of it for a null.
  private var ends: [Int] = []

  var count: Int { ends.count }

  private func start(_ row: Int) -> Int {
    guard row > 0 else { return 0 }
    let end = ends[row - 1]
    return end < 0 ? ~end : end
  }

  /// The text of a row; nil for null.
  subscript(row: Int) -> String? {
    let end = ends[row]
    return end < 0 ? nil : String(decoding: bytes[start(row)..<end], as: UTF8.self)
  }

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(bytes.count)
  }

  mutating func append(_ utf8: some Sequence<UInt8>) {
    bytes.append(contentsOf: utf8)
    ends.append(bytes.count)
  }

  mutating func appendNull() { ends.append(~bytes.count) }
}

extension TextColumn {
  var byteCount: Int { bytes.count }

  /// A column that stands in a file, its bytes from a place on; nil where its ends do not rise within them.
  init?(bytes: Column<UInt8>, from start: Int, ends: Slice<UnsafeBufferPointer<Int>>) {
    var last = 0
    for end in ends {
      let place = end < 0 ? ~end : end
      guard place >= last, place <= bytes.count - start else { return nil }
      last = place
    }
    self.bytes = Array(bytes.elements[start..<start + last])
    self.ends = Array(ends)
  }

  func append(to bytes: inout GrowingColumn<UInt8>, _ ends: inout GrowingColumn<Int>) {
    self.bytes.withUnsafeBufferPointer { own in
      if let base = own.baseAddress { bytes.append(base, count: own.count) }
    }
    self.ends.withUnsafeBufferPointer { own in
      if let base = own.baseAddress { ends.append(base, count: own.count) }
    }
  }
}
