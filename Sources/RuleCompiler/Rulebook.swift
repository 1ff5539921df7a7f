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

  /// - Throws: where the folder cannot be read.
  package init(loading folder: String) throws { self.init(try RegulationLibrary(loading: folder)) }

  package init(_ library: RegulationLibrary) {
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
      let compilation = compile(
        regulations, jurisdiction: jurisdiction, vocabulary: vocabulary, sources: sources)
      for finding in compilation.findings where !findings.contains(finding) {
        findings.append(finding)
      }
      if let ruleset = compilation.ruleset, broken.isDisjoint(with: files) {
        rulesets[id] = ruleset
      }
    }
  }
}
