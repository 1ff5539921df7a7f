import Diagnostics

/// The names that a regulation file declares: its definitions, the outputs of its tables, tables with parameters, and the
/// parameters of both. It needs no vocabulary, so that files may use each other's names.
package func declaredNames(inMarkdown text: String) -> Set<String> {
  guard text.utf8.count <= SourceText.largestSize else { return [] }
  let source = SourceText(text, file: "")
  var unreported: [Diagnostic] = []
  let document = RegulationDocument(
    source, id: "", title: "",
    frontMatterEnd: RegulationDocument.frontMatter(of: source)?.lastLine ?? 0,
    calendar: "gregorian", findings: &unreported)
  let names = document.declaredNames
  return names.global.union(names.parameters)
}

extension RegulationDocument {
  /// What the file declares, and the parameters that hold only inside their own table or definition.
  var declaredNames: (global: Set<String>, parameters: Set<String>) {
    var global: Set<String> = []
    var parameters: Set<String> = []
    var unreported: [Diagnostic] = []
    for table in tables {
      for cell in table.header {
        let header = ColumnHeader(cell.slice, findings: &unreported)
        if header.isOutput, !header.name.isEmpty { global.insert(header.name) }
      }
      if let caption = table.caption, !caption.parameters.isEmpty {
        global.insert(caption.name)
        parameters.formUnion(caption.parameters)
      }
    }
    for fence in fences where fence.kind == .rule {
      for rule in RuleReader.rules(in: fence.slice, findings: &unreported) {
        var scanner = RuleScanner(rule, article: "")
        guard scanner.pass("define") else { continue }
        scanner.skipSpace()
        if let name = DeclaredName(afterDefine: scanner.text(scanner.position..<scanner.end)) {
          global.insert(name.name)
          parameters.formUnion(name.parameters)
        }
      }
    }
    return (global, parameters)
  }
}
