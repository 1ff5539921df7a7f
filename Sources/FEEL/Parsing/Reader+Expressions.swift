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
    if try takeKeyword("if") {
      let condition = try expression()
      try expectKeyword("then")
      let then = try expression()
      try expectKeyword("else")
      let otherwise = try expression()
      return try node(.conditional(condition, then: then, else: otherwise), from: start)
    }
    if try takeKeyword("for") {
      return try scoped { (reader: inout Reader) throws(ParseError) in
        let iterators = try reader.iterators(before: "return")
        reader.bind("partial")
        let body = try reader.expression()
        return try reader.node(.iteration(iterators, return: body), from: start)
      }
    }
    let isSome = try takeKeyword("some")
    let isEvery = isSome ? false : try takeKeyword("every")
    if isSome || isEvery {
      return try scoped { (reader: inout Reader) throws(ParseError) in
        let iterators = try reader.iterators(before: "satisfies")
        let body = try reader.expression()
        return try reader.node(
          isSome ? .some(iterators, satisfies: body) : .every(iterators, satisfies: body),
          from: start)
      }
    }
    return try disjunction()
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

  /// Operands with operators of one level between them.
  private mutating func row(
    _ operand: (inout Reader) throws(ParseError) -> FEELExpression,
    _ op: (inout Reader) throws(ParseError) -> BinaryOperator?
  ) throws(ParseError) -> FEELExpression {
    let first = try operand(&self)
    var links: [FEELExpression.Link] = []
    while let op = try op(&self) { links.append(.init(op, try operand(&self))) }
    return links.isEmpty ? first : try checked(.joined(first, links))
  }

  private mutating func disjunction() throws(ParseError) -> FEELExpression {
    try row { (reader: inout Reader) throws(ParseError) in
      try reader.conjunction()
    } _: { (reader: inout Reader) throws(ParseError) in
      try reader.takeKeyword("or") ? .or : nil
    }
  }

  private mutating func conjunction() throws(ParseError) -> FEELExpression {
    try row { (reader: inout Reader) throws(ParseError) in
      try reader.comparison()
    } _: { (reader: inout Reader) throws(ParseError) in
      try reader.takeKeyword("and") ? .and : nil
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

  private mutating func comparison() throws(ParseError) -> FEELExpression {
    var left = try additive()
    while true {
      let start = left.span.lowerBound
      if let op = try comparator() {
        left = try node(.binary(op, left, try additive()), from: start)
      } else if try takeKeyword("between") {
        let low = try additive()
        try expectKeyword("and")
        left = try node(.between(left, low: low, high: try additive()), from: start)
      } else if try takeKeyword("in") {
        left = try node(.membership(left, try membershipTests()), from: start)
      } else if try takeKeyword("instance") {
        try expectKeyword("of")
        left = try node(.instanceOf(left, try type()), from: start)
      } else {
        return left
      }
    }
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

  mutating func additive() throws(ParseError) -> FEELExpression {
    try row { (reader: inout Reader) throws(ParseError) in
      try reader.multiplicative()
    } _: { (reader: inout Reader) throws(ParseError) in
      try reader.take("+") ? .add : try reader.takeMinus() ? .subtract : nil
    }
  }

  private mutating func takeMinus() throws(ParseError) -> Bool {
    if try take("-") { return true }
    return try take("−")
  }

  private mutating func multiplicative() throws(ParseError) -> FEELExpression {
    try row { (reader: inout Reader) throws(ParseError) in
      try reader.exponentiation()
    } _: { (reader: inout Reader) throws(ParseError) in
      try reader.skipSpace()
      if reader.peek("**") { return nil }
      return try reader.take("*") ? .multiply : try reader.take("/") ? .divide : nil
    }
  }

  /// From the left, and with the sign bound tighter: `-5 ** 2` is 25.
  private mutating func exponentiation() throws(ParseError) -> FEELExpression {
    try row { (reader: inout Reader) throws(ParseError) in
      try reader.negation()
    } _: { (reader: inout Reader) throws(ParseError) in
      try reader.take("**") ? .power : nil
    }
  }

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
