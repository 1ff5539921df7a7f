import Facts

/// Why a text is no FEEL: what is wrong, where (UTF-8 offset), and what to write.
package struct ParseError: Error, Sendable, Hashable {
  package var message: String
  package var offset: Int
  package var mend: String?
  package init(message: String, offset: Int, mend: String? = nil) {
    self.message = message
    self.offset = offset
    self.mend = mend
  }
}

/// Reads FEEL (DMN 1.5, 10.3.1). Names in scope are matched first, the longest first, so that they may hold spaces and words
/// of the language.
package struct FEELParser {
  private let names: NameSet

  /// Nesting beyond this is refused: it would be nobody's law, and it keeps the stack bounded.
  static let deepest = 150
  /// More operators in one expression are refused: each may deepen its tree by one.
  static let mostOperators = 400
  /// A longer text is refused before anything is read.
  static let longest = 65_536

  package init(names: NameSet) { self.names = names }

  package func expression(_ text: String) throws(ParseError) -> FEELExpression {
    var reader = try Reader(text, names)
    let result = try reader.expression()
    try reader.expectEnd()
    return result
  }

  /// The longest expression that starts at the offset, and where FEEL could not go on.
  package func expressionPrefix(_ text: String, from offset: Int) throws(ParseError) -> (
    expression: FEELExpression, end: Int
  ) {
    var reader = try Reader(text, names)
    reader.at = offset
    let result = try reader.expression()
    return (result, reader.lastEnd)
  }

  /// A cell of a decision table; `-` is any.
  package func unaryTests(_ text: String) throws(ParseError) -> UnaryTests {
    var reader = try Reader(text, names)
    let result = try reader.unaryTests()
    try reader.expectEnd()
    return result
  }
}

struct Reader {
  let text: [UInt8]
  var names: NameSet
  var at = 0
  /// The end of the last token read, before white space.
  var lastEnd = 0
  private var depth = 0
  private var operators = 0

  init(_ text: String, _ names: NameSet) throws(ParseError) {
    self.text = Array(text.utf8)
    self.names = names
    if self.text.count > FEELParser.longest {
      throw ParseError(
        message: "an expression may not be longer than \(FEELParser.longest) bytes", offset: 0,
        mend: "split it into definitions")
    }
  }

  // MARK: tokens

  mutating func skipSpace() throws(ParseError) {
    while at < text.count {
      if NameSet.isSpace(text[at]) {
        at += 1
      } else if text[at] == 0xC2, at + 1 < text.count, text[at + 1] == 0xA0 {
        at += 2
      } else if text[at] == 47, at + 1 < text.count, text[at + 1] == 47 {
        while at < text.count, text[at] != 10 { at += 1 }
      } else if text[at] == 47, at + 1 < text.count, text[at + 1] == 42 {
        let start = at
        at += 2
        while at + 1 < text.count, !(text[at] == 42 && text[at + 1] == 47) { at += 1 }
        guard at + 1 < text.count else {
          throw ParseError(message: "a comment must end with `*/`", offset: start)
        }
        at += 2
      } else {
        break
      }
    }
  }

  func peek(_ sign: String) -> Bool {
    let bytes = Array(sign.utf8)
    return at + bytes.count <= text.count && Array(text[at..<at + bytes.count]) == bytes
  }

  mutating func take(_ sign: String) throws(ParseError) -> Bool {
    let before = at
    try skipSpace()
    guard peek(sign) else {
      at = before
      return false
    }
    at += sign.utf8.count
    lastEnd = at
    return true
  }

  mutating func expect(_ sign: String, _ what: String) throws(ParseError) {
    if try !take(sign) { throw unexpected("`\(sign)` \(what)") }
  }

  /// A word of the language, if it stands here alone and no name in scope begins here that is longer.
  func isKeyword(_ word: String, at position: Int) -> Bool {
    let bytes = Array(word.utf8)
    guard position + bytes.count <= text.count,
      Array(text[position..<position + bytes.count]) == bytes
    else { return false }
    let end = position + bytes.count
    if end < text.count, NameSet.isNameByte(text[end]) { return false }
    if let name = names.longest(in: text, at: position), name.end >= end, name.name != word {
      return false
    }
    return true
  }

