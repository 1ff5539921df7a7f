/// Types as they are written: `list<number>`, `function<number, string> -> boolean`, a declared name (DMN 1.5, grammar 65 to 67).
extension Reader {
  mutating func type() throws(ParseError) -> TypeReference {
    try nested { (reader: inout Reader) throws(ParseError) in try reader.typeHere() }
  }

  private mutating func typeHere() throws(ParseError) -> TypeReference {
    try skipSpace()
    if let declared = types.longest(in: text, at: at) {
      at = declared.end
      lastEnd = at
      return .named(declared.name)
    }
    if let known = Self.manyWords.longest(in: text, at: at) {
      at = known.end
      lastEnd = at
      return .named(known.name)
    }
    // Otherwise one word, with points in it: what follows (`or`, `then`, a bracket) belongs to the expression.
    let first = at
    at = wordEnd(at)
    if at == first { throw unexpected("a type") }
    while at + 1 < text.count, text[at] == UInt8(ascii: "."), wordEnd(at + 1) > at + 1 {
      at = wordEnd(at + 1)
    }
    lastEnd = at
    let word = word(first..<at)
    guard ["list", "range", "context", "function"].contains(word), try take("<") else {
      return .named(word)
    }
    switch word {
    case "list", "range":
      let inner = try type()
      try expect(">", "after the type")
      return word == "list" ? .list(inner) : .range(inner)
    case "context":
      var members: [String: TypeReference] = [:]
      if try take(">") { return .context(members) }
      repeat {
        let name = try newName(before: nil)
        try expect(":", "after the member's name")
        members[name] = try type()
      } while try take(",")
      try expect(">", "after the type")
      return .context(members)
    default:
      var parameters: [TypeReference] = []
      if try !take(">") {
        repeat { parameters.append(try type()) } while try take(",")
        try expect(">", "after the parameters' types")
      }
      try expect("->", "before the type of the result")
      return .function(parameters, try type())
    }
  }

  private static let manyWords = NameSet([
    "years and months duration", "days and time duration", "date and time",
  ])
}
