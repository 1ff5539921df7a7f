import Diagnostics
import Evaluation
import Facts
import Foundation
import Testing

@testable import RuleCompiler

/// A law that is partly a model of decisions: `models:` in the jurisdiction names it, Markdown uses what it decides.
struct ModelLawTests {
  static let jurisdiction =
    Law.jurisdiction + """

      models:
        - { file: limits.dmn, id: limits, title: Limits, rank: local, effective: 2000-01-01, confidence: "S:DMN" }
      """

  static let inputs = """
    <inputData id="i1" name="zone"><variable name="zone" typeRef="string"/></inputData>
    <inputData id="i2" name="lot area"><variable name="lot area" typeRef="number"/></inputData>
    """

  static let needsInputs = """
    <informationRequirement><requiredInput href="#i1"/></informationRequirement>
    <informationRequirement><requiredInput href="#i2"/></informationRequirement>
    """

  static func row(_ id: String, _ tests: [String], _ output: String) -> String {
    let entries = tests.map { "<inputEntry><text><![CDATA[\($0)]]></text></inputEntry>" }.joined()
    return
      "<rule id=\"\(id)\">\(entries)<outputEntry><text><![CDATA[\(output)]]></text></outputEntry></rule>"
  }

  static func base(_ rows: String) -> String {
    """
    <decision id="d-base" name="base storeys"><description>How many storeys a zone has.</description>
    <variable name="base storeys" typeRef="number"/>
    \(needsInputs)
    <decisionTable hitPolicy="UNIQUE">
    <input><inputExpression><text>zone</text></inputExpression></input>
    <input><inputExpression><text>lot area</text></inputExpression></input>
    <output/>\(rows)</decisionTable></decision>
    """
  }

  static let rows =
    row("r1", ["\"R1\"", "< 200"], "2") + row("r2", ["\"R1\"", ">= 200"], "3")
    + row("r3", ["\"R2\"", "-"], "1")

  static let height = """
    <businessKnowledgeModel id="k-height" name="height of"><variable name="height of"/>
    <encapsulatedLogic><formalParameter name="n" typeRef="number"/>
    <literalExpression><text>n * 3.5</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
    <decision id="d-height" name="height allowed"><variable name="height allowed" typeRef="number"/>
    <informationRequirement><requiredDecision href="#d-base"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="#k-height"/></knowledgeRequirement>
    <literalExpression><text>height of(base storeys)</text></literalExpression></decision>
    """

  static let elements = inputs + base(rows) + height

  static let markdown = """
    ## Article 1. Height  {#art-1}

    ```rule
    require storeys <= base storeys
    require building height <= height allowed
    ```
    """

  static func law(
    _ elements: String = elements, markdown: String = markdown, head: String = Law.head,
    prefix: String = "", jurisdiction: String = jurisdiction, vocabulary: String = Law.vocabulary
  ) throws -> Law {
    let model = """
      \(prefix)<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="town">
      \(elements)
      </definitions>
      """
    let governed = jurisdiction.replacing("[coverage]", with: "[storeys]")
    return try Law(
      markdown, head: head, jurisdiction: governed,
      others: ["limits.dmn": model, "vocabulary.yaml": vocabulary])
  }

  static let facts: [String: JSON] = [
    "zone": "R1", "lot area": 180, "storeys": 2, "building height": 7,
  ]

  // MARK: answers

  @Test func `a rule uses what a table and a function of a model decide, and cites the row`() throws
  {
    let law = try Self.law()
    #expect(law.findings.filter { $0.severity == .error } == [])
    let answer = try law.answer("new building", Self.facts)
    #expect(answer.verdict == .permitted)
    let storeys = try #require(answer.requirements.first { $0.subject == "storeys" })
    #expect(storeys.article.article == "d-base row r1")
    #expect(storeys.article.heading == "base storeys")
    #expect(storeys.article.source.hasPrefix("town/limits.dmn:"))
    #expect(storeys.confidence == "S:DMN")
    let height = try #require(answer.requirements.first { $0.subject == "building height" })
    #expect(height.article.article == "d-height")
  }

  @Test func `above what a model allows is not permitted`() throws {
    var facts = Self.facts
    facts["building height"] = .number(Number("7.1")!)
    #expect(try Self.law().answer("new building", facts).verdict == .notPermitted)
  }

  @Test(arguments: ["zone", "lot area"])
  func `what a model needs and nobody said is asked for`(name: String) throws {
    var facts = Self.facts
    facts[name] = nil
    let answer = try Self.law().answer("new building", facts)
    #expect(answer.verdict == .incomplete)
    #expect(answer.missing.map(\.name) == [name])
  }

  @Test func `a fact that cannot change the row is not asked for`() throws {
    var facts = Self.facts
    facts["zone"] = "R2"
    facts["lot area"] = nil
    facts["storeys"] = 1
    facts["building height"] = 3
    #expect(try Self.law().answer("new building", facts).verdict == .permitted)
  }

  @Test func `a null in a decision is never a yes`() throws {
    let gap = Self.inputs + Self.base(Self.row("r1", ["\"R2\"", "-"], "9")) + Self.height
    #expect(try Self.law(gap).answer("new building", Self.facts).verdict == .incomplete)
    // Even where the model itself would go on from a null.
    let lenient = Self.height.replacing(
      "height of(base storeys)", with: "if base storeys = null then 100 else 1")
    let answer = try Self.law(
      Self.inputs + Self.base(Self.row("r1", ["\"R2\"", "-"], "9")) + lenient
    ).answer("new building", Self.facts)
    #expect(answer.verdict == .incomplete)
  }

