import Diagnostics
import FEEL
import Facts

extension RuleReader {
  /// `exception to TARGET …`, with what holds instead on lines of their own.
  mutating func readException(_ head: RuleHead) throws(Refusal) -> RuleException {
    guard scanner.pass("to") else {
      throw refusal(
        "unknown-rule", "`exception` goes on with `to`", mend: "write `exception to art-12`")
    }
    scanner.skipSpace()
    let place = scanner.place
    var exception = RuleException(target: try readTarget(), head: head)
    exception.head.place = place
    if scanner.pass("row") {
      scanner.skipSpace()
      exception.row = scanner.word()
    }
    exception.head.works = section.works
    let allowed = [
      "for", "when", "and", "unless", "by", "source", "require", "track", "discretion",
    ]
    var last: String?
    var hasWorks = false
    while let (word, place) = try nextClause(allowed) {
      let indentation = scanner.indentation(of: scanner.position).spaces
      switch word {
      case "for":
        try once(!hasWorks, word, at: place)
        exception.head.works = try readWorks()
        hasWorks = true
      case "when": exception.when.append(try readCondition())
      case "unless": exception.unless.append(try readCondition())
      case "and":
        try join(try readCondition(), to: last, place, &exception.when, &exception.unless)
        continue
      case "require":
        var inner = exception.head
        inner.place = place
        exception.requirements.append(try readRequirement(inner, endingAt: indentation))
        last = nil
      case "track":
        try once(exception.track == nil, word, at: place)
        exception.track = try readTrack(endingAt: indentation)
        last = nil
      case "discretion":
        try once(exception.discretion == nil, word, at: place)
        exception.discretion = try readText("what is left to somebody")
        last = nil
      default: try readCitation(word, place, &exception.head)
      }
      if word == "when" || word == "unless" { last = word }
    }
    // The requirements that hold instead cite the exception's article unless they name one.
    for index in exception.requirements.indices where exception.requirements[index].head.by == nil {
      exception.requirements[index].head.by = exception.head.by
      exception.requirements[index].head.source =
        exception.requirements[index].head.source ?? exception.head.source
    }
    return exception
  }

  /// The longest known name or anchor here; otherwise the words up to the next clause.
  private mutating func readTarget() throws(Refusal) -> String {
    let start = scanner.position
    let words = scanner.restOfLine().split { $0.isWhitespace }.map(String.init)
    for count in stride(from: words.count, to: 0, by: -1) {
      let name = words[..<count].joined(separator: " ")
      if targets.contains(name) {
        for _ in 0..<count {
          scanner.skipSpace()
          passWord()
        }
        return name
      }
    }
    var taken: [String] = []
    for word in words where word != "row" {
      if Self.clauseWords.contains(word) { break }
      taken.append(word)
    }
    let name = taken.joined(separator: " ")
    scanner.move(to: start)
    throw refusal(
      "exception-to-nothing",
      "an exception names an anchor, a definition, an output or a subject of this file, not `\(name)`",
      mend: nearestName(to: name, among: targets).map { "write `\($0)`" })
  }

  /// Passes what stands here up to white space.
  private mutating func passWord() {
    let length = scanner.restOfLine().prefix { !$0.isWhitespace }.utf8.count
    scanner.move(to: scanner.position + length)
  }

  /// `"prior approval" within 42 days of submission by a-4`, after `track`.
  private mutating func readTrack(
    endingAt indentation: Int
  ) throws(Refusal) -> RuleException.Track {
    var track = RuleException.Track(name: try readText("the name of a track"))
    while !endsInner(indentation) {
      guard let (word, place) = try nextClause(["within", "by"]) else { break }
      if word == "within" {
        try once(track.deadline == nil, word, at: place)
        track.deadline = try readDeadline()
      } else {
        try once(track.by == nil, word, at: place)
        track.by = try readArticle()
      }
    }
    return track
  }
}
