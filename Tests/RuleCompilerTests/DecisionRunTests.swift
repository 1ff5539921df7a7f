import Diagnostics
import FEEL
import Facts
import Regulations
import TestSupport
import Testing

@testable import RuleCompiler

/// Models written out in XML: `elements` stand in a model of the namespace.
private func program(_ models: (namespace: String, elements: String)...) -> DecisionProgram {
  DecisionProgram(
    DecisionLibrary(
      reading: models.map { model in
        let text = """
          <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m"
            namespace="\(model.namespace)">\(model.elements)</definitions>
          """
        return ("\(model.namespace).dmn", Array(text.utf8))
      }))
}

private func literal(_ text: String) -> String {
  "<literalExpression><text><![CDATA[\(text)]]></text></literalExpression>"
}

private func decision(
  _ name: String, type: String? = nil, needs: String = "", _ expression: String
) -> String {
  let needs = needs.split(separator: " ").map { need in
    let (kind, href) = (need.first, "#" + need.dropFirst())
    return switch kind {
    case "i":
      "<informationRequirement><requiredInput href=\"\(href)\"/></informationRequirement>"
    case "k": "<knowledgeRequirement><requiredKnowledge href=\"\(href)\"/></knowledgeRequirement>"
    default: "<informationRequirement><requiredDecision href=\"\(href)\"/></informationRequirement>"
    }
  }.joined()
  let variable = "<variable name=\"\(name)\"\(type.map { " typeRef=\"\($0)\"" } ?? "")/>"
  return "<decision id=\"\(name)\" name=\"\(name)\">\(variable)\(needs)\(expression)</decision>"
}

private func input(_ name: String, type: String = "Any") -> String {
  "<inputData id=\"\(name)\" name=\"\(name)\"><variable name=\"\(name)\" typeRef=\"\(type)\"/></inputData>"
}

private func value(
  _ program: DecisionProgram, _ name: String, given: [String: Value] = [:], in space: String = "m"
) -> (text: String, findings: Int) {
  var run = DecisionRun(program)
  for (name, value) in given {
    if let id = program.input(named: name, in: space) { run.give(value, to: id) }
  }
  let value = program.decision(named: name, in: space).map { run.value(of: $0) }
  return (value?.printed() ?? "no such decision", run.findings.count)
}

struct DecisionRunTests {
  static let types = """
    <itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>
    <itemDefinition name="tGrades" isCollection="true"><typeRef>tGrade</typeRef></itemDefinition>
    <itemDefinition name="tPair" isCollection="true"><typeRef>number</typeRef>
      <typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>
    <itemDefinition name="tLot"><itemComponent name="lot area"><typeRef>number</typeRef></itemComponent>
      <itemComponent name="zone"><typeRef>string</typeRef></itemComponent></itemDefinition>
    """

  @Test(arguments: [
    ("string", "\"x\"", "\"x\"", 0), ("string", "[\"x\"]", "\"x\"", 0),
    ("string", "[\"x\", \"y\"]", "null", 1), ("string", "1", "null", 1),
    ("number", "null", "null", 0),
    ("tGrades", "\"a\"", "[\"a\"]", 0), ("tGrades", "[\"a\", \"c\"]", "null", 1),
    ("tGrades", "[]", "[]", 0), ("tGrade", "\"c\"", "null", 1), ("tGrade", "[\"b\"]", "\"b\"", 0),
    ("tPair", "[1, 2]", "[1, 2]", 0), ("tPair", "[1]", "null", 1),
    ("date and time", "date(\"2025-02-10\")", "2025-02-10T00:00:00Z", 0),
    ("date", "@\"2025-02-10T00:00:00\"", "null", 1), ("Any", "1", "1", 0),
    ("tLot", "{lot area: 200, zone: \"R\", more: 1}.zone", "null", 1), ("tNone", "1", "null", 1),
    ("tLot", "{lot area: \"200\", zone: \"R\"}", "null", 1), ("tLot", "{lot area: 200}", "null", 1),
  ])
  func `a value of a decision is converted to its type or refused`(
    type: String, text: String, expected: String, findings: Int
  ) {
    let result = value(
      program(("m", Self.types + decision("D", type: type, literal(text)))), "D")
    #expect(result.text == expected)
    #expect(result.findings == findings)
  }

  @Test func `a decision sees what it requires and nothing else`() {
    let model = program(
      (
        "m",
        input("a", type: "number") + decision("b", needs: "ia", literal("a + 1"))
          + decision("c", needs: "db", literal("b * 2")) + decision("e", literal("b * 2"))
      ))
    #expect(value(model, "c", given: ["a": .number(4)]).text == "10")
    #expect(value(model, "e", given: ["a": .number(4)]) == ("null", 2))
    #expect(value(model, "c").text == "null")
    #expect(value(model, "c", given: ["a": .string("x")]).text == "null")
  }

