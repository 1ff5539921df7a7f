import Diagnostics
import FEEL
import Testing

@testable import Regulations

/// A model around elements.
func modelText(
  _ elements: String, namespace: String = "urn:m",
  version: String = "https://www.omg.org/spec/DMN/20230324/MODEL/"
) -> String {
  """
  <definitions xmlns="\(version)" name="m" namespace="\(namespace)">
  \(elements)
  </definitions>
  """
}

func readModels(_ texts: String...) -> DecisionLibrary {
  DecisionLibrary(
    reading: texts.enumerated().map { ("\($0.offset + 1).dmn", Array($0.element.utf8)) })
}

struct DecisionModelTests {
  @Test(arguments: [
    "http://www.omg.org/spec/DMN/20180521/MODEL/", "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20230324/MODEL/",
  ])
  func `models of DMN 1_2 to 1_5 are read`(version: String) {
    let library = readModels(
      modelText(
        #"<decision id="d" name="D"><literalExpression><text>1 + 1</text></literalExpression></decision>"#,
        version: version))
    #expect(library.findings == [])
    #expect(library.models["urn:m"]?.decisions.first?.expression?.printed() == "1 + 1")
  }

  @Test func `a model of another language is refused`() {
    let text = modelText("", version: "http://www.omg.org/spec/DMN/20151101/dmn.xsd")
    #expect(readModels(text).findings.map(\.id) == ["no-dmn"])
    #expect(readModels("<html/>").findings.map(\.id) == ["no-dmn"])
  }

  @Test(arguments: [
    (
      ##"<decision id="d" name="D"><informationRequirement><requiredInput href="#x"/></informationRequirement><literalExpression><text>1</text></literalExpression></decision>"##,
      "unknown-href"
    ),
    (
      #"<decision id="d" name="D"><informationRequirement><requiredInput href="urn:elsewhere#x"/></informationRequirement><literalExpression><text>1</text></literalExpression></decision>"#,
      "unknown-href"
    ),
    (
      ##"<decision id="d" name="D"><informationRequirement><requiredInput href="#d"/></informationRequirement><literalExpression><text>1</text></literalExpression></decision>"##,
      "wrong-href"
    ),
    (#"<decision id="d" name="D"/>"#, "no-expression"),
    (
      #"<decision id="d" name="D"><literalExpression><text>1 +</text></literalExpression></decision>"#,
      "bad-expression"
    ),
    (
      #"<decision id="d" name="D"><literalExpression><text> </text></literalExpression></decision>"#,
      "bad-expression"
    ),
    (
      #"<decision id="d" name="D"><literalExpression expressionLanguage="urn:groovy"><text>1</text></literalExpression></decision>"#,
      "bad-expression"
    ),
    (
      #"<decision id="d" name="D"><decisionTable hitPolicy="BEST"><output/></decisionTable></decision>"#,
      "bad-expression"
    ),
    (
      #"<decision id="d" name="D"><decisionTable><input><inputExpression><text>1</text></inputExpression></input><output/><rule><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision>"#,
      "bad-expression"
    ),
    (
      #"<decision id="d" name="D"><variable name="D" typeRef="tNone"/><literalExpression><text>1</text></literalExpression></decision>"#,
      "unknown-type"
    ),
    (
      #"<import namespace="urn:none" name="n" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>"#,
      "unknown-import"
    ),
    (
      #"<inputData id="a" name="A"/><inputData id="a" name="B"/>"#,
      "id-twice"
    ),
  ])
  func `what is wrong in a model is found with its place`(elements: String, id: String) throws {
    let finding = try #require(readModels(modelText(elements)).findings.first)
    #expect(finding.id == id)
    #expect(finding.place?.file == "1.dmn")
    #expect(finding.place?.line == 2)
  }

  @Test func `a decision that requires itself is named with the way round`() throws {
    func decision(_ id: String, needs other: String) -> String {
      ##"<decision id="\##(id)" name="\##(id)"><informationRequirement><requiredDecision href="#\##(other)"/></informationRequirement><literalExpression><text>1</text></literalExpression></decision>"##
    }
    let library = readModels(
      modelText(decision("a", needs: "b") + decision("b", needs: "c") + decision("c", needs: "a")))
    #expect(library.findings.map(\.id) == ["requirement-cycle"])
    #expect(
      library.findings.first?.message == "the decision requires itself: `a` → `b` → `c` → `a`")
  }

