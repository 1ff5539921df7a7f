import FEEL
import Facts
import Programs
import Regulations
import Testing

@testable import RuleCompiler

/// Models that would explode: an answer, or an error with a name.
struct LargeModelTests {
  typealias Models = CompiledDecisionTests

  @Test func `a chain of a thousand decisions is answered`() throws {
    var decisions = [("d0", Optional("number"), "n")]
    for index in 1...1000 { decisions.append(("d\(index)", nil, "d\(index - 1) + 1")) }
    var elements =
      "<inputData id=\"n\" name=\"n\"><variable name=\"n\" typeRef=\"number\"/></inputData>"
    for (index, decision) in decisions.enumerated() {
      let need =
        index == 0
        ? "<requiredInput href=\"#n\"/>" : "<requiredDecision href=\"#\(decisions[index - 1].0)\"/>"
      elements += """
        <decision id="\(decision.0)" name="\(decision.0)"><variable name="\(decision.0)"/>
        <informationRequirement>\(need)</informationRequirement>
        <literalExpression><text>\(decision.2)</text></literalExpression></decision>
        """
    }
    let model = Models.read(elements)
    for executor in CompiledRun.Executor.allCases {
      let answer = try Models.answer(model, "d1000", ["n": .number(1)], on: executor)
      #expect(answer.text == "1001")
      #expect(answer.decidedBy == executor)
    }
  }

  @Test func `decisions that require each other are refused by name`() throws {
    func decision(_ name: String, _ need: String) -> String {
      """
      <decision id="\(name)" name="\(name)"><variable name="\(name)"/>
      <informationRequirement><requiredDecision href="#\(need)"/></informationRequirement>
      <literalExpression><text>\(need) + 1</text></literalExpression></decision>
      """
    }
    let model = Models.read(decision("a", "b") + decision("b", "c") + decision("c", "a"))
    let compiled = model.compiled(namespace: "m")
    #expect(compiled.results.isEmpty)
    #expect(Set(compiled.refused.values) == ["`a` requires itself"])
    let answer = try Models.answer(model, "a", [:])
    #expect(answer.text == "null" && answer.decidedBy == nil)
    #expect(answer.findings.first == "`a` requires itself")
  }

  @Test func `functions that call each other for ever end with a finding`() throws {
    func knowledge(_ name: String, _ other: String) -> String {
      """
      <businessKnowledgeModel id="\(name)" name="\(name)"><encapsulatedLogic><formalParameter name="v"/>
      <literalExpression><text>\(other)(v + 1)</text></literalExpression></encapsulatedLogic>
      <knowledgeRequirement><requiredKnowledge href="#\(other)"/></knowledgeRequirement></businessKnowledgeModel>
      """
    }
    let model = Models.read(
      knowledge("f", "g") + knowledge("g", "f") + """
        <decision id="a" name="a"><variable name="a"/>
        <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
        <literalExpression><text>f(1)</text></literalExpression></decision>
        """)
    for executor in CompiledRun.Executor.allCases {
      let answer = try Models.answer(model, "a", [:], on: executor)
      #expect(answer.text == "null")
      #expect(answer.findings.contains("an evaluation nests too deep"))
    }
  }

