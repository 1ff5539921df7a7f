import Diagnostics
import FEEL
import Facts

/// What rules are made of: conditions, texts, articles, works, deadlines.
extension RuleReader {
  /// The expression here. It ends where FEEL cannot go on; in a list also at a line that begins a clause.
  mutating func readExpression() throws(Refusal) -> (FEELExpression, text: String, place: Place) {
    scanner.skipSpace()
    let start = scanner.position
    guard !scanner.isAtEnd else {
      throw refusal("missing-expression", "an expression stands here")
    }
    var limits = [scanner.end]
    if isList {
      let starts = scanner.lineStarts(after: start).filter {
        ["when", "and", "unless"].contains(scanner.word(at: $0))
      }
      limits = starts + limits
    }
    var firstError: ExpressionReader.ReadingError?
    for limit in limits {
      let text = scanner.text(start..<limit)
      do throws(ExpressionReader.ReadingError) {
        let (expression, end) = try expressions.prefix(of: text)
        let written = scanner.text(start..<(start + end)).trimmed
        scanner.move(to: start + written.utf8.count)
        return (expression, written, scanner.place(at: start))
      } catch {
        firstError = firstError ?? error
        // Only an expression that is cut short can be longer than its line.
        if !error.isCutShort { break }
      }
    }
    guard let firstError else { throw refusal("missing-expression", "an expression stands here") }
    throw Refusal(
      expressions.finding(firstError, in: scanner.slice, from: start, article: section.article))
  }

  mutating func readCondition() throws(Refusal) -> Condition {
    let (expression, text, place) = try readExpression()
    return Condition(expression, text: text, place: place)
  }

  mutating func readText(_ what: String) throws(Refusal) -> String {
    scanner.skipSpace()
    guard let text = scanner.quoted() else {
      throw refusal("missing-text", "\(what) stands in quotes on one line", mend: "write \"…\"")
    }
    return text.singleSpaced
  }

  /// `by art-31-1`
  mutating func readArticle() throws(Refusal) -> String {
    scanner.skipSpace()
    let id = scanner.word()
    guard !id.isEmpty, !Self.clauseWords.contains(id) else {
      throw refusal("missing-article", "`by` names an anchor", mend: "write `by art-12`")
    }
    return id
  }

  /// `source "S:CHK,SMP"`
  mutating func readSource() throws(Refusal) -> Confidence {
    let place = scanner.place
    let tag = try readText("a source")
    guard let confidence = Confidence(note: tag) else {
      throw refusal(
        "bad-confidence", "a source is `S:…`, `G`, `C`, `GAP`, `X` or `L`, not `\(tag)`", at: place)
    }
    return confidence
  }

  /// `"fence", "retaining wall"`, each a work of the vocabulary.
  mutating func readWorks() throws(Refusal) -> [String] {
    var works: [String] = []
    repeat {
      scanner.skipSpace()
      let place = scanner.place
      let work = try readText("a work")
      try check(work: work, at: place)
      works.append(work)
      scanner.skipSpace()
    } while scanner.pass(mark: UInt8(ascii: ","))
    return works
  }

  private func check(work: String, at place: Place) throws(Refusal) {
    if vocabulary.works[work] != nil { return }
    throw Refusal(unknownWork(work, at: place, in: vocabulary))
  }

  /// `45 days of completion`, after `within`.
  mutating func readDeadline() throws(Refusal) -> Deadline {
    scanner.skipSpace()
    let place = scanner.place
    let mend = "write `within 45 days of completion`"
    guard let count = Int(asciiDigits(scanner.word())), count > 0 else {
      throw refusal("bad-deadline", "a deadline has a number of days", at: place, mend: mend)
    }
    scanner.skipSpace()
    let unitPlace = scanner.place
    let unit: Deadline.Unit
    switch scanner.word() {
    case "day", "days": unit = .days
    case "week", "weeks": unit = .weeks
    case "month", "months": unit = .months
    case "working" where scanner.pass("days") || scanner.pass("day"): unit = .workingDays
    case let other:
      throw refusal(
        "bad-deadline", "a deadline is in days, working days, weeks or months, not `\(other)`",
        at: unitPlace, mend: mend)
    }
    guard scanner.pass("of") else {
      throw refusal("bad-deadline", "a deadline says what starts it", mend: mend)
    }
    var words: [String] = []
    while true {
      let before = scanner.position
      scanner.skipSpace()
      let word = scanner.peekWord()
      let startsLine = scanner.isFirstOnLine(scanner.position) && !words.isEmpty
      if word.isEmpty || startsLine || Self.clauseWords.contains(word) {
        scanner.move(to: before)
        break
      }
      words.append(scanner.word())
    }
    guard !words.isEmpty else {
      throw refusal("bad-deadline", "a deadline says what starts it", mend: mend)
    }
    return Deadline(count: count, unit: unit, of: words.joined(separator: " "))
  }

  /// The next clause word, passed; nil at the end of the rule.
  mutating func nextClause(_ allowed: [String]) throws(Refusal) -> (word: String, place: Place)? {
    scanner.skipSpace()
    guard !scanner.isAtEnd else { return nil }
    let place = scanner.place
    let word = scanner.peekWord()
    guard allowed.contains(word) else {
      let known = Self.clauseWords.contains(word)
      let list = allowed.map { "`\($0)`" }.joined(separator: ", ")
      throw refusal(
        "unexpected-clause",
        known
          ? "this rule has no `\(word)`; it may go on with \(list)"
          : "the rule may go on with \(list), not with `\(word.isEmpty ? scanner.restOfLine() : word)`",
        at: place,
        mend: known
          ? nil : nearestName(to: word, among: allowed).map { "write `\($0)`" })
    }
    return (scanner.word(), place)
  }

  /// A clause that may stand once.
  func once(_ isFirst: Bool, _ word: String, at place: Place) throws(Refusal) {
    guard isFirst else {
      throw refusal("clause-twice", "a rule says `\(word)` once", at: place)
    }
  }
}

func unknownWork(_ work: String, at place: Place, in vocabulary: Vocabulary) -> Diagnostic {
  Diagnostic(
    .error, "unknown-work", "the vocabulary has no work `\(work)`", at: place,
    mend: nearestName(to: work, among: vocabulary.works.keys).map { "write `\($0)`" }
      ?? "declare it under `works`")
}

extension Condition {
  /// Both conditions, as a line that begins with `and` has it.
  func and(_ other: Condition) -> Condition {
    Condition(
      FEELExpression(
        .binary(.and, expression, other.expression),
        expression.span.lowerBound..<expression.span.upperBound),
      text: text + " and " + other.text, place: place)
  }
}
