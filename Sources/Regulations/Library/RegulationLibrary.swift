package import Diagnostics
package import Facts
import Foundation

/// All law of a folder: `JURISDICTION/jurisdiction.yaml`, its vocabulary files, its regulations (`*.md`, and the `*.dmn` under
/// `models:`) and their cases (`*.cases.yaml`).
package struct RegulationLibrary: Sendable {
  package var jurisdictions: [String: Jurisdiction] = [:]
  /// By jurisdiction.
  package var vocabularies: [String: Vocabulary] = [:]
  package var regulations: [Regulation] = []
  /// Ids of the regulations that hold in a jurisdiction: its own, then those that it includes.
  package var regulationsInForce: [String: [String]] = [:]
  /// Cases with sites, by the file that holds them.
  package var siteCases: [SiteCases] = []
  package var findings: [Diagnostic] = []
  /// The text of every file read, by its path below the folder: what a fingerprint is taken of.
  package var sources: [String: String] = [:]

  /// Each file is read once, also where two jurisdictions name it.
  private var vocabularyFiles: [String: Vocabulary] = [:]
  /// Files of a jurisdiction of which no regulation could be made; their errors count all the same.
  private(set) var unreadFiles: [String: Set<String>] = [:]
  /// The `.dmn` files by jurisdiction.
  private var models: [String: [Regulation]] = [:]
  /// By file: what it was read as, and with what beside it.
  private var readings: [String: Reading] = [:]

  /// A regulation as read, with all that its reading rests on: the same again needs no reading.
  private struct Reading {
    var text: String
    var vocabulary: [String]
    var known: Set<String>
    var regulation: Regulation
    var findings: [Diagnostic]
  }

  /// The cases of one `*.cases.yaml`.
  package struct SiteCases: Sendable {
    package var jurisdiction: String
    package var file: String
    package var cases: [SiteCase]
  }

  package init() {}

  /// Reads a folder; what is wrong in its files becomes findings.
  ///
  /// - Parameter earlier: Law that was read before; a regulation that stands there with the same text, under the same
  ///   vocabulary and beside the same names, is taken from it as it is.
  /// - Throws: ``UnreadableFile`` where a folder or file cannot be read at all.
  package init(loading folder: String, after earlier: RegulationLibrary? = nil) throws {
    let names = try Self.list(folder)
    var folders = names.filter { Self.exists(folder + "/" + $0 + "/jurisdiction.yaml") }
    if folders.isEmpty, Self.exists(folder + "/jurisdiction.yaml") { folders = [""] }
    if folders.isEmpty {
      findings.append(
        Diagnostic(
          .error, "no-jurisdiction", "`\(folder)` holds no jurisdiction",
          mend: "write `NAME/jurisdiction.yaml`"))
    }
    var folderOf: [String: String] = [:]
    for name in folders {
      guard let jurisdiction = try readJurisdiction(in: name, of: folder) else { continue }
      if let first = jurisdictions[jurisdiction.id] {
        findings.append(
          Diagnostic(
            .error, "jurisdiction-twice", "two folders are the jurisdiction `\(jurisdiction.id)`",
            at: Place(file: jurisdiction.file, line: 1),
            related: [.init("the first", at: Place(file: first.file, line: 1))]))
        continue
      }
      jurisdictions[jurisdiction.id] = jurisdiction
      folderOf[jurisdiction.id] = name
    }
    for id in folderOf.keys.sorted() {
      vocabularies[id] = try readVocabulary(of: id, in: folderOf[id] ?? "", root: folder)
    }
    for id in folderOf.keys.sorted() {
      try readModels(of: id, in: folderOf[id] ?? "", root: folder)
    }
    for id in folderOf.keys.sorted() {
      try readRegulations(
        of: id, in: folderOf[id] ?? "", root: folder, folderOf, after: earlier)
    }
    for id in jurisdictions.keys.sorted() { regulationsInForce[id] = inForce(in: id) }
  }

  private mutating func readJurisdiction(
    in name: String, of folder: String
  ) throws -> Jurisdiction? {
    let file = Self.joined(name, "jurisdiction.yaml")
    return Jurisdiction.read(yaml: try text(file, in: folder), file: file, findings: &findings)
  }

  private mutating func readVocabulary(
    of id: String, in name: String, root: String
  ) throws -> Vocabulary {
    var vocabulary = Vocabulary()
    for file in jurisdictions[id]?.vocabularyFiles ?? [] {
      guard let path = Self.resolved(file, in: name), Self.exists(root + "/" + path) else {
        findings.append(
          Diagnostic(
            .error, "missing-file", "there is no vocabulary file `\(file)`",
            at: Place(file: Self.joined(name, "jurisdiction.yaml"), line: 1)))
        continue
      }
      let next: Vocabulary
      if let read = vocabularyFiles[path] {
        next = read
      } else {
        next = Vocabulary.read(yaml: try text(path, in: root), file: path, findings: &findings)
        vocabularyFiles[path] = next
      }
      vocabulary = vocabulary.merging(next, findings: &findings)
    }
    return vocabulary
  }

  private mutating func readRegulations(
    of id: String, in name: String, root: String, _ folderOf: [String: String],
    after earlier: RegulationLibrary?
  ) throws {
    let files = try files(of: id, in: name, root: root)
    var declared: [String: Set<String>] = [:]
    for file in files.regulations {
      declared[file] = declaredNames(inMarkdown: try text(file, in: root))
    }
    var borrowed: Set<String> = []
    for other in jurisdictions[id]?.includes ?? [] {
      guard let folder = folderOf[other] else {
        findings.append(
          Diagnostic(
            .error, "unknown-jurisdiction", "no folder is the jurisdiction `\(other)`",
            at: Place(file: jurisdictions[id]?.file ?? "", line: 1),
            mend: nearestName(to: other, among: folderOf.keys).map { "write `\($0)`" }))
        continue
      }
      for file in try self.files(of: other, in: folder, root: root).regulations {
        borrowed.formUnion(declaredNames(inMarkdown: try text(file, in: root)))
      }
      for model in models[other] ?? [] { borrowed.formUnion(model.decisionNames) }
    }
    for model in models[id] ?? [] { borrowed.formUnion(model.decisionNames) }
    let vocabulary = vocabularies[id] ?? Vocabulary()
    let vocabularyTexts = (jurisdictions[id]?.vocabularyFiles ?? []).compactMap {
      Self.resolved($0, in: name).flatMap { sources[$0] }
    }
    for file in files.regulations {
      let known = declared.filter { $0.key != file }.values.reduce(into: borrowed) {
        $0.formUnion($1)
      }
      let text = try text(file, in: root)
      var reading = earlier?.readings[file]
      if reading?.text != text || reading?.vocabulary != vocabularyTexts || reading?.known != known
      {
        var own: [Diagnostic] = []
        reading = Regulation.read(
          markdown: text, file: file, vocabulary: vocabulary, knownNames: known, findings: &own
        ).map {
          Reading(
            text: text, vocabulary: vocabularyTexts, known: known, regulation: $0, findings: own)
        }
        if reading == nil { findings += own }
      }
      readings[file] = reading
      guard let reading else {
        unreadFiles[id, default: []].insert(file)
        continue
      }
      findings += reading.findings
      var regulation = reading.regulation
      if regulation.jurisdiction.isEmpty { regulation.jurisdiction = id }
      add(regulation, to: id)
    }
    for model in models[id] ?? [] { add(model, to: id) }
    for file in files.cases {
      let cases = SiteCase.read(
        yaml: try text(file, in: root), file: file, findings: &findings)
      siteCases.append(SiteCases(jurisdiction: id, file: file, cases: cases))
    }
  }

  /// The `.dmn` files of a jurisdiction. One that cannot be read stays as a regulation without decisions, so that its errors count.
  private mutating func readModels(of id: String, in name: String, root: String) throws {
    guard let jurisdiction = jurisdictions[id] else { return }
    var read: [Regulation] = []
    for head in jurisdiction.models {
      guard let path = Self.resolved(head.file, in: name), Self.exists(root + "/" + path) else {
        findings.append(
          Diagnostic(
            .error, "missing-file", "there is no model `\(head.file)`",
            at: Place(file: jurisdiction.file, line: 1)))
        continue
      }
      var regulation = head
      regulation.file = path
      regulation.source = try text(path, in: root)
      regulation.readModel(findings: &findings)
      if regulation.jurisdiction.isEmpty { regulation.jurisdiction = id }
      read.append(regulation)
    }
    let listed = Set(read.map(\.file))
    for file in try Self.list(root + "/" + name) where file.hasSuffix(".dmn") {
      guard !listed.contains(Self.joined(name, file)) else { continue }
      findings.append(
        Diagnostic(
          .error, "unlisted-model", "`\(file)` takes part only with its rank and day of effect",
          at: Place(file: jurisdiction.file, line: 1),
          mend: "write `- { file: \(file), id: …, rank: …, effective: … }` under `models:`"))
    }
    models[id] = read
  }

  private mutating func add(_ regulation: Regulation, to id: String) {
    if regulation.jurisdiction != id {
      findings.append(
        Diagnostic(
          .error, "wrong-jurisdiction",
          "a regulation in the folder of `\(id)` is of that jurisdiction, not of "
            + "`\(regulation.jurisdiction)`", at: Place(file: regulation.file, line: 1),
          mend: "write `jurisdiction: \(id)`"))
    }
    if let ranks = jurisdictions[id]?.ranks, !ranks.isEmpty, !ranks.contains(regulation.rank) {
      findings.append(
        Diagnostic(
          .error, "unknown-rank",
          "the jurisdiction has no rank `\(regulation.rank)`",
          at: Place(file: regulation.file, line: 1),
          mend: nearestName(to: regulation.rank, among: ranks).map { "write `\($0)`" }
            ?? "write one of \(ranks.joined(separator: ", "))"))
    }
    if let first = regulations.first(where: { $0.id == regulation.id }) {
      findings.append(
        Diagnostic(
          .error, "regulation-twice", "two files are the regulation `\(regulation.id)`",
          at: Place(file: regulation.file, line: 1),
          related: [.init("the first", at: Place(file: first.file, line: 1))]))
      return
    }
    regulations.append(regulation)
  }

  private func inForce(in id: String) -> [String] {
    let own = regulations.filter { $0.jurisdiction == id }.map(\.id)
    let included = (jurisdictions[id]?.includes ?? []).flatMap { other in
      regulations.filter { $0.jurisdiction == other }.map(\.id)
    }
    return own + included
  }

  /// The regulations and cases of a jurisdiction: those it names, or all `*.md` of its folder but the README.
  private func files(
    of id: String, in name: String, root: String
  ) throws -> (regulations: [String], cases: [String]) {
    let all = try Self.list(root + "/" + name)
    var regulations = all.filter { $0.hasSuffix(".md") && $0.lowercased() != "readme.md" }
      .map { Self.joined(name, $0) }
    if let named = jurisdictions[id]?.regulationFiles, !named.isEmpty {
      regulations = named.compactMap { Self.resolved($0, in: name) }
    }
    return (regulations, all.filter { $0.hasSuffix(".cases.yaml") }.map { Self.joined(name, $0) })
  }

  private mutating func text(_ file: String, in root: String) throws -> String {
    if let text = sources[file] { return text }
    let path = root + "/" + file
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UnreadableFile(path: path, reason: "cannot be read")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw UnreadableFile(path: path, reason: "is not UTF-8")
    }
    sources[file] = text
    return text
  }

  private static func joined(_ folder: String, _ file: String) -> String {
    folder.isEmpty ? file : folder + "/" + file
  }

  /// A path named in a jurisdiction's file, below the root; nil where it leaves it.
  static func resolved(_ file: String, in folder: String) -> String? {
    guard !file.hasPrefix("/") else { return nil }
    var parts: [Substring] = []
    for part in joined(folder, file).split(separator: "/") {
      switch part {
      case ".": break
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  private static func list(_ folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw UnreadableFile(path: folder, reason: "cannot be listed")
    }
  }
}

/// A file or folder that cannot be read at all.
package struct UnreadableFile: Error, CustomStringConvertible {
  package var path: String
  package var reason: String
  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
  package var description: String { "`\(path)` \(reason)" }
}
