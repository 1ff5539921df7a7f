import Diagnostics
import Regulations
import TestSupport

/// Whatever stands in a model's file, reading it ends, with findings that have a place.
///
/// A text's scalars are the file's bytes, so that broken encodings are among them.
let models = Fuzzer(name: "models", claim: "a model is read to its end, or refused with a place") {
  generator in
  var bytes = Array((modelSeeds.randomElement(using: &generator) ?? "").utf8)
  for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 1: bytes.removeSubrange(place...)
    case 2:
      let end = min(bytes.count, place + Int.random(in: 1...40, using: &generator))
      bytes.removeSubrange(place..<end)
    case 3:
      let end = min(bytes.count, place + Int.random(in: 1...200, using: &generator))
      bytes.insert(
        contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
    case 4:
      let count = Int.random(in: 1...400, using: &generator)
      bytes.insert(contentsOf: Array(String(repeating: "<a>", count: count).utf8), at: place)
    default:
      let trick = modelTricks.randomElement(using: &generator) ?? ""
      bytes.insert(contentsOf: Array(trick.utf8), at: place)
    }
  }
  return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
} check: { text in
  let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  let library = DecisionLibrary(reading: [("model.dmn", bytes)])
  if library.models.isEmpty, library.findings.isEmpty {
    throw Broken("nothing was read and nothing was said")
  }
  if let lost = library.findings.first(where: { $0.place == nil }) {
    throw Broken("a finding without a place: \(lost)")
  }
}

private let modelSeeds = [
  """
  <?xml version="1.0" encoding="UTF-8"?>
  <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="n" name="m" id="_m">
  <itemDefinition name="tZone" id="_1"><typeRef>string</typeRef><allowedValues><text>"R1","R2"</text></allowedValues></itemDefinition>
  <inputData name="zone" id="_z"><variable name="zone" typeRef="tZone"/></inputData>
  <inputData name="area" id="_a"><variable name="area" typeRef="number"/></inputData>
  <decision name="limit" id="_d"><variable name="limit" typeRef="number"/>
  <informationRequirement><requiredInput href="#_z"/></informationRequirement>
  <informationRequirement><requiredInput href="#_a"/></informationRequirement>
  <decisionTable hitPolicy="UNIQUE"><input><inputExpression typeRef="string"><text>zone</text></inputExpression></input>
  <input><inputExpression typeRef="number"><text>area</text></inputExpression></input><output typeRef="number"/>
  <rule><inputEntry><text>"R1"</text></inputEntry><inputEntry><text>[1..200)</text></inputEntry><outputEntry><text>7.5</text></outputEntry></rule>
  <rule><inputEntry><text>not("R1")</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>10 + area</text></outputEntry></rule>
  </decisionTable></decision></definitions>
  """,
  """
  <definitions xmlns="http://www.omg.org/spec/DMN/20180521/MODEL/" namespace="n" name="m" id="_m">
  <import name="o" namespace="other" importType="http://www.omg.org/spec/DMN/20180521/MODEL/"/>
  <businessKnowledgeModel name="twice" id="_b"><variable name="twice"/><encapsulatedLogic><formalParameter name="x" typeRef="number"/>
  <literalExpression><text>if x &gt; 0 then twice(x - 1) else 0</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
  <decision name="a" id="_a"><variable name="a"/><informationRequirement><requiredDecision href="#_c"/></informationRequirement>
  <knowledgeRequirement><requiredKnowledge href="#_b"/></knowledgeRequirement>
  <context><contextEntry><variable name="k"/><invocation><literalExpression><text>twice</text></literalExpression>
  <binding><parameter name="x"/><literalExpression><text>3</text></literalExpression></binding></invocation></contextEntry>
  <contextEntry><relation><column name="p"/><row><literalExpression><text>k + 1</text></literalExpression></row></relation></contextEntry></context></decision>
  <decision name="c" id="_c"><variable name="c"/><list><literalExpression><text>1</text></literalExpression><literalExpression><text>[1,2][item &gt; 1]</text></literalExpression></list></decision>
  <decisionService name="s" id="_s"><variable name="s"/><outputDecision href="#_a"/><inputDecision href="#_c"/></decisionService></definitions>
  """,
]

private let modelTricks = [
  "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "&#0;", "&#x110000;", "<![CDATA[", "]]>", "<!--",
  "-->",
  "<?xml version=\"1.1\"?>", "\u{FEFF}", " xmlns=\"\"", " href=\"#_d\"", " href=\"#_a\"",
  " id=\"_a\"",
  "<text>", "</text>", "((((((((", "[[[[[[", "{a: {a: {a:",
  "hitPolicy=\"COLLECT\" aggregation=\"SUM\" ",
  "hitPolicy=\"PRIORITY\" ", " typeRef=\"tZone\"", " isCollection=\"true\"", "external ",
  "for i in 1..9999999 return i",
]
