import Testing

@testable import Facts

struct NumberTests {
  @Test func `sums are exact where doubles are not`() {
    #expect((Number("0.1")! + Number("0.2")!)! == Number("0.3")!)
  }
}
