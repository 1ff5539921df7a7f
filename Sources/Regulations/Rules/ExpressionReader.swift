import Diagnostics
import FEEL

/// The door to FEEL: parses what stands in a cell or a rule with the names in scope, and says in findings where it cannot.
struct ExpressionReader {
  private let names: Set<String>
  private let parser: FEELParser

  init(names: Set<String>) {
    self.names = names
    parser = FEELParser(names: NameSet(names))
  }

  /// The same with further names: parameters, a loop's variable.
  func adding(_ further: some Sequence<String>) -> ExpressionReader {
    let all = names.union(further)
    return all.count == names.count ? self : ExpressionReader(names: all)
  }

  func knows(_ name: String) -> Bool { names.contains(name) }

  /// The whole of a text as one expression.
  func expression(
    _ slice: SourceSlice, article: String, findings: inout [Diagnostic]
  ) -> FEELExpression? {
    do throws(ParseError) {
      return try parser.expression(slice.text)
    } catch {
      findings.append(finding(error, in: slice, from: 0, article: article))
      return nil
    }
  }

  func unaryTests(
    _ slice: SourceSlice, article: String, findings: inout [Diagnostic]
  ) -> UnaryTests? {
    do throws(ParseError) {
      return try parser.unaryTests(slice.text)
    } catch {
      findings.append(finding(error, in: slice, from: 0, article: article))
      return nil
    }
  }

  /// The expression that begins a text, and the offset at which FEEL cannot go on.
  func prefix(of text: String) throws(ParseError) -> (expression: FEELExpression, end: Int) {
    try parser.expressionPrefix(text, from: 0)
  }

  /// What FEEL says of a text, at the author's own line and column.
  func finding(
    _ error: ParseError, in slice: SourceSlice, from start: Int, article: String
  ) -> Diagnostic {
    Diagnostic(
      .error, "bad-expression", error.message,
      at: slice.place(start + error.offset, article: article),
      mend: error.mend)
  }
}
