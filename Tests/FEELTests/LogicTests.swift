import Facts
import Testing

@testable import FEEL

/// Kleene's laws over true, false, null and unknown.
struct LogicTests {
  static let values: [String] = ["true", "false", "null", "u"]

  private func value(_ text: String) throws -> String {
    var evaluator = Evaluator()
    let names: [String: Value] = ["u": .unknown(Reasons([.init(kind: 0, name: "u")]))]
    return evaluator.evaluate(
      try FEELParser(names: NameSet(["u"])).expression(text), in: Environment { names[$0] }
    ).printed()
  }

  @Test(arguments: values, values)
  func `and and or commute, absorb and are each other's opposite`(a: String, b: String) throws {
    #expect(try value("\(a) and \(b)") == value("\(b) and \(a)"))
    #expect(try value("\(a) or \(b)") == value("\(b) or \(a)"))
    #expect(
      try value("not(\(a) and \(b))") == value("not(\(a)) or not(\(b))"))
    #expect(try value("\(a) and \(a)") == value(a))
    // Null and unknown are two ways not to be true: absorption may leave the stronger of them.
    if ![a, b].contains("u") || a == b {
      #expect(try value("\(a) and (\(a) or \(b))") == value(a))
    }
  }

  @Test(arguments: values, values)
  func `both are associative`(a: String, b: String) throws {
    for c in Self.values {
      #expect(try value("(\(a) and \(b)) and \(c)") == value("\(a) and (\(b) and \(c))"))
      #expect(try value("(\(a) or \(b)) or \(c)") == value("\(a) or (\(b) or \(c))"))
    }
  }

  @Test(arguments: [
    ("false and u", "false"), ("u and false", "false"), ("true or u", "true"),
    ("u or true", "true"),
    ("u and true", "unknown(u)"), ("u and null", "unknown(u)"), ("not(u)", "unknown(u)"),
    ("some x in [u, true] satisfies x", "true"), ("every x in [u, false] satisfies x", "false"),
    ("every x in [u, true] satisfies x", "unknown(u)"), ("if u then 1 else 1", "1"),
    ("if u then 1 else 2", "unknown(u)"), ("[u][n > 1]", "unknown(u)"), ("count([u])", "1"),
    ("if u then \"\\u00e9\" else \"e\\u0301\"", "unknown(u)"), ("[1, 2][u]", "unknown(u)"),
    ("[][u]", "unknown(u)"), ("if u then 1 / 0 else 2", "unknown(u)"),
    ("some x in [1, 2], y in (if x = 2 then null else [u]) satisfies y", "unknown(u)"),
    ("{a: u, b: 1}.b", "1"), ("u.a", "unknown(u)"), ("3 in [u..2]", "false"),
    ("1 in [u..2]", "unknown(u)"), ("u instance of Any", "unknown(u)"),
  ])
  func `what is not known decides nothing, and hides nothing that is`(
    text: String, result: String
  ) throws {
    #expect(try value(text) == result)
  }
}
