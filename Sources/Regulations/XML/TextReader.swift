import Diagnostics
import FEEL

/// What reading finds, and the texts that it read.
final class ReadingLog {
  var findings: [Diagnostic] = []
  var texts = TextPlaces()
}

/// Texts of a model to FEEL; what cannot be read is a finding, and an expression that is always null.
struct TextReader {
  var names: NameSet
  /// Names of declared types, which may be of several words.
  var types = NameSet()
  let log: ReadingLog

  func expression(_ element: XMLElement) -> FEELExpression {
    let text = element.text
    let start = log.texts.append(text, at: element.textPlace)
    let span = start..<start + text.utf8.count
    guard !text.allSatisfy(\.isWhitespace) else {
      return fail("an expression may not be empty", at: element.place, span)
    }
    do {
      return try FEELParser(names: names, types: types).expression(text).shifted(by: start)
    } catch { return fail(error, span) }
  }

  func tests(_ element: XMLElement) -> UnaryTests {
    let text = element.text
    let start = log.texts.append(text, at: element.textPlace)
    let span = start..<start + text.utf8.count
    do {
      return try FEELParser(names: names, types: types).unaryTests(text).shifted(by: start)
    } catch { return .tests([.expression(fail(error, span))]) }
  }

  private func fail(_ error: ParseError, _ span: Range<Int>) -> FEELExpression {
    log.findings.append(
      Diagnostic(
        .error, "bad-expression", error.message,
        at: log.texts.place(of: span.lowerBound + error.offset), mend: error.mend))
    return FEELExpression(.invalid(error.message), span)
  }

  func fail(_ message: String, at place: Place, _ span: Range<Int> = 0..<0)
    -> FEELExpression
  {
    log.findings.append(Diagnostic(.error, "bad-expression", message, at: place))
    return FEELExpression(.invalid(message), span)
  }
}
