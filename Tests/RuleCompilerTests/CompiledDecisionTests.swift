import FEEL
import Facts
import Programs
import Regulations
import Testing

@testable import RuleCompiler

/// Models as programs: whole programs as text, all hit policies, why a null is one, and models that would explode.
struct CompiledDecisionTests {
  /// A model of decisions, each of which requires all inputs and all decisions before it.
  static func model(_ inputs: [String], _ decisions: [(name: String, type: String?, logic: String)])
    -> DecisionProgram
  {
    var elements = ""
    for input in inputs {
      let parts = input.split(separator: ":").map(String.init)
      let type = parts.count > 1 ? " typeRef=\"\(parts[1])\"" : ""
      elements +=
        "<inputData id=\"\(parts[0])\" name=\"\(parts[0])\"><variable name=\"\(parts[0])\"\(type)/></inputData>"
    }
    var known = inputs.map { input in
      "<informationRequirement><requiredInput href=\"#\(input.prefix { $0 != ":" })\"/></informationRequirement>"
    }
    for decision in decisions {
      let logic =
        decision.logic.hasPrefix("<")
        ? decision.logic
        : "<literalExpression><text><![CDATA[\(decision.logic)]]></text></literalExpression>"
      let type = decision.type.map { " typeRef=\"\($0)\"" } ?? ""
      elements += """
        <decision id="\(decision.name)" name="\(decision.name)"><variable name="\(decision.name)"\(type)/>
        \(known.joined())\(logic)</decision>
        """
      known.append(
        "<informationRequirement><requiredDecision href=\"#\(decision.name)\"/></informationRequirement>"
      )
    }
    return read(elements)
  }

  static func read(_ elements: String) -> DecisionProgram {
    let text = """
      <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">
      \(elements)</definitions>
      """
    return DecisionProgram(DecisionLibrary(reading: [("m.dmn", Array(text.utf8))]))
  }

  /// A table over `n` and `s`; an entry is `tests | outputs`.
  static func table(
    _ policy: String, outputs: [String] = ["o"], values: String? = nil, byDefault: String? = nil,
    _ rules: [String]
  )
    -> String
  {
    let inputs = ["n", "s"].map {
      "<input><inputExpression><text>\($0)</text></inputExpression></input>"
    }
    let clauses = outputs.map { output in
      let values = values.map { "<outputValues><text>\($0)</text></outputValues>" } ?? ""
      let byDefault =
        byDefault.map { "<defaultOutputEntry><text>\($0)</text></defaultOutputEntry>" } ?? ""
      return "<output name=\"\(output)\">\(values)\(byDefault)</output>"
    }
    let rows = rules.map { rule in
      let halves = rule.split(separator: "|").map {
        $0.split(separator: ";").map { String($0.trimmingPrefix(" ")) }
      }
      let tests = halves[0].map { "<inputEntry><text><![CDATA[\($0)]]></text></inputEntry>" }
      let entries = halves[1].map { "<outputEntry><text><![CDATA[\($0)]]></text></outputEntry>" }
      return "<rule>\((tests + entries).joined())</rule>"
    }
    return
      "<decisionTable hitPolicy=\"\(policy)\">\((inputs + clauses + rows).joined())</decisionTable>"
  }

  /// What a decision comes to on an executor, printed, with what was found.
  static func answer(
    _ decisions: DecisionProgram, _ name: String, _ given: [String: Value],
    on executor: CompiledRun.Executor = .exact
  ) throws -> (text: String, findings: [String], decidedBy: CompiledRun.Executor?) {
    let id = try #require(decisions.decision(named: name, in: "m"))
    var run = DecisionRun(decisions)
    for (name, value) in given {
      if let input = decisions.input(named: name, in: "m") { run.give(value, to: input) }
    }
    let compiled = CompiledRun(decisions.compiled(namespace: "m", wanted: [id]), on: executor)
    let answer = compiled.value(of: id, in: &run)
    return (answer.value.printed(), answer.findings.map(\.message), answer.decidedBy)
  }

