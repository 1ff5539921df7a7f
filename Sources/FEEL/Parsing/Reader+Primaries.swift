import Facts

/// What stands between operators: literals, names, calls, filters, paths, lists, contexts, ranges, functions.
extension Reader {
  mutating func postfix() throws(ParseError) -> FEELExpression {
    try skipSpace()
    let isBracketed = peek("(") && ready == nil
    var result = try primary()
    while true {
      let start = result.span.lowerBound
      let before = at
      try skipSpace()
      if peek("."), !peek("..") {
        at += 1
        let name = try memberName()
        result = try node(.path(result, name), from: start)
      } else if peek("["), isFilterable(result), !closesRange() {
        at += 1
        let list = result
        result = try filtering { (reader: inout Reader) throws(ParseError) in
          reader.bind("item")
          let condition = try reader.expression()
          try reader.expect("]", "after the filter")
          return try reader.node(.filter(list, condition), from: start)
        }
      } else if peek("("), isCallable(result, isBracketed) {
        at += 1
        result = try call(result, from: start)
      } else {
        at = before
        return result
      }
    }
  }

  /// In the middle of an author's sentence `true [` is no filter.
  private func isFilterable(_ expression: FEELExpression) -> Bool {
    switch expression.kind {
    case .boolean, .null: isWhole
    default: true
    }
  }

  private func isCallable(_ expression: FEELExpression, _ isBracketed: Bool) -> Bool {
    switch expression.kind {
    case .name, .path, .call, .callNamed, .function, .filter: true
    default: isWhole || isBracketed
    }
  }

  /// Whether the `[` at the place closes a range (`[1..3[`) and opens no filter: nothing that begins an expression follows it.
  private func closesRange() -> Bool {
    guard isRangeEnd else { return false }
    var rest = self
    rest.at += 1
    guard (try? rest.skipSpace()) != nil, rest.at < text.count else { return true }
    if Self.signsAfterRange.contains(where: { rest.peek($0) }) {
      return (try? rest.number()) == nil
    }
    return Self.wordsAfterRange.contains { rest.isKeyword($0) }
  }

  private static let signsAfterRange: [StaticString] = [
    ")", "]", "}", ",", ".", ":", "=", "!", "<", ">", "+", "*", "/",
  ]
  private static let wordsAfterRange: [StaticString] = [
    "and", "or", "in", "then", "else", "return", "satisfies", "instance", "between",
  ]

  /// What stands behind a point: a name in scope or a known key, else one word, and where nothing else can be meant more.
  private mutating func memberName() throws(ParseError) -> String {
    try skipSpace()
    if let known = member(at: at) {
      at = known.end
      lastEnd = at
      return known.name
    }
    let from = at
    guard at < text.count, Self.mayBeginName(text, at) else {
      throw unexpected("the name of a member")
    }
    at = wordEnd(at)
    lastEnd = at
    var words = [word(from..<at)]
    while isWhole {
      try skipSpace()
      let next = wordEnd(at)
      let word = word(at..<next)
      if next == at || Self.isReserved(word) { break }
      words.append(word)
      at = next
      lastEnd = next
    }
    at = lastEnd
    return words.joined(separator: " ")
  }

  private static func isReserved(_ word: String) -> Bool {
    [
      "and", "or", "in", "then", "else", "return", "satisfies", "instance", "between", "if", "for",
      "some", "every",
    ].contains(word)
  }

  // MARK: calls

  private mutating func call(_ callee: FEELExpression, from start: Int) throws(ParseError)
    -> FEELExpression
  {
    lastEnd = at
    if try take(")") { return try node(.call(callee, []), from: start) }
    if let named = try namedArguments() {
      return try node(.callNamed(callee, named), from: start)
    }
    var arguments: [FEELExpression] = []
    repeat {
      try skipSpace()
      let from = at
      if peek("<") || peek(">") || peek("=") || peek("!=") {
        let test = try unaryTest()
        arguments.append(try node(.tests(.tests([test])), from: from))
      } else {
        let argument = try expression()
        if try take("..") {
          throw ParseError(
            message: "a range stands in brackets", offset: from, mend: "write `[low..high]`")
        }
        arguments.append(argument)
      }
    } while try take(",")
    try expect(")", "after the arguments")
    return try node(.call(callee, arguments), from: start)
  }

