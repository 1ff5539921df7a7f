import Testing

@testable import Facts

struct JSONTests {
  @Test(arguments: [
    ("{\"b\":1,\"a\":[true,null]}", "{\"a\":[true,null],\"b\":1}"), ("1E30", "1e+30"),
    ("0.0000001", "1e-7"), ("0.000001", "0.000001"),
    ("1.50", "1.5"), ("-0", "0"), ("333333333.33333329", "\"333333333.33333329\""),
    ("100000000000000000000", "100000000000000000000"),
    ("1000000000000000000000", "1e+21"), ("-1.5e-9", "-1.5e-9"),
    ("\"\\u20ac\\u000f\\n\"", "\"€\\u000f\\n\""), ("\"\\ud83d\\ude00\"", "\"😀\""),
    ("{\"\\ufb33\":1,\"\\ud83d\\ude00\":2}", "{\"😀\":2,\"\u{fb33}\":1}"),
  ])
  func `JSON has one canonical form`(written: String, expected: String) throws {
    #expect(try JSON(parsing: written).canonical == expected)
  }

  @Test(arguments: [
    "{\"a\":1,\"a\":2}", "NaN", "1e400", "1e-7000", "[1,]", "{\"a\":1,}", "\u{FEFF}1",
    "\"\\ud800\"", "\"\\u+123\"", "01", "1.", "[", "\"",
    "12345678901234567890123456789012345", "1 2", "", "'a'", "tru", "\"\u{1}\"",
  ])
  func `what is no strict JSON is refused`(written: String) {
    #expect(throws: JSONError.self) { try JSON(parsing: written) }
  }

  @Test func `a fault names its line and column`() {
    do {
      _ = try JSON(parsing: "{\n  \"a\": 1,\n  \"a\": 2}")
      Issue.record("a repeated key must be refused")
    } catch {
      #expect(error.description == "the key `a` stands twice; write it once (line 3, column 3)")
    }
  }

  @Test func `nesting has a limit`() {
    let deep = { (n: Int) in String(repeating: "[", count: n) + String(repeating: "]", count: n) }
    #expect(throws: Never.self) { try JSON(parsing: deep(64)) }
    #expect(throws: JSONError.self) { try JSON(parsing: deep(65)) }
  }
}
