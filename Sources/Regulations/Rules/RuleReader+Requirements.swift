import Diagnostics
import FEEL
import Facts

extension RuleReader {
  /// `define NAME = EXPRESSION`, `define NAME(a, b) = EXPRESSION`
  mutating func readDefinition(_ head: RuleHead) throws(Refusal) -> Definition {
    var head = head
    scanner.skipSpace()
    let start = scanner.position
    guard let declared = DeclaredName(afterDefine: scanner.text(start..<scanner.end)) else {
      throw refusal(
        "bad-definition", "a definition is a name, `=` and an expression",
        mend: "write `define coverage = footprint area / lot area`")
    }
    if let word = clauseWord(beginning: declared.name) {
      throw refusal(
        "name-begins-with-clause", "no name begins with the clause word `\(word)`",
        mend: "choose another name for `\(declared.name)`")
    }
    scanner.move(to: start + declared.length)
    var inner = self
    if !declared.parameters.isEmpty {
      inner = RuleReader(self, expressions: expressions.adding(declared.parameters))
    }
    let (expression, text, place) = try inner.readExpression()
    scanner.move(to: inner.scanner.position)
    while let (word, wordPlace) = try nextClause(["by", "source"]) {
      try readCitation(word, wordPlace, &head)
    }
    return Definition(
      name: declared.name, parameters: declared.parameters, expression: expression, text: text,
      place: place, head: head)
  }

  init(_ other: RuleReader, expressions: ExpressionReader) {
    self.expressions = expressions
    vocabulary = other.vocabulary
    targets = other.targets
    section = other.section
    scanner = other.scanner
    isList = other.isList
    ownIndentation = other.ownIndentation
  }

  /// `by …` and `source "…"`, which every rule may have once.
  mutating func readCitation(
    _ word: String, _ place: Place, _ head: inout RuleHead
  ) throws(Refusal) {
    if word == "by" {
      try once(head.by == nil, word, at: place)
      head.by = try readArticle()
    } else {
      try once(head.source == nil, word, at: place)
      head.source = try readSource()
    }
  }

  /// `require CONDITION …`
  ///
  /// - Parameter inside: An exception, at a line of which that is indented no deeper the requirement ends.
  mutating func readRequirement(
    _ head: RuleHead, endingAt inside: Int? = nil
  ) throws(Refusal) -> Requirement {
    var requirement = Requirement(condition: try readCondition(), head: head)
    var hasWorks = false
    var last: String?
    let allowed = ["for", "when", "and", "unless", "by", "source", "variance", "else"]
    while true {
      if let inside, endsInner(inside) { break }
      guard let (word, place) = try nextClause(allowed) else { break }
      switch word {
      case "for":
        if scanner.pass("each") {
          try once(requirement.forEach == nil, "for each", at: place)
          requirement.forEach = try readForEach()
        } else {
          try once(!hasWorks, "for", at: place)
          requirement.head.works = try readWorks()
          hasWorks = true
        }
      case "when": requirement.when.append(try readCondition())
      case "unless": requirement.unless.append(try readCondition())
      case "and":
        try join(try readCondition(), to: last, place, &requirement.when, &requirement.unless)
        continue
      case "variance":
        try once(requirement.variance == nil, word, at: place)
        requirement.variance = try readVariance()
        last = nil
        continue
      case "else": requirement.otherwise = try readText("what is said otherwise")
      default: try readCitation(word, place, &requirement.head)
      }
      if word == "when" || word == "unless" { last = word }
    }
    return requirement
  }

  /// An `and` after another clause goes on with the last `when` or `unless`.
  func join(
    _ condition: Condition, to last: String?, _ place: Place, _ when: inout [Condition],
    _ unless: inout [Condition]
  ) throws(Refusal) {
    switch last {
    case "when": when[when.count - 1] = when[when.count - 1].and(condition)
    case "unless": unless[unless.count - 1] = unless[unless.count - 1].and(condition)
    default:
      throw refusal(
        "unexpected-clause", "`and` goes on with a `when` or an `unless`; there is none before it",
        at: place, mend: "write `when`")
    }
  }

  /// Whether the next clause stands on a line of its own that is indented no deeper than this.
  func endsInner(_ indentation: Int) -> Bool {
    var ahead = scanner
    ahead.skipSpace()
    return ahead.isAtEnd
      || (ahead.isFirstOnLine(ahead.position)
        && ahead.indentation(of: ahead.position).spaces <= indentation
        && ahead.indentation(of: ahead.position).start
          > scanner.indentation(of: scanner.position).start)
  }

  /// `line in rear lines`, after `for each`.
  private mutating func readForEach() throws(Refusal) -> Requirement.ForEach {
    var name: [String] = []
    while true {
      scanner.skipSpace()
      let word = scanner.word()
      if word == "in" { break }
      guard !word.isEmpty, name.count < 4 else {
        throw refusal(
          "bad-loop", "`for each` names an element and its list",
          mend: "write `for each line in rear lines`")
      }
      name.append(word)
    }
    guard !name.isEmpty else {
      throw refusal("bad-loop", "`for each` names an element and its list")
    }
    return .init(name: name.joined(separator: " "), domain: try readExpression().0)
  }

  /// `up to LIMIT by ARTICLE`, after `variance`.
  private mutating func readVariance() throws(Refusal) -> Requirement.Variance {
    guard scanner.pass("up", "to") else {
      throw refusal(
        "bad-variance", "a variance has a limit", mend: "write `variance up to LIMIT by ARTICLE`")
    }
    var variance = Requirement.Variance(limit: try readExpression().0, by: nil)
    var ahead = scanner
    if ahead.pass("by") {
      scanner = ahead
      variance.by = try readArticle()
    }
    return variance
  }

  /// `every exemption requires CONDITION`
  mutating func readGeneralCondition(_ head: RuleHead) throws(Refusal) -> GeneralCondition {
    guard scanner.pass("exemption", "requires") else {
      throw refusal(
        "unknown-rule", "`every` goes on with `exemption requires`",
        mend: "write `every exemption requires …`")
    }
    var general = GeneralCondition(condition: try readCondition(), head: head)
    general.head.works = nil
    while let (word, place) = try nextClause(["for", "and", "by", "source"]) {
      switch word {
      case "for": general.head.works = try readWorks()
      case "and": general.condition = general.condition.and(try readCondition())
      default: try readCitation(word, place, &general.head)
      }
    }
    return general
  }
}