  /// Nil, with nothing read, where the first argument has no name.
  private mutating func namedArguments() throws(ParseError) -> [FEELExpression.NamedArgument]? {
    let (before, endBefore) = (at, lastEnd)
    guard (try? newName(before: nil)) != nil, try take(":") else {
      (at, lastEnd) = (before, endBefore)
      return nil
    }
    at = before
    var result: [FEELExpression.NamedArgument] = []
    repeat {
      let name = try newName(before: nil)
      try expect(":", "after the argument's name")
      result.append(.init(name: name, value: try expression()))
    } while try take(",")
    try expect(")", "after the arguments")
    return result
  }

  /// A name that is given here: words, with the signs that names may hold, up to a word or to what cannot be part of one.
  mutating func newName(before stop: StaticString?) throws(ParseError) -> String {
    try skipSpace()
    guard at < text.count, Self.mayBeginName(text, at) else { throw unexpected("a name") }
    let start = at
    while at < text.count {
      let next = wordEnd(at)
      if next > at {
        if let stop, at > start, isKeyword(stop) { break }
        at = next
      } else if at > start, "./-'+*".utf8.contains(text[at]), !peek(".."), !peek("/*"), !peek("//")
      {
        at += 1
      } else {
        break
      }
      lastEnd = at
      try skipSpace()
    }
    at = lastEnd
    return word(start..<lastEnd).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Names begin with a letter or `_`.
  static func mayBeginName(_ text: [UInt8], _ at: Int) -> Bool {
    let byte = text[at]
    if byte < 0x80 { return NameSet.isNameByte(byte) && !(48...57).contains(byte) }
    var decoder = UTF8()
    var bytes = text[at...].prefix(4).makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return false }
    let properties = scalar.properties
    return properties.isAlphabetic || properties.generalCategory == .otherSymbol
  }

  // MARK: primaries

  private mutating func primary() throws(ParseError) -> FEELExpression {
    if let result = ready {
      ready = nil
      return result
    }
    try skipSpace()
    guard at < text.count else { throw unexpected("a value") }
    let start = at
    if peek("\"") { return try node(.string(try string()), from: start) }
    if peek("“") {
      throw ParseError(message: "a text stands in straight quotes", offset: at, mend: "write `\"`")
    }
    if peek("@") {
      at += 1
      try skipSpace()
      return try node(.temporal(try string()), from: start)
    }
    if peek("?") {
      at += 1
      lastEnd = at
      return try node(.name("?"), from: start)
    }
    if let number = try number() { return try node(.number(number), from: start) }
    if peek("(") { return try bracketed(from: start) }
    if peek("[") { return try listOrRange(from: start) }
    if peek("]") {
      at += 1
      let low = try expression()
      try expect("..", "between the ends of the range")
      return try range(from: start, low, includesLow: false)
    }
    if peek("{") { return try context(from: start) }
    return try nameOrWord(from: start)
  }

  private mutating func nameOrWord(from start: Int) throws(ParseError) -> FEELExpression {
    let known = name(at: at)
    let function = BuiltIn.nameSet.longest(in: text, at: at)
    // A built-in is meant where a call follows, and only where no longer name in scope stands here.
    if let function, function.end > known?.end ?? 0 {
      var after = self
      after.at = function.end
      if try after.take("(") || (known == nil && isWhole) {
        at = function.end
        lastEnd = at
        return try node(.name(function.name), from: start)
      }
    }
    if let known {
      at = known.end
      lastEnd = at
      return try node(.name(known.name), from: start)
    }
    let end = wordEnd(at)
    guard end > at, Self.mayBeginName(text, at) else { throw unexpected("a value") }
    let word = word(at..<end)
    if Self.isReserved(word) { throw unexpected("a value") }
    at = end
    lastEnd = end
    switch word {
    case "null": return try node(.null, from: start)
    case "true": return try node(.boolean(true), from: start)
    case "false": return try node(.boolean(false), from: start)
    case "function" where try take("("): return try functionDefinition(from: start)
    default: return try node(.name(word), from: start)
    }
  }

  // MARK: brackets

