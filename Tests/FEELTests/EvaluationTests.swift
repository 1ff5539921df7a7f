import Facts
import Testing

@testable import FEEL

struct EvaluationTests {
  static let names = NameSet([
    "lot area", "house created by change of use", "حداکثر ارتفاع", "line", "wall length",
    "side lines", "setback", "unknown fact", "share in",
  ])

  static func environment() -> Environment {
    Environment { name in
      switch name {
      case "lot area": .number(180)
      case "حداکثر ارتفاع": .number(Number("7.5") ?? 0)
      case "house created by change of use": .boolean(false)
      case "unknown fact": .unknown(Reasons([.init(kind: 0, name: "unknown fact")]))
      case "line": .context(Context([("wall length", .number(12))]))
      case "side lines":
        .list([
          .context(Context([("setback", .number(3))])),
          .context(Context([("setback", .number(4))])),
        ])
      case "share in":
        .function(Function(name: "share in", parameters: ["layer"]) { _ in .number(0) })
      default: nil
      }
    }
  }

  @Test(arguments: [
    ("0.1 + 0.2 = 0.3", "true"), ("1 / 3 * 3 = 1", "false"), ("2 ** 3 ** 2", "64"),
    ("-5 ** 2", "25"), ("10 - 2 - 3", "5"),
    ("if lot area < 200 then \"small\" else \"large\"", "\"small\""),
    ("lot area in [100..200]", "true"), ("lot area in (< 100, > 150)", "true"),
    ("lot area in (180..200]", "false"), ("house created by change of use or lot area > 5", "true"),
    ("۱۲ + ۳٫۵", "15.5"),
    ("حداکثر ارتفاع >= 7", "true"), ("(حداکثر ارتفاع + line.wall length) / 4", "4.875"),
    ("sum(side lines.setback)", "7"),
    ("some l in [\"a\", \"b\"] satisfies share in(l) > 0", "false"),
    ("for i in 1..3 return i * i", "[1, 4, 9]"), ("[1, 2, 3][-1]", "3"),
    ("[{a: 1}, {a: 2}][a > 1].a", "[2]"), ("min(3, 1) + max([1, 2])", "3"),
    ("not(null)", "null"), ("null = null", "true"), ("1 / 0", "null"),
    ("date(\"2025-02-10\") + duration(\"P45D\")", "2025-03-27"),
    ("date and time(\"2025-02-10T10:00:00\") + duration(\"PT14H\")", "2025-02-11T00:00:00"),
    ("5 between 1 and 5", "true"),
    ("1 instance of number or false", "true"), ("if 1 instance of number then 1 else 2", "1"),
    ("\"R1\" in (\"R1\", \"R2\")", "true"), ("decimal(2.5, 0)", "2"), ("modulo(-12, 5)", "3"),
    ("{a: 1, b: a + 1}.b", "2"), ("(function(x) x * 2)(4)", "8"),
    ("string length(\"تهران\")", "5"), ("false and unknown fact > 3", "false"),
    ("true or unknown fact > 3", "true"),
    ("if unknown fact > 3 then 1 else 1", "1"), ("count([unknown fact, 2])", "2"),
  ])
  func `an expression comes to`(text: String, result: String) throws {
    var evaluator = Evaluator()
    let expression = try FEELParser(names: Self.names).expression(text)
    #expect(evaluator.evaluate(expression, in: Self.environment()).printed() == result)
  }

