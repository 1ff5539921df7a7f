import Facts

/// Expressions from the loosest to the tightest (DMN 1.5, grammar 1 to 4 and 10.3.1.4).
extension Reader {
  mutating func expression() throws(ParseError) -> FEELExpression {
    let before = isRangeEnd
    isRangeEnd = false
    defer { isRangeEnd = before }
    return try nested { (reader: inout Reader) throws(ParseError) in try reader.expressionHere() }
  }

  /// The upper end of a range in brackets.
  mutating func rangeEnd() throws(ParseError) -> FEELExpression {
    let before = isRangeEnd
    isRangeEnd = true
    defer { isRangeEnd = before }
    return try nested { (reader: inout Reader) throws(ParseError) in try reader.expressionHere() }
  }

  private mutating func expressionHere() throws(ParseError) -> FEELExpression {
    try skipSpace()
    let start = at
    if try takeKeyword("if") { return try conditional(from: start) }
    if try takeKeyword("for") { return try iteration(from: start) }
    if try takeKeyword("some") { return try quantified(from: start, isSome: true) }
    if try takeKeyword("every") { return try quantified(from: start, isSome: false) }
    return try operators(from: 1)
  }

  private mutating func conditional(from start: Int) throws(ParseError) -> FEELExpression {
    let condition = try expression()
    try expectKeyword("then")
    let then = try expression()
    try expectKeyword("else")
    return try node(.conditional(condition, then: then, else: try expression()), from: start)
  }

  private mutating func iteration(from start: Int) throws(ParseError) -> FEELExpression {
    try scoped { (reader: inout Reader) throws(ParseError) in
      let iterators = try reader.iterators(before: "return")
      reader.bind("partial")
      return try reader.node(.iteration(iterators, return: try reader.expression()), from: start)
    }
  }

  private mutating func quantified(from start: Int, isSome: Bool) throws(ParseError)
    -> FEELExpression
  {
    try scoped { (reader: inout Reader) throws(ParseError) in
      let iterators = try reader.iterators(before: "satisfies")
      let body = try reader.expression()
      return try reader.node(
        isSome ? .some(iterators, satisfies: body) : .every(iterators, satisfies: body),
        from: start)
    }
  }

  private mutating func iterators(before end: StaticString) throws(ParseError)
    -> [FEELExpression.Iterator]
  {
    var result: [FEELExpression.Iterator] = []
    repeat {
      let name = try newName(before: "in")
      try expectKeyword("in")
      let domain = try expression()
      let last = try take("..") ? try expression() : nil
      bind(name)
      result.append(.init(name: name, domain: domain, end: last))
    } while try take(",")
    try expectKeyword(end)
    return result
  }

  // MARK: operators

  /// What may stand behind a value.
  private enum Infix {
    case binary(BinaryOperator)
    case between, membership, instance

    var level: Int {
      if case .binary(let op) = self { op.level } else { BinaryOperator.less.level }
    }
  }

  /// Operators of a level and of those that bind tighter, by climbing from one to the next: brackets in brackets cost the stack
  /// one call of this, however many levels there are.
  private mutating func operators(from lowest: Int) throws(ParseError) -> FEELExpression {
    var left = try negation()
    while let (infix, end) = try nextInfix(), infix.level >= lowest {
      let start = left.span.lowerBound
      at = end
      lastEnd = end
      switch infix {
      case .binary(let op) where !op.isComparison:
        var links = [FEELExpression.Link(op, try operators(from: op.level + 1))]
        while case (.binary(let next), let end)? = try nextInfix(), next.level == op.level {
          at = end
          lastEnd = end
          links.append(.init(next, try operators(from: op.level + 1)))
        }
        left = try checked(.joined(left, links))
      case .binary(let op): left = try node(.binary(op, left, try additive()), from: start)
      case .between:
        let low = try additive()
        try expectKeyword("and")
        left = try node(.between(left, low: low, high: try additive()), from: start)
      case .membership:
        left = try node(.membership(left, try membershipTests()), from: start)
      case .instance:
        try expectKeyword("of")
        left = try node(.instanceOf(left, try type()), from: start)
      }
    }
    return left
  }

