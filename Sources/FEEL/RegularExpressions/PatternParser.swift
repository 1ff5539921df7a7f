/// Reads a pattern: XML Schema's regular expressions with the additions of XPath: `^`, `$`, reluctant quantifiers, groups that
/// capture or not, back-references.
struct PatternParser {
  private let text: [UInt32]
  private var at = 0
  private let flags: Pattern.Flags
  private var depth = 0
  /// How many captured groups have begun.
  private(set) var groups = 0
  private var closed: Set<Int> = []
  private(set) var hasBackReferences = false

  init(_ text: [UInt32], _ flags: Pattern.Flags) {
    self.flags = flags
    self.text = flags.ignoresSpace && !flags.isLiteral ? Self.withoutSpace(text) : text
  }

  /// White space goes everywhere but inside brackets, also behind a backslash and inside `\p{ … }`.
  private static func withoutSpace(_ text: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var brackets = 0
    var isEscaped = false
    for character in text {
      if brackets == 0, [9, 10, 13, 32].contains(character) { continue }
      result.append(character)
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "[" {
        brackets += 1
      } else if character == "]", brackets > 0 {
        brackets -= 1
      }
    }
    return result
  }

  mutating func pattern() throws(Pattern.Failure) -> Pattern.Node {
    if flags.isLiteral { return .sequence(text.map(one)) }
    let result = try alternatives()
    if at < text.count { throw Pattern.Failure("`)` closes no group") }
    return result
  }

  private func one(_ character: UInt32) -> Pattern.Node {
    var set = CharacterClass([.range(character, character)])
    set.ignoresCase = flags.ignoresCase
    return .characters(set)
  }

