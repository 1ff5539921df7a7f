import Diagnostics
import Facts
import Foundation
import Regulations
import Testing

/// The four real regulations that the notation was made for.
@Suite(.enabled(if: examplesFolder != nil, "the design's examples are not beside the repository"))
struct ExampleRegulationTests {
  func example(_ name: String, _ vocabulary: String) throws -> Reading {
    let folder = try #require(examplesFolder)
    let text = try String(contentsOfFile: "\(folder)/\(name).md", encoding: .utf8)
    return readFile(text, vocabulary: vocabulary)
  }

  @Test func `the Persian density rules read with their gap, guard and notes`() throws {
    let reading = try example(
      "bandar-lengeh",
      """
      facts:
        density zone: { type: [low, high], from: plan }
        lot area: { type: number, unit: m², from: site }
        new lot area: { type: number, unit: m² }
        street width: { type: number, unit: m, from: site }
        existing full title: { type: boolean, from: site }
        storeys: { type: number }
        coverage: { type: number, unit: "%" }
        density: { type: number, unit: "%" }
        units: { type: number }
        open space: { type: number, unit: m² }
      works: { new building: {}, subdivision: {} }
      """)
    #expect(reading.errors == [])
    let regulation = try #require(reading.regulation)
    #expect(regulation.effective == nil)
    #expect(regulation.title.text(in: "fa") == "ضوابط تراکمی بندر لنگه")
    try #require(regulation.tables.map(\.id) == ["table-1-222", "table-3-222"])
    #expect(regulation.tables.map(\.name) == ["density limits", "density limits"])
    #expect(regulation.tables[0].condition?.text == "density zone = \"low\"")
    #expect(regulation.tables[0].outputs.map(\.name).first == "max density")
    #expect(regulation.tables[0].outputs[0].unit?.symbol == "%")
    try #require(regulation.tables[0].rows.count == 3)
    let unlimited = regulation.tables[0].rows[2].outputs[3]
    #expect(unlimited.notes == ["u"])
    guard case .noLimit = unlimited.content else {
      Issue.record("`no limit` is a value of its own")
      return
    }
    guard case .gap = regulation.tables[1].rows[0].outputs[0].content else {
      Issue.record("`?` is a gap")
      return
    }
    #expect(regulation.notes["gap"]?.confidence.tag == "GAP")
    try #require(regulation.requirements.count == 8)
    #expect(regulation.requirements[0].head.works == ["new building"])
    #expect(regulation.requirements[7].head.works == ["subdivision"])
    #expect(regulation.requirements[6].head.by == "note-1")
    #expect(regulation.anchors["note-2"]?.kind == .item)
    #expect(regulation.anchors["note-2"]?.text == "A new plot has at least 240 m².")
    try #require(regulation.exceptions.map(\.target) == ["max storeys"])
    #expect(
      regulation.exceptions[0].discretion == "How much less coverage earns a storey is not stated")
    #expect(regulation.cases.first?.cases.map(\.id) == ["IR-01", "IR-03"])
    #expect(
      regulation.cases.first?.cases.last?.expectations.map(\.name) == ["complies", "not met"])
  }

  @Test func `the yards of Cambridge depend on the wall that faces the line`() throws {
    let reading = try example(
      "cambridge-5-31",
      """
      facts:
        district: { type: [B, C, C-1, C-2, C-2A, C-2B, C-3B], from: plan }
        building height: { type: number, unit: ft }
        lot depth: { type: number, unit: ft, from: site }
        lot area: { type: number, unit: sq ft, from: site }
        gross floor area: { type: number, unit: sq ft }
        front lines: { type: list of line, from: site }
        side lines: { type: list of line, from: site }
        rear lines: { type: list of line, from: site }
      members:
        line:
          setback: { type: number, unit: ft }
          setback from centre line: { type: number, unit: ft }
          wall length: { type: number, unit: ft }
      works: { new building: {}, extension: {} }
      """)
    #expect(reading.errors == [])
    let regulation = try #require(reading.regulation)
    #expect(regulation.units.map(\.symbol).sorted() == ["ft", "sq ft"])
    try #require(regulation.requirements.count == 5)
    let front = regulation.requirements[0]
    #expect(front.condition.text == "line.setback from centre line >= min front yard")
    #expect(front.forEach?.name == "line")
    #expect(front.head.works == ["new building", "extension"])
    try #require(regulation.requirements[1].when.count == 1)
    #expect(regulation.requirements[1].head.by == "fn-a")
    #expect(regulation.definitions.map(\.name) == ["rear base"])
    try #require(regulation.tables.map(\.id) == ["table-5-1"])
    try #require(regulation.tables[0].rows.count == 4)
    #expect(regulation.tables[0].rows[0].outputs[0].text == "0.50")
    #expect(regulation.tables[0].rows[0].outputs[0].notes == ["j"])
    #expect(regulation.anchors["fn-j"]?.kind == .note)
    #expect(regulation.notes["j"]?.confidence.tag == "S:MMH")
    try #require(regulation.exceptions.map(\.target) == ["max FAR"])
    try #require(regulation.exceptions[0].requirements.count == 1)
    #expect(regulation.exceptions[0].requirements[0].head.by == "fn-j")
    // `[^mmh]` and `[^hof]` have no note in the file.
    #expect(reading.findings.filter { $0.id == "unknown-note" }.count == 2)
  }

  @Test func `Class A of England is an exemption with limbs and a prior approval`() throws {
    let reading = try example(
      "england-class-a",
      """
      facts:
        house type: { type: [detached, semi, terrace] }
        house created by change of use: { type: boolean }
        curtilage covered by other buildings: { type: number, unit: m² }
        curtilage area: { type: number, unit: m² }
        original house area: { type: number, unit: m² }
        building height after: { type: number, unit: m }
        existing roof height: { type: number, unit: m }
        extends beyond principal elevation: { type: boolean, judged by: officer }
        extends beyond side elevation: { type: boolean }
        side elevation fronts highway: { type: boolean }
        storeys of extension: { type: number }
        rear depth: { type: number, unit: m }
        extension height: { type: number, unit: m }
        extension eaves height: { type: number, unit: m }
        distance to boundary: { type: number, unit: m }
        conservatory: { type: boolean }
      works: { house extension: {} }
      """)
    #expect(reading.errors == [])
    let regulation = try #require(reading.regulation)
    let exemption = try #require(regulation.exemptions.first)
    #expect(exemption.kind == .exempt)
    #expect(exemption.head.works == ["house extension"])
    #expect(exemption.head.by == "class-a")
    try #require(exemption.limbs.count == 8)
    #expect(exemption.limbs.allSatisfy { $0.isExclusion })
    #expect(
      exemption.limbs.map(\.by) == [
        "a-1-a", "a-1-b", "a-1-c", "a-1-e-i", "a-1-e-ii", "a-1-f-i", "a-1-f-ii", "a-1-i",
      ])
    #expect(exemption.limbs[0].condition.text == "house created by change of use")
    #expect(exemption.observing.map(\.text) == ["materials of similar appearance"])
    #expect(exemption.observing[0].unless?.text == "conservatory")
    #expect(exemption.observing[0].by == "a-3-a")
    let exception = try #require(regulation.exceptions.first)
    #expect(exception.target == "a-1-f-i")
    #expect(exception.head.by == "a-1-g")
    #expect(exception.track?.name == "prior approval")
    #expect(exception.track?.deadline == Deadline(count: 42, unit: .days, of: "submission"))
    #expect(exception.track?.by == "a-4")
    guard case .none = regulation.tables[0].rows[2].outputs[1].content else {
      Issue.record("`none` is a value of its own")
      return
    }
  }

  @Test func `the exempt works of Israel are a notice with documents`() throws {
    let reading = try example(
      "israel-reg-12",
      """
      facts:
        placed on: { type: [roof, ground] }
        free roof area: { type: number, unit: m² }
        free ground area: { type: number, unit: m² }
        has walls: { type: boolean }
        light materials: { type: boolean }
        roof openness: { type: number }
        openings evenly spread: { type: boolean }
        pergola area: { type: number, unit: m² }
        inside building lines: { type: boolean }
        span: { type: number, unit: m }
        storeys: { type: number }
        preservation site: { type: boolean }
        closed security area: { type: boolean }
        wall height: { type: number, unit: m }
      works: { pergola: {}, fence: {}, retaining wall: {} }
      """)
    #expect(reading.errors == [])
    let regulation = try #require(reading.regulation)
    let notice = try #require(regulation.exemptions.first)
    #expect(notice.kind == .notify)
    #expect(notice.deadline == Deadline(count: 45, unit: .days, of: "completion"))
    #expect(notice.head.source?.tag == "S:CHK,SMP,KER,SADE")
    try #require(notice.limbs.count == 7)
    #expect(notice.limbs.allSatisfy { !$0.isExclusion })
    try #require(notice.documents.count == 2)
    #expect(notice.documents[0].when?.text == "span <= 6 and storeys <= 4")
    #expect(notice.documents[1].otherwise)
    #expect(regulation.generalConditions.map(\.head.by) == ["reg-2", "s-160"])
    let short = regulation.exemptions[1]
    #expect(short.kind == .track("short"))
    #expect(short.deadline == Deadline(count: 25, unit: .workingDays, of: "submission"))
    #expect(short.head.works == ["fence", "retaining wall"])
    #expect(short.limbs.first?.by == "s-145b")
    #expect(
      regulation.anchors["reg-12"]?.text
        == "תקנה 12. מצללה\nA pergola without walls, of light materials, its roof open over at least 40 %, "
        + "on the ground or on the building's roof.")
  }
}
