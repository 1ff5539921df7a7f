import Facts
import Testing

@testable import FEEL

/// What a text means: names, ranges, precedence, texts, and where a text is wrong.
struct SyntaxTests {
  private func value(_ text: String, names: [String: Value] = [:]) throws -> String {
    var evaluator = Evaluator()
    let tree = try FEELParser(names: NameSet(names.keys)).expression(text)
    return evaluator.evaluate(tree, in: Environment { names[$0] }).printed()
  }

  @Test(arguments: [
    ("days in weekend + 1", "3"), ("for d in days in weekend..3 return d", "[2, 3]"),
    ("profit - loss", "7"), ("profit -loss", "1"), ("if-then * 2", "10"), ("a.b", "9"),
    ("{two words: 1}.two words + 1", "2"), ("{a+b: 4, c: a+b * 2}.c", "8"),
    ("[{x y: 1}, {x y: 3}][x y > 2]", "[{x y: 3}]"), ("{\"odd [key]\": 1}", "{odd [key]: 1}"),
    ("(function(first one, other) first one - other)(other: 1, first one: 3)", "2"),
    ("some big number in [1, 5] satisfies big number > 4", "true"), ("{🐎: 1}.🐎", "1"),
    ("days\u{A0}in\u{2003}weekend", "2"), ("count([1]) + count", "6"),
  ])
  func `names are matched against the scope`(text: String, result: String) throws {
    let names: [String: Value] = [
      "days in weekend": .number(2), "profit": .number(8), "loss": .number(7),
      "profit - loss": .number(7), "if-then": .number(5), "a.b": .number(9), "count": .number(5),
    ]
    #expect(try value(text, names: names) == result)
  }

  @Test(arguments: [
    ("-5 ** 2", "25"), ("2 ** 3 ** 2", "64"), ("--10", "10"), ("1 - -1", "2"), ("2 * 3 ** 2", "18"),
    ("1 in 1 and false", "false"), ("3 in (1 + 2)", "true"), ("9 in (1 + 2) * 3", "true"),
    ("1 < 2 = true", "true"), ("1 between 0 and 2 and false", "false"),
    ("if true then 1 else 2 + 5", "1"), ("(if true then 1 else 2) + 5", "6"),
    ("1 + // one\n 2 /* two\n lines */ + 3", "6"), ("1 instance of number = true", "true"),
    ("not(true) or true", "true"), ("{a: [1, 2]}.a[2]", "2"), ("[[1, 2], [3]][1][2]", "2"),
    (".5 + 1e2", "100.5"), ("(function(f) f(2))(function(x) x + 1)", "3"),
  ])
  func `operators bind as the standard says`(text: String, result: String) throws {
    #expect(try value(text) == result)
  }

  @Test(arguments: [
    ("[1..3[ = [1..3)", "true"), ("]1..3] = (1..3]", "true"), ("[1..[1, 2][2]]", "[1..2]"),
    ("(<= 10) = (null..10]", "false"), ("(< 10) = (< 10)", "true"), ("(= 10) = [10..10]", "false"),
    ("(>= 3).start", "3"), ("(>= 3).end", "null"), ("(>= 3).start included", "true"),
    ("(!= 3).end", "3"), ("4 in (!= 3)", "true"), ("3 in (!= 3)", "false"), ("3 in (> 2)", "true"),
    ("[1..3).end included", "false"), ("2 in [[5..6], [1..3]]", "true"),
    ("5 in (1, < 3, [5..6])", "true"), ("true in [false, 2, 3]", "false"),
    ("\"b\" in [\"a\"..\"c\"]", "true"), ("for x in (1..4) return x", "[2, 3]"),
  ])
  func `ranges have all their forms`(text: String, result: String) throws {
    #expect(try value(text) == result)
  }

