import Diagnostics
import FEEL
import Facts
import Regulations
import Testing

struct RuleTests {
  func regulation(_ text: String) throws -> Regulation {
    let reading = read(rules(text))
    #expect(reading.errors == [])
    return try #require(reading.regulation)
  }

  @Test func `a definition is a name and an expression`() throws {
    let read = try regulation(
      "define  coverage = footprint area / lot area   by plan\ndefine twice(n) = 2 * n")
    #expect(read.definitions.map(\.name) == ["coverage", "twice"])
    #expect(read.definitions.map(\.text) == ["footprint area / lot area", "2 * n"])
    #expect(read.definitions.last?.parameters == ["n"])
    #expect(read.definitions.first?.head.by == "plan")
    #expect(read.definitions.first?.head.place.line == 10)
  }

  @Test func `a requirement has its works, conditions, variance, article, source and words`() throws
  {
    let read = try regulation(
      """
      require building height <= 10
        for "new building", "extension"
        when zone = "R1" and storeys > 1
        and lot area > 200
        unless light materials
        variance up to 1.1 * 10 by plan
        by plan source "S:CHK,SMP"
        else "the building is too high"
      """)
    let requirement = try #require(read.requirements.first)
    #expect(requirement.condition.text == "building height <= 10")
    #expect(requirement.head.works == ["new building", "extension"])
    #expect(requirement.when.count == 1)
    #expect(requirement.unless.map(\.text) == ["light materials"])
    #expect(requirement.variance?.by == "plan")
    #expect(requirement.head.by == "plan")
    #expect(requirement.head.source?.tag == "S:CHK,SMP")
    #expect(requirement.otherwise == "the building is too high")
  }

  @Test func `a requirement may hold once for each line`() throws {
    let read = try regulation(
      "require line.setback >= 3\n  for each line in rear lines\n  unless adjoins(\"heritage\")")
    let requirement = try #require(read.requirements.first)
    #expect(requirement.forEach?.name == "line")
    #expect(requirement.unless.first?.text == "adjoins(\"heritage\")")
  }

  @Test func `a clause word inside a known name belongs to the name`() throws {
    let read = try regulation(
      "require not(house created by change of use) by plan")
    #expect(read.requirements.first?.condition.text == "not(house created by change of use)")
    #expect(read.requirements.first?.head.by == "plan")
  }

  @Test func `an expression may go on over lines`() throws {
    let read = try regulation("require storeys <= 2\n  and lot area >=\n    240\n  by plan")
    #expect(read.requirements.count == 1)
    #expect(read.requirements.first?.head.by == "plan")
  }

