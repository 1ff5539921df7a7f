import Diagnostics
import FEEL

/// The door to FEEL: parses what stands in a cell or a rule with the names in scope, and says in findings where it cannot.
struct ExpressionReader {
  private let names: Set<String>
  /// The words of closed sets, which stand in quotes.
  private let codes: Set<String>
  private let scope: NameSet
  private let parser: FEELParser

  init(names: Set<String>, codes: Set<String> = []) {
    self.init(names: names, codes: codes, scope: NameSet(names))
  }

  private init(names: Set<String>, codes: Set<String>, scope: NameSet) {
    self.names = names
    self.codes = codes
    self.scope = scope
    parser = FEELParser(names: scope)
  }

  /// The same with further names: parameters, a loop's variable.
  func adding(_ further: some Sequence<String>) -> ExpressionReader {
    let added = further.filter { !names.contains($0) }
    guard !added.isEmpty else { return self }
    return ExpressionReader(names: names.union(added), codes: codes, scope: scope.union(added))
  }

  func knows(_ name: String) -> Bool { names.contains(name) }

  /// The whole of a text as one expression.
  func expression(
    _ slice: SourceSlice, article: String, findings: inout [Diagnostic]
  ) -> FEELExpression? {
    do throws(ReadingError) {
      let text = withSquareLists(slice.text)
      let (expression, end) = try prefix(of: text)
      if end < text.trimmed.utf8.count {
        // FEEL itself says what it expected there.
        do throws(ParseError) {
          return try parser.expression(text)
        } catch {
          throw reading(error, in: text)
        }
      }
      return expression
    } catch {
      findings.append(finding(error, in: slice, from: 0, article: article))
      return nil
    }
  }

  func unaryTests(
    _ slice: SourceSlice, article: String, findings: inout [Diagnostic]
  ) -> UnaryTests? {
    let text = withSquareLists(slice.text)
    do throws(ReadingError) {
      let tests: UnaryTests
      do throws(ParseError) {
        tests = try parser.unaryTests(text)
      } catch {
        throw reading(error, in: text)
      }
      for expression in tests.expressions { try check(expression, in: text) }
      return tests
    } catch {
      findings.append(finding(error, in: slice, from: 0, article: article))
      return nil
    }
  }

  /// The expression that begins a text, and the offset at which FEEL cannot go on. Every name in it is known.
  func prefix(
    of written: String
  ) throws(ReadingError) -> (expression: FEELExpression, end: Int) {
    let text = withSquareLists(written)
    let read: (expression: FEELExpression, end: Int)
    do throws(ParseError) {
      read = try parser.expressionPrefix(text, from: 0)
    } catch {
      throw reading(error, in: text)
    }
    try check(read.expression, in: text)
    return read
  }

  /// Why a text cannot be read.
  struct ReadingError: Error {
    var id: String
    var message: String
    /// In bytes from the start of the text.
    var offset: Int
    var mend: String?
    /// The text ended too soon: more of it might help.
    var isCutShort = false
  }

  /// What was found, at the author's own line and column.
  func finding(
    _ error: ReadingError, in slice: SourceSlice, from start: Int, article: String
  ) -> Diagnostic {
    Diagnostic(
      .error, error.id, error.message, at: slice.place(start + error.offset, article: article),
      mend: error.mend)
  }

  /// A parser's complaint; where a misspelt name lies behind it, that is said instead.
  private func reading(_ error: ParseError, in text: String) -> ReadingError {
    let size = text.trimmed.utf8.count
    if error.offset < size, let slip = misspelling(in: text, around: error.offset) { return slip }
    return ReadingError(
      id: "bad-expression", message: error.message, offset: min(error.offset, size),
      mend: error.mend, isCutShort: error.offset >= size)
  }

