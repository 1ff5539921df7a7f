extension RegulationLibrary {
  /// The files that a jurisdiction's law is written in: its own, and those of the jurisdictions that it includes. Enough to read
  /// the same law again somewhere else.
  package func files(of id: String) -> [String] {
    guard let jurisdiction = jurisdictions[id] else { return [] }
    let ids = Set(regulationsInForce[id] ?? [])
    var files = Set(regulations.filter { ids.contains($0.id) }.map(\.file))
    for law in [jurisdiction] + jurisdiction.includes.compactMap({ jurisdictions[$0] }) {
      files.insert(law.file)
      files.formUnion(unreadFiles[law.id] ?? [])
      let folder = law.file.split(separator: "/").dropLast().joined(separator: "/")
      files.formUnion(law.vocabularyFiles.compactMap { Self.resolved($0, in: folder) })
    }
    return files.filter { sources[$0] != nil }.sorted()
  }
}
