import Columns

/// Why a table of sites cannot be had.
package enum SiteTableFault: Error, Hashable, CustomStringConvertible {
  case unreadable(String, String)
  case unwritable(String, String)
  case noTable(String)
  case otherVersion(String, UInt64)
  case cutOff(String, bytes: Int, of: UInt64)
  /// The checksum does not fit, or a part of what stands in it does not.
  case damaged(String, String)
  /// A site of another jurisdiction or day than the table's.
  case otherDay(String, table: String)

  package var description: String {
    switch self {
    case .unreadable(let path, let why): "`\(path)` cannot be read: \(why)"
    case .unwritable(let path, let why): "`\(path)` cannot be written: \(why)"
    case .noTable(let path): "`\(path)` is no table of sites; survey the town again"
    case .otherVersion(let path, let version):
      "`\(path)` is a table of sites of version \(version), not \(SiteTableFormat.version); survey the town again"
    case .cutOff(let path, let bytes, let all):
      "`\(path)` is cut off: it has \(bytes) of \(all) bytes; survey the town again"
    case .damaged(let path, let what):
      "`\(path)` is damaged (\(what)); survey the town again"
    case .otherDay(let site, let table):
      "a site of `\(site)` is not of the table's `\(table)`; give each town and day a table of its own"
    }
  }
}

extension SiteTable {
  /// Reads a table's file by mapping it into memory: nothing is copied, and its checksum is compared.
  package convenience init(reading path: String) throws(SiteTableFault) {
    try self.init(SiteTableMemory(mapping: path))
  }

  /// Writes the table under a name of its own beside the file, which then takes the file's place: a reader meets the old table
  /// or the new one, never a part.
  package func write(to path: String) throws(SiteTableFault) {
    do throws(ColumnFileFault) {
      try writeAtomically(to: path) { write throws(ColumnFileFault) in try write(memory.bytes) }
    } catch { throw SiteTableFault(error, path) }
  }
}

extension SiteTableFault {
  /// What went wrong with a file, in a table's words.
  init(_ fault: ColumnFileFault, _ path: String) {
    switch fault {
    case .unreadable(_, let why): self = .unreadable(path, why)
    case .unwritable(_, let why): self = .unwritable(path, why)
    case .foreign: self = .noTable(path)
    case .otherVersion(_, let version, _): self = .otherVersion(path, version)
    case .cutOff(_, let bytes, let all): self = .cutOff(path, bytes: bytes, of: all)
    case .damaged(_, let what): self = .damaged(path, what)
    }
  }
}

/// The memory of a table: its own, or a file's. It is let go with the last who looks at it.
final class SiteTableMemory: Sendable {
  let path: String
  private let memory: ColumnMemory

  var bytes: UnsafeRawBufferPointer { memory.bytes }
  var count: Int { bytes.count }
  var directory: Int {
    Int(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)))
  }

  /// - Parameter image: Made by ``SiteTableWriter``.
  init(_ image: [UInt8]) {
    let own = UnsafeMutableRawBufferPointer.allocate(byteCount: image.count, alignment: 64)
    own.copyBytes(from: image)
    memory = ColumnMemory(UnsafeRawBufferPointer(own)) { $0.deallocate() }
    path = "in memory"
  }

  init(mapping path: String) throws(SiteTableFault) {
    do throws(ColumnFileFault) { memory = try ColumnMemory(mapping: path) } catch {
      throw SiteTableFault(error, path)
    }
    self.path = path
    guard count >= SiteTableFormat.headBytes else { throw .noTable(path) }
    try check()
  }

  private func check() throws(SiteTableFault) {
    guard bytes.prefix(8).elementsEqual(SiteTableFormat.mark) else { throw .noTable(path) }
    func word(_ at: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }
    guard word(8) == SiteTableFormat.version else { throw .otherVersion(path, word(8)) }
    guard word(16) == UInt64(count) else { throw .cutOff(path, bytes: count, of: word(16)) }
    guard word(32) >= 40, word(32) <= UInt64(count),
      SiteTableFormat.checksum(UnsafeRawBufferPointer(rebasing: bytes[40...])) ^ word(32)
        == word(24)
    else { throw .damaged(path, "checksum") }
  }
}