  @Test func `decisions that require each other come to null and end`() {
    let model = program(
      ("m", decision("a", needs: "db", literal("b")) + decision("b", needs: "da", literal("a"))))
    let result = value(model, "a")
    #expect(result.text == "null")
    #expect(result.findings > 0)
  }

  @Test func `a chain of decisions may be longer than any stack`() {
    let chain = (1...2000).map { decision("d\($0)", needs: "dd\($0 - 1)", literal("d\($0 - 1)")) }
    let model = program(("m", decision("d0", literal("1")) + chain.joined()))
    #expect(value(model, "d2000") == ("1", 0))
  }

  @Test func `knowledge is a function, with its own scope and perhaps itself in it`() {
    let knowledge = """
      <businessKnowledgeModel id="f" name="f"><variable name="f" typeRef="number"/>
        <encapsulatedLogic><formalParameter name="n" typeRef="number"/>
        \(literal("if n < 2 then 1 else n * f(n - 1)"))</encapsulatedLogic></businessKnowledgeModel>
      """
    let model = program(
      (
        "m",
        knowledge + decision("a", needs: "kf", literal("f(5)"))
          + decision("b", needs: "kf", literal("f(\"x\")"))
          + decision(
            "c", needs: "kf",
            "<invocation>\(literal("f"))<binding><parameter name=\"n\"/>\(literal("3"))</binding></invocation>"
          ) + decision("d", literal("f(5)"))
      ))
    #expect(value(model, "a").text == "120")
    #expect(value(model, "b").text == "null")
    #expect(value(model, "c").text == "6")
    #expect(value(model, "d") == ("null", 1))
  }

  @Test func `functions that call themselves for ever come to null and end`() {
    let model = program(
      (
        "m",
        """
        <businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="n"/>
          \(literal("f(n + 1)"))</encapsulatedLogic></businessKnowledgeModel>
        <decisionService id="s" name="s"><outputDecision href="#b"/><inputData href="#i"/></decisionService>
        \(input("i"))
        """ + decision("a", needs: "kf", literal("f(1)"))
          + decision("b", needs: "ks ii", literal("s([i])"))
          + decision("c", needs: "ks", literal("s(1)"))
      ))
    for name in ["a", "b", "c"] {
      let result = value(model, name)
      #expect(result.text == "null")
      #expect(result.findings > 0)
    }
  }

  @Test func `a decision service is a function of its input data and input decisions`() {
    let service = """
      <decisionService id="s" name="s"><outputDecision href="#c"/><encapsulatedDecision href="#b"/>
        <inputDecision href="#i"/><inputData href="#a"/></decisionService>
      <decisionService id="two" name="two"><outputDecision href="#b"/><outputDecision href="#i"/>
        <inputData href="#a"/></decisionService>
      """
    let model = program(
      (
        "m",
        service + input("a", type: "number") + decision("i", type: "number", literal("100"))
          + decision("b", needs: "ia", literal("a + 1"))
          + decision("c", needs: "db di", literal("b + i"))
          + decision("d", needs: "ks", literal("s(1, 10)"))
          + decision("e", needs: "ks", literal("s(i: 10, a: 1)"))
          + decision("f", needs: "ks", literal("s(1)"))
          + decision("g", needs: "ktwo", literal("two(5)"))
          + decision("h", needs: "ks", literal("s(\"x\", 10)"))
      ))
    #expect(value(model, "d").text == "12")
    #expect(value(model, "e").text == "12")
    #expect(value(model, "f") == ("null", 1))
    #expect(value(model, "g").text == "{b: 6, i: 100}")
    #expect(value(model, "h").text == "null")
  }

  @Test func `what is imported is named by the import, and without a name by its own`() {
    let base = """
      \(input("lot area", type: "number"))
      \(decision("half area", needs: "", literal("lot area / 2")))
      <businessKnowledgeModel id="f" name="double"><encapsulatedLogic><formalParameter name="n"/>
        \(literal("n * 2"))</encapsulatedLogic></businessKnowledgeModel>
      """
      .replacing("id=\"lot area\"", with: "id=\"i\"")
      .replacing("id=\"half area\"", with: "id=\"h\"")
      .replacing(
        "<literalExpression><text><![CDATA[lot area",
        with:
          "<informationRequirement><requiredInput href=\"#i\"/></informationRequirement><literalExpression><text><![CDATA[lot area"
      )
    func importing(_ name: String, _ text: String) -> String {
      """
      <import namespace="base" name="\(name)" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
      <decision id="d" name="D">
        <informationRequirement><requiredDecision href="base#h"/></informationRequirement>
        <informationRequirement><requiredInput href="base#i"/></informationRequirement>
        <knowledgeRequirement><requiredKnowledge href="base#f"/></knowledgeRequirement>
        \(literal(text))</decision>
      """
    }
    let model = program(
      ("base", base),
      ("m", importing("the base", "the base.double(the base.half area) + the base.lot area")),
      ("plain", importing("", "double(half area) + lot area")))
    #expect(!model.library.findings.hasErrors)
    for space in ["m", "plain"] {
      var run = DecisionRun(model)
      run.give(.number(50), to: ElementID(namespace: "base", id: "i"))
      #expect(run.value(of: ElementID(namespace: space, id: "d")).printed() == "100")
      #expect(run.findings == [])
    }
  }

