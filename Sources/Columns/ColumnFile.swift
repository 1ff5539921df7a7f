/// Why a file of columns cannot be had.
package enum ColumnFileFault: Error, Hashable, CustomStringConvertible {
  case unreadable(String, String)
  case unwritable(String, String)
  /// The file is not of the kind that was asked for.
  case foreign(String)
  case otherVersion(String, UInt64, of: UInt64)
  case cutOff(String, bytes: Int, of: UInt64)
  /// What stands in the file does not fit together.
  case damaged(String, String)

  package var description: String {
    switch self {
    case .unreadable(let path, let why): "`\(path)` cannot be read: \(why)"
    case .unwritable(let path, let why): "`\(path)` cannot be written: \(why)"
    case .foreign(let path): "`\(path)` is no file of this kind; import the layer again"
    case .otherVersion(let path, let found, let wanted):
      "`\(path)` is of version \(found), not \(wanted); import the layer again"
    case .cutOff(let path, let bytes, let all):
      "`\(path)` is cut off: it has \(bytes) of \(all) bytes; import the layer again"
    case .damaged(let path, let what):
      "`\(path)` is damaged (\(what)); import the layer again"
    }
  }
}

/// An immutable file of named columns, mapped into memory.
///
/// | bytes | what |
/// |---|---|
/// | 0 ..< 8 | the mark of the kind of file |
/// | 8 ..< 16 | its version |
/// | 16 ..< 24 | the file's length in bytes |
/// | 24 ..< 32 | checksum of the rest of the head and of the directory |
/// | 32 ..< 40 | the number of columns |
/// | 40 ..< 64 | 0 |
/// | 64 ... | the directory: 32 bytes a column: name, place, bytes, checksum; then the columns, each from a multiple of 64 |
///
/// All numbers little-endian. Opening compares lengths and the directory's checksum; ``verify()`` reads every byte.
package struct ColumnFile: Sendable {
  package let path: String
  package let version: UInt64
  package let byteCount: Int
  private let memory: ColumnMemory
  private let entries: [Entry]

  private struct Entry {
    var name: UInt64
    var offset: Int
    var bytes: Int
    var checksum: UInt64
  }

  private static let headBytes = 64
  private static let entryBytes = 32

  package init(
    reading path: String, mark: StaticString, version: UInt64
  ) throws(ColumnFileFault) {
    let memory = try ColumnMemory(mapping: path)
    let bytes = memory.bytes
    func word(_ at: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }
    guard bytes.count >= Self.headBytes, word(0) == Self.word(mark) else { throw .foreign(path) }
    guard word(8) == version else { throw .otherVersion(path, word(8), of: version) }
    guard word(16) == UInt64(bytes.count) else {
      throw word(16) > UInt64(bytes.count)
        ? .cutOff(path, bytes: bytes.count, of: word(16)) : .damaged(path, "length")
    }
    let columns = word(32)
    guard columns <= UInt64((bytes.count - Self.headBytes) / Self.entryBytes) else {
      throw .damaged(path, "directory")
    }
    let end = Self.headBytes + Int(columns) * Self.entryBytes
    guard checksum(UnsafeRawBufferPointer(rebasing: bytes[32..<end])) == word(24) else {
      throw .damaged(path, "directory")
    }
    entries = try (0..<Int(columns)).map { place throws(ColumnFileFault) in
      let at = Self.headBytes + place * Self.entryBytes
      let (offset, length) = (word(at + 8), word(at + 16))
      guard offset >= UInt64(end), offset % 64 == 0, offset <= UInt64(bytes.count),
        length <= UInt64(bytes.count) - offset
      else { throw .damaged(path, "directory") }
      return Entry(
        name: word(at), offset: Int(offset), bytes: Int(length), checksum: word(at + 24))
    }
    self.path = path
    self.version = version
    self.byteCount = bytes.count
    self.memory = memory
  }

  /// A column by its name, which must be of whole elements; nil where the file has none of that name.
  package func column<Element: BitwiseCopyable>(
    _ name: StaticString, of: Element.Type
  ) throws(ColumnFileFault) -> Column<Element>? {
    let word = Self.word(name)
    guard let entry = entries.first(where: { $0.name == word }) else { return nil }
    let stride = MemoryLayout<Element>.stride
    guard entry.bytes % stride == 0 else { throw damaged("length of `\(name)`") }
    return Column(memory, from: entry.offset, count: entry.bytes / stride)
  }

  /// Compares every column's checksum: reads the whole file.
  package func verify() throws(ColumnFileFault) {
    for entry in entries {
      let bytes = UnsafeRawBufferPointer(
        rebasing: memory.bytes[entry.offset..<entry.offset + entry.bytes])
      guard checksum(bytes) == entry.checksum else { throw damaged("checksum") }
    }
  }

  package func damaged(_ what: String) -> ColumnFileFault { .damaged(path, what) }

  /// Writes columns under a name of its own beside the file, which then takes the file's place: a reader meets the old
  /// file or the new one, never a part.
  package static func write(
    _ columns: [(name: StaticString, bytes: UnsafeRawBufferPointer)], to path: String,
    mark: StaticString, version: UInt64
  ) throws(ColumnFileFault) {
    let directoryEnd = headBytes + columns.count * entryBytes
    var head: [UInt64] = [word(mark), version, 0, 0, UInt64(columns.count), 0, 0, 0]
    var at = (directoryEnd + 63) / 64 * 64
    for column in columns {
      head += [
        word(column.name), UInt64(at), UInt64(column.bytes.count), checksum(column.bytes),
      ]
      at = (at + column.bytes.count + 63) / 64 * 64
    }
    head[2] = UInt64(at)
    let padding = [UInt8](repeating: 0, count: 64)
    head = head.map(\.littleEndian)
    head[3] =
      head.withUnsafeBytes { checksum(UnsafeRawBufferPointer(rebasing: $0[32...])) }.littleEndian
    try writeAtomically(to: path) { write throws(ColumnFileFault) in
      func padded(_ bytes: UnsafeRawBufferPointer) throws(ColumnFileFault) {
        try write(bytes)
        let rest = (64 - bytes.count % 64) % 64
        let outcome = padding.withUnsafeBytes { zeros in
          Result { () throws(ColumnFileFault) in
            try write(UnsafeRawBufferPointer(rebasing: zeros[..<rest]))
          }
        }
        try outcome.get()
      }
      let outcome = head.withUnsafeBytes { bytes in
        Result { () throws(ColumnFileFault) in try padded(bytes) }
      }
      try outcome.get()
      for column in columns { try padded(column.bytes) }
    }
  }

  /// Up to eight letters as a number.
  private static func word(_ name: StaticString) -> UInt64 {
    precondition(name.utf8CodeUnitCount <= 8, "a column's name has eight letters at most")
    var word: UInt64 = 0
    for place in 0..<name.utf8CodeUnitCount {
      word |= UInt64(name.utf8Start[place]) << UInt64(8 * place)
    }
    return word
  }
}

/// 64 bits over some bytes: eight lanes of words, each multiplied by an odd number and folded.
///
/// Every step can be undone, so a change within one word of eight bytes is always noticed; any other decay goes unseen once
/// in 2⁶⁴. Made against decay, not against forgery.
package func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
  var lanes = SIMD8<UInt64>(1, 2, 3, 4, 5, 6, 7, 8) &* prime
  let whole = bytes.count / 64 * 64
  var at = 0
  while at < whole {
    let words = bytes.loadUnaligned(fromByteOffset: at, as: SIMD8<UInt64>.self)
    lanes = (lanes ^ words) &* prime
    lanes = lanes ^ (lanes &>> 29)
    at += 64
  }
  var sum = UInt64(bytes.count)
  while at < bytes.count {
    sum = (sum ^ UInt64(bytes[at])) &* prime
    sum ^= sum >> 29
    at += 1
  }
  for lane in 0..<8 {
    sum = (sum ^ lanes[lane]) &* prime
    sum ^= sum >> 29
  }
  return sum
}
