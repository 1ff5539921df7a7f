import Facts
import Testing

@testable import Land

struct ServiceDistrictTests {
  /// Before the key `streets` of the small town's file.
  private func load(_ text: String) throws -> Territory {
    let town = try SmallTown()
    try town.edit("streets: {", text + "\nstreets: {")
    return try town.load()
  }

  @Test func `a town without districts says of nobody where to go`() throws {
    let town = try #require(try SmallTown().load().towns.first)
    #expect(town.serviceDistricts == nil)
    #expect(town.certificateYears == 1)
  }

  @Test(arguments: [
    (
      "service districts: { layer: nowhere, offices: { West: { address: a } } }",
      "one of the town's `layers`"
    ),
    ("service districts: { layer: nowhere }", "the service districts have `offices`"),
    ("service districts: { layers: flood }", "`layers` is no key of the service districts"),
    (
      "service districts: { offices: { West: { online: perhaps } } }",
      "`online` is `true` or `false`"
    ),
    (
      "service districts: { offices: { West: { open: true } } }",
      "`open` is no key of the office of `West`"
    ),
    ("certificate years: none", "a whole number from 1 to 10"),
    ("certificate years: 0", "a whole number from 1 to 10"),
  ])
  func `what does not fit is refused, so that nobody is sent to the wrong door`(
    text: String, said: String
  ) throws {
    #expect {
      try load(text)
    } throws: { "\($0)".contains(said) }
  }
}
