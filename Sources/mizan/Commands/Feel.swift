import ArgumentParser
import CLineEditing
import FEEL
import Facts
import Foundation

struct Feel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluates FEEL expressions; the built-in functions.",
    discussion: """
      Without an expression it reads them from the terminal, or one a line from what is piped in; \
      `name = expression` keeps a value under a name.

      EXAMPLE
        mizan feel 'sum([1, 2, 3]) / 2'
        mizan feel --list
        mizan feel
      """)

  @Argument(help: "The expression.") var expression: String?
  @Option(help: "A JSON file whose members are names in scope.") var context: String?
  @Flag(help: "The built-in functions, each with an example.") var list = false

  func run() async throws {
    try await guarded {
      if list {
        for function in builtIns.values.sorted(by: { $0.name < $1.name }) {
          print("\(function.forms.joined(separator: "\n")): \(function.doc)")
          print("    \(function.example.expression) = \(function.example.result)")
        }
        return
      }
      var session = FeelSession(names: try names())
      guard let expression else {
        return isatty(STDIN_FILENO) == 1 ? converse(&session) : try readLines(&session)
      }
      do throws(ParseError) {
        let reply = try session.evaluate(expression)
        print(reply.value.printed())
        for finding in reply.findings { say("note: \(finding)") }
      } catch {
        say(session.excerpt(of: expression, at: error.offset))
        throw Wrong(error.words)
      }
    }
  }

  private func names() throws -> [String: Value] {
    guard let context else { return [:] }
    guard let data = FileManager.default.contents(atPath: context) else {
      throw Wrong("`\(context)` cannot be read")
    }
    do {
      return try JSON(parsing: data).object?.reduce(into: [:]) {
        $0[$1.key] = Value($1.value)
      } ?? [:]
    } catch { throw Wrong("`\(context)`: \(error)") }
  }

  /// One expression a line, more lines while brackets are open; what cannot be read is said and passed over.
  private func readLines(_ session: inout FeelSession) throws {
    var refused = 0
    while var text = readLine() {
      while FeelSession.isOpen(text), let more = readLine() { text += "\n" + more }
      if !answer(text, &session) { refused += 1 }
    }
    if refused > 0 { throw Wrong("expressions that could not be read: \(refused)") }
  }

  private func converse(_ session: inout FeelSession) {
    say("an expression a line; `name = expression` keeps a value, tab completes, ctrl-d ends")
    while var text = line("feel> ", session) {
      while FeelSession.isOpen(text), let more = line("  ... ", session) { text += "\n" + more }
      _ = answer(text, &session)
    }
    print()
  }

  private func line(_ prompt: String, _ session: FeelSession) -> String? {
    let names = session.completions.map { strdup($0) }
    defer { for name in names { free(name) } }
    let pointers = names.compactMap { $0.map { UnsafePointer($0) } }
    line_editing_complete(pointers, pointers.count)
    guard let line = line_editing_read(prompt) else { return nil }
    defer { free(line) }
    return String(cString: line)
  }

  /// False where the text could not be read.
  private func answer(_ text: String, _ session: inout FeelSession) -> Bool {
    if text.allSatisfy(\.isWhitespace) { return true }
    do throws(ParseError) {
      let reply = try session.answer(text)
      print((reply.name.map { "\($0) = " } ?? "") + reply.value.printed())
      for finding in reply.findings { say("note: \(finding)") }
      return true
    } catch {
      say(session.excerpt(of: text, at: error.offset))
      say(error.words)
      return false
    }
  }
}

extension ParseError {
  fileprivate var words: String { message + (mend.map { "; \($0)" } ?? "") }
}

extension Value {
  /// A JSON value as FEEL has it.
  init(_ json: JSON) {
    switch json {
    case .null: self = .null
    case .bool(let boolean): self = .boolean(boolean)
    case .number(let number): self = .number(number)
    case .string(let text): self = .string(text)
    case .array(let items): self = .list(items.map { Value($0) })
    case .object(let members): self = .context(Context(members.map { ($0.key, Value($0.value)) }))
    }
  }
}
