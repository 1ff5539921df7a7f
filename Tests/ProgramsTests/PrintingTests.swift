import FEEL
import Facts
import Testing

@testable import Programs

struct PrintingTests {
  /// A program of one context over an area, a truth value and a zone, as text.
  static func printed(_ text: String) throws -> String {
    var builder = ProgramBuilder()
    let slots = [
      "area": builder.input("area", .number), "corner": builder.input("corner", .boolean),
      "zone": builder.input("zone", .code),
    ]
    let expression = try FEELParser(names: NameSet(Array(slots.keys))).expression(text)
    guard case .context(let entries, _) = builder.compile(expression, { slots[$0].map(Term.slot) })
    else { return "no context" }
    for entry in entries { builder.result(entry.name, entry.value) }
    return builder.finished().description
  }

  @Test func `a program prints a line a slot with constants in clear`() throws {
    #expect(
      try Self.printed(
        "{far: area * 0.4, most: if corner then far + 1 else min(far, 200), fits: most <= 180.5, two: 1 + 1}"
      ) == """
        #0  number  input area
        #1  boolean input corner
        #2  code    input zone
        #4  number  #0 * 0.4
        #6  number  #4 + 1
        #8  number  min(#4, 200)
        #9  number  if #1 then #6 else #8
        #11 boolean #9 <= 180.5
        out         far = #4
        out         most = #9
        out         fits = #11
        out         two = 2
        """)
  }

  @Test func `sets of texts, counts and negations print as what they hold`() throws {
    #expect(
      try Self.printed(
        """
        {homes: zone in ("R1", "R2"), other: zone != "C1",
         faults: (if homes then 1 else 0) + (if area > 9 then 1 else 0)}
        """) == """
          #0  number  input area
          #1  boolean input corner
          #2  code    input zone
          #3  boolean #2 in ("R1", "R2")
          #4  boolean #2 in ("C1")
          #5  boolean not(#4)
          #7  boolean 9 < #0
          #8  number  count(#3, #7)
          out         homes = #3
          out         other = #5
          out         faults = #8
          """)
  }

  @Test func `what has no types prints as the expression that is evaluated`() throws {
    #expect(
      try Self.printed(
        """
        {years: for i in 1..3 return i * area, late: date("2025-02-10") > @"2024-01-01",
         least: min([area, count(years)]) + 1}
        """) == """
          #0  number  input area
          #1  boolean input corner
          #2  code    input zone
          #3  boxed   evaluate for i in 1..3 return i * area with area = #0
          #4  boxed   evaluate date("2025-02-10") > @"2024-01-01"
          #5  boolean #4
          #6  boxed   evaluate count(years) with years = #3
          #7  number  #6
          #8  number  min(#0, #7)
          #10 number  #8 + 1
          out         years = #3
          out         late = #5
          out         least = #10
          """)
  }
}