  @Test(arguments: ["n + ", "n * ", "l + n + "])
  func `an expression of sixty-four thousand bytes is answered`(part: String) throws {
    let text = String(repeating: part, count: 65_000 / part.utf8.count) + "1"
    let model = Models.model(["n:number", "l"], [("a", nil, text)])
    let given: [String: Value] = ["n": .number(1), "l": .number(1)]
    var run = DecisionRun(model)
    for (name, value) in given {
      run.give(value, to: try #require(model.input(named: name, in: "m")))
    }
    let wanted = run.value(of: try #require(model.decision(named: "a", in: "m")))
    #expect(wanted != .null)
    for executor in CompiledRun.Executor.allCases {
      #expect(try Models.answer(model, "a", given, on: executor).text == wanted.printed())
    }
  }

  @Test func `contexts that double with each decision come to an answer or to null with a finding`()
    throws
  {
    var decisions: [(name: String, type: String?, logic: String)] = [("d0", nil, "{v: n}")]
    for index in 1...22 {
      decisions.append(("d\(index)", nil, "{a: d\(index - 1), b: d\(index - 1)}"))
    }
    let model = Models.model(["n:number"], decisions)
    var run = DecisionRun(model)
    run.give(.number(1), to: try #require(model.input(named: "n", in: "m")))
    let wanted = run.value(of: try #require(model.decision(named: "d22", in: "m"))).printed()
    #expect(wanted.contains("null"))
    for executor in CompiledRun.Executor.allCases {
      let small = try Models.answer(model, "d3", ["n": .number(1)], on: executor)
      #expect(small.text.filter { $0 == "1" }.count == 8)
      let large = try Models.answer(model, "d22", ["n": .number(1)], on: executor)
      #expect(large.text == wanted, "\(executor) \(large.text.count) \(large.decidedBy as Any)")
    }
    let findings = try Models.answer(model, "d22", ["n": .number(1)]).findings
    #expect(findings.contains("a value holds more than 1000000 others"))
  }

  @Test func `a type that has itself in it is opened so far and no further`() throws {
    let model = Models.read(
      """
      <itemDefinition name="tTree"><itemComponent name="left"><typeRef>tTree</typeRef></itemComponent>
        <itemComponent name="right"><typeRef>tTree</typeRef></itemComponent></itemDefinition>
      <inputData id="t" name="t"><variable name="t" typeRef="tTree"/></inputData>
      <decision id="a" name="a"><variable name="a" typeRef="tTree"/>
      <informationRequirement><requiredInput href="#t"/></informationRequirement>
      <literalExpression><text>t.left.left</text></literalExpression></decision>
      """)
    let answer = try Models.answer(
      model, "a", ["t": .context(Context([("left", .null), ("right", .null)]))])
    #expect(answer.text == "null")
    #expect(answer.findings == ["null has no `left`"])
  }

  /// A table without its text: half a million cells are a test of the program, not of the reader.
  @Test(arguments: [DecisionTableExpression.HitPolicy.unique, .first, .collect])
  func `a table of ten thousand rows by fifty columns is indexed and answered`(
    policy: DecisionTableExpression.HitPolicy
  ) throws {
    let (rows, columns) = (10_000, 50)
    func number(_ value: Int) -> FEELExpression { FEELExpression(.number(Number(value)), 0..<0) }
    let names = (0..<columns).map { "c\($0)" }
    let table = DecisionTableExpression(
      hitPolicy: policy,
      inputs: names.map { .init(expression: FEELExpression(.name($0), 0..<0)) },
      outputs: [.init(name: "o")],
      rules: (0..<rows).map { row in
        .init(
          tests: (0..<columns).map { column in
            column == row % columns
              ? .tests([.expression(number(row))])
              : column == (row + 1) % columns
                ? .tests([.compare(.greater, number(row % 97))]) : .any
          }, outputs: [number(row)])
      })
    var builder = ProgramBuilder()
    let slots = Dictionary(
      uniqueKeysWithValues: names.map { ($0, Term.slot(builder.input($0, .number))) })
    let term = builder.compile(FEELExpression(.table(table), 0..<0)) { slots[$0] }
    builder.result("o", term)
    let program = builder.finished()
    for row in [0, 4_242, 9_999] {
      // No rule names what stands in the other columns.
      let cells = (0..<columns).map { column in
        ExactExecutor.Cell.number(
          column == row % columns ? Number(row) : Number(2005, exponent: -1))
      }
      var run = ExactExecutor(program).start(cells)
      let value = run.value(of: program.results[0].value)
      #expect(value == (policy == .collect ? .list([.number(Number(row))]) : .number(Number(row))))
      #expect(run.hits.map(\.rules) == [[row]])
    }
  }
}