  @Test(arguments: [
    "unknown fact + 1", "unknown fact = null", "sum([1, unknown fact])", "not(unknown fact > 1)",
    "unknown fact > 1 and true",
    "if unknown fact > 3 then 1 else 2", "unknown fact in [1..3]", "[unknown fact][1] > 2",
    "min(unknown fact, 3)",
  ])
  func `what rests on an unknown is unknown`(text: String) throws {
    var evaluator = Evaluator()
    let expression = try FEELParser(names: Self.names).expression(text)
    #expect(
      evaluator.evaluate(expression, in: Self.environment()).printed() == "unknown(unknown fact)")
  }

  @Test(arguments: [
    "not(u instance of number)", "u instance of Any", "[u] = [1]", "{a: u} = {a: 1}", "[u] != [1]",
    "if [u] = [1] then 1 else 2", "not(list contains([[u]], [1]))", "index of([[u]], [1])",
    "string({a: u})", "for i in [u..3] return i", "u(1)", "get value({a: 1}, u)",
    "sublist([1, 2], u)", "[u] in [[null]]", "{a: u} in ({a: 1})", "not([u] in [[1]])",
    "every i in [1, u] satisfies i > 0",
  ])
  func `an unknown is not lost however deep it lies`(text: String) throws {
    var evaluator = Evaluator()
    let environment = Environment { name in
      name == "u" ? .unknown(Reasons([.init(kind: 0, name: "u")])) : nil
    }
    let expression = try FEELParser(names: NameSet(["u"])).expression(text)
    #expect(evaluator.evaluate(expression, in: environment).printed() == "unknown(u)")
  }

  @Test(arguments: [
    "@\"2020-01-01\" + @\"P99999999999999999999D\"", "@\"2020-01-01\" + @\"P900000000000D\"",
    "for i in -9223372036854775807..9223372036854775807 return i", "for i in [2..1] return i",
    "sublist([1, 2], 2, 9223372036854775807)", "@\"P1M\" * 9223372036854775807 + @\"P1M\"",
    "@\"2020-01-01\" + @\"P1M\" * 9223372036854775807", "not(5)", "not(\"true\")",
  ])
  func `what is beyond all bounds is a null that is recorded`(text: String) throws {
    var evaluator = Evaluator()
    let expression = try FEELParser(names: NameSet()).expression(text)
    #expect(evaluator.evaluate(expression, in: Environment()) == .null)
    #expect(!evaluator.findings.isEmpty)
  }

  @Test(arguments: [
    ("not(< 200)", Value.null, "null"), ("1 / 0", .null, "null"), ("!= 5", .null, "true"),
    ("null", .null, "true"), ("< 200", .number(5), "true"), ("not(< 200)", .number(5), "false"),
  ])
  func `a cell holds`(tests: String, input: Value, result: String) throws {
    var evaluator = Evaluator()
    let cell = try FEELParser(names: NameSet()).unaryTests(tests)
    #expect(evaluator.matches(cell, input: input, in: Environment()).printed() == result)
  }

  @Test(arguments: [
    ("starts with(\"عقب‌نشینی\", \"عقب\")", "true"), ("contains(\"می‌شود\", \"می\")", "true"),
    ("substring after(\"می‌شود\", \"می\")", "\"\u{200C}شود\""),
    ("\"\\u0065\\u0301\" = \"\\u00e9\"", "false"),
    ("substring(\"abc\", 2, 9223372036854775807)", "\"bc\""),
  ])
  func `texts are sequences of code points`(text: String, result: String) throws {
    var evaluator = Evaluator()
    let expression = try FEELParser(names: NameSet()).expression(text)
    #expect(evaluator.evaluate(expression, in: Environment()).printed() == result)
  }

  @Test func `brackets in brackets are read once`() throws {
    let text = String(repeating: "1 in (", count: 60) + "1" + String(repeating: ")", count: 60)
    _ = try FEELParser(names: NameSet()).expression(text)
  }

  @Test func `an error is a null that is recorded`() throws {
    var evaluator = Evaluator()
    let value = evaluator.evaluate(
      try FEELParser(names: NameSet()).expression("1 + \"a\""), in: Environment())
    #expect(value == .null)
    #expect(evaluator.findings.map(\.message) == ["`+` does not work on a number and a text"])
  }

  @Test func `an expression ends where FEEL cannot go on`() throws {
    let text = "coverage <= 0.5   for \"new building\""
    let (expression, end) = try FEELParser(names: NameSet(["coverage"])).expressionPrefix(
      text, from: 0)
    #expect(expression.printed() == "coverage <= 0.5")
    #expect(end == 15)
  }

  @Test(arguments: [
    ("1 +", 3), ("(1", 2), ("\"abc", 0), ("if a then 1", 11), ("a b", 2), ("[1..]", 5), ("", 0),
  ])
  func `a broken expression says where`(text: String, offset: Int) {
    let error = #expect(throws: ParseError.self) {
      try FEELParser(names: NameSet()).expression(text)
    }
    #expect(error?.offset == offset)
  }

  @Test func `ten thousand brackets are refused, not a crash`() {
    let text = String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000)
    #expect(throws: ParseError.self) { try FEELParser(names: NameSet()).expression(text) }
  }

  @Test(
    arguments: [
      ("-", .any), ("< 200", nil), ("\"R2\", \"R3\"", nil), ("not(\"detached\")", nil),
      ("[100..200]", nil),
    ] as [(String, UnaryTests?)])
  func `a cell prints as it was read`(text: String, expected: UnaryTests?) throws {
    let tests = try FEELParser(names: NameSet()).unaryTests(text)
    if let expected { #expect(tests == expected) }
    #expect(tests.printed() == text)
  }

  @Test(arguments: [
    "a + b * c", "(a + b) * c", "-(a + 1)", "not(a and (b or c))", "if a then b else c",
    "a[b > 1].c", "f(a, b)", "[1..2]", "a between 1 and 2",
    "a - (b - c)", "some x in a satisfies x > 1", "{\"k\": 1}",
  ])
  func `what is printed reads back as itself`(text: String) throws {
    let parser = FEELParser(names: NameSet(["a", "b", "c", "f"]))
    let printed = try parser.expression(text).printed()
    #expect(try parser.expression(printed).printed() == printed)
    #expect(printed == text)
  }
}
