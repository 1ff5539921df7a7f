import Testing

@testable import Facts

struct ReadingTests {
  private var height: FactDeclaration {
    var fact = FactDeclaration("fence height", .number, unit: UnitOfMeasure(symbol: "m"))
    fact.highest = 10
    return fact
  }

  @Test(arguments: [("1.4", "1.4"), ("۱٫۴ متر", "1.4"), ("140 cm", "1.4"), ("5 ft", "1.524")])
  func `a height reads in the unit that is written`(written: String, expected: String) throws {
    #expect(try height.read(written) == .number(try #require(Number(expected))))
  }

  @Test func `an area may be written in square metres`() throws {
    let area = FactDeclaration("lot area", .number, unit: UnitOfMeasure(symbol: "m²"))
    #expect(try area.read("12 m²") == .number(12))
    #expect(throws: FactReadingError.self) { try area.read("12 m") }
  }

  @Test(arguments: ["-1", "11", "tall", "3 kg"])
  func `a height that cannot be is refused`(written: String) {
    #expect(throws: FactReadingError.self) { try height.read(written) }
  }

  @Test func `not knowing is never zero`() throws {
    #expect(try height.read("?") == .unknown("not said"))
    #expect(try height.read("نمی‌دانم") == .unknown("not said"))
    #expect(try height.value(from: .null) == .unknown("not said"))
  }

  @Test func `a value is held against its declaration`() {
    #expect(height.problem(with: .number(2)) == nil)
    #expect(
      height.problem(with: .number(-1)) == "`fence height` cannot be -1 m; write at least 0 m")
    #expect(height.problem(with: .text("x")) == "`fence height` must be a number of m")
    #expect(height.problem(with: .unknown("not said")) == nil)
  }

  @Test(arguments: [
    ("12.5 ft", "3.81"), ("۲ متر", "2"), ("60 m²/unit", "60"), ("35 %", "0.35"), ("7", "7"),
  ])
  func `a quantity reads with its unit`(written: String, expected: String) {
    #expect(Quantity(reading: written)?.base == Number(expected))
  }

  @Test func `a header names its unit`() {
    #expect(UnitOfMeasure(header: "Lot area (sq ft)")?.symbol == "sq ft")
    #expect(UnitOfMeasure(header: "Lot area") == nil)
  }
}
