import Facts
import Testing

@testable import FEEL

/// Whatever is written ends: with a value, or with a null and the bound that it met.
struct BoundsTests {
  private func evaluate(_ text: String, steps: Int = 100_000) throws -> (
    value: Value, findings: [String]
  ) {
    var evaluator = Evaluator()
    evaluator.steps = steps
    let tree = try FEELParser(names: NameSet()).expression(text)
    let value = evaluator.evaluate(tree, in: Environment { $0 == "b" ? .boolean(false) : nil })
    return (value, evaluator.findings.map(\.message))
  }

  @Test(arguments: ["+", " or ", "*", "**"])
  func `ten thousand terms in a row are worked out`(sign: String) throws {
    let text = Array(repeating: sign == " or " ? "b" : "1", count: 10_000).joined(separator: sign)
    let (value, findings) = try evaluate(text)
    #expect(value.printed() == ["+": "10000", " or ": "false"][sign, default: "1"])
    #expect(findings.isEmpty)
    let tree = try FEELParser(names: NameSet()).expression(text)
    #expect(tree.height < 30)
    #expect(
      try FEELParser(names: NameSet()).expression(tree.printed()).unplaced() == tree.unplaced())
  }

  @Test(arguments: [
    "(", "[", "-", "{a:", "1[", "f(", "if ", "function(a) ", "some x in ", "1 in (", "1..", "[1..[",
    "a.", "not(", "1=", "x instance of list<", "a between ",
  ])
  func `one piece a thousand times over is refused`(piece: String) {
    for end in ["", "1"] {
      let text = String(repeating: piece, count: 20_000 / piece.utf8.count) + end
      #expect(throws: ParseError.self) { try FEELParser(names: NameSet()).expression(text) }
      #expect(throws: ParseError.self) { try FEELParser(names: NameSet()).unaryTests(text) }
    }
  }

  @Test(arguments: [
    "(function(f) f(f))(function(f) f(f))", "for i in 1..60 return [partial, partial]",
    "for a in 1..1000, b in 1..1000, c in 1..1000 return a",
    "some a in 1..1000000, b in 1..1000000 satisfies false",
    "for i in 1..100000 return count(partial)", "for i in 1..5000 return partial",
    "sort(for i in 1..100000 return 0 - i, function(x, y) x < y)",
    "for i in 1..10000 return string(for j in 1..10000 return j)",
    "{a: for i in 1..90000 return i, b: for i in 1..1000000 return a = a}",
    "for i in 1..1000000 return if i = 1 then [] else [partial[-1]]",
  ])
  func `what would take all memory or time ends in a null that says so`(text: String) throws {
    let (_, findings) = try evaluate(text)
    #expect(
      findings.contains {
        $0 == "an evaluation takes too many steps" || $0 == "an evaluation nests too deep"
          || $0.hasPrefix("a value holds more than")
      })
  }

  @Test(arguments: [
    "if n > 0 then 1 + f(f, n + 1) * 2 else 0", "sort([2, 1], function(a, b) f(f, 1) < 2)",
    "{a: [for i in [1] return some x in [1] satisfies f(f, 1)]}", "[1][f(f, n)]",
    "1 in (f(f, n))", "for a in [1], b in [1], c in [1] return f(f, n)", "f(f: f, n: n)",
  ])
  func `a function that calls itself for ever ends in null, on the stack of any thread`(
    body: String
  ) throws {
    let (value, findings) = try evaluate("(function(f, n) f(f, n))(function(f, n) \(body), 1)")
    #expect(value == .null)
    #expect(findings.first == "an evaluation nests too deep")
  }

  @Test func `a text cannot grow without end`() throws {
    let rounds = (0..<40).map { "t\($0 + 1): t\($0) + t\($0)" }.joined(separator: ", ")
    let (_, findings) = try evaluate("{t0: \"0123456789abcdef\", \(rounds)}", steps: 2_000_000)
    #expect(findings.first == "a value holds more than 1000000 others")
  }

  @Test func `an evaluation that was broken off says nothing`() throws {
    let (value, findings) = try evaluate(
      "(some a in 1..1000000 satisfies a = 0) = null", steps: 1000)
    #expect(value == .null)
    #expect(findings == ["an evaluation takes too many steps"])
  }

  @Test func `a long text of names stays quick to read`() throws {
    let entries = (0..<3000).map { "key \($0): \($0 == 0 ? "1" : "key 0")" }.joined(separator: ", ")
    let (value, findings) = try evaluate("{\(entries)}.key 2999")
    #expect(value == .number(1))
    #expect(findings.isEmpty)
  }
}