  /// Sums and what binds tighter.
  mutating func additive() throws(ParseError) -> FEELExpression {
    try operators(from: BinaryOperator.add.level)
  }

  /// The operator that stands next, and its end; nothing is taken.
  private mutating func nextInfix() throws(ParseError) -> (Infix, end: Int)? {
    try skipSpace()
    guard at < text.count else { return nil }
    func sign(_ op: BinaryOperator, _ width: Int = 1) -> (Infix, end: Int) {
      (.binary(op), at + width)
    }
    switch text[at] {
    case UInt8(ascii: "+"): return sign(.add)
    case UInt8(ascii: "-"): return sign(.subtract)
    case UInt8(ascii: "*"): return peek("**") ? sign(.power, 2) : sign(.multiply)
    case UInt8(ascii: "/"): return sign(.divide)
    case UInt8(ascii: "="): return sign(.equal)
    case UInt8(ascii: "!"): return peek("!=") ? sign(.notEqual, 2) : nil
    case UInt8(ascii: "<"): return peek("<=") ? sign(.lessOrEqual, 2) : sign(.less)
    case UInt8(ascii: ">"): return peek(">=") ? sign(.greaterOrEqual, 2) : sign(.greater)
    case UInt8(ascii: "o"): return isKeyword("or") ? sign(.or, 2) : nil
    case UInt8(ascii: "a"): return isKeyword("and") ? sign(.and, 3) : nil
    case UInt8(ascii: "b"): return isKeyword("between") ? (.between, at + 7) : nil
    case UInt8(ascii: "i"):
      if isKeyword("in") { return (.membership, at + 2) }
      return isKeyword("instance") ? (.instance, at + 8) : nil
    default: return peek("−") ? sign(.subtract, 3) : nil
    }
  }

  mutating func comparator() throws(ParseError) -> BinaryOperator? {
    try skipSpace()
    if try take("<=") { return .lessOrEqual }
    if try take(">=") { return .greaterOrEqual }
    if try take("!=") { return .notEqual }
    if try take("<") { return .less }
    if try take(">") { return .greater }
    return try take("=") ? .equal : nil
  }

  /// After `in`: one test, or several in brackets, each read once.
  private mutating func membershipTests() throws(ParseError) -> [UnaryTest] {
    try skipSpace()
    let start = at
    guard try take("(") else { return [try operandTest()] }
    let first = try nested { (reader: inout Reader) throws(ParseError) in try reader.unaryTest() }
    if case .expression(let low) = first, try take("..") {
      let high = try rangeEnd()
      let includes = try closing()
      let range = FEELExpression.RangeLiteral(
        low: low, includesLow: false, high: high, includesHigh: includes)
      ready = try node(.range(range), from: start)
      return [.expression(try additive())]
    }
    var tests = [first]
    while try take(",") { tests.append(try unaryTest()) }
    try expect(")", "after the tests")
    if tests.count == 1, case .expression(let only) = first {
      // `x in (a + b) * c`: the bracket was only the beginning.
      ready = FEELExpression(only.kind, start..<lastEnd)
      return [.expression(try additive())]
    }
    return tests
  }

  private mutating func operandTest() throws(ParseError) -> UnaryTest {
    if let op = try comparator() { return .compare(op, try additive()) }
    return .expression(try additive())
  }

  private mutating func takeMinus() throws(ParseError) -> Bool {
    if try take("-") { return true }
    return try take("−")
  }

  /// The sign binds tighter than all operators: `-5 ** 2` is 25.
  private mutating func negation() throws(ParseError) -> FEELExpression {
    if ready != nil { return try postfix() }
    try skipSpace()
    let start = at
    if try takeMinus() {
      let inner = try nested { (reader: inout Reader) throws(ParseError) in try reader.negation() }
      return try node(.negate(inner), from: start)
    }
    return try postfix()
  }
}
