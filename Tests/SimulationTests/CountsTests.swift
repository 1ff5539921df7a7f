import Evaluation
import Testing

@testable import Simulation

struct CountsTests {
  @Test(arguments: Verdict.allCases) func `a more permissive verdict is a gain`(before: Verdict) {
    for after in Verdict.allCases {
      let change = Change(before, after)
      switch (before, after) {
      case (.discretionary, .incomplete), (.incomplete, .discretionary): #expect(change == .same)
      default: #expect(change == (after < before ? .gain : after > before ? .lose : .same))
      }
    }
  }

  @Test func `of the places of a kind the first are kept in order, whoever finds them`() {
    var (one, other) = (Tally.Examples(), Tally.Examples())
    for place in (0..<40).reversed() { place % 2 == 0 ? one.add(place) : other.add(place) }
    for place in other.places { one.keep(place) }
    #expect(one.places == Array(0..<10))
  }
}
