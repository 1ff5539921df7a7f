/// Unary tests: the cells of tables and what stands behind `in` (DMN 1.5, grammar 6 to 17).
extension Reader {
  mutating func unaryTests() throws(ParseError) -> UnaryTests {
    try skipSpace()
    let before = at
    if peek("-") {
      at += 1
      lastEnd = at
      try skipSpace()
      if at >= text.count { return .any }
      at = before
    }
    if try takeKeyword("not"), try take("(") {
      var tests = [try unaryTest()]
      while try take(",") { tests.append(try unaryTest()) }
      try expect(")", "after the tests")
      try skipSpace()
      if at >= text.count { return .negated(tests) }
    }
    at = before
    var tests = [try unaryTest()]
    while try take(",") { tests.append(try unaryTest()) }
    return .tests(tests)
  }

  mutating func unaryTest() throws(ParseError) -> UnaryTest {
    if let op = try comparator() { return .compare(op, try additive()) }
    return .expression(try expression())
  }
}
