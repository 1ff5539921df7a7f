import Diagnostics
import FEEL
import Facts

/// `exempt`, `notify` and `track`: lists in which each `when`, `and`, `unless` line is a condition of its own.
extension RuleReader {
  mutating func readExemption(
    _ keyword: String, _ head: RuleHead, _ findings: inout [Diagnostic]
  ) throws(Refusal) -> Exemption {
    isList = true
    var head = head
    let kind: Exemption.Kind
    switch keyword {
    case "exempt":
      kind = .exempt
      head.works = try readWorks()
    case "notify":
      kind = .notify
      head.works = try readWorks()
    default: kind = .track(try readText("the name of a track"))
    }
    var exemption = Exemption(kind: kind, head: head)
    // Whose `by` and `source` come next: the rule's, a limb's, an attachment's.
    enum Owner { case rule, limb, document, observing }
    var owner = Owner.rule
    let allowed = [
      "for", "when", "and", "unless", "by", "source", "within", "with", "observing",
    ]
    while let (word, place) = try nextClause(allowed) {
      switch word {
      case "for":
        guard keyword == "track" else {
          throw refusal(
            "unexpected-clause", "`\(keyword)` names its works itself and has no `for`", at: place)
        }
        exemption.head.works = try readWorks()
      case "within":
        try once(exemption.deadline == nil, word, at: place)
        exemption.deadline = try readDeadline()
      case "when", "unless", "and":
        if word == "and", exemption.limbs.isEmpty || owner == .document || owner == .observing {
          throw refusal(
            "unexpected-clause", "`and` adds to a `when` above it; there is none", at: place,
            mend: "write `when`")
        }
        if word == "and", exemption.limbs.last?.isExclusion == true {
          throw refusal(
            "ambiguous-and",
            "`and` below an `unless` reads in two ways", at: place,
            mend: "go on in the same line, or begin with `when` or `unless`")
        }
        exemption.limbs.append(
          .init(isExclusion: word == "unless", condition: try readCondition()))
        owner = .limb
      case "with":
        guard scanner.pass("document") else {
          throw refusal(
            "unexpected-clause", "`with` goes on with `document`",
            mend: "write `with document \"…\"`")
        }
        exemption.documents.append(try readAttached("a document"))
        owner = .document
      case "observing":
        exemption.observing.append(try readAttached("what is to be observed"))
        owner = .observing
      case "by":
        let article = try readArticle()
        switch owner {
        case .rule:
          try once(exemption.head.by == nil, word, at: place)
          exemption.head.by = article
        case .limb: exemption.limbs[exemption.limbs.count - 1].by = article
        case .document: exemption.documents[exemption.documents.count - 1].by = article
        case .observing: exemption.observing[exemption.observing.count - 1].by = article
        }
      default:
        let source = try readSource()
        if owner == .limb {
          exemption.limbs[exemption.limbs.count - 1].source = source
        } else {
          try once(exemption.head.source == nil, word, at: place)
          exemption.head.source = source
        }
      }
    }
    if keyword == "track", exemption.head.works == nil, exemption.limbs.isEmpty {
      throw refusal(
        "track-for-all", "a track names its works or its conditions",
        mend: "write `for \"…\"` or `when …`")
    }
    return exemption
  }

  /// `"…" when … unless … otherwise`, after `with document` or `observing`; its conditions stand on its own line.
  mutating func readAttached(_ what: String) throws(Refusal) -> Exemption.Attached {
    var attached = Exemption.Attached(text: try readText(what))
    while true {
      var ahead = scanner
      ahead.skipSpace()
      guard !ahead.isAtEnd, !ahead.isFirstOnLine(ahead.position) else { return attached }
      switch ahead.peekWord() {
      case "when" where attached.when == nil:
        scanner = ahead
        _ = scanner.word()
        attached.when = try readCondition()
      case "unless" where attached.unless == nil:
        scanner = ahead
        _ = scanner.word()
        attached.unless = try readCondition()
      case "otherwise":
        scanner = ahead
        _ = scanner.word()
        attached.otherwise = true
      case "by" where attached.by == nil:
        scanner = ahead
        _ = scanner.word()
        attached.by = try readArticle()
      default: return attached
      }
    }
  }
}