  @Test func `a model prints as one program with its tables and what is evaluated`() {
    let decisions = Self.model(
      ["n:number", "s:string", "d:date"],
      [
        (
          "limit", "number",
          Self.table("UNIQUE", ["< 100; \"R1\", \"R2\" | 10.5", ">= 100; - | 12"])
        ),
        ("late", nil, "d > @\"2025-01-01\" and n <= limit"),
        ("all", nil, Self.table("COLLECT", ["-; - | n * 2", "> 5; - | limit"])),
      ])
    #expect(
      decisions.compiled(namespace: "m").program.description == """
        #0  number  input n
        #1  code    input s
        #2  boxed   input d
        #3  row     the row of table U of n, s, 2 rows, by #0, #1
        #4  number  of row #3: 10.5, 12
        #5  boxed   evaluate d > @"2025-01-01" with d = #2
        #6  boolean #5
        #7  boolean #0 <= #4
        #8  boolean #6 and #7
        #9  boxed   evaluate table C of n, s, 2 rows, with n = #0, s = #1, limit = #4
        out         limit = #4
        out         late = #8
        out         all = #9
        """)
  }

  static let policies = [
    "UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE ORDER", "OUTPUT ORDER", "COLLECT",
    "COLLECT\" aggregation=\"SUM", "COLLECT\" aggregation=\"MIN", "COLLECT\" aggregation=\"MAX",
    "COLLECT\" aggregation=\"COUNT",
  ]

  /// Gaps, overlaps and agreement among twelve rules, so that the index is used.
  static let rules = [
    "< 1; - | 1", "[1..2]; \"R1\" | 2", "[2..3]; \"R1\", \"R2\" | 3", "(3..4); not(\"R1\") | 2",
    "4; - | 1", "[4..5]; - | 1", "> 6; \"C1\" | 4", "> 6; \"R2\" | 2", "> 7; \"C1\" | 1",
    "[8..9]; - | 3", "100; \"R1\" | 1", "100; \"R2\" | 2",
  ]

  @Test(arguments: policies, [false, true])
  func `each hit policy answers as the reference, by constants and by expressions`(
    policy: String, hasDefault: Bool
  ) throws {
    let rules = Self.rules
    let byExpression = rules.map { $0 + " + n - n" }
    let byDefault = hasDefault ? "4" : nil
    // In a ranked table each output must be one of the list.
    let decisions = Self.model(
      ["n:number", "s:string"],
      [
        ("plain", nil, Self.table(policy, values: "1, 2, 3, 4", byDefault: byDefault, rules)),
        (
          "worked", nil,
          Self.table(policy, values: "1, 2, 3, 4", byDefault: byDefault, byExpression)
        ),
        (
          "several", nil,
          Self.table(
            policy, outputs: ["o", "p"], byDefault: byDefault, rules.map { $0 + "; s" })
        ), ("after", "number", "if plain = null then 0 else plain"),
      ])
    let unknown = Value.unknown(Reasons([.init(kind: 0, name: "?")]))
    let numbers = [
      "0", "1", "2", "2.5", "3", "3.5", "4", "4.5", "5.5", "6.5", "7.5", "8", "9.5", "100",
    ]
    let inputs = numbers.compactMap { Number($0) }.map(Value.number) + [.null, unknown]
    let texts = ["R1", "R2", "C1", "Z"].map(Value.string) + [.null, unknown]
    let ids = try ["n", "s"].map { try #require(decisions.input(named: $0, in: "m")) }
    for name in ["plain", "worked", "several", "after"] {
      let id = try #require(decisions.decision(named: name, in: "m"))
      let compiled = decisions.compiled(namespace: "m", wanted: [id])
      let runs = CompiledRun.Executor.allCases.map { CompiledRun(compiled, on: $0) }
      for (n, s) in inputs.flatMap({ n in texts.map { (n, $0) } }) {
        var run = DecisionRun(decisions)
        for (input, value) in zip(ids, [n, s]) { run.give(value, to: input) }
        var reference = run
        let wanted = reference.value(of: id).printed()
        for executor in runs {
          let answer = executor.value(of: id, in: &run)
          #expect(answer.value.printed() == wanted, "\(policy) \(name) \(n) \(s)")
          #expect(answer.decidedBy != nil, "\(policy) \(name) \(n) \(s)")
        }
      }
    }
  }

  @Test func `a run says which rules were met`() throws {
    let decisions = Self.model(
      ["n:number", "s:string"],
      [
        ("first", nil, Self.table("FIRST", Self.rules)),
        ("ranked", nil, Self.table("PRIORITY", values: "3, 2, 1, 4", Self.rules)),
        ("all", nil, Self.table("RULE ORDER", Self.rules)),
      ])
    let program = decisions.compiled(namespace: "m").program
    func hits(_ result: Int, _ number: Int, _ text: String) -> [[Int]] {
      var run = ExactExecutor(program).start([
        .number(Number(number)), program.cell(.string(text), .code),
      ])
      _ = run.value(of: program.results[result].value)
      return run.hits.map(\.rules)
    }
    #expect(hits(0, 2, "R1") == [[1]])
    #expect(hits(1, 2, "R1") == [[2]])
    #expect(hits(2, 2, "R1") == [[1, 2]])
    #expect(hits(2, 8, "C1") == [[6, 8, 9]])
    #expect(hits(0, 6, "C1") == [])
    #expect(hits(2, 6, "C1") == [[]])
  }

  @Test(arguments: CompiledRun.Executor.allCases)
  func `a null is explained by what made it`(executor: CompiledRun.Executor) throws {
    let decisions = Self.model(
      ["n:number", "m:number"],
      [
        ("share", "number", "n / m"), ("fits", nil, "share * 2 < 10"),
        ("later", nil, "date(\"x\").year + n"), ("wrong", "string", "n + 1"),
        ("untaken", nil, "if m = 0 then 1 else n / m"),
      ])
    let given: [String: Value] = ["n": .number(1), "m": .number(0)]
    func findings(_ name: String) throws -> [String] {
      let answer = try Self.answer(decisions, name, given, on: executor)
      #expect(answer.text == "null")
      return answer.findings
    }
    #expect(try findings("share") == ["`/` does not work on a number and a number"])
    #expect(
      try findings("fits") == [
        "`/` does not work on a number and a number", "`*` does not work on null and a number",
        "`<` does not work on null and a number",
      ])
    #expect(try findings("later").count == 3)
    #expect(try findings("wrong") == ["a number is no `string`"])
    let untaken = try Self.answer(decisions, "untaken", given, on: executor)
    #expect(untaken.text == "1" && untaken.findings == [])
  }

  @Test func `texts that only look alike are two`() throws {
    let decisions = Self.model(
      ["n:number", "s:string"],
      [
        ("same", nil, "s = \"é\""),
        ("row", nil, Self.table("FIRST", ["-; \"é\" | 1", "-; \"e\u{301}\" | 2", "-; - | 3"])),
      ])
    for executor in CompiledRun.Executor.allCases {
      let apart: [String: Value] = ["n": .number(1), "s": .string("e\u{301}")]
      #expect(try Self.answer(decisions, "same", apart, on: executor).text == "false")
      #expect(try Self.answer(decisions, "row", apart, on: executor).text == "2")
    }
  }
}
