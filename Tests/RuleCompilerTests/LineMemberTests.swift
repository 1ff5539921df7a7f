import Evaluation
import Facts
import Testing

/// Which members of lot lines a law reads.
struct LineMemberTests {
  private func members(_ rule: String) throws -> Set<String>? {
    let law = try Law(Law.table + "```rule\n\(rule)\n```\n")
    let ruleset = try #require(law.ruleset, "\(law.findings)")
    return ruleset.tableOrder.lineMembers
  }

  @Test func `what no rule reads of a line is not ordered for a table`() throws {
    #expect(
      try members("require line.setback >= 3   for each line in front lines") == [])
  }

  @Test func `a member is ordered however it is named`() throws {
    #expect(
      try members(
        "require line.setback >= 3   for each line in front lines   when line.length > 5")
        == ["length"])
    #expect(
      try members("require coverage <= 0.5   when count(front lines[length > 5]) > 0")
        == ["length"])
  }

  @Test func `all are ordered where a rule takes a line apart`() throws {
    #expect(
      try members(
        "require coverage <= 0.5   when count(get entries(front lines[1])) > 0") == nil)
  }

  @Test func `a table asks for the same facts as a survey`() throws {
    let ruleset = try #require(try Law(Law.table).ruleset)
    var order = ruleset.tableOrder
    order.lineMembers = nil
    #expect(order == ruleset.surveyOrder)
  }
}
