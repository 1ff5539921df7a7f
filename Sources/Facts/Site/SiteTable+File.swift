#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
    let draft = path + ".\(getpid()).part"
    func fail() -> SiteTableFault {
      let why = String(cString: strerror(errno))
      unlink(draft)
      return .unwritable(path, why)
    }
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else { throw fail() }
    var at = 0
    while at < memory.count {
      let written = Self.write(file, memory.bytes, from: at)
      guard written > 0 else {
        if written < 0, errno == EINTR { continue }
        let fault = fail()
        close(file)
        throw fault
      }
      at += written
    }
    guard fsync(file) == 0 else {
      let fault = fail()
      close(file)
      throw fault
    }
    guard close(file) == 0, rename(draft, path) == 0 else { throw fail() }
  }

  private static func write(_ file: Int32, _ bytes: UnsafeRawBufferPointer, from start: Int) -> Int
  {
    guard let base = bytes.baseAddress else { return 0 }
    #if canImport(Glibc)
      return Glibc.write(file, base + start, min(bytes.count - start, 1 << 30))
    #else
      return Darwin.write(file, base + start, min(bytes.count - start, 1 << 30))
    #endif
  }
}

/// The memory of a table: its own, or a file's. It is let go with the last who looks at it.
final class SiteTableMemory: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
  let path: String
  private let isMapped: Bool

  var count: Int { bytes.count }
  var directory: Int {
    Int(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)))
  }

  /// - Parameter image: Made by ``SiteTableWriter``.
  init(_ image: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: image.count, alignment: 64)
    memory.copyBytes(from: image)
    bytes = UnsafeRawBufferPointer(memory)
    path = "in memory"
    isMapped = false
  }

  init(mapping path: String) throws(SiteTableFault) {
    func reason() -> String { String(cString: strerror(errno)) }
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw .unreadable(path, reason()) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .unreadable(path, reason()) }
    let size = Int(status.st_size)
    guard size >= SiteTableFormat.headBytes else { throw .noTable(path) }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
      throw .unreadable(path, reason())
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
    self.path = path
    isMapped = true
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

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
  }
}