  @Test func `each line of an exemption is a condition of its own`() throws {
    let read = try regulation(
      """
      exempt "fence"    by plan
        when fence height <= 1.5   by limb-a   source "G"
        and  zone in ("R1", "R2")
        unless preservation site and fence height > 1
        observing "similar materials" unless light materials
      """)
    let exemption = try #require(read.exemptions.first)
    #expect(exemption.kind == .exempt)
    #expect(exemption.limbs.map(\.isExclusion) == [false, false, true])
    #expect(
      exemption.limbs.map(\.condition.text) == [
        "fence height <= 1.5", "zone in (\"R1\", \"R2\")",
        "preservation site and fence height > 1",
      ])
    #expect(exemption.limbs.first?.by == "limb-a")
    #expect(exemption.limbs.first?.source?.tag == "G")
    #expect(exemption.head.by == "plan")
    #expect(exemption.observing.first?.unless?.text == "light materials")
  }

  @Test func `and below an unless reads in two ways and is refused`() {
    let reading = read(
      rules("exempt \"fence\"\n  unless preservation site\n  and fence height > 1"))
    #expect(reading.errors.map(\.id) == ["ambiguous-and"])
    #expect(reading.regulation?.exemptions.isEmpty == true)
  }

  @Test func `a notice has a deadline and documents`() throws {
    let read = try regulation(
      """
      notify "pergola" within 45 days of completion
        when pergola area <= 50
        with document "certificate" when span <= 6 and storeys <= 4
        with document "engineer's certificate" otherwise
      """)
    let notice = try #require(read.exemptions.first)
    #expect(notice.deadline == Deadline(count: 45, unit: .days, of: "completion"))
    #expect(notice.documents.map(\.text) == ["certificate", "engineer's certificate"])
    #expect(notice.documents.last?.otherwise == true)
    #expect(notice.limbs.count == 1)
  }

  @Test func `provisions say what else the law wants`() throws {
    let read = try regulation(
      """
      condition "Heritage committee's consent" when share in("heritage") > 0   by plan
      discretion "Whether the roof fits" for "new building"
      fee "building levy" = 12 * lot area
      refer "traffic department" when storeys > 8
      document "site survey" for "new building"
      observing "similar materials" for "extension"
      every exemption requires not(preservation site)
      """)
    #expect(
      read.provisions.map(\.kind) == [
        .condition, .discretion, .fee, .refer, .document, .observing,
      ])
    #expect(read.provisions.first?.when.first?.text == "share in(\"heritage\") > 0")
    #expect(read.provisions[2].amount != nil)
    #expect(read.provisions.last?.head.works == ["extension"])
    #expect(read.generalConditions.count == 1)
  }

  @Test func `an exception says when and what holds instead`() throws {
    let read = try regulation(
      """
      require storeys <= 2
      exception to storeys   by plan
        when zone = "R3"
        require storeys <= 4
          when lot area > 300
        unless preservation site
        discretion "how many more"
      """)
    let exception = try #require(read.exceptions.first)
    #expect(exception.target == "storeys")
    #expect(exception.when.count == 1)
    #expect(exception.unless.count == 1)
    #expect(exception.requirements.first?.when.count == 1)
    #expect(exception.requirements.first?.head.by == "plan")
    #expect(exception.discretion == "how many more")
  }

  @Test func `an exception may lift one row`() {
    let body =
      DecisionTableTests.table
      + "\n\n```rule\nexception to art-12 row %%\n  when storeys > 1\n```\n"
    let there = read(body.replacing("%%", with: "3"))
    #expect(there.errors == [])
    #expect(there.regulation?.exceptions.first?.row == "3")
    let absent = read(body.replacing("%%", with: "9"))
    #expect(absent.errors.map(\.id) == ["exception-to-nothing"])
  }

  @Test func `an exception to nothing is refused`() {
    let reading = read(
      rules("require storeys <= 2\nexception to max storeis by plan\n  when storeys > 3"),
      known: ["max storeys"])
    #expect(reading.errors.map(\.id) == ["exception-to-nothing"])
    #expect(reading.errors.first?.mend == "write `max storeys`")
    #expect(reading.errors.first?.place?.description == "plan.md:11:14")
    let fact = read(
      rules("require storeys <= 2\nexception to wall height by plan\n  when storeys > 3"))
    #expect(fact.errors.map(\.id) == ["exception-to-nothing"])
  }

  @Test(arguments: [
    ("requires storeys <= 2", "unknown-rule", 10, 1),
    ("require storeys <= 2 wenn storeys > 1", "unexpected-clause", 10, 22),
    ("require storeys <= 2 within 3 days of completion", "unexpected-clause", 10, 22),
    ("require storeys <= 2 for \"fense\"", "unknown-work", 10, 26),
    ("require storeys <= ", "bad-expression", 10, 19),
    ("require storeys <=\n  2 +  * 3", "bad-expression", 11, 8),
    ("require storeyz <= 2", "unknown-name", 10, 9),
    ("require wal height <= 2", "unknown-name", 10, 9),
    ("require max(storeys, lot aera) <= 2", "unknown-name", 10, 22),
    ("require zone = R1", "unknown-name", 10, 16),
    ("exempt fence when fence height <= 1", "missing-text", 10, 8),
    ("notify \"fence\" within some days of completion", "bad-deadline", 10, 23),
    ("notify \"fence\" within 5 days", "bad-deadline", 10, 29),
    ("require storeys <= 2 by plan by plan", "clause-twice", 10, 30),
    ("require storeys <= 2 source \"hearsay\"", "bad-confidence", 10, 28),
    ("define by the way = 2", "name-begins-with-clause", 10, 8),
    ("define coverage", "bad-definition", 10, 8),
    ("  when storeys > 2", "clause-without-rule", 10, 3),
    ("track \"short\" within 25 days of submission", "track-for-all", 10, 44),
    ("every exemption needs storeys <= 2", "unknown-rule", 10, 6),
  ])
  func `a slip is found where it stands`(rule: String, id: String, line: Int, column: Int) {
    let reading = read(rules(rule))
    #expect(reading.errors.map(\.id) == [id])
    #expect(reading.errors.first?.place?.line == line)
    #expect(reading.errors.first?.place?.column == column)
  }

  @Test func `one wrong rule does not take the others with it`() {
    let reading = read(rules("require storeyz <= 2\nrequire storeys <= 2\ndefine x = 3"))
    #expect(reading.errors.count == 1)
    #expect(reading.regulation?.requirements.count == 1)
    #expect(reading.regulation?.definitions.count == 1)
  }

  @Test func `a fence in a quotation does not run and says so`() {
    let reading = read("> ```rule\n> require storeys <= 2\n> ```\n")
    #expect(reading.findings.map(\.id) == ["quoted-rule"])
    #expect(reading.regulation?.requirements.isEmpty == true)
  }

  @Test func `a rule that Markdown swallows is not lost in silence`() {
    let html = read("<details>\n```rule\nrequire storeys <= 2\n```\n</details>\n")
    #expect(html.errors.map(\.id) == ["hidden-rule"])
    let comment = read("<!--\n```rule\nrequire storeys <= 2\n```\n-->\n")
    #expect(comment.findings == [])
    let note = read(
      "A word.[^a]\n\n[^a]: G. Words.\n\n    ```rule\n    require storeys <= 2\n    ```\n")
    #expect(note.findings.map(\.id) == ["quoted-rule"])
  }

  @Test func `a fence that is nearly a rule is refused`() {
    #expect(read("```rules\nrequire storeys <= 2\n```\n").errors.map(\.id) == ["unknown-fence"])
    #expect(read("```rule\nrequire storeys <= 2\n").errors.map(\.id) == ["open-fence"])
  }

  @Test func `comments are passed over`() throws {
    let read = try regulation("// of 1961\nrequire storeys <= 2 // two\n  by plan")
    #expect(read.requirements.first?.head.by == "plan")
  }

  @Test func `what a file declares is known before any vocabulary`() {
    let names = declaredNames(
      inMarkdown: "---\nid: x\n---\n" + DecisionTableTests.table
        + "\n\n```rule\ndefine coverage = footprint area / lot area\ndefine twice(n) = 2 * n\n```\n"
    )
    #expect(names == ["max coverage", "max height", "coverage", "twice", "n"])
  }

  @Test func `names of other files are in scope`() {
    #expect(read(rules("require storeys <= max levels"), known: ["max levels"]).errors == [])
    #expect(!read(rules("require storeys <= max levels")).errors.isEmpty)
  }
}
