import Diagnostics
import Evaluation

/// Definitions that rest on each other: `a = b + 1`, `b = 2 * a`. Every member of the cycle is named.
func findCycles(in ruleset: Ruleset) -> [Diagnostic] {
  var findings: [Diagnostic] = []
  var state = [Int](repeating: 0, count: ruleset.definitions.count)
  var path: [Int] = []

  func visit(_ index: Int) {
    state[index] = 1
    path.append(index)
    let definition = ruleset.definitions[index]
    for name in ruleset.freeNames(of: definition).sorted() {
      let candidates = ruleset.definitionsByName[name] ?? []
      let own = candidates.filter {
        ruleset.definitions[$0].provenance.regulation == definition.provenance.regulation
      }
      for next in own.isEmpty ? candidates : own {
        if state[next] == 0 {
          visit(next)
        } else if state[next] == 1, let start = path.firstIndex(of: next) {
          let members = path[start...].map { "`\(ruleset.definitions[$0].name)`" }
          findings.append(
            Diagnostic(
              .error, "cycle", "\(members.joined(separator: " rests on ")) rests on \(members[0])",
              at: place(of: definition), mend: "define one of them without the others"))
        }
      }
    }
    path.removeLast()
    state[index] = 2
  }

  for index in ruleset.definitions.indices where state[index] == 0 { visit(index) }
  return findings
}

func place(of definition: DefinitionRule) -> Place? { place(of: definition.provenance) }

func place(of provenance: Provenance) -> Place? {
  let source = provenance.citation.source
  guard let colon = source.lastIndex(of: ":"), let line = Int(source[source.index(after: colon)...])
  else { return nil }
  return Place(file: String(source[..<colon]), line: line, article: provenance.citation.article)
}
