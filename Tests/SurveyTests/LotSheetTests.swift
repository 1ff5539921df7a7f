import Foundation
import Geometry
import Testing

@testable import Land

struct LotSheetTests {
  @Test func `a sheet is one page without scripts that says each line's kind in words`() {
    let survey = Block.survey(Block.lot(0, 0))
    let sheet = LotSheet(
      title: "Lots <of> Smalltown", summary: [(.unclassed, 1)],
      items: [
        LotSheet.Item(
          name: "12 & 13", group: LotGroup(survey), survey: survey,
          region: MultiPolygon(Block.lot(0, 0)), neighbours: [MultiPolygon(Block.lot(20, 0))],
          rightOfWay: [], streets: Block.streets)
      ])
    let page = sheet.html
    #expect(page.contains("<title>Lots &lt;of&gt; Smalltown</title>"))
    #expect(page.contains("12 &amp; 13"))
    #expect(page.contains("lang=\"en\""))
    #expect(!page.contains("<script") && !page.contains("http"))
    #expect(page.components(separatedBy: "<svg").count == 2)
    #expect(page.contains("role=\"img\" aria-labelledby=\"lot0\""))
    #expect(page.contains("front on First Street"))
    #expect(page.contains("opposite a street line that may not be the front"))
    #expect(survey.lines.allSatisfy { page.contains($0.reason) })
  }
}
