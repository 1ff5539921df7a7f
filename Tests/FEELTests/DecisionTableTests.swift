import Facts
import TestSupport
import Testing

@testable import FEEL

/// A table of one input `x` and rows `test → output`, by the letter of its hit policy.
private func table(
  _ policy: String, _ rows: [(String, String)], values: String? = nil, byDefault: String? = nil
) throws -> FEELExpression {
  let parser = FEELParser(names: NameSet(["x", "y"]))
  let table = DecisionTableExpression(
    hitPolicy: try #require(.init(rawValue: policy)),
    inputs: [.init(expression: try parser.expression("x"))],
    outputs: [
      .init(
        allowedValues: try values.map(parser.unaryTests),
        byDefault: try byDefault.map(parser.expression))
    ],
    rules: try rows.map { test, output in
      .init(tests: [try parser.unaryTests(test)], outputs: [try parser.expression(output)])
    })
  return FEELExpression(.table(table), 0..<0)
}

private func decide(_ table: FEELExpression, x: Value, y: Value = .null) -> (
  value: Value, findings: Int
) {
  var evaluator = Evaluator()
  let value = evaluator.evaluate(
    table, in: Environment { $0 == "x" ? x : $0 == "y" ? y : nil })
  return (value, evaluator.findings.count)
}

private let missing = Value.unknown(Reasons([.init(kind: 0, name: "x")]))

struct DecisionTableTests {
  static let overlapping = [("< 10", "1"), ("< 20", "2"), ("< 30", "1"), ("< 40", "3")]

  @Test(arguments: [
    ("U", 35, "3", 0), ("U", 25, "null", 1), ("U", 99, "null", 0), ("A", 25, "null", 1),
    ("A", 35, "3", 0), ("F", 5, "1", 0), ("F", 15, "2", 0), ("F", 99, "null", 0),
    ("P", 5, "3", 0), ("R", 5, "[1, 2, 1, 3]", 0), ("O", 5, "[3, 2, 1, 1]", 0),
    ("C", 15, "[2, 1, 3]", 0), ("C", 99, "[]", 0), ("C+", 5, "7", 0), ("C<", 15, "1", 0),
    ("C>", 15, "3", 0), ("C#", 15, "3", 0), ("C#", 99, "0", 0), ("C+", 99, "null", 0),
  ])
  func `each hit policy answers in its way`(
    policy: String, x: Int, expected: String, findings: Int
  ) throws {
    let table = try table(policy, Self.overlapping, values: "3, 2, 1")
    let result = decide(table, x: .number(Number(x)))
    #expect(result.value.printed() == expected)
    #expect(result.findings == findings)
  }

  @Test func `where no rule matches the default answers`() throws {
    let table = try table("U", [("< 10", "1")], byDefault: "y + 1")
    #expect(decide(table, x: .number(50), y: .number(6)).value.printed() == "7")
    #expect(decide(table, x: .number(5)).value.printed() == "1")
  }

  @Test func `an output outside its allowed values is refused`() throws {
    let table = try table("F", [("< 10", "4")], values: "1, 2, 3")
    #expect(decide(table, x: .number(5)) == (.null, 1))
  }

  @Test(arguments: ["U", "A", "F", "P", "R", "O", "C", "C+", "C<", "C>", "C#"])
  func `an input that is not known leaves the answer unknown`(policy: String) throws {
    let table = try table(policy, [("< 10", "1"), (">= 10", "2")], values: "1, 2", byDefault: "3")
    #expect(decide(table, x: missing).value == missing)
  }

  @Test(arguments: ["A", "F", "P"])
  func `an input that is not known decides nothing where every way leads to one answer`(
    policy: String
  ) throws {
    let agreeing = try table(policy, [("< 10", "1"), ("-", "1")], values: "1")
    #expect(decide(agreeing, x: missing).value.printed() == "1")
    let open = try table(policy, [("< 10", "1"), ("-", "2")], values: "1, 2")
    #expect(decide(open, x: missing).value == missing)
  }

  @Test func `a sure rule does not hide one that may match too`() throws {
    let unique = try table("U", [("-", "1"), ("< 10", "2")])
    #expect(decide(unique, x: missing).value == missing)
  }

  /// Whatever an unknown input may turn out to be, a known answer was right already.
  @Test func `a known answer from an unknown input is the answer for every value of it`() throws {
    var generator = SeededGenerator(seed: 20_250_210)
    let policies = DecisionTableExpression.HitPolicy.allCases.map(\.rawValue)
    var known = 0
    for _ in 0..<3000 {
      let tests = ["-", "< 3", ">= 3", "1", "not(1)", "[2..4]", "y", "null"]
      let rows = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        (
          tests.randomElement(using: &generator) ?? "-",
          ["1", "2", "x", "null"].randomElement(using: &generator) ?? "1"
        )
      }
      let policy = policies.randomElement(using: &generator) ?? "U"
      let expression = try table(
        policy, rows, byDefault: Bool.random(using: &generator) ? "1" : nil)
      let open = decide(expression, x: missing, y: .number(2)).value
      if case .unknown = open { continue }
      if Value.deepUnknown(among: [open]) != nil { continue }
      known += 1
      for x in 0...5 {
        let sure = decide(expression, x: .number(Number(x)), y: .number(2)).value
        #expect(sure == open, "\(policy) \(rows) for \(x)")
      }
    }
    #expect(known > 50)
  }
}
