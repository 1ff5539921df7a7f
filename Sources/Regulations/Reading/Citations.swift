import Diagnostics
import FEEL
import Facts

/// Whether what rules cite and lift is there, once.
extension Regulation {
  /// A file defines a name once, and not beside a table that decides it.
  func checkNames(_ findings: inout [Diagnostic]) {
    var places: [String: Place] = [:]
    for table in tables {
      for output in table.outputs where places[output.name] == nil {
        places[output.name] = output.place
      }
    }
    for definition in definitions {
      if let first = places[definition.name] {
        findings.append(
          Diagnostic(
            .error, "name-twice", "a name is defined once; `\(definition.name)` stands twice",
            at: definition.head.place, related: [.init("the first stands here", at: first)],
            mend: "give one of them another name"))
      } else {
        places[definition.name] = definition.head.place
      }
    }
  }

  /// `by x` names an anchor of this file. A slip is an error; an article that the file does not quote is a warning, since the
  /// answer can name it but not show its words.
  func checkCitations(_ findings: inout [Diagnostic]) {
    var seen: Set<String> = []
    for (id, place) in citations where anchors[id] == nil && seen.insert(id).inserted {
      let nearest = nearestName(to: id, among: anchors.keys)
      findings.append(
        Diagnostic(
          nearest == nil ? .warning : .error, "unknown-anchor",
          nearest == nil
            ? "no block of this file has the anchor `\(id)`, so that its words cannot be quoted"
            : "no block of this file has the anchor `\(id)`", at: place,
          mend: nearest.map { "write `\($0)`" } ?? "write `{#\(id)}` after the article's words"))
    }
  }

  /// Everything that a rule cites, with the rule's place.
  private var citations: [(String, Place)] {
    var cited: [(String, Place)] = []
    func add(_ id: String?, _ place: Place) { if let id { cited.append((id, place)) } }
    func add(_ head: RuleHead) { add(head.by, head.place) }
    for definition in definitions { add(definition.head) }
    for requirement in requirements + exceptions.flatMap(\.requirements) {
      add(requirement.head)
      add(requirement.variance?.by, requirement.head.place)
    }
    for exemption in exemptions {
      add(exemption.head)
      for limb in exemption.limbs { add(limb.by, limb.condition.place) }
      for attached in exemption.documents + exemption.observing {
        add(attached.by, exemption.head.place)
      }
    }
    for general in generalConditions { add(general.head) }
    for exception in exceptions {
      add(exception.head)
      add(exception.track?.by, exception.head.place)
    }
    for provision in provisions { add(provision.head) }
    let top = Place(file: file, line: 1)
    for split in splitParcels { add(split.by, top) }
    for key in measures.keys.sorted() where measures[key]?.isConvention == false {
      add(measures[key]?.by, top)
    }
    return cited
  }

  /// An exception lifts an anchor, an article that a limb cites, a declared name, or the subject of a requirement here.
  func checkExceptionTargets(_ targets: Set<String>, _ findings: inout [Diagnostic]) {
    var subjects: Set<String> = []
    for requirement in requirements { subjects.formUnion(requirement.condition.expression.names) }
    for exception in exceptions {
      guard !targets.contains(exception.target), !subjects.contains(exception.target) else {
        checkRow(exception, &findings)
        continue
      }
      findings.append(
        Diagnostic(
          .error, "exception-to-nothing",
          "an exception names an anchor, a definition, an output or a subject of this file, "
            + "not `\(exception.target)`", at: exception.head.place,
          mend: nearestName(to: exception.target, among: targets.union(subjects))
            .map { "write `\($0)`" }))
    }
  }

  private func checkRow(_ exception: RuleException, _ findings: inout [Diagnostic]) {
    guard let row = exception.row else { return }
    let named = tables.filter {
      $0.id == exception.target || $0.name == exception.target || $0.article == exception.target
        || $0.outputs.contains { $0.name == exception.target }
    }
    let rows = named.flatMap { $0.rows.map(\.number) }
    if rows.contains(row) { return }
    findings.append(
      Diagnostic(
        .error, "exception-to-nothing", "`\(exception.target)` has no row `\(row)`",
        at: exception.head.place,
        mend: rows.isEmpty ? nil : "write one of \(rows.joined(separator: ", "))"))
  }
}

extension FEELExpression {
  /// The names of both sides of a comparison, through `and` and `or`: what a requirement speaks of.
  var names: Set<String> {
    switch kind {
    case .name(let name): [name]
    case .path(let base, let member): base.names.union([member])
    case .negate(let operand): operand.names
    case .binary(_, let left, let right): left.names.union(right.names)
    case .between(let value, let low, let high): value.names.union(low.names).union(high.names)
    case .membership(let value, _): value.names
    case .call(let function, let arguments):
      arguments.reduce(function.names) { $0.union($1.names) }
    default: []
    }
  }
}
