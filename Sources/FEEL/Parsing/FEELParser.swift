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

/// Reads FEEL (DMN 1.5, 10.3.1). Names in scope are matched first, the longest first, so that they may hold spaces, signs and
/// words of the language.
package struct FEELParser {
  private let names: NameSet
  private let types: NameSet

  /// Brackets in brackets beyond this are refused: it would be nobody's law, and it keeps the stack bounded.
  static let deepest = 150
  /// The same for what lies in one another without brackets (`a.b.c`, `- - 1`).
  static let highest = 300
  /// A longer text is refused before anything is read.
  static let longest = 65_536

  /// - Parameters:
  ///   - names: The names in scope.
  ///   - types: The names of declared types that are more than one word.
  package init(names: NameSet, types: NameSet = NameSet()) {
    self.names = names
    self.types = types
  }

  package func expression(_ text: String) throws(ParseError) -> FEELExpression {
    var reader = try Reader(text, names, types, isWhole: true)
    let result = try reader.expression()
    try reader.expectEnd()
    return result
  }

  /// The longest expression that starts at the offset, and where FEEL could not go on.
  package func expressionPrefix(_ text: String, from offset: Int) throws(ParseError) -> (
    expression: FEELExpression, end: Int
  ) {
    var reader = try Reader(text, names, types, isWhole: false)
    reader.at = offset
    let result = try reader.expression()
    return (result, reader.lastEnd)
  }

  /// A cell of a decision table; `-` is any.
  package func unaryTests(_ text: String) throws(ParseError) -> UnaryTests {
    var reader = try Reader(text, names, types, isWhole: true)
    let result = try reader.unaryTests()
    try reader.expectEnd()
    return result
  }
}

/// A place in a text as an editor shows it, both counted from 1.
package struct LineAndColumn: Sendable, Hashable, CustomStringConvertible {
  package var line: Int
  package var column: Int

  /// - Parameter offset: In UTF-8 bytes from the start of the text.
  package init(_ offset: Int, in text: String) {
    let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self)
    let lines = before.split(omittingEmptySubsequences: false) { $0.isNewline }
    line = max(1, lines.count)
    column = (lines.last?.count ?? 0) + 1
  }

  package var description: String { "line \(line), column \(column)" }
}
