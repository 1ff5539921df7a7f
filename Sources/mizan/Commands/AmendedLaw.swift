import Diagnostics
import Foundation
import Regulations
import RuleCompiler

/// The regulations in force with the files of an amendment in the place of theirs.
struct AmendedLaw {
  var rulebook: Rulebook
  /// The files of the amendment, below its folder.
  var files: [String]
  /// Findings that the regulations in force do not have.
  var newErrors: [Diagnostic]

  /// - Parameters:
  ///   - folder: A full or partial folder of regulations: what is there replaces or adds.
  ///   - regulations: The folder of the regulations in force.
  init(_ folder: String, over regulations: String, _ inForce: Rulebook) throws {
    let manager = FileManager.default
    files = try Self.files(of: folder)
    guard !files.isEmpty else { throw Wrong("`\(folder)` holds no file of a regulation") }
    let isOne = manager.fileExists(atPath: regulations + "/jurisdiction.yaml")
    if !isOne, let stray = files.first(where: { !$0.contains("/") && $0 != "README.md" }) {
      throw Wrong(
        "`\(stray)` lies in no jurisdiction's folder; write it as `NAME/\(stray)`, as in `\(regulations)`"
      )
    }
    let merged = manager.temporaryDirectory.appending(path: "mizan-amended-\(UUID().uuidString)")
    defer { try? manager.removeItem(at: merged) }
    do {
      try manager.copyItem(at: URL(filePath: regulations), to: merged)
      for file in files {
        let place = merged.appending(path: file)
        try manager.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? manager.removeItem(at: place)
        try manager.copyItem(at: URL(filePath: folder).appending(path: file), to: place)
      }
      rulebook = try Rulebook(loading: merged.path, after: inForce)
    } catch { throw Wrong("the amended regulations of `\(folder)` cannot be read: \(error)") }
    let sources = rulebook.library.sources
    let unread = files.first {
      sources[$0] == nil && !$0.lowercased().hasSuffix("readme.md")
    }
    if let unread {
      throw Wrong(
        "`\(unread)` of `\(folder)` is read by no jurisdiction; name it as the file that it replaces, or name it in `jurisdiction.yaml`"
      )
    }
    newErrors = rulebook.findings.filter {
      $0.severity == .error && !inForce.findings.contains($0)
    }
  }

  private static func files(of folder: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else { throw Wrong("`\(folder)` is no folder") }
    guard let names = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
      throw Wrong("`\(folder)` cannot be read")
    }
    return names.filter { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
      return !isFolder.boolValue && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }.sorted()
  }
}
