import ArgumentParser
import FEEL
import Facts
import Foundation

struct Feel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluates one FEEL expression; the built-in functions.",
    discussion: "EXAMPLE\n  mizan feel 'sum([1, 2, 3]) / 2'\n  mizan feel --list")

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
      guard let expression else { throw Wrong("write an expression, or say --list") }
      var names: [String: Value] = [:]
      if let context {
        guard let data = FileManager.default.contents(atPath: context) else {
          throw Wrong("`\(context)` cannot be read")
        }
        do {
          for member in try JSON(parsing: data).object ?? [] {
            names[member.key] = Value(member.value)
          }
        } catch { throw Wrong("`\(context)`: \(error)") }
      }
      do throws(ParseError) {
        let tree = try FEELParser(names: NameSet(names.keys)).expression(expression)
        var evaluator = Evaluator()
        evaluator.moment = DateAndTime(secondsSince1970: Int(Date().timeIntervalSince1970))
        let known = names
        print(evaluator.evaluate(tree, in: Environment { known[$0] }).printed())
        for finding in evaluator.findings {
          say("note: \(finding.message) (at \(finding.span.lowerBound + 1))")
        }
      } catch {
        let column = String(decoding: expression.utf8.prefix(error.offset), as: UTF8.self).count
        say(expression)
        say(String(repeating: " ", count: column) + "^")
        throw Wrong("\(error.message)" + (error.mend.map { "; \($0)" } ?? ""))
      }
    }
  }
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
