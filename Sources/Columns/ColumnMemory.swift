#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A stretch of memory that columns look at: its own, or a file's. It is let go with the last who looks at it.
package final class ColumnMemory: @unchecked Sendable {
  package let bytes: UnsafeRawBufferPointer
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void

  package init(
    _ bytes: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) {
    self.bytes = bytes
    self.release = release
  }

  deinit { release(bytes) }

  /// For columns without elements.
  static let none = ColumnMemory(
    UnsafeRawBufferPointer(UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 64))
  ) { _ in }

  /// The contents of a file, mapped; of an empty one nothing.
  package convenience init(mapping path: String) throws(ColumnFileFault) {
    func reason() -> String { String(cString: strerror(errno)) }
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw .unreadable(path, reason()) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .unreadable(path, reason()) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path, "no plain file") }
    let size = Int(status.st_size)
    guard size > 0 else {
      self.init(UnsafeRawBufferPointer(start: nil, count: 0)) { _ in }
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_SHARED, file, 0), start != MAP_FAILED else {
      throw .unreadable(path, reason())
    }
    self.init(UnsafeRawBufferPointer(start: start, count: size)) {
      munmap(UnsafeMutableRawPointer(mutating: $0.baseAddress), $0.count)
    }
  }
}

/// Writes to a draft beside the path, brings it to the disk, and gives it the path's name: a reader meets the old file or the
/// new one, never a part.
package func writeAtomically(
  to path: String,
  _ body: ((UnsafeRawBufferPointer) throws(ColumnFileFault) -> Void) throws(ColumnFileFault) -> Void
) throws(ColumnFileFault) {
  let draft = path + ".\(getpid()).part"
  func fail() -> ColumnFileFault { .unwritable(path, String(cString: strerror(errno))) }
  let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  guard file >= 0 else { throw fail() }
  do throws(ColumnFileFault) {
    try body { bytes throws(ColumnFileFault) in
      var at = 0
      while at < bytes.count, let base = bytes.baseAddress {
        let written = write(file, base + at, min(bytes.count - at, 1 << 30))
        guard written > 0 else {
          if written < 0, errno == EINTR { continue }
          throw fail()
        }
        at += written
      }
    }
    guard fsync(file) == 0 else { throw fail() }
  } catch {
    close(file)
    unlink(draft)
    throw error
  }
  guard close(file) == 0, rename(draft, path) == 0 else {
    let fault = fail()
    unlink(draft)
    throw fault
  }
}
