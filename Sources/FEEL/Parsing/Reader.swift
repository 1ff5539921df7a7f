import Facts

/// Walks through a text: white space, signs, words, and the names in scope.
struct Reader {
  let text: [UInt8]
  /// The names that the host has.
  let names: NameSet
  let types: NameSet
  /// The whole text is FEEL: what stands after an expression cannot be meant otherwise.
  let isWhole: Bool
  /// The names that the expression binds around the place.
  private var local = NameSet()
  private var bound: [String] = []
  /// The keys of contexts read so far: what may stand behind a point or in a filter.
  var members = Self.parts
  private var filters = 0
  var at = 0
  /// The end of the last token read, before white space.
  var lastEnd = 0
  private var depth = 0
  /// The place belongs to the upper end of a range in brackets: a `[` may close it.
  var isRangeEnd = false
  /// A primary that was read already and stands next.
  var ready: FEELExpression?

  /// The parts of FEEL's own values that have more than one word.
  private static let parts = NameSet(["time offset", "start included", "end included"])

  init(_ text: String, _ names: NameSet, _ types: NameSet, isWhole: Bool) throws(ParseError) {
    self.text = Array(text.utf8)
    self.names = names
    self.types = types
    self.isWhole = isWhole
    if self.text.count > FEELParser.longest {
      throw ParseError(
        message: "an expression may not be longer than \(FEELParser.longest) bytes", offset: 0,
        mend: "split it into definitions")
    }
  }

  // MARK: names in scope

  /// Reads something with further names in scope; `bind` adds them on the way.
  mutating func scoped<Result>(_ body: (inout Reader) throws(ParseError) -> Result)
    throws(ParseError) -> Result
  {
    let before = bound.count
    defer {
      for name in bound[before...] { local.remove(name) }
      bound.removeSubrange(before...)
    }
    return try body(&self)
  }

  mutating func bind(_ name: String) {
    if !names.contains(name), local.insert(name) { bound.append(name) }
  }

  /// The same inside a filter, where the members of the items are names too.
  mutating func filtering<Result>(_ body: (inout Reader) throws(ParseError) -> Result)
    throws(ParseError) -> Result
  {
    filters += 1
    defer { filters -= 1 }
    return try scoped(body)
  }

  /// The longest name in scope that stands at a place.
  func name(at position: Int) -> (name: String, end: Int)? {
    let found = Self.longer(
      names.longest(in: text, at: position), local.longest(in: text, at: position))
    return filters == 0 ? found : Self.longer(found, members.longest(in: text, at: position))
  }

  /// The longest name of a member that stands at a place.
  func member(at position: Int) -> (name: String, end: Int)? {
    Self.longer(name(at: position), members.longest(in: text, at: position))
  }

  private static func longer(_ a: (name: String, end: Int)?, _ b: (name: String, end: Int)?) -> (
    name: String, end: Int
  )? {
    guard let a, let b else { return a ?? b }
    return b.end > a.end ? b : a
  }

  // MARK: tokens

  mutating func skipSpace() throws(ParseError) {
    while at < text.count {
      let space = NameSet.space(in: text, at: at)
      if space > 0 {
        at += space
      } else if peek("//") {
        while at < text.count, text[at] != 10, text[at] != 13 { at += 1 }
      } else if peek("/*") {
        let start = at
        at += 2
        while at + 1 < text.count, !peek("*/") { at += 1 }
        guard at + 1 < text.count else {
          throw ParseError(message: "a comment must end with `*/`", offset: start)
        }
        at += 2
      } else {
        break
      }
    }
  }

  func peek(_ sign: StaticString) -> Bool { stands(sign, at: at) }

  private func stands(_ sign: StaticString, at position: Int) -> Bool {
    let count = sign.utf8CodeUnitCount
    guard position + count <= text.count else { return false }
    for index in 0..<count where text[position + index] != sign.utf8Start[index] { return false }
    return true
  }

  mutating func take(_ sign: StaticString) throws(ParseError) -> Bool {
    let before = at
    try skipSpace()
    guard peek(sign) else {
      at = before
      return false
    }
    at += sign.utf8CodeUnitCount
    lastEnd = at
    return true
  }

  mutating func expect(_ sign: StaticString, _ what: String) throws(ParseError) {
    if try !take(sign) { throw unexpected("`\(sign)` \(what)") }
  }

  /// The end of the word that begins at a place: letters, digits, `_` and whatever is beyond ASCII and no space.
  func wordEnd(_ start: Int) -> Int { NameSet.wordEnd(in: text, from: start) }

  func word(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  /// Whether a word of the language stands here alone and is not the beginning of a name in scope.
  func isKeyword(_ word: StaticString) -> Bool {
    guard peek(word) else { return false }
    let end = at + word.utf8CodeUnitCount
    if end < text.count, NameSet.isNameByte(text[end]), NameSet.space(in: text, at: end) == 0 {
      return false
    }
    if let name = name(at: at), name.end > end { return false }
    return true
  }

  mutating func takeKeyword(_ word: StaticString) throws(ParseError) -> Bool {
    let before = at
    try skipSpace()
    guard isKeyword(word) else {
      at = before
      return false
    }
    at += word.utf8CodeUnitCount
    lastEnd = at
    return true
  }

  mutating func expectKeyword(_ word: StaticString) throws(ParseError) {
    if try !takeKeyword(word) { throw unexpected("`\(word)`") }
  }

  // MARK: errors

  func unexpected(_ wanted: String) -> ParseError {
    var position = at
    while position < text.count {
      let space = NameSet.space(in: text, at: position)
      if space == 0 { break }
      position += space
    }
    if position >= text.count {
      return ParseError(
        message: "the expression ends where \(wanted) is expected", offset: position)
    }
    var end = wordEnd(position)
    if end == position {
      end += 1
      while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    }
    return ParseError(
      message: "`\(word(position..<end))` stands where \(wanted) is expected", offset: position)
  }

  mutating func expectEnd() throws(ParseError) {
    try skipSpace()
    if at < text.count { throw unexpected("the end of the expression") }
  }

  mutating func nested<Result>(_ body: (inout Reader) throws(ParseError) -> Result)
    throws(ParseError) -> Result
  {
    depth += 1
    defer { depth -= 1 }
    if depth > FEELParser.deepest { throw tooDeep(FEELParser.deepest) }
    return try body(&self)
  }

  private func tooDeep(_ limit: Int) -> ParseError {
    ParseError(
      message: "an expression may not nest deeper than \(limit)", offset: at,
      mend: "split it into definitions")
  }

  func node(_ kind: FEELExpression.Kind, from start: Int) throws(ParseError) -> FEELExpression {
    try checked(FEELExpression(kind, start..<max(start, lastEnd)))
  }

  func checked(_ expression: FEELExpression) throws(ParseError) -> FEELExpression {
    if expression.height > FEELParser.highest { throw tooDeep(FEELParser.highest) }
    return expression
  }
}