  @Test func `a finding stands where the text in the file goes wrong`() throws {
    let library = readModels(
      modelText(
        """
        <decision id="d" name="D">
          <literalExpression><text>1 +
            2 + )</text></literalExpression>
        </decision>
        """))
    let place = try #require(library.findings.first?.place)
    #expect((place.line, place.column) == (4, 9))
  }

  @Test func `types of an imported model are named by its prefix, however deep`() {
    let library = readModels(
      modelText(
        #"<itemDefinition name="tA"><typeRef>number</typeRef><allowedValues><text>[0..9]</text></allowedValues></itemDefinition><itemDefinition name="tB"><itemComponent name="a"><typeRef>tA</typeRef></itemComponent></itemDefinition>"#,
        namespace: "urn:one"),
      modelText(
        #"<import namespace="urn:one" name="one" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/><itemDefinition name="tC" isCollection="true"><typeRef>one.tB</typeRef></itemDefinition>"#,
        namespace: "urn:two"),
      modelText(
        #"<import namespace="urn:two" name="two" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>"#,
        namespace: "urn:three"))
    #expect(library.findings == [])
    let types = library.models["urn:three"]?.types ?? [:]
    #expect(types.keys.sorted() == ["two.one.tA", "two.one.tB", "two.tC"])
    #expect(types["two.tC"] == .list(.named("two.one.tB")))
    #expect(types["two.one.tB"] == .context(["a": .named("two.one.tA")]))
  }

  @Test func `types that come back to themselves are refused where no value ends them`() {
    let library = readModels(
      modelText(
        """
        <itemDefinition name="tA"><typeRef>tB</typeRef></itemDefinition>
        <itemDefinition name="tB"><typeRef>tA</typeRef><allowedValues><text>1</text></allowedValues></itemDefinition>
        <itemDefinition name="tTree"><itemComponent name="branches" isCollection="true"><typeRef>tTree</typeRef></itemComponent></itemDefinition>
        <itemDefinition name="tDeep" isCollection="true"><typeRef>tDeep</typeRef></itemDefinition>
        """))
    #expect(library.findings.map(\.id) == ["unknown-type", "unknown-type"])
  }

  @Test func `of a folder's files only what the asked one imports counts`() throws {
    let importing = modelText(
      #"<import namespace="urn:b" name="b" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>"#,
      namespace: "urn:a")
    let files = [
      ("a copy.dmn", Array(modelText("", namespace: "urn:a").utf8)),
      ("a.dmn", Array(importing.utf8)),
      ("another copy.dmn", Array(modelText("", namespace: "urn:a").utf8)),
      ("b.dmn", Array(modelText("", namespace: "urn:b").utf8)),
      ("c.dmn", Array(modelText(#"<decision id="d" name="D"/>"#, namespace: "urn:c").utf8)),
      ("broken.dmn", Array("<definitions".utf8)),
    ]
    let library = DecisionLibrary(reading: files, wanted: "a.dmn")
    #expect(library.models.keys.sorted() == ["urn:a", "urn:b"])
    #expect(library.models["urn:a"]?.place.file == "a.dmn")
    #expect(library.findings == [])
    let broken = DecisionLibrary(reading: files, wanted: "broken.dmn")
    #expect(broken.models.isEmpty)
    #expect(broken.findings.map(\.id) == ["bad-xml"])
  }

  @Test func `models that import each other in a ring are read`() {
    let ring = #"importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>"#
    let library = readModels(
      modelText(#"<import namespace="urn:b" name="b" \#(ring)"#, namespace: "urn:a"),
      modelText(#"<import namespace="urn:a" name="a" \#(ring)"#, namespace: "urn:b"))
    #expect(!library.findings.hasErrors)
  }
}
