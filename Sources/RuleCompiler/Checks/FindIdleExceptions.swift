import Diagnostics
import Evaluation

/// An exception to nothing: its target names no article of a rule, no limit, no subject and no other exception.
func findIdleExceptions(in ruleset: Ruleset) -> [Diagnostic] {
  var known: Set<String> = []
  for rule in ruleset.requirements {
    known.formUnion(rule.provenance.anchors)
    known.formUnion(rule.limitNames)
    known.insert(rule.subject)
  }
  for table in ruleset.tables {
    for part in table.parts { known.formUnion(part.provenance.anchors) }
  }
  for exemption in ruleset.exemptions {
    for limb in exemption.limbs { known.formUnion(limb.anchors) }
  }
  for general in ruleset.generalConditions { known.formUnion(general.provenance.anchors) }
  for exception in ruleset.exceptions { known.formUnion(exception.provenance.anchors) }
  return ruleset.exceptions.compactMap { exception in
    if let row = exception.row {
      let rows = ruleset.tables.flatMap(\.parts).filter {
        $0.provenance.anchors.contains(exception.target)
      }.flatMap(\.rows)
      if rows.contains(where: { $0.number == row }) { return nil }
      return Diagnostic(
        .error, "exception-to-nothing", "`\(exception.target)` has no row `\(row)`",
        at: place(of: exception.provenance),
        mend: rows.isEmpty
          ? "name a table" : "one of rows \(rows.map(\.number).joined(separator: ", "))")
    }
    guard !known.contains(exception.target) else { return nil }
    return Diagnostic(
      .error, "exception-to-nothing", "no rule, limit or article is `\(exception.target)`",
      at: place(of: exception.provenance),
      mend: nearestName(to: exception.target, among: known).map { "write `\($0)`" }
        ?? "name what it lifts")
  }
}