  @Test func `boxed expressions come to what their text would`() {
    let context = """
      <context><contextEntry><variable name="base area"/>\(literal("100"))</contextEntry>
        <contextEntry><variable name="share" typeRef="number"/>\(literal("0.4"))</contextEntry>
        <contextEntry>\(literal("base area * share"))</contextEntry></context>
      """
    let relation = """
      <relation><column name="a"/><column name="b b"/><row>\(literal("1"))\(literal("2"))</row>
        <row>\(literal("3"))\(literal("4"))</row></relation>
      """
    let filter = """
      <filter><in>\(literal("[{a: 1}, {a: 2}, {a: 3}]"))</in><match>\(literal("a > 1"))</match></filter>
      """
    let loop = """
      <for iteratorVariable="n"><in>\(literal("[1, 2, 3]"))</in><return>\(literal("n * n"))</return></for>
      """
    let some = """
      <some iteratorVariable="n"><in>\(literal("[1, 2]"))</in><satisfies>\(literal("n > 1"))</satisfies></some>
      """
    let model = program(
      (
        "m",
        decision("context", context) + decision("relation", relation)
          + decision("filter", filter) + decision("loop", loop) + decision("some", some)
          + decision("sum", needs: "drelation", literal("sum(relation.b b)"))
      ))
    #expect(!model.library.findings.hasErrors)
    #expect(value(model, "context").text == "40")
    #expect(value(model, "relation").text == "[{a: 1, b b: 2}, {a: 3, b b: 4}]")
    #expect(value(model, "sum").text == "6")
    #expect(value(model, "filter").text == "[{a: 2}, {a: 3}]")
    #expect(value(model, "loop").text == "[1, 4, 9]")
    #expect(value(model, "some").text == "true")
  }

  @Test func `a model whose parts are swapped is read and evaluated to an end`() {
    let whole = """
      \(Self.types)<itemDefinition name="tTree"><itemComponent name="t" isCollection="true"><typeRef>tTree</typeRef></itemComponent></itemDefinition>
      \(input("a", type: "number"))\(decision("i", type: "tGrades", literal("[\"a\"]")))
      \(decision("b", type: "tTree", needs: "ia di", literal("{t: []}")))
      \(decision("c", type: "number", needs: "db di kf ks", literal("f(i, s(1, [\"a\"]))")))
      <businessKnowledgeModel id="f" name="f"><variable name="f" typeRef="number"/><encapsulatedLogic>
        <formalParameter name="n" typeRef="tGrade"/><formalParameter name="m"/><decisionTable hitPolicy="PRIORITY">
        <input><inputExpression><text>n</text></inputExpression></input><output name="o" typeRef="number"><outputValues><text>1, 2</text></outputValues></output>
        <rule><inputEntry><text>"a"</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
        <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>m</text></outputEntry></rule></decisionTable></encapsulatedLogic>
        <knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement></businessKnowledgeModel>
      <decisionService id="s" name="s"><outputDecision href="#b"/><inputDecision href="#i"/><inputData href="#a"/></decisionService>
      """
    let value = /"([^"<>]+)"|>([^<>]+)</
    let values = whole.matches(of: value).map { String($0.1 ?? $0.2 ?? "") }
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<400 {
      var text = whole
      for _ in 0...Int.random(in: 0...2, using: &generator) {
        let matches = text.matches(of: value)
        guard let match = matches.randomElement(using: &generator),
          let range = (match.1 ?? match.2).map({ $0.startIndex..<$0.endIndex }),
          let other = values.randomElement(using: &generator)
        else { continue }
        text.replaceSubrange(range, with: other)
      }
      let model = program(("m", text))
      for decision in model.library.models["m"]?.decisions ?? [] {
        var run = DecisionRun(model)
        run.evaluator.steps = 20_000
        _ = run.value(of: decision.id)
      }
      _ = model.library.models["m"]?.xml(exporter: "test")
    }
  }

  @Test func `logic of another language comes to null with a finding`() {
    let model = program(
      (
        "m",
        decision(
          "a",
          "<context><contextEntry><variable name=\"f\"/>\(literal("function(n) external {java: {class: \"java.lang.System\", method signature: \"exit(int)\"}}"))</contextEntry><contextEntry>\(literal("f(1)"))</contextEntry></context>"
        )
      ))
    let result = value(model, "a")
    #expect(result.text == "null")
    #expect(result.findings == 1)
  }
}