  @Test(arguments: [
    (#""\uD83D\uDCA9" = "\U01F4A9""#, "true"), (#"string length("\U01F40E")"#, "1"),
    (#""\\u0041""#, #""\\u0041""#), (#""\s""#, #""\\s""#), (#""\"\'\n\t\r\\""#, #""\"'\n\t\r\\""#),
    ("\"a\nb\"", #""a\nb""#),
  ])
  func `texts have their escapes`(text: String, result: String) throws {
    #expect(try value(text) == result)
  }

  @Test(arguments: [
    ("for i in 4..2 return i", "[4, 3, 2]"), ("for i in [2..1] return i", "null"),
    ("for d in @\"2024-02-28\"..@\"2024-03-01\" return d.day", "[28, 29, 1]"),
    ("for i in 1..2, j in 1..i return i * j", "[1, 2, 4]"),
    ("for i in 1..4 return if i = 1 then 1 else sum(partial)", "[1, 1, 2, 4]"),
    ("for i in 5 return i", "[5]"), ("for t in \"a\"..\"c\" return t", "null"),
    ("every x in [] satisfies x", "true"), ("some x in [null, true] satisfies x", "true"),
    ("every x in [null, true] satisfies x", "null"), ("[1, 2, 3][-1]", "3"), ("[1, 2][3]", "null"),
    ("[][1]", "null"), ("5[1]", "5"), ("true[true]", "[true]"), ("null[1]", "null"),
    ("[{item: 1}][item >= 1]", "[{item: 1}]"), ("[{a: 1}, {a: 2}].a", "[1, 2]"),
    ("1 = \"1\"", "null"), ("null = 1", "false"), ("[1] = [\"a\"]", "null"), ("{} = []", "null"),
    ("{a: 1, a: 2}", "null"), ("(function(x: number) x)(\"a\")", "null"),
    ("(function(x: string) x)([\"a\"])", "\"a\""), ("(function(x) x)(1, 2)", "null"),
    ("(function(x) x)(y: 1)", "null"), ("(function(x, y) x)(x: 1)", "null"), ("\"abs\"(1)", "null"),
    ("null instance of Any", "false"), ("[1] instance of list<number>", "true"),
    ("{a: 1} instance of context<a: number>", "true"), ("null and 1", "null"),
    ("if null then 1 else 2", "2"), ("if 1 then 1 else 2", "null"),
  ])
  func `values go through as the standard says`(text: String, result: String) throws {
    #expect(try value(text) == result)
  }

  @Test(arguments: [
    ("1️⃣", "the expression ends where a value is expected"),
    ("1 +1️⃣", "the expression ends where a value is expected"),
    ("[1,\n 2 1️⃣3]", "`3` stands where `]` to close the list is expected"),
    ("{a 1️⃣\"b\"}", "`\"` stands where `:` after the name of an entry is expected"),
    ("for x of 1️⃣[1] return x", "`[` stands where `in` is expected"),
    ("if true 1️⃣", "the expression ends where `then` is expected"),
    ("\"a1️⃣\\uD83D\"", "`\\uD83D` is no character"), ("1 1️⃣/* 2", "a comment must end with `*/`"),
    ("(1 1️⃣2)", "`2` stands where `)` to close the bracket is expected"),
    ("1️⃣“a”", "a text stands in straight quotes"),
    ("1 in (1️⃣", "the expression ends where a value is expected"),
    ("1️⃣then", "`then` stands where a value is expected"),
    ("[1..3 1️⃣5", "`5` stands where `]` or `)` after the range is expected"),
    ("f(1️⃣1..2)", "a range stands in brackets"),
    ("a.1️⃣1", "`1` stands where the name of a member is expected"),
  ])
  func `an error stands where the text goes wrong`(marked: String, message: String) throws {
    let offset = try #require(marked.firstRange(of: "1️⃣")).lowerBound.utf16Offset(in: marked)
    let text = marked.replacing("1️⃣", with: "")
    let error = #expect(throws: ParseError.self) {
      try FEELParser(names: NameSet()).expression(text)
    }
    #expect(error?.message == message)
    #expect(error?.offset == offset)
  }

  @Test func `a place is a line and a column`() {
    let text = "ab\nحد + x"
    #expect(LineAndColumn(0, in: text).description == "line 1, column 1")
    #expect(LineAndColumn("ab\nحد + ".utf8.count, in: text).description == "line 2, column 6")
  }
}