  @Test func `the model is among the sources, and the same law is read again out of them`() throws {
    let law = try Self.law()
    let ruleset = try #require(law.ruleset)
    #expect(ruleset.sources.map(\.file).contains("town/limits.dmn"))
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "again-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for source in ruleset.sources {
      let file = folder.appending(path: source.file)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(source.text.utf8).write(to: file)
    }
    let again = try Rulebook(loading: folder.path)
    #expect(again.rulesets["town"]?.hash == ruleset.hash)
    var copy = law
    copy.rulebook = again
    #expect(
      try copy.answer("new building", Self.facts).json.canonical
        == law.answer("new building", Self.facts).json.canonical)
    let other = try Self.law(Self.elements.replacing("n * 3.5", with: "n * 3.6"))
    #expect(other.ruleset?.hash != ruleset.hash)
  }

  // MARK: units

  /// 100 ft² are 9.290304 m², and 20 ft are 6.096 m.
  @Test(arguments: [("6.096", Outcome.met), ("6.098", .notMet)])
  func `no factor is lost on the way into a model and out of it`(height: String, outcome: Outcome)
    throws
  {
    let elements = """
      <inputData id="i1" name="pergola area"><variable name="pergola area" typeRef="number"/></inputData>
      <decision id="d" name="height allowed"><variable name="height allowed" typeRef="number"/>
      <informationRequirement><requiredInput href="#i1"/></informationRequirement>
      <literalExpression><text>if pergola area = 100 then 20 else 0</text></literalExpression></decision>
      """
    let markdown = """
      ## Article 1. Height  {#art-1}

      ```rule
      define limit = height allowed
      require fence height <= limit   for "pergola"
      ```
      """
    let head = Law.head.replacing("rank: local", with: "rank: local\nunits: { length: ft }")
    let law = try Self.law(
      elements, markdown: markdown, head: head,
      vocabulary: Law.vocabulary.replacing(
        "pergola area: { type: number, unit: m²", with: "pergola area: { type: number, unit: sq ft")
    )
    let answer = try law.answer(
      "pergola", ["pergola area": 100, "fence height": .number(Number(height)!)])
    #expect(answer.requirements.map(\.outcome) == [outcome])
  }

  // MARK: what is wrong

  struct Broken: Sendable, CustomTestStringConvertible {
    var id: String
    var from: String
    var to: String
    var mend: String?
    var testDescription: String { "\(id): \(to)" }
  }

  @Test(arguments: [
    Broken(
      id: "unknown-name",
      from: "<inputData id=\"i2\" name=\"lot area\"><variable name=\"lot area\"",
      to: "<inputData id=\"i2\" name=\"lot aria\"><variable name=\"lot aria\"",
      mend: "write `lot area`"),
    Broken(
      id: "wrong-type", from: "<variable name=\"lot area\" typeRef=\"number\"/>",
      to: "<variable name=\"lot area\" typeRef=\"string\"/>", mend: "write `typeRef=\"number\"`"),
    Broken(id: "name-twice", from: "base storeys", to: "coverage", mend: nil),
    Broken(id: "bad-expression", from: "< 200]]>", to: "< 200 +]]>", mend: nil),
    Broken(
      id: "not-required", from: "<requiredInput href=\"#i1\"/>",
      to: "<requiredInput href=\"#i2\"/>", mend: nil),
    Broken(
      id: "requirement-cycle", from: Self.needsInputs,
      to: Self.needsInputs
        + "<informationRequirement><requiredDecision href=\"#d-height\"/></informationRequirement>",
      mend: nil),
    Broken(
      id: "overlapping-rows", from: ">= 200", to: ">= 150", mend: nil),
  ])
  func `a model with an error answers nobody and says where`(broken: Broken) throws {
    var markdown = Self.markdown
    if broken.id == "name-twice" { markdown = "" }
    let law = try Self.law(
      Self.elements.replacing(broken.from, with: broken.to), markdown: markdown)
    #expect(law.ruleset == nil)
    let finding = try #require(
      law.findings.first { $0.id == broken.id && $0.severity == .error },
      "\(law.findings.map(\.description))")
    #expect(finding.place?.file == "town/limits.dmn")
    #expect((finding.place?.line ?? 0) > 1)
    if let mend = broken.mend { #expect(finding.mend == mend) }
  }

  @Test func `a decision has no name that a definition has`() throws {
    let law = try Self.law(
      markdown: Self.markdown.replacing(
        "```rule\n", with: "```rule\ndefine height of = 3\ndefine base storeys = 1\n"))
    #expect(law.ruleset == nil)
    #expect(law.findings.filter { $0.id == "name-twice" }.count == 2)
  }

  @Test func `a model with a document type is refused, and its law answers nobody`() throws {
    let law = try Self.law(prefix: "<!DOCTYPE x>", jurisdiction: Self.jurisdiction)
    #expect(law.ruleset == nil)
    #expect(law.findings.contains { $0.id == "xml-doctype" })
    // Nor where no rule uses it.
    #expect(try Self.law(markdown: "", prefix: "<!DOCTYPE x>").ruleset == nil)
  }

  @Test func `a model without rank and day of effect is an error`() throws {
    let law = try Self.law(markdown: "", jurisdiction: Law.jurisdiction)
    #expect(law.findings.contains { $0.id == "unlisted-model" && $0.severity == .error })
    #expect(law.ruleset == nil)
  }

  @Test func `a gap in a model's table is said with an example`() throws {
    let law = try Self.law(Self.elements.replacing(">= 200", with: "> 200"))
    #expect(law.findings.contains { $0.id == "gap" && $0.message.contains("200") })
  }

  @Test func `a Markdown file of which nothing can be made answers nobody either`() throws {
    let law = try Law(Law.table, others: ["more.md": "no front matter"])
    #expect(law.findings.contains { $0.id == "missing-front-matter" })
    #expect(law.ruleset == nil)
  }
}
