import Facts
import TestSupport
import Testing

@testable import FEEL

/// What an expression comes to on a Monday in February, and what was found on the way.
func evaluated(_ text: String, names: [String: Value] = [:]) throws -> (
  value: String, findings: [String]
) {
  var evaluator = Evaluator()
  evaluator.moment = CivilDate("2025-02-10").map {
    DateAndTime(date: $0, time: TimeOfDay(nanoseconds: 37_800_000_000_000, offset: 0))
  }
  let expression = try FEELParser(names: NameSet(names.keys)).expression(text)
  let value = evaluator.evaluate(expression, in: Environment { names[$0] })
  return (value.printed(), evaluator.findings.map(\.message))
}

private let unknown = ["u": Value.unknown(Reasons([.init(kind: 0, name: "u")]))]

struct BuiltInTests {
  @Test(arguments: builtIns.values.sorted { $0.name < $1.name }.map(\.name))
  func `the example of a built-in runs`(name: String) throws {
    let builtIn = try #require(builtIns[name])
    #expect(try evaluated(builtIn.example.expression).value == builtIn.example.result)
  }

  @Test func `each built-in of the standard is there`() {
    let standard = """
      abs, after, all, any, append, before, ceiling, coincides, concatenate, contains, context, context merge, context put,
      count, date, date and time, day of week, day of year, decimal, distinct values, duration, during, ends with, even, exp,
      finished by, finishes, flatten, floor, get entries, get value, includes, index of, insert before, is, list contains,
      list replace, log, lower case, matches, max, mean, median, meets, met by, min, mode, modulo, month of year, not, now,
      number, odd, overlaps, overlaps after, overlaps before, product, range, remove, replace, reverse, round down,
      round half down, round half up, round up, sort, split, sqrt, started by, starts, starts with, stddev, string,
      string join, string length, sublist, substring, substring after, substring before, sum, time, today, union, upper case,
      week of year, years and months duration
      """
    let names = standard.split { $0 == "," || $0 == "\n" }.map {
      String($0.drop { $0 == " " })
    }
    #expect(builtIns.keys.sorted() == names.sorted())
  }

  @Test(arguments: [
    ("floor(n: -1.5)", "-2"), ("floor(scale: 1, n: -1.56)", "-1.6"),
    ("date(year: 2025, day: 10, month: 2)", "2025-02-10"),
    ("date(from: @\"2025-02-10T10:00:00\")", "2025-02-10"),
    ("context put(context: {}, keys: [\"a\"], value: 1)", "{a: 1}"),
    ("substring(string: \"foobar\", start position: 3)", "\"obar\""),
    ("number(from: \"1.000,5\", decimal separator: \",\", grouping separator: \".\")", "1000.5"),
    ("min(list: [3, 1])", "1"), ("list contains(list: [1, null], element: null)", "true"),
  ])
  func `arguments may be named, in any order`(text: String, result: String) throws {
    #expect(try evaluated(text) == (result, []))
  }

  @Test(arguments: [
    "floor()", "floor(1, 2, 3)", "floor(n: 1.5, scal: 1)", "floor(1.5, null)", "floor(null)",
    "floor(n: 1, n: 2)", "abs(\"1\")", "sqrt(-1)", "log(0)", "modulo(1, 0)", "odd(1.5)",
    "sum([1, \"a\"])", "sum([])", "min([1, \"a\"])", "median([])", "stddev([1])", "product([])",
    "all([true, 1])", "not(1)", "list contains(null, 1)", "sublist([1, 2], 0)",
    "sublist([1, 2], 2, 2)",
    "sublist([1], 1, 0)", "remove([1], 2)", "insert before([1], 0, 2)", "list replace([1], 2, 5)",
    "list replace([1], function(a) true, 5)", "list replace([1], function(a, b) 1, 5)",
    "sort([2, 1], function(a) true)", "sort([2, 1], function(a, b) null)",
    "number(\"1,000\", \",\", \",\")", "number(\"1.000,5\", \".\", null)", "number(\"+1\")",
    "number(\"1.\")",
    "context([{key: \"a\"}])", "context([{key: 1, value: 1}])",
    "context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])",
    "context put({a: 1}, [\"a\", \"b\"], 2)", "context put({}, [], 2)",
    "context merge([{a: 1}, 2])",
    "string join([1])", "duration(\"P1Y2D\")", "before(1, \"a\")", "meets(1, [1..2])",
    "range(\"[3..1]\")",
    "range(\"[1..2 + 3]\")", "range(\"[a..b]\")", "day of week(\"x\")", "matches(\"a\", \"(\")",
    "matches(\"a\", \"a\", \"g\")", "replace(\"a\", \"a*\", \"b\")", "replace(\"a\", \"a\", \"$\")",
    "split(\"a\", \"\")",
  ])
  func `arguments that do not fit are a null that is recorded`(text: String) throws {
    let (value, findings) = try evaluated(text)
    #expect(value == "null")
    #expect(findings.count == 1, "\(findings)")
  }

