import Diagnostics
import Evaluation
import FEEL
import Facts
import Regulations

/// Facts that a jurisdiction's own vocabulary declares and nothing uses: somebody is asked for them, or maps them, in vain.
///
/// A file that several jurisdictions share is judged by all of them together; what the survey of a site supplies to all may stay
/// unused.
func findUnusedFacts(in rulebook: Rulebook) -> [Diagnostic] {
  var used: [String: Set<String>] = [:]
  var readers: [String: Int] = [:]
  var declared: [String: [String: FactDeclaration]] = [:]
  for (id, ruleset) in rulebook.rulesets {
    let names = ruleset.namesInUse
    for file in rulebook.library.files(of: id) where file.hasSuffix(".yaml") {
      readers[file, default: 0] += 1
      used[file, default: []].formUnion(names)
      declared[file, default: [:]].merge(ruleset.vocabulary.facts) { a, _ in a }
    }
  }
  var findings: [Diagnostic] = []
  for file in readers.keys.sorted() {
    guard let text = rulebook.library.sources[file], !file.hasSuffix("jurisdiction.yaml") else {
      continue
    }
    var isInFacts = false
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      if line.first.map({ !$0.isWhitespace && $0 != "#" }) ?? false {
        isInFacts = line.hasPrefix("facts:")
      }
      guard isInFacts, line.hasPrefix("  "), !line.hasPrefix("   "),
        let colon = line.firstIndex(of: ":")
      else { continue }
      let name = line[..<colon].drop { $0 == " " || $0 == "\"" }.prefix { $0 != "\"" }
      guard let fact = declared[file]?[String(name)], !(used[file] ?? []).contains(fact.name),
        readers[file] == 1 || fact.origin == .proposal
      else { continue }
      findings.append(
        Diagnostic(
          fact.origin == .proposal ? .warning : .note, "unused-fact", "no rule uses `\(fact.name)`",
          at: Place(file: file, line: number + 1, column: 3),
          mend: "delete it, or write the rule that needs it"))
    }
  }
  return findings
}

extension Ruleset {
  /// All names that rules, measures and splits speak of, the facts that set a member which a rule uses included.
  fileprivate var namesInUse: Set<String> {
    var names: Set<String> = ["zone portions", "zone", "zone share"]
    var members: Set<String> = []
    for expression in expressions {
      names.formUnion(expression.freeNames())
      expression.walk { if case .path(_, let member) = $0.kind { members.insert(member) } }
    }
    for regulation in regulations { names.formUnion(regulation.modelInputs.keys) }
    names.formUnion(surveyOrder.facts)
    for fact in vocabulary.facts.values {
      if let member = fact.setsMember, members.contains(member) { names.insert(fact.name) }
    }
    return names
  }
}
