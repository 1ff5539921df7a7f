import Diagnostics
import Facts
import Regulations
import Testing

struct ConventionTests {
  private func reading(_ measures: String) -> Reading {
    readFile("---\nid: x\neffective: unknown\nmeasures:\n  \(measures)\n---\n")
  }

  @Test func `how lot lines are told may be a convention, which cites no article`() throws {
    let reading = reading("corner lot: { bend: none, by: G }")
    #expect(reading.findings == [])
    #expect(reading.regulation?.measures["corner lot"]?.isConvention == true)
    #expect(
      self.reading("corner lot: { bend: none }").regulation?.measures["corner lot"]?.isConvention
        == false)
  }

  @Test func `nothing else may be`() {
    let reading = reading("lot width: { method: mean, by: G }")
    #expect(reading.errors.map(\.id) == ["bad-value"])
    #expect(reading.errors.first?.mend == "name in `by` the article that says so")
  }
}
