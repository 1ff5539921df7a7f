import Facts
import TestSupport
import Testing

@testable import Audit

/// What people type where a form asks for a figure, as registers have it.
struct TypedValueTests {
  static func feet(_ text: String) -> [Double] {
    TypedValue(text).amounts(in: UnitOfMeasure(symbol: "ft")).map(\.value)
  }

  static let lengths: [(String, [Double])] = [
    ("7.5", [7.5]), (".75", [0.75]), ("35.", [35]), ("35'", [35]), ("35 ft.", [35]), ("35LF", [35]),
    ("7'-6\"", [7.5]), ("7' 6\"", [7.5]), ("7'6", [7.5]), ("7 ft 6 in", [7.5]), ("7’6”", [7.5]),
    ("7' - 6\"", [7.5]), ("35'-0\"", [35]), ("10' min", [10]), ("15' (sum of 35')", [15, 35]),
    ("7.5 sum 20", [7.5, 20]), ("10'/15'", [10, 15]), ("15-20", [15, 20]), ("+/-10'", [10]),
    ("60’, 80’ with Special Permit", [60, 80]), ("none/22.27", [22.27]), ("6\"", [0.5]),
    ("12 m", [12 / 0.3048]), ("3 stories", []), ("NA 5.21.1", []), ("C-2B/O-2", []),
    ("7'6 sum 20", [7.5, 20]), ("7'-6\" (sum of 20)", [7.5, 20]),
  ]

  @Test(arguments: lengths)
  func `a length is read in feet, however it is typed`(text: String, expected: [Double]) {
    let found = Self.feet(text)
    #expect(found.count == expected.count, "\(found)")
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-9, "\(found)") }
  }

  @Test(arguments: [
    ("5,000 sq. ft.", 5000.0), ("5000SF", 5000), ("5,000 s.f.", 5000), ("5000 ft^2", 5000),
    ("5000 +/-", 5000), ("2.0 acres", 87_120), ("600'", 600),
  ])
  func `an area is read in square feet`(text: String, expected: Double) {
    let found = TypedValue(text).amounts(in: UnitOfMeasure(symbol: "sq ft"))
    #expect(found.count == 1)
    #expect(abs((found.first?.value ?? 0) - expected) < 1e-6, "\(found)")
  }

  @Test(arguments: [("30%", 30.0), (".30", 30), ("0.40", 40), ("36", 36), ("15 % min", 15)])
  func `a share is a percentage, with its sign or without`(text: String, expected: Double) {
    let found = TypedValue(text).amounts(in: UnitOfMeasure(symbol: "%")).map(\.value)
    #expect(found.count == 1 && abs((found.first ?? 0) - expected) < 1e-9, "\(found)")
  }

  @Test func `a ratio typed in per cent is that share`() {
    #expect(TypedValue("50%").amounts(in: nil).map(\.value) == [0.5])
    #expect(TypedValue(".5/.35").amounts(in: nil).map(\.value) == [0.5, 0.35])
    #expect(
      TypedValue(".5 (1st 5,000sf) 0.35 (remainder)").amounts(in: nil).map(\.value)
        == [0.5, 5000, 0.35])
  }

  @Test(arguments: [
    ("", TypedValue.blank), ("--", .blank), ("?", .blank), ("N/A", .notApplicable),
    ("na", .notApplicable), ("n.a.", .notApplicable), ("Not applicable", .notApplicable),
    ("no change", .asBefore), ("NC", .asBefore), ("Existing/No Change", .asBefore),
    ("none", .unlimited), ("no min", .unlimited), ("0", .zero), ("0' -0\"", .zero),
    ("see dwg", .words), ("Per Special Permit", .words),
  ])
  func `words are told apart`(text: String, expected: TypedValue) {
    #expect(TypedValue(text) == expected)
  }

  @Test(arguments: ["(H+L)/5", "h+l/5", "H + L / 5", "H+L/5 = 16'", "20' or h+l/5"])
  func `a formula is one, with what stands beside it`(text: String) {
    guard case .formula(let formula, _) = TypedValue(text) else {
      Issue.record("`\(text)` is \(TypedValue(text))")
      return
    }
    #expect(formula == TypedValue.Formula(letters: ["h", "l"], divisor: 5))
  }

  @Test func `a figure agrees as precisely as it is typed, and no further`() throws {
    func first(_ text: String) throws -> TypedValue.Amount {
      try #require(TypedValue(text).amounts(in: nil).first)
    }
    #expect(try first("0.47").isAbout(0.4698))
    #expect(try !first("0.47").isAbout(0.4640))
    #expect(try first("25").isAbout(25.4))
    #expect(try !first("1").isAbout(0.75))
    #expect(try !first("0").isAbout(0.3))
  }

  @Test func `whatever is typed is read, and a figure is never below zero`() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let text = String(
        (0..<40).map { _ in "0123456789.,'\"/-+()hlft %msq".randomElement(using: &generator) ?? " "
        }
      )
      #expect(Self.feet(text).allSatisfy { $0 >= 0 && $0.isFinite }, "\(text)")
    }
  }
}
