import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file with one line that is for its owner alone: a key, a token.
enum OwnersFile {
  /// The line of a file; where there is none, the file is made with mode 0600 and what `make` gives.
  ///
  /// - Throws: ``KeyFault`` also where others may read the file: what others have keeps nobody out.
  static func read(_ file: String, orMake make: () -> String) throws(KeyFault) -> String {
    let handle = open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    if handle >= 0 {
      let line = make()
      let bytes = Array((line + "\n").utf8)
      let written = bytes.withUnsafeBytes { write(handle, $0.baseAddress, $0.count) }
      let isKept = written == bytes.count && fsync(handle) == 0
      close(handle)
      guard isKept else {
        unlink(file)
        throw KeyFault("`\(file)` cannot be written; see that there is room")
      }
      return line
    }
    guard errno == EEXIST else {
      throw KeyFault("`\(file)` cannot be made: \(String(cString: strerror(errno)))")
    }
    var status = stat()
    guard stat(file, &status) == 0, let data = FileManager.default.contents(atPath: file) else {
      throw KeyFault("`\(file)` cannot be read; see that it is yours")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw KeyFault("others may read `\(file)`; run `chmod 600` on it")
    }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// Why a key cannot be used: one line, with what to do.
package struct KeyFault: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}

extension Token {
  /// Reads the token of a file, and makes both where there is none.
  package init(file: String) throws(KeyFault) {
    guard let token = Token(try OwnersFile.read(file) { Token().text }) else {
      throw KeyFault(
        "`\(file)` is no token: it has 32 digits of base 16; move it away to have one made")
    }
    self = token
  }
}
