import TestSupport

/// Random models of decisions that need each other: tables of all policies with gaps and overlaps, expressions of mixed types.
struct RandomModel {
  private var generator: SeededGenerator
  /// Names with the type that their values mostly have.
  private var names: [(name: String, type: Kind)] = []

  private enum Kind: CaseIterable { case number, text, truth, date, any }

  static let inputs: [(name: String, type: String?)] = [
    ("n", "number"), ("m", "number"), ("s", "tZone"), ("b", "boolean"), ("d", "date"), ("x", nil),
    ("l", "tNumbers"),
  ]

  static func text(_ generator: inout SeededGenerator) -> String {
    var model = RandomModel(generator: SeededGenerator(seed: generator.next()))
    return model.written()
  }

  private init(generator: SeededGenerator) {
    self.generator = generator
    names = [
      ("n", .number), ("m", .number), ("s", .text), ("b", .truth), ("d", .date), ("x", .any),
      ("l", .any),
    ]
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
  private mutating func one(of items: String...) -> String { items[pick(items.count)] }
  private mutating func chance(_ count: Int) -> Bool { pick(count) == 0 }

  // MARK: the model

  private mutating func written() -> String {
    var elements = """
      <itemDefinition name="tZone"><typeRef>string</typeRef></itemDefinition>
      <itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>
      <itemDefinition name="tSmall"><typeRef>number</typeRef><allowedValues><text>[-10..100]</text></allowedValues></itemDefinition>
      <itemDefinition name="tPair"><itemComponent name="p"><typeRef>number</typeRef></itemComponent>
        <itemComponent name="q"><typeRef>string</typeRef></itemComponent></itemDefinition>\n
      """
    for input in Self.inputs {
      let type = input.type.map { " typeRef=\"\($0)\"" } ?? ""
      elements +=
        "<inputData id=\"\(input.name)\" name=\"\(input.name)\"><variable name=\"\(input.name)\"\(type)/></inputData>\n"
    }
    elements += """
      <businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="v" typeRef="number"/>
        <literalExpression><text>if v &gt; 3 then v * 2 else null</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>\n
      """
    for index in 0..<(2 + pick(6)) {
      let name = "d\(index)"
      let kind = Kind.allCases[pick(5)]
      elements += decision(name, kind, needs: Self.inputs.map(\.name), before: index)
      names.append((name, kind))
    }
    return """
      <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">
      \(elements)</definitions>
      """
  }

  private mutating func decision(_ name: String, _ kind: Kind, needs: [String], before: Int)
    -> String
  {
    let inputs = needs.map {
      "<informationRequirement><requiredInput href=\"#\($0)\"/></informationRequirement>"
    }
    let decisions = (0..<before).map {
      "<informationRequirement><requiredDecision href=\"#d\($0)\"/></informationRequirement>"
    }
    let type = chance(2) ? " typeRef=\"\(typeName(kind))\"" : ""
    let logic =
      pick(5) < 2
      ? "<literalExpression><text><![CDATA[\(expression(kind, 3))]]></text></literalExpression>"
      : table(kind)
    return """
      <decision id="\(name)" name="\(name)"><variable name="\(name)"\(type)/>\((inputs + decisions).joined())\
      <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
        \(logic)</decision>\n
      """
  }

  private mutating func typeName(_ kind: Kind) -> String {
    switch kind {
    case .number: chance(4) ? "tSmall" : "number"
    case .text: "string"
    case .truth: "boolean"
    case .date: "date"
    case .any: one(of: "Any", "tPair", "tNumbers", "number")
    }
  }

  // MARK: tables

  private mutating func table(_ kind: Kind) -> String {
    let policy = one(
      of: "UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT",
      "COLLECT\" aggregation=\"SUM", "COLLECT\" aggregation=\"MIN", "COLLECT\" aggregation=\"MAX",
      "COLLECT\" aggregation=\"COUNT")
    let isRanked = policy == "PRIORITY" || policy == "OUTPUT ORDER"
    let kinds = (0..<(1 + pick(3))).map { _ in Kind.allCases[pick(chance(3) ? 5 : 3)] }
    let isPlain = !chance(3)
    let inputs = kinds.map { kind in
      let allowed =
        chance(8) ? "<inputValues><text>\(cell(kind, isPlain: true))</text></inputValues>" : ""
      return
        "<input><inputExpression><text><![CDATA[\(expression(kind, isPlain ? 1 : 2))]]></text></inputExpression>\(allowed)</input>"
    }
    let outputKinds = (0..<(chance(4) ? 2 : 1)).map { _ in kind }
    let hasDefault = chance(4)
    var ranked: [[String]] = []
    let outputs = outputKinds.enumerated().map { place, kind in
      let values = (0..<4).map { _ in constant(kind) }
      ranked.append(values)
      let allowed =
        isRanked
        ? "<outputValues><text><![CDATA[\(values.joined(separator: ", "))]]></text></outputValues>"
        : ""
      let byDefault =
        hasDefault && !chance(4)
        ? "<defaultOutputEntry><text><![CDATA[\(constant(kind))]]></text></defaultOutputEntry>" : ""
      let type = chance(3) ? " typeRef=\"\(typeName(kind))\"" : ""
      return "<output name=\"o\(place)\"\(type)>\(allowed)\(byDefault)</output>"
    }
    let rules = (0..<(1 + pick(chance(3) ? 90 : 12))).map { _ in
      let tests = kinds.map {
        "<inputEntry><text><![CDATA[\(cell($0, isPlain: isPlain))]]></text></inputEntry>"
      }
      let entries = outputKinds.indices.map { place in
        let entry =
          isRanked && !chance(8)
          ? ranked[place][pick(4)]
          : isPlain && !chance(12)
            ? constant(outputKinds[place]) : expression(outputKinds[place], 1)
        return "<outputEntry><text><![CDATA[\(entry)]]></text></outputEntry>"
      }
      return "<rule>\((tests + entries).joined())</rule>"
    }
    return
      "<decisionTable hitPolicy=\"\(policy)\">\((inputs + outputs + rules).joined(separator: "\n"))</decisionTable>"
  }

  private mutating func cell(_ kind: Kind, isPlain: Bool) -> String {
    if chance(3) { return "-" }
    if !isPlain, chance(3) {
      return one(
        of: "? != null", "\(expression(kind, 1))", "null", "not(null)",
        "? = \(expression(kind, 1))",
        "[1, 2, \"R1\"]", "< \(expression(kind, 1))", "count(l) > 1")
    }
    let value = constant(kind)
    if kind == .text || kind == .truth || chance(4) {
      return one(of: value, "\(value), \(constant(kind))", "not(\(value))", value)
    }
    return one(
      of: "< \(value)", "<= \(value)", "> \(value)", ">= \(value)", "[\(value)..\(constant(kind))]",
      "(\(value)..\(constant(kind)))", "\(value), > \(constant(kind))", "not(< \(value))", value)
  }

  // MARK: expressions

  private mutating func constant(_ kind: Kind) -> String {
    switch kind {
    case .number:
      one(of: "0", "1", "2", "3", "0.1", "0.3", "10.5", "100", "-1", "1.25", "12", "7.125")
    case .text: one(of: "\"R1\"", "\"R2\"", "\"C1\"", "\"\"", "\"é\"", "\"e\u{301}\"")
    case .truth: one(of: "true", "false")
    case .date: one(of: "@\"2024-02-29\"", "@\"2025-01-01\"", "@\"2020-06-30\"")
    case .any: one(of: "1", "\"R1\"", "true", "null", "[1, 2]", "@\"P1D\"", "{p: 1, q: \"R1\"}")
    }
  }

  private mutating func name(_ kind: Kind) -> String {
    let fitting = names.filter { $0.type == kind }
    let all = chance(8) || fitting.isEmpty ? names : fitting
    return all[pick(all.count)].name
  }

  private mutating func expression(_ kind: Kind, _ depth: Int) -> String {
    if depth <= 0 || chance(4) { return chance(3) ? constant(kind) : name(kind) }
    if chance(15) { return expression(Kind.allCases[pick(5)], depth - 1) }
    func next(_ kind: Kind) -> String { expression(kind, depth - 1) }
    if chance(7) {
      return "(if \(next(.truth)) then \(next(kind)) else \(next(kind)))"
    }
    switch kind {
    case .number:
      return switch pick(14) {
      case 0, 1: "(\(next(.number)) + \(next(.number)))"
      case 2: "(\(next(.number)) - \(next(.number)))"
      case 3, 4: "(\(next(.number)) * \(next(.number)))"
      case 5: "(\(next(.number)) / \(next(.number)))"
      case 6: "\(one(of: "min", "max", "sum"))(\(next(.number)), \(next(.number)))"
      case 7: "\(one(of: "floor", "ceiling", "abs"))(\(next(.number)))"
      case 8: "string length(\(next(.text)))"
      case 9: "\(next(.date)).year"
      case 10: "count(\(next(.any)))"
      case 11: "f(\(next(.number)))"
      case 12: "((if \(next(.truth)) then 1 else 0) + (if \(next(.truth)) then 0 else 1))"
      default: "-\(next(.number))"
      }
    case .text:
      return switch pick(4) {
      case 0: "(\(next(.text)) + \(next(.text)))"
      case 1: "string(\(next(.any)))"
      case 2: "upper case(\(next(.text)))"
      default: "substring(\(next(.text)), 1, 1)"
      }
    case .truth:
      return switch pick(12) {
      case 0, 1: "(\(next(.truth)) \(one(of: "and", "or")) \(next(.truth)))"
      case 2: "not(\(next(.truth)))"
      case 3: "(\(next(.text)) \(one(of: "=", "!=")) \(next(.text)))"
      case 4: "(\(next(.number)) in [\(next(.number))..\(next(.number))])"
      case 5: "(\(next(.number)) between \(next(.number)) and \(next(.number)))"
      case 6: "(\(next(.date)) < \(next(.date)))"
      case 7: "(\(next(.truth)) = \(next(.truth)))"
      case 8: "(\(next(.text)) in (\"R1\", \(next(.text))))"
      case 9: "(\(next(.any)) instance of \(one(of: "number", "string", "tPair")))"
      case 10: "list contains([\"R1\", \"é\"], \(next(.text)))"
      default:
        "(\(next(.number)) \(one(of: "<", "<=", ">", ">=", "=", "!=")) \(next(.number)))"
      }
    case .date: return "(\(next(.date)) + @\"P1D\")"
    case .any:
      return switch pick(6) {
      case 0: "[\(next(.number)), \(next(.text))]"
      case 1: "{p: \(next(.number)), q: \(next(.text))}"
      case 2: "(for i in 1..2 return i * \(next(.number)))"
      case 3: "{p: \(next(.number)), q: p + 1}.q"
      case 4: "l[item > \(next(.number))]"
      default: "\(next(.any)).p"
      }
    }
  }
}