  private func check(
    _ expression: FEELExpression, in text: String
  ) throws(ReadingError) {
    let unknown = expression.freeNames().filter { !names.contains($0) }
    guard !unknown.isEmpty else { return }
    var first: (name: String, offset: Int)?
    expression.walk { node in
      guard case .name(let name) = node.kind, unknown.contains(name) else { return }
      if node.span.lowerBound < first?.offset ?? .max { first = (name, node.span.lowerBound) }
    }
    guard let first else { return }
    if codes.contains(first.name) {
      throw ReadingError(
        id: "unknown-name",
        message: "`\(first.name)` is no name; a word of a closed set stands in quotes",
        offset: first.offset, mend: "write `\"\(first.name)\"`")
    }
    if let slip = misspelling(in: text, around: first.offset) { throw slip }
    throw ReadingError(
      id: "unknown-name", message: "nothing is named `\(first.name)`", offset: first.offset,
      mend: "declare it in the vocabulary or define it")
  }

  /// The run of words around an offset that is nearly a known name: the longest first.
  private func misspelling(in text: String, around offset: Int) -> ReadingError? {
    let words = wordRun(in: Array(text.utf8), around: offset)
    guard let here = words.firstIndex(where: { $0.range.contains(offset) }) else { return nil }
    for length in stride(from: min(6, words.count), to: 0, by: -1) {
      for start in max(0, here - length + 1)...here where start + length <= words.count {
        let run = words[start..<(start + length)]
        let written = run.map(\.text).joined(separator: " ")
        if names.contains(written) { continue }
        if let nearest = nearestName(to: written, among: names) {
          return ReadingError(
            id: "unknown-name", message: "nothing is named `\(written)`",
            offset: words[start].range.lowerBound, mend: "write `\(nearest)`")
        }
      }
    }
    return nil
  }

  /// The words that stand around an offset with nothing but spaces between them.
  private func wordRun(
    in bytes: [UInt8], around offset: Int
  ) -> [(text: String, range: Range<Int>)] {
    var words: [(String, Range<Int>)] = []
    var index = 0
    var run: [(String, Range<Int>)] = []
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes[index].isNamePart { index += 1 }
      if index > start {
        run.append((String(decoding: bytes[start..<index], as: UTF8.self), start..<index))
      } else if bytes[index] == 32 {
        index += 1
      } else {
        if run.contains(where: { $0.1.contains(offset) }) { words = run }
        run = []
        index += 1
      }
    }
    if run.contains(where: { $0.1.contains(offset) }) { words = run }
    return words
  }
}

/// `some x in ("a", "b") satisfies …` with a list in square brackets, as FEEL has it; the length stays.
private func withSquareLists(_ text: String) -> String {
  guard text.contains("in (") || text.contains("in(") else { return text }
  var bytes = Array(text.utf8)
  var lastWord = ""
  var word: [UInt8] = []
  var loopIsOpen = false
  /// Positions of open brackets, and whether each is the domain of a loop with a comma in it.
  var open: [(position: Int, isDomain: Bool, hasComma: Bool)] = []
  var isQuoted = false
  for (index, byte) in bytes.enumerated() {
    if byte == UInt8(ascii: "\""), index == 0 || bytes[index - 1] != UInt8(ascii: "\\") {
      isQuoted.toggle()
    }
    if isQuoted { continue }
    if byte.isNamePart {
      word.append(byte)
      continue
    }
    if !word.isEmpty {
      lastWord = String(decoding: word, as: UTF8.self)
      word = []
      if ["some", "every", "for"].contains(lastWord) { loopIsOpen = true }
    }
    switch byte {
    case UInt8(ascii: "("):
      let isDomain = loopIsOpen && lastWord == "in"
      open.append((index, isDomain, false))
      if isDomain { loopIsOpen = false }
    case UInt8(ascii: ","):
      if !open.isEmpty { open[open.count - 1].hasComma = true }
    case UInt8(ascii: ")"):
      if let last = open.popLast(), last.isDomain, last.hasComma {
        bytes[last.position] = UInt8(ascii: "[")
        bytes[index] = UInt8(ascii: "]")
      }
    default: break
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

extension UInt8 {
  /// A letter, digit, `_`, or part of a character beyond ASCII.
  fileprivate var isNamePart: Bool {
    self >= 0x80 || (48...57).contains(self) || (65...90).contains(self)
      || (97...122).contains(self) || self == 95
  }
}
