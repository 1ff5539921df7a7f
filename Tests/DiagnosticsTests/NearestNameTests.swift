import Diagnostics
import Testing

struct NearestNameTests {
  @Test(arguments: [
    ("lot aera", "lot area"), ("Lot Area", "lot area"), ("fence heigth", "fence height"),
    ("lot areas", "lot area"),
  ])
  func `a slip of the pen finds the name that was meant`(written: String, expected: String) {
    #expect(nearestName(to: written, among: ["lot area", "lot width", "fence height"]) == expected)
  }

  @Test func `nothing near is no name`() {
    #expect(nearestName(to: "roof pitch", among: ["lot area", "far"]) == nil)
    #expect(nearestName(to: "x", among: [String]()) == nil)
  }

  @Test func `of two names equally near the first by letter is taken`() {
    #expect(nearestName(to: "zone c", among: ["zone b", "zone a"]) == "zone a")
  }
}
