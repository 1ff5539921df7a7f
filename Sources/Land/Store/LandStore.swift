import Columns
import Foundation
import Synchronization

/// A folder of sources as they were imported: one immutable file for each source, its settings and its contents.
///
/// What is in it can always be made again. A file that is foreign, damaged or of another version is passed over, and one that
/// cannot be written is told once and goes without.
struct LandStore: Sendable {
  let folder: String

  /// Counts up whenever an import comes to other shapes or texts than before.
  static let version: UInt64 = 1
  static let mark: StaticString = "MIZANLND"

  init(folder: String) throws(ColumnFileFault) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(folder, error.localizedDescription)
    }
    self.folder = folder
  }

  /// Where the import of a source stands, by all that it depends on but the contents of its files.
  func path(_ settings: String) -> String {
    var sum = Fingerprinting()
    sum.add(settings, Data())
    return folder + "/" + sum.text + ".land"
  }
}

/// A file as it was when a source was imported from it.
struct StoredFile: Codable, Hashable, Sendable {
  var path: String
  var bytes: Int
  /// Nanoseconds since 1970.
  var modified: Int
  /// Of name and contents.
  var fingerprint: String

  /// Whether the contents are the same, whenever they were written.
  func isSame(as other: StoredFile) -> Bool {
    path == other.path && bytes == other.bytes && fingerprint == other.fingerprint
  }

  /// The file as it is; nil where there is none. Its contents are read only where it is not, by size and time, the one known.
  init?(_ path: String, title: String, known: StoredFile? = nil) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.path = path
    bytes = Int(status.st_size)
    modified = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
    if let known, known.path == path, known.bytes == bytes, known.modified == modified {
      fingerprint = known.fingerprint
      return
    }
    var sum = Fingerprinting()
    guard sum.add(title, file: path, byteCount: bytes) else { return nil }
    fingerprint = sum.text
  }
}

/// The files that a territory's sources come from: several may stand in one, which is read once for what its contents are.
final class StoredFiles: Sendable {
  private let known = Mutex<[String: StoredFile]>([:])

  /// The file as it is; nil where there is none.
  func file(_ path: String, title: String, known kept: StoredFile? = nil) -> StoredFile? {
    let key = path + "\u{0}" + title
    return known.withLock { known in
      let file = StoredFile(path, title: title, known: known[key] ?? kept)
      known[key] = file
      return file
    }
  }
}