  private mutating func bracketed(from start: Int) throws(ParseError) -> FEELExpression {
    at += 1
    // `(< 10)`: a range with one end.
    if let op = try comparator() {
      let end = try nested { (reader: inout Reader) throws(ParseError) in try reader.additive() }
      try expect(")", "after the range")
      return try node(.range(.init(op, end)), from: start)
    }
    let inner = try expression()
    if try take("..") { return try range(from: start, inner, includesLow: false) }
    try expect(")", "to close the bracket")
    return FEELExpression(inner.kind, start..<lastEnd)
  }

  /// The rest of a range, behind the two points.
  private mutating func range(
    from start: Int, _ low: FEELExpression, includesLow: Bool
  ) throws(ParseError) -> FEELExpression {
    let high = try rangeEnd()
    let includes = try closing()
    return try node(
      .range(.init(low: low, includesLow: includesLow, high: high, includesHigh: includes)),
      from: start)
  }

  mutating func closing() throws(ParseError) -> Bool {
    if try take("]") { return true }
    if try take(")") { return false }
    if try take("[") { return false }
    throw unexpected("`]` or `)` after the range")
  }

  private mutating func listOrRange(from start: Int) throws(ParseError) -> FEELExpression {
    at += 1
    lastEnd = at
    if try take("]") { return try node(.list([]), from: start) }
    let first = try listItem()
    if try take("..") { return try range(from: start, first, includesLow: true) }
    var items = [first]
    while try take(",") { items.append(try listItem()) }
    try expect("]", "to close the list")
    return try node(.list(items), from: start)
  }

  private mutating func listItem() throws(ParseError) -> FEELExpression {
    try skipSpace()
    let from = at
    guard let op = try comparator() else { return try expression() }
    let end = try nested { (reader: inout Reader) throws(ParseError) in try reader.additive() }
    return try node(.range(.init(op, end)), from: from)
  }

  private mutating func context(from start: Int) throws(ParseError) -> FEELExpression {
    at += 1
    lastEnd = at
    if try take("}") { return try node(.context([]), from: start) }
    return try scoped { (reader: inout Reader) throws(ParseError) in
      var entries: [FEELExpression.ContextEntry] = []
      repeat {
        try reader.skipSpace()
        let key = reader.peek("\"") ? try reader.string() : try reader.newName(before: nil)
        try reader.expect(":", "after the name of an entry")
        entries.append(.init(key: key, value: try reader.expression()))
        reader.bind(key)
        reader.members.insert(key)
      } while try reader.take(",")
      try reader.expect("}", "to close the context")
      return try reader.node(.context(entries), from: start)
    }
  }

  private mutating func functionDefinition(from start: Int) throws(ParseError) -> FEELExpression {
    try scoped { (reader: inout Reader) throws(ParseError) in
      var parameters: [FEELExpression.Parameter] = []
      if try !reader.take(")") {
        repeat {
          let name = try reader.newName(before: nil)
          let type = try reader.take(":") ? try reader.type() : nil
          parameters.append(.init(name: name, type: type))
          reader.bind(name)
        } while try reader.take(",")
        try reader.expect(")", "after the parameters")
      }
      try reader.skipSpace()
      let from = reader.at
      if try reader.takeKeyword("external") {
        let mapping = try reader.expression()
        let body = try reader.node(.external(mapping), from: from)
        return try reader.node(.function(parameters, body), from: start)
      }
      return try reader.node(.function(parameters, try reader.expression()), from: start)
    }
  }
}

extension FEELExpression.RangeLiteral {
  /// `(< 10)`: the side that it does not speak of is open.
  init(_ op: BinaryOperator, _ end: FEELExpression) {
    switch op {
    case .less: self.init(low: nil, includesLow: false, high: end, includesHigh: false)
    case .lessOrEqual: self.init(low: nil, includesLow: false, high: end, includesHigh: true)
    case .greater: self.init(low: end, includesLow: false, high: nil, includesHigh: false)
    case .greaterOrEqual: self.init(low: end, includesLow: true, high: nil, includesHigh: false)
    case .notEqual:
      self.init(low: end, includesLow: false, high: end, includesHigh: false, form: .notEqual)
    default: self.init(low: end, includesLow: true, high: end, includesHigh: true, form: .equal)
    }
  }
}