  mutating func takeKeyword(_ word: String) throws(ParseError) -> Bool {
    let before = at
    try skipSpace()
    guard isKeyword(word, at: at) else {
      at = before
      return false
    }
    at += word.utf8.count
    lastEnd = at
    return true
  }

  mutating func expectKeyword(_ word: String) throws(ParseError) {
    if try !takeKeyword(word) { throw unexpected("`\(word)`") }
  }

  func unexpected(_ wanted: String) -> ParseError {
    var position = at
    while position < text.count, NameSet.isSpace(text[position]) { position += 1 }
    if position >= text.count {
      return ParseError(
        message: "the expression ends where \(wanted) is expected", offset: position)
    }
    var end = position
    while end < text.count, NameSet.isNameByte(text[end]) { end += 1 }
    if end == position {
      end += 1
      while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    }
    let found = String(decoding: text[position..<end], as: UTF8.self)
    return ParseError(message: "`\(found)` stands where \(wanted) is expected", offset: position)
  }

  mutating func expectEnd() throws(ParseError) {
    try skipSpace()
    if at < text.count { throw unexpected("the end of the expression") }
  }

  /// Operators in a row make a tree as deep as they are many.
  private mutating func countOperator() throws(ParseError) {
    operators += 1
    if operators > FEELParser.mostOperators {
      throw ParseError(
        message: "an expression may not have more than \(FEELParser.mostOperators) operators",
        offset: at, mend: "split it into definitions")
    }
  }

  private mutating func nested<Result>(_ body: (inout Reader) throws(ParseError) -> Result)
    throws(ParseError) -> Result
  {
    depth += 1
    defer { depth -= 1 }
    if depth > FEELParser.deepest {
      throw ParseError(
        message: "an expression may not nest deeper than \(FEELParser.deepest)", offset: at,
        mend: "split it into definitions")
    }
    return try body(&self)
  }

  private func node(_ kind: FEELExpression.Kind, from start: Int) -> FEELExpression {
    FEELExpression(kind, start..<max(start, lastEnd))
  }

  // MARK: expressions

