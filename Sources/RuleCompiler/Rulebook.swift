package import Diagnostics
package import Evaluation
import Facts
package import Regulations

/// All law of a folder, compiled: one ruleset a jurisdiction.
package struct Rulebook: Sendable {
  /// By jurisdiction; those with errors are not here, and ``findings`` says why.
  package var rulesets: [String: Ruleset] = [:]
  package var library: RegulationLibrary
  package var findings: [Diagnostic]

  /// By jurisdiction: what came of compiling it, and of which texts.
  private var compiled: [String: Compiled] = [:]

  private struct Compiled: Sendable {
    var sources: [Ruleset.Source]
    var ruleset: Ruleset?
    var findings: [Diagnostic]
  }

  /// - Parameter earlier: Law that was compiled before. What has not changed since is taken from it: a regulation of the same
  ///   text is not read again, a jurisdiction of the same texts not compiled again, and both versions share it in memory.
  /// - Throws: where the folder cannot be read.
  package init(loading folder: String, after earlier: Rulebook? = nil) throws {
    self.init(try RegulationLibrary(loading: folder, after: earlier?.library), after: earlier)
  }

  package init(_ library: RegulationLibrary, after earlier: Rulebook? = nil) {
    self.library = library
    findings = library.findings
    // What could not be read may be the limit that stands against a proposal: its jurisdiction answers nobody.
    let broken = Set(
      library.findings.filter { $0.severity == .error }.compactMap { $0.place?.file })
    for id in library.jurisdictions.keys.sorted() {
      guard let jurisdiction = library.jurisdictions[id], let vocabulary = library.vocabularies[id]
      else { continue }
      let ids = library.regulationsInForce[id] ?? []
      let regulations = ids.compactMap { wanted in library.regulations.first { $0.id == wanted } }
      let files = library.files(of: id)
      let sources = files.compactMap { file in
        library.sources[file].map { Ruleset.Source(file: file, text: $0) }
      }
      let compilation: Compiled
      if let known = earlier?.compiled[id], known.sources == sources {
        compilation = known
      } else {
        let made = compile(
          regulations, jurisdiction: jurisdiction, vocabulary: vocabulary, sources: sources)
        compilation = Compiled(sources: sources, ruleset: made.ruleset, findings: made.findings)
      }
      compiled[id] = compilation
      for finding in compilation.findings where !findings.contains(finding) {
        findings.append(finding)
      }
      if let ruleset = compilation.ruleset, broken.isDisjoint(with: files) {
        rulesets[id] = ruleset
      }
    }
  }
}