  @Test func `a misfit says how to call the function`() throws {
    #expect(
      try evaluated("floor(\"a\")").findings == [
        "`floor` does not work on a text; write `floor(n: number)` or `floor(n: number, scale: number)`"
      ])
    #expect(
      try evaluated("abs(number: 1)").findings == [
        "`abs` has no parameter `number`; write `abs(n: number or days and time duration or years and months duration)`"
      ])
  }

  @Test(arguments: [
    ("abs([-3])", "3"), ("contains([\"foobar\"], \"of\")", "false"),
    ("string join(\"a\", \"X\")", "\"a\""),
    ("context merge({a: 1})", "{a: 1}"), ("count(5)", "1"), ("min([4])", "4"),
    ("all(true)", "true"),
    ("append(1, 2)", "[1, 2]"), ("is([1], 1)", "false"),
  ])
  func `a list of one and its item stand for each other`(text: String, result: String) throws {
    #expect(try evaluated(text) == (result, []))
  }

  @Test(arguments: [
    ("count([u, 1])", "2"), ("append([1], u)", "[1, unknown(u)]"),
    ("reverse([u, 1])", "[1, unknown(u)]"),
    ("list contains([u, 1], 1)", "true"), ("all([u, false])", "false"), ("any(true, u)", "true"),
    ("get value({a: 1, b: u}, \"a\")", "1"), ("sublist([u, 2], 2)", "[2]"),
    ("remove([u, 2], 1)", "[2]"),
    ("get entries({a: u})", "[{key: \"a\", value: unknown(u)}]"),
    ("context put({a: u}, \"a\", 1)", "{a: 1}"), ("context merge([{a: u}, {a: 1}])", "{a: 1}"),
    ("context([{key: \"a\", value: u}])", "{a: unknown(u)}"),
    ("insert before([1], 1, u)", "[unknown(u), 1]"),
  ])
  func `an unknown that decides nothing is passed on`(text: String, result: String) throws {
    #expect(try evaluated(text, names: unknown).value == result)
  }

  @Test(arguments: [
    "count(u)", "count(append(u, 1))", "count(concatenate(u, [1]))", "count(flatten([1, u]))",
    "list contains([u, 1], 2)", "list contains([1], u)", "all([u, true])", "is(u, 1)",
    "sum([1, u])",
    "sort([2, u], function(a, b) a < b)", "sort([2, 1], function(a, b) a < u)",
    "sublist([1, 2], u)",
    "context merge([u, {a: 1}])", "context put(u, \"a\", 1)", "context put({}, u, 1)",
    "matches(u, \"a\")",
    "string({a: [u]})", "before(1, [u..3])", "index of([1, u], 1)", "distinct values([1, u])",
    "mode([u])",
    "list replace([1], function(a, b) u, 2)", "floor(n: u)", "date(u)", "max(1, u)", "not(u)",
    "string join([\"a\", u])", "context([{key: u, value: 1}])",
  ])
  func `an unknown that decides makes the call unknown`(text: String) throws {
    #expect(try evaluated(text, names: unknown) == ("unknown(u)", []))
  }

  /// Whatever an unknown argument, or one inside an argument, turns out to be: what was decided without it stays so.
  @Test(arguments: builtIns.values.sorted { $0.name < $1.name }.map(\.name))
  func `no value of an unknown contradicts what was decided without it`(name: String) throws {
    let example = try #require(builtIns[name]).example.expression
    let tree = try FEELParser(names: NameSet()).expression(example)
    guard case .call(let callee, let arguments) = tree.kind else { return }
    func value(of text: String) throws -> Value {
      var evaluator = Evaluator()
      return evaluator.evaluate(
        try FEELParser(names: NameSet()).expression(text), in: Environment())
    }
    let concretes = try [
      "null", "true", "false", "0", "1", "2.5", "-1", "\"\"", "\"a\"", "[]", "[1]", "[1, 2]",
      "[[1], null]", "{}", "{a: 1}",
      "{key: \"a\", value: 1}", "@\"2025-02-10\"", "@\"10:00:00\"", "@\"P1D\"", "[1..3]",
      "function(x, y) x < y",
    ].map(value)
    let wraps: [@Sendable (Value) -> Value] = [
      { $0 }, { .list([$0]) }, { .list([.number(1), $0]) }, { .context(Context([("a", $0)])) },
      { .list([.context(Context([("key", .string("k")), ("value", $0)]))]) },
    ]
    for place in arguments.indices {
      for wrap in wraps {
        func result(_ value: Value) -> (value: Value, failed: Bool) {
          var replaced = arguments
          replaced[place].kind = .name("u")
          var evaluator = Evaluator()
          let call = FEELExpression(.call(callee, replaced), tree.span)
          let result = evaluator.evaluate(call, in: Environment { $0 == "u" ? wrap(value) : nil })
          return (result, !evaluator.findings.isEmpty)
        }
        let open = result(.unknown(Reasons([.init(kind: 0, name: "u")])))
        guard !open.failed, Value.deepUnknown(among: [open.value]) == nil else { continue }
        for concrete in concretes {
          let closed = result(concrete)
          #expect(
            closed.failed || closed.value.printed() == open.value.printed(),
            "\(concrete.printed()) at \(place)")
        }
      }
    }
  }

  @Test func `no clock is asked that nobody gave`() throws {
    var evaluator = Evaluator()
    let today = try FEELParser(names: NameSet()).expression("today()")
    #expect(evaluator.evaluate(today, in: Environment()) == .null)
    #expect(
      evaluator.findings.map(\.message) == [
        "`today` has no clock to ask here; name the day in the facts"
      ])
  }

  @Test(arguments: [
    ("is(1, 1.0)", "true"), ("is(@\"P1D\", @\"PT24H\")", "true"),
    ("is(@\"P0Y\", @\"P0D\")", "false"),
    ("is(\"\\u0065\\u0301\", \"\\u00e9\")", "false"),
    ("is([1, {a: \"x\"}], [1, {a: \"x\"}])", "true"),
    ("is(@\"2021-10-02T23:00:00@Australia/Melbourne\", @\"2021-10-02T23:00:00+10:00\")", "false"),
    ("is(null, null)", "true"), ("is(0, false)", "false"),
  ])
  func `is tells values apart that are written apart`(text: String, result: String) throws {
    #expect(try evaluated(text) == (result, []))
  }

  @Test(arguments: [
    ("sort([3, 1, 2, 1], function(x, y) x < y)", "[1, 1, 2, 3]"),
    (
      "sort([{k: 1, n: \"a\"}, {k: 0, n: \"b\"}, {k: 1, n: \"c\"}], function(x, y) x.k < y.k).n",
      "[\"b\", \"a\", \"c\"]"
    ),
    ("sort([], function(x, y) x < y)", "[]"),
    ("list replace([1, 2, 3], -1, 9)", "[1, 2, 9]"),
    ("sublist([1, 2, 3], -2, 1)", "[2]"), ("insert before([1, 2], -1, 9)", "[1, 9, 2]"),
    ("union([1, 2], [2, 3], [1])", "[1, 2, 3]"), ("mode([])", "[]"),
    ("concatenate([1], [])", "[1]"),
    ("decimal(1/3, 2.9)", "0.33"), ("decimal(1234, -2)", "1200"), ("round half up(-2.5, 0)", "-3"),
    ("round up(-1.21, 1)", "-1.3"), ("round half down(5.5, 6176)", "5.5"),
    ("exp(1)", "2.718281828459045235360287471352662"),
    ("log(10)", "2.302585092994045684017991454684364"),
    ("sqrt(2)", "1.414213562373095048801688724209698"),
    ("number(\"1 000,5\", \" \", \",\")", "1000.5"),
    ("string(date(\"2025-02-10\"))", "\"2025-02-10\""),
    ("string([1, \"a\"])", "\"[1, \\\"a\\\"]\""), ("string(null)", "null"),
    ("string length(\"\\U01F40Eab\")", "3"), ("substring(\"\\U01F40Eab\", 2)", "\"ab\""),
    ("substring before(\"abc\", \"\")", "\"\""), ("substring after(\"abc\", \"\")", "\"abc\""),
    ("upper case(\"straße\")", "\"STRASSE\""),
  ])
  func `a call comes to`(text: String, result: String) throws {
    #expect(try evaluated(text) == (result, []))
  }

  @Test func `sorting agrees with the order of numbers`() throws {
    var generator = SeededGenerator(seed: 7)
    for size in 0..<40 {
      let numbers = (0..<size).map { _ in Int.random(in: 0..<16, using: &generator) }
      let text = "sort(\(numbers), function(x, y) x < y)"
      #expect(try evaluated(text).value == "\(numbers.sorted())")
    }
  }

  @Test(arguments: [
    "{a: [1, 2], b: concatenate(a, a), c: concatenate(b, b, b, b), d: concatenate(c, c, c, c, c, c), e: concatenate(d, d, d, d, d, d, d, d), f: concatenate(e, e, e, e, e, e, e, e, e, e, e, e), g: concatenate(f, f, f, f, f, f, f, f, f, f, f, f), h: concatenate(g, g, g, g, g, g, g, g, g, g, g, g), i: count(concatenate(h, h, h, h, h, h, h, h, h, h))}.i",
    "for i in 1..60 return for j in distinct values(for k in 1..3000 return k) return j",
  ])
  func `what grows beyond all bounds ends`(text: String) throws {
    let (value, findings) = try evaluated(text)
    #expect(value == "null")
    #expect(!findings.isEmpty)
  }
}