  mutating func expression() throws(ParseError) -> FEELExpression {
    try nested { (reader: inout Reader) throws(ParseError) in try reader.expressionHere() }
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
      return node(.conditional(condition, then: then, else: otherwise), from: start)
    }
    if try takeKeyword("for") {
      let before = names
      let iterators = try iterators()
      try expectKeyword("return")
      names.insert("partial")
      let body = try expression()
      names = before
      return node(.iteration(iterators, return: body), from: start)
    }
    for word in ["some", "every"] {
      if try takeKeyword(word) {
        let before = names
        let iterators = try iterators()
        try expectKeyword("satisfies")
        let body = try expression()
        names = before
        return node(
          word == "some" ? .some(iterators, satisfies: body) : .every(iterators, satisfies: body),
          from: start)
      }
    }
    return try disjunction()
  }

  private mutating func iterators() throws(ParseError) -> [FEELExpression.Iterator] {
    var result: [FEELExpression.Iterator] = []
    repeat {
      let name = try bindingName(before: "in")
      try expectKeyword("in")
      let domain = try expression()
      var end: FEELExpression?
      if try take("..") { end = try expression() }
      names.insert(name)
      result.append(.init(name: name, domain: domain, end: end))
    } while try take(",")
    return result
  }

  /// A new name: words up to a given one.
  private mutating func bindingName(before stop: String) throws(ParseError) -> String {
    var words: [String] = []
    while true {
      try skipSpace()
      let start = at
      while at < text.count, NameSet.isNameByte(text[at]) { at += 1 }
      let word = String(decoding: text[start..<at], as: UTF8.self)
      if word.isEmpty || (word == stop && !words.isEmpty) {
        at = start
        break
      }
      words.append(word)
      lastEnd = at
    }
    if words.isEmpty { throw unexpected("a name") }
    return words.joined(separator: " ")
  }

  private mutating func disjunction() throws(ParseError) -> FEELExpression {
    var left = try conjunction()
    while try takeKeyword("or") {
      let right = try conjunction()
      try countOperator()
      left = FEELExpression(.binary(.or, left, right), left.span.lowerBound..<lastEnd)
    }
    return left
  }

  private mutating func conjunction() throws(ParseError) -> FEELExpression {
    var left = try comparison()
    while try takeKeyword("and") {
      let right = try comparison()
      try countOperator()
      left = FEELExpression(.binary(.and, left, right), left.span.lowerBound..<lastEnd)
    }
    return left
  }

  private mutating func comparator() throws(ParseError) -> BinaryOperator? {
    for op in [BinaryOperator.lessOrEqual, .greaterOrEqual, .notEqual, .less, .greater, .equal]
    where try take(op.rawValue) { return op }
    return nil
  }

  private mutating func comparison() throws(ParseError) -> FEELExpression {
    var left = try additive()
    while true {
      let start = left.span.lowerBound
      if let op = try comparator() {
        let right = try additive()
        try countOperator()
        left = FEELExpression(.binary(op, left, right), start..<lastEnd)
      } else if try takeKeyword("between") {
        let low = try additive()
        try expectKeyword("and")
        try countOperator()
        let high = try additive()
        left = FEELExpression(.between(left, low: low, high: high), start..<lastEnd)
      } else if try takeKeyword("in") {
        left = FEELExpression(.membership(left, try membershipTests()), start..<lastEnd)
      } else if try takeKeyword("instance") {
        try expectKeyword("of")
        try countOperator()
        left = FEELExpression(.instanceOf(left, try type()), start..<lastEnd)
      } else {
        return left
      }
    }
  }

  /// After `in`: one test, or a list of them in brackets, each read once.
  private mutating func membershipTests() throws(ParseError) -> [UnaryTest] {
    try skipSpace()
    let start = at
    guard try take("(") else { return [try unaryTest()] }
    let first = try nested { (reader: inout Reader) throws(ParseError) in try reader.unaryTest() }
    if case .expression(let low) = first, try take("..") {
      let high = try expression()
      let includes = try closing()
      let range = FEELExpression.RangeLiteral(
        low: low, includesLow: false, high: high, includesHigh: includes)
      return [.expression(node(.range(range), from: start))]
    }
    var tests = [first]
    while try take(",") { tests.append(try unaryTest()) }
    try expect(")", "after the tests")
    return tests
  }

  private mutating func additive() throws(ParseError) -> FEELExpression {
    var left = try multiplicative()
    while true {
      let op: BinaryOperator
      if try take("+") { op = .add } else if try takeMinus() { op = .subtract } else { return left }
      let right = try multiplicative()
      try countOperator()
      left = FEELExpression(.binary(op, left, right), left.span.lowerBound..<lastEnd)
    }
  }

  private mutating func takeMinus() throws(ParseError) -> Bool {
    if try take("-") { return true }
    return try take("−")
  }

  private mutating func multiplicative() throws(ParseError) -> FEELExpression {
    var left = try exponentiation()
    while true {
      try skipSpaceKeepingEnd()
      let op: BinaryOperator
      if peek("**") { return left }
      if try take("*") {
        op = .multiply
      } else if try take("/") {
        op = .divide
      } else {
        return left
      }
      let right = try exponentiation()
      try countOperator()
      left = FEELExpression(.binary(op, left, right), left.span.lowerBound..<lastEnd)
    }
  }

  private mutating func skipSpaceKeepingEnd() throws(ParseError) { try skipSpace() }

  private mutating func exponentiation() throws(ParseError) -> FEELExpression {
    var left = try negation()
    while try take("**") {
      let right = try negation()
      try countOperator()
      left = FEELExpression(.binary(.power, left, right), left.span.lowerBound..<lastEnd)
    }
    return left
  }

  private mutating func negation() throws(ParseError) -> FEELExpression {
    try skipSpace()
    let start = at
    if try takeMinus() {
      let inner = try nested { (reader: inout Reader) throws(ParseError) in try reader.negation() }
      return node(.negate(inner), from: start)
    }
    return try postfix()
  }

  private mutating func postfix() throws(ParseError) -> FEELExpression {
    var result = try primary()
    while true {
      let start = result.span.lowerBound
      try skipSpace()
      if peek("."), !peek("..") {
        at += 1
        try skipSpace()
        let name: String
        if let known = names.longest(in: text, at: at) {
          name = known.name
          at = known.end
        } else {
          let from = at
          while at < text.count, NameSet.isNameByte(text[at]) { at += 1 }
          if from == at { throw unexpected("the name of a member") }
          name = String(decoding: text[from..<at], as: UTF8.self)
        }
        lastEnd = at
        try countOperator()
        result = FEELExpression(.path(result, name), start..<lastEnd)
      } else if peek("["), !isRangeStart(result) {
        at += 1
        let before = names
        names.insert("item")
        let condition = try expression()
        names = before
        try expect("]", "after the filter")
        try countOperator()
        result = FEELExpression(.filter(result, condition), start..<lastEnd)
      } else if peek("("), isCallable(result) {
        at += 1
        result = try call(result, from: start)
      } else {
        return result
      }
    }
  }

  /// A number or text is never filtered or called; `5[` belongs to what comes after.
  private func isRangeStart(_ expression: FEELExpression) -> Bool {
    switch expression.kind {
    case .boolean, .null: true
    default: false
    }
  }

  private func isCallable(_ expression: FEELExpression) -> Bool {
    switch expression.kind {
    case .name, .path, .call, .callNamed, .function, .filter: true
    default: false
    }
  }

  private mutating func call(_ callee: FEELExpression, from start: Int) throws(ParseError)
    -> FEELExpression
  {
    if try take(")") { return FEELExpression(.call(callee, []), start..<lastEnd) }
    if let named = try namedArguments() {
      return FEELExpression(.callNamed(callee, named), start..<lastEnd)
    }
    var arguments: [FEELExpression] = []
    repeat {
      try skipSpace()
      let from = at
      if peek("<") || peek(">") || peek("=") || peek("!=") {
        let test = try unaryTest()
        arguments.append(FEELExpression(.tests(.tests([test])), from..<lastEnd))
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
    return FEELExpression(.call(callee, arguments), start..<lastEnd)
  }

  private mutating func namedArguments() throws(ParseError) -> [FEELExpression.NamedArgument]? {
    let (before, endBefore) = (at, lastEnd)
    var result: [FEELExpression.NamedArgument] = []
    repeat {
      guard let name = try? argumentName() else {
        (at, lastEnd) = (before, endBefore)
        return nil
      }
      result.append(.init(name: name, value: try expression()))
    } while try take(",")
    try expect(")", "after the arguments")
    return result
  }

  private mutating func argumentName() throws(ParseError) -> String {
    let name = try bindingName(before: ":")
    try expect(":", "after the argument's name")
    return name
  }

  // MARK: primaries

  private mutating func primary() throws(ParseError) -> FEELExpression {
    try skipSpace()
    guard at < text.count else { throw unexpected("a value") }
    let start = at
    let byte = text[at]
    if byte == UInt8(ascii: "\"") || peek("“") { return node(.string(try string()), from: start) }
    if byte == UInt8(ascii: "@") {
      at += 1
      return node(.temporal(try string()), from: start)
    }
    if byte == UInt8(ascii: "?") {
      at += 1
      lastEnd = at
      return node(.name("?"), from: start)
    }
    if let number = try number() { return node(.number(number), from: start) }
    if byte == UInt8(ascii: "(") { return try bracketed(from: start) }
    if byte == UInt8(ascii: "[") { return try listOrRange(from: start) }
    if byte == UInt8(ascii: "]") {
      at += 1
      return try range(from: start, includesLow: false)
    }
    if byte == UInt8(ascii: "{") { return try context(from: start) }
    return try nameOrWord(from: start)
  }

  private mutating func nameOrWord(from start: Int) throws(ParseError) -> FEELExpression {
    let known = names.longest(in: text, at: at)
    let function = BuiltIn.nameSet.longest(in: text, at: at)
    // A built-in is meant only where a call follows, and only where no longer name of the law stands here.
    if let function, function.end > known?.end ?? 0 {
      var after = function.end
      while after < text.count, NameSet.isSpace(text[after]) { after += 1 }
      if after < text.count, text[after] == UInt8(ascii: "(") {
        at = function.end
        lastEnd = at
        return node(.name(function.name), from: start)
      }
    }
    if let known {
      at = known.end
      lastEnd = at
      return node(.name(known.name), from: start)
    }
    var end = at
    while end < text.count, NameSet.isNameByte(text[end]) { end += 1 }
    let word = String(decoding: text[at..<end], as: UTF8.self)
    guard !word.isEmpty, Self.mayBeginName(word) else { throw unexpected("a value") }
    at = end
    lastEnd = end
    switch word {
    case "null": return node(.null, from: start)
    case "true": return node(.boolean(true), from: start)
    case "false": return node(.boolean(false), from: start)
    case "function":
      if try take("(") { return try functionDefinition(from: start) }
      return node(.name(word), from: start)
    case "then", "else", "return", "satisfies", "in", "and", "or", "between":
      at = start
      throw unexpected("a value")
    default: return node(.name(word), from: start)
    }
  }

  private static func mayBeginName(_ word: String) -> Bool {
    guard let first = word.unicodeScalars.first else { return false }
    return first.properties.isAlphabetic || first == "_"
  }

  private mutating func bracketed(from start: Int) throws(ParseError) -> FEELExpression {
    at += 1
    try skipSpace()
    // `(< 10)`: a range with one end.
    if let op = try comparator() {
      let end = try additive()
      try expect(")", "after the range")
      return node(.range(Self.halfRange(op, end)), from: start)
    }
    let inner = try expression()
    if try take("..") {
      let high = try expression()
      let includes = try closing()
      return node(
        .range(.init(low: inner, includesLow: false, high: high, includesHigh: includes)),
        from: start)
    }
    try expect(")", "to close the bracket")
    return FEELExpression(inner.kind, start..<lastEnd)
  }

  private static func halfRange(_ op: BinaryOperator, _ end: FEELExpression)
    -> FEELExpression.RangeLiteral
  {
    switch op {
    case .less: .init(low: nil, includesLow: false, high: end, includesHigh: false)
    case .lessOrEqual: .init(low: nil, includesLow: false, high: end, includesHigh: true)
    case .greater: .init(low: end, includesLow: false, high: nil, includesHigh: false)
    case .greaterOrEqual: .init(low: end, includesLow: true, high: nil, includesHigh: false)
    default: .init(low: end, includesLow: true, high: end, includesHigh: true)
    }
  }

  private mutating func closing() throws(ParseError) -> Bool {
    if try take("]") { return true }
    if try take(")") { return false }
    if try take("[") { return false }
    throw unexpected("`]` or `)` after the range")
  }

  private mutating func listOrRange(from start: Int) throws(ParseError) -> FEELExpression {
    at += 1
    lastEnd = at
    if try take("]") { return node(.list([]), from: start) }
    let first = try listItem()
    if try take("..") {
      let high = try expression()
      let includes = try closing()
      return node(
        .range(.init(low: first, includesLow: true, high: high, includesHigh: includes)),
        from: start)
    }
    var items = [first]
    while try take(",") { items.append(try listItem()) }
    try expect("]", "to close the list")
    return node(.list(items), from: start)
  }

  private mutating func listItem() throws(ParseError) -> FEELExpression {
    try skipSpace()
    let from = at
    if peek("<") || peek(">") {
      guard let op = try comparator() else { throw unexpected("a value") }
      let end = try additive()
      return node(.range(Self.halfRange(op, end)), from: from)
    }
    return try expression()
  }

  private mutating func range(from start: Int, includesLow: Bool) throws(ParseError)
    -> FEELExpression
  {
    let low = try expression()
    try expect("..", "between the ends of the range")
    let high = try expression()
    let includes = try closing()
    return node(
      .range(.init(low: low, includesLow: includesLow, high: high, includesHigh: includes)),
      from: start)
  }

  private mutating func context(from start: Int) throws(ParseError) -> FEELExpression {
    at += 1
    lastEnd = at
    var entries: [FEELExpression.ContextEntry] = []
    let before = names
    defer { names = before }
    if try take("}") { return node(.context([]), from: start) }
    repeat {
      try skipSpace()
      let key: String
      if at < text.count, text[at] == UInt8(ascii: "\"") {
        key = try string()
      } else {
        let from = at
        while at < text.count, text[at] != UInt8(ascii: ":"), text[at] != UInt8(ascii: "}"),
          text[at] != UInt8(ascii: ",")
        { at += 1 }
        key = String(decoding: text[from..<at], as: UTF8.self).split(whereSeparator: \.isWhitespace)
          .joined(separator: " ")
        if key.isEmpty { throw unexpected("the name of an entry") }
      }
      try expect(":", "after the name of an entry")
      entries.append(.init(key: key, value: try expression()))
      names.insert(key)
    } while try take(",")
    try expect("}", "to close the context")
    return node(.context(entries), from: start)
  }

  private mutating func functionDefinition(from start: Int) throws(ParseError) -> FEELExpression {
    var parameters: [FEELExpression.Parameter] = []
    let before = names
    defer { names = before }
    if try !take(")") {
      repeat {
        let name = try bindingName(before: ":")
        var type: TypeReference?
        if try take(":") { type = try self.type() }
        parameters.append(.init(name: name, type: type))
        names.insert(name)
      } while try take(",")
      try expect(")", "after the parameters")
    }
    return node(.function(parameters, try expression()), from: start)
  }

  private mutating func type() throws(ParseError) -> TypeReference {
    try nested { (reader: inout Reader) throws(ParseError) in try reader.typeHere() }
  }

  private mutating func typeHere() throws(ParseError) -> TypeReference {
    try skipSpace()
    for name in ["years and months duration", "days and time duration", "date and time"]
    where peek(name) {
      at += name.utf8.count
      lastEnd = at
      return .named(name)
    }
    // One word: what follows it (`or`, `then`, a bracket) belongs to the expression.
    let first = at
    while at < text.count, NameSet.isNameByte(text[at]) { at += 1 }
    if at == first { throw unexpected("a type") }
    lastEnd = at
    let word = String(decoding: text[first..<at], as: UTF8.self)
    guard try take("<") else { return .named(word) }
    switch word {
    case "list", "range":
      let inner = try type()
      try expect(">", "after the type")
      return word == "list" ? .list(inner) : .range(inner)
    case "context":
      var members: [String: TypeReference] = [:]
      repeat {
        let name = try bindingName(before: ":")
        try expect(":", "after the member's name")
        members[name] = try type()
      } while try take(",")
      try expect(">", "after the type")
      return .context(members)
    case "function":
      var parameters: [TypeReference] = []
      if try !take(">") {
        repeat { parameters.append(try type()) } while try take(",")
        try expect(">", "after the parameters' types")
      }
      try expect("->", "before the type of the result")
      return .function(parameters, try type())
    default: throw unexpected("a type")
    }
  }

  // MARK: literals

  private mutating func string() throws(ParseError) -> String {
    let start = at
    guard peek("\"") else { throw unexpected("a text in quotes") }
    at += 1
    var bytes: [UInt8] = []
    while at < text.count, text[at] != UInt8(ascii: "\"") {
      if text[at] == UInt8(ascii: "\\"), at + 1 < text.count {
        at += 1
        switch text[at] {
        case UInt8(ascii: "n"): bytes.append(10)
        case UInt8(ascii: "r"): bytes.append(13)
        case UInt8(ascii: "t"): bytes.append(9)
        case UInt8(ascii: "\""): bytes.append(34)
        case UInt8(ascii: "'"): bytes.append(39)
        case UInt8(ascii: "\\"): bytes.append(92)
        case UInt8(ascii: "u"):
          bytes += try escape(digits: 4, start)
          continue
        case UInt8(ascii: "U"):
          bytes += try escape(digits: 6, start)
          continue
        default: bytes += [92, text[at]]
        }
        at += 1
      } else {
        bytes.append(text[at])
        at += 1
      }
    }
    guard at < text.count else {
      throw ParseError(
        message: "a text must end with `\"`", offset: start, mend: "close the quotes")
    }
    at += 1
    lastEnd = at
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `\u0041`, a pair of surrogates, or `\U01F40E`; `at` stands on the letter and ends behind the digits.
  private mutating func escape(digits: Int, _ start: Int) throws(ParseError) -> [UInt8] {
    func hex(_ from: Int, _ count: Int) -> UInt32? {
      guard from + count <= text.count else { return nil }
      return UInt32(String(decoding: text[from..<from + count], as: UTF8.self), radix: 16)
    }
    guard var code = hex(at + 1, digits) else {
      throw ParseError(message: "`\\u` needs \(digits) hexadecimal digits", offset: at)
    }
    at += 1 + digits
    if (0xD800..<0xDC00).contains(code), at + 6 <= text.count, text[at] == 92,
      text[at + 1] == UInt8(ascii: "u"),
      let low = hex(at + 2, 4), (0xDC00..<0xE000).contains(low)
    {
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      at += 6
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw ParseError(message: "`\\u` must name a character", offset: start)
    }
    return Array(String(Character(scalar)).utf8)
  }

  /// Digits of ASCII, Persian (U+06F0…) or Arabic (U+0660…) shape.
  private func digit(at position: Int) -> (value: UInt8, width: Int)? {
    guard position < text.count else { return nil }
    let byte = text[position]
    if (48...57).contains(byte) { return (byte, 1) }
    guard position + 1 < text.count else { return nil }
    if byte == 0xDB, (0xB0...0xB9).contains(text[position + 1]) {
      return (text[position + 1] - 0xB0 + 48, 2)
    }
    if byte == 0xD9, (0xA0...0xA9).contains(text[position + 1]) {
      return (text[position + 1] - 0xA0 + 48, 2)
    }
    return nil
  }

  private mutating func number() throws(ParseError) -> Number? {
    var digits: [UInt8] = []
    var position = at
    while let digit = digit(at: position) {
      digits.append(digit.value)
      position += digit.width
    }
    let isPoint = position < text.count && text[position] == UInt8(ascii: ".")
    let isMomayyez =
      position + 1 < text.count && text[position] == 0xD9 && text[position + 1] == 0xAB
    if isPoint || isMomayyez, let first = digit(at: position + (isPoint ? 1 : 2)) {
      _ = first
      digits.append(UInt8(ascii: "."))
      position += isPoint ? 1 : 2
      while let digit = digit(at: position) {
        digits.append(digit.value)
        position += digit.width
      }
    }
    guard !digits.isEmpty, digits != [UInt8(ascii: ".")] else { return nil }
    if position < text.count,
      text[position] == UInt8(ascii: "e") || text[position] == UInt8(ascii: "E")
    {
      var after = position + 1
      var exponent: [UInt8] = [UInt8(ascii: "e")]
      if after < text.count, text[after] == UInt8(ascii: "-") || text[after] == UInt8(ascii: "+") {
        exponent.append(text[after])
        after += 1
      }
      let firstDigit = after
      while let digit = digit(at: after) {
        exponent.append(digit.value)
        after += digit.width
      }
      if after > firstDigit {
        digits += exponent
        position = after
      }
    }
    var numeral = String(decoding: digits, as: UTF8.self)
    if numeral.hasPrefix(".") { numeral = "0" + numeral }
    guard let number = Number(numeral) else {
      throw ParseError(message: "`\(numeral)` is beyond the range of numbers", offset: at)
    }
    at = position
    lastEnd = at
    return number
  }

  // MARK: unary tests

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