  private var next: UInt32? { at < text.count ? text[at] : nil }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard let next, next == sign else { return false }
    at += 1
    return true
  }

  private mutating func alternatives() throws(Pattern.Failure) -> Pattern.Node {
    var result = [try branch()]
    while take("|") { result.append(try branch()) }
    return result.count == 1 ? result[0] : .alternatives(result)
  }

  private mutating func branch() throws(Pattern.Failure) -> Pattern.Node {
    var pieces: [Pattern.Node] = []
    while let next, next != "|", next != ")" { pieces.append(try quantified(try atom())) }
    return pieces.count == 1 ? pieces[0] : .sequence(pieces)
  }

  private mutating func quantified(_ atom: Pattern.Node) throws(Pattern.Failure) -> Pattern.Node {
    let bounds: (Int, Int?)
    if take("?") {
      bounds = (0, 1)
    } else if take("*") {
      bounds = (0, nil)
    } else if take("+") {
      bounds = (1, nil)
    } else if take("{") {
      let least = try count()
      var most: Int? = least
      if take(",") { most = next.map { $0 == "}" } ?? false ? nil : try count() }
      guard take("}"), most.map({ least <= $0 }) ?? true else {
        throw Pattern.Failure("a count is `{2}`, `{2,}` or `{2,3}`, the lesser number first")
      }
      bounds = (least, most)
    } else {
      return atom
    }
    let isReluctant = take("?")
    return .repeated(atom, least: bounds.0, most: bounds.1, isReluctant: isReluctant)
  }

  private mutating func count() throws(Pattern.Failure) -> Int {
    var value = 0
    let start = at
    while let next, (48...57).contains(next) {
      value = min(value * 10 + Int(next) - 48, 1_000_000_000)
      at += 1
    }
    if start == at { throw Pattern.Failure("a count is `{2}`, `{2,}` or `{2,3}`") }
    return value
  }

  private mutating func atom() throws(Pattern.Failure) -> Pattern.Node {
    guard let character = next else { return .sequence([]) }
    switch Unicode.Scalar(character) {
    case "^":
      at += 1
      return .start
    case "$":
      at += 1
      return .end
    case ".":
      at += 1
      return .characters(.dot(matchingAll: flags.dotMatchesAll))
    case "(": return try group()
    case "[":
      depth += 1
      defer { depth -= 1 }
      return .characters(try characterClass())
    case "\\": return try escape()
    case "?", "*", "+", "{", "}", "]":
      let sign = Unicode.Scalar(character).map(String.init) ?? ""
      throw Pattern.Failure("`\(sign)` follows nothing; write `\\\(sign)` for the sign itself")
    default:
      at += 1
      return one(character)
    }
  }

  private mutating func group() throws(Pattern.Failure) -> Pattern.Node {
    at += 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= Pattern.deepest else {
      throw Pattern.Failure("groups may not nest deeper than \(Pattern.deepest)")
    }
    var number: Int?
    if take("?") {
      guard take(":") else { throw Pattern.Failure("behind `(?` stands only `:`") }
    } else {
      groups += 1
      number = groups
    }
    let inner = try alternatives()
    guard take(")") else { throw Pattern.Failure("a group is not closed") }
    if let number { closed.insert(number) }
    return .group(inner, number)
  }

  private mutating func escape() throws(Pattern.Failure) -> Pattern.Node {
    if at + 1 < text.count, (49...57).contains(text[at + 1]) {
      at += 1
      return try backReference()
    }
    var set = try escapedClass()
    set.ignoresCase = flags.ignoresCase
    return .characters(set)
  }

  /// A further digit belongs to the number where so many groups have begun.
  private mutating func backReference() throws(Pattern.Failure) -> Pattern.Node {
    var number = 0
    while let next, (48...57).contains(next), number == 0 || number * 10 + Int(next) - 48 <= groups
    {
      number = number * 10 + Int(next) - 48
      at += 1
    }
    guard closed.contains(number) else {
      throw Pattern.Failure("`\\\(number)` refers to no group that ends before it")
    }
    hasBackReferences = true
    return .backReference(number)
  }

  // MARK: classes

  /// `\n`, `\.`, `\d`, `\p{Lu}`: one character or a class of them.
  private mutating func escapedClass() throws(Pattern.Failure) -> CharacterClass {
    at += 1
    guard let letter = next else { throw Pattern.Failure("a pattern may not end with `\\`") }
    at += 1
    if let character = Self.single(letter) { return CharacterClass([.range(character, character)]) }
    if letter == "p" || letter == "P" { return try property(isNegated: letter == "P") }
    if let set = CharacterClass.escape(letter) { return set }
    throw Pattern.Failure("`\\\(Unicode.Scalar(letter).map(String.init) ?? "")` means nothing")
  }

  private static func single(_ letter: UInt32) -> UInt32? {
    switch Unicode.Scalar(letter) {
    case "n": 10
    case "r": 13
    case "t": 9
    case "\\", "|", ".", "?", "*", "+", "(", ")", "{", "}", "-", "[", "]", "^", "$": letter
    default: nil
    }
  }

  private mutating func property(isNegated: Bool) throws(Pattern.Failure) -> CharacterClass {
    guard take("{"), let end = text[at...].firstIndex(where: { $0 == "}" }) else {
      throw Pattern.Failure("a property is written `\\p{Lu}`")
    }
    let name = String(text[at..<end].compactMap(Unicode.Scalar.init))
    at = end + 1
    if let categories = Categories.named[name] {
      return CharacterClass([.category(categories, isNegated: isNegated)])
    }
    if name.hasPrefix("Is"), let block = CharacterBlocks.range(String(name.dropFirst(2))) {
      return CharacterClass([.block(block.lowerBound, block.upperBound, isNegated: isNegated)])
    }
    throw Pattern.Failure("`\(name)` is no category or block of characters")
  }

  /// `[^a-z\d-[aeiou]]`. A hyphen stands for itself only first or last.
  private mutating func characterClass() throws(Pattern.Failure) -> CharacterClass {
    guard depth <= Pattern.deepest else {
      throw Pattern.Failure("groups may not nest deeper than \(Pattern.deepest)")
    }
    at += 1
    var result = CharacterClass()
    result.ignoresCase = flags.ignoresCase
    result.isNegated = take("^")
    let start = at
    while true {
      guard let character = next else { throw Pattern.Failure("`[` is not closed") }
      if character == "]" {
        if at == start { throw Pattern.Failure("`[]` holds no character") }
        at += 1
        return result
      }
      let follower = at + 1 < text.count ? text[at + 1] : 0
      if character == "-", follower == "[" {
        if at == start { throw Pattern.Failure("there is nothing to take out of") }
        at += 1
        depth += 1
        defer { depth -= 1 }
        result.except = [try characterClass()]
        guard take("]") else { throw Pattern.Failure("what is taken out stands last in brackets") }
        return result
      }
      if character == "-", at != start, follower != "]" {
        throw Pattern.Failure("`-` stands first or last in brackets, or between two characters")
      }
      result.items += try part()
    }
  }

  /// A character, a range of them, or a class.
  private mutating func part() throws(Pattern.Failure) -> [CharacterClass.Item] {
    let low: UInt32
    switch try member() {
    case .character(let character): low = character
    case .items(let items): return items
    }
    guard next.map({ $0 == "-" }) ?? false, at + 1 < text.count, text[at + 1] != "]",
      text[at + 1] != "[",
      low != "-"
    else { return [.range(low, low)] }
    at += 1
    guard next.map({ $0 != "-" }) ?? false, case .character(let high) = try member(), low <= high
    else {
      throw Pattern.Failure("a range goes from one character to a later one")
    }
    return [.range(low, high)]
  }

  private enum Member {
    case character(UInt32)
    case items([CharacterClass.Item])
  }

  private mutating func member() throws(Pattern.Failure) -> Member {
    guard let character = next else { throw Pattern.Failure("`[` is not closed") }
    if character == "[" { throw Pattern.Failure("write `\\[` for the sign itself") }
    if character == "\\" {
      if at + 1 < text.count, let single = Self.single(text[at + 1]) {
        at += 2
        return .character(single)
      }
      let set = try escapedClass()
      // `\S` and the like are negated as wholes: among others they are one item.
      return .items(set.isNegated ? Self.complement(set.items) : set.items)
    }
    at += 1
    return .character(character)
  }

  /// What lies between ranges that are in order (`\S`).
  private static func complement(_ items: [CharacterClass.Item]) -> [CharacterClass.Item] {
    var result: [CharacterClass.Item] = []
    var start: UInt32 = 0
    for case .range(let low, let high) in items {
      if low > start { result.append(.range(start, low - 1)) }
      start = high + 1
    }
    return result + [.range(start, 0x10FFFF)]
  }
}

/// Code points are compared with signs as they are written.
private func == (a: UInt32, b: Unicode.Scalar) -> Bool { a == b.value }
private func != (a: UInt32, b: Unicode.Scalar) -> Bool { a != b.value }
