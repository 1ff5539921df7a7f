import FEEL
import Facts
import TestSupport
import Testing

@testable import Programs

/// Cases as comma-separated text: every line a result or a reason.
struct TextBatchTests {
  static func program() throws -> Program {
    var builder = ProgramBuilder()
    let slots = [
      "area": builder.input("area", .number), "height": builder.input("height", .number),
      "zone": builder.input("zone", .code), "corner": builder.input("corner", .boolean),
    ]
    let text = """
      { limit: if zone = "R1" then 10.5 else if zone = "garden, quiet" then 4 else 20,
        fits: height <= limit + (if corner then 0.5 else 0), share: height / area,
        "kind": if zone = "garden, quiet" then "small, \\"green\\"" else "plain" }
      """
    let model = try FEELParser(names: NameSet(["area", "height", "zone", "corner"]))
      .expression(text)
    guard case .context(let entries, _) = builder.compile(model, { slots[$0].map(Term.slot) })
    else { return builder.program }
    for entry in entries {
      if case .slot(let slot) = entry.value { builder.output(entry.name, slot) }
    }
    return builder.program
  }

  static let header = "area,height,zone,corner"

  static func run(_ lines: [String], outputs: [String]? = ["limit", "fits"], end: String = "\n")
    throws -> (results: [String], totals: TextBatch.Totals)
  {
    let text = (lines + [""]).joined(separator: end)
    let (results, totals) = try TextBatch(program(), outputs: outputs).run(text)
    #expect(
      totals.lines == totals.blank + totals.faulty + totals.decidedInDoubles
        + totals.decidedInDecimals + totals.leftOpen)
    return (results.split(separator: "\n").map(String.init), totals)
  }

  @Test(arguments: ["\n", "\r\n"])
  func `every case gets its line`(end: String) throws {
    let (results, totals) = try Self.run(
      [
        Self.header, "500,10.5,R1,false", "500.25,10.51,R1,0", "500,10.9,R1,true", "500,20,C1,1",
        "123456.789,19.999,C1,false",
      ], end: end)
    #expect(
      results == [
        "line,limit,fits,error", "2,10.5,true,", "3,10.5,false,", "4,10.5,true,", "5,20,true,",
        "6,20,true,",
      ])
    #expect(totals.decidedInDoubles == 5)
    #expect(totals.lines == 5)
  }

  @Test func `a byte order mark, other columns, another order and blank lines are no matter`()
    throws
  {
    let (results, totals) = try Self.run([
      "\u{FEFF}id,corner,zone,\"height\",area,note", "a1,true,R1,10.9,500,\"a, b\"", "",
      "a2,false,R1,10.9,500,", "  ", "a3,0,R1,1.5,500,said \"so\"",
    ])
    #expect(results == ["line,limit,fits,error", "2,10.5,true,", "4,10.5,false,", "6,10.5,true,"])
    #expect(totals.blank == 2)
    #expect(totals.lines == 5)
  }

  @Test func `quotes hold commas, quotes and line ends`() throws {
    let (results, totals) = try Self.run(
      [
        Self.header, "500,\"4\",\"garden, quiet\",\"true\"", "500,4,\"an \"\"odd\"\"\none\",true",
        "500,11,R1,false",
      ], outputs: ["limit", "kind"])
    #expect(
      results == [
        "line,limit,kind,error", #"2,4,"small, ""green""","#, "3,20,plain,", "5,10.5,plain,",
      ])
    #expect(totals.faulty == 0)
  }

  /// By line: the reason, or nil where the case is decided.
  @Test(arguments: [
    ("500,10x,R1,true", "`height` is no number: `10x`"),
    ("500,,R1,true", nil),
    ("500,1.2.3,R1,true", "`height` is no number: `1.2.3`"),
    ("500,-,R1,true", "`height` is no number: `-`"),
    ("500,\u{2212}5,R1,true", "`height` is no number: `\u{2212}5`"),
    ("500,nan,R1,true", "`height` is no number: `nan`"),
    ("500,\"1,000\",R1,true", "`height` is no number: `1,000`"),
    ("500,10,R1", "3 fields where the header has 4: write a comma for each"),
    ("500,10", "2 fields where the header has 4: write a comma for each"),
    ("500,10,R1,true,7", "5 fields where the header has 4: quote a text with commas"),
    ("500,10,R1,yes", "`corner` is not `true` or `false`: `yes`"),
    ("500,10,\"R1,true", "a quote is not closed: write another `\"` at the end of the field"),
    ("500,10,\"R1\"x,true", "a quoted field is followed by more: write a quote in a field twice"),
    (",,,", nil),
    (" 500 , 10 ,R1, true ", nil),
    ("5e2,1E1,R1,true", nil),
    ("99999999999999999999999999,10,R1,true", nil),
    ("0.000000000000000000000001,10,R1,true", nil),
    ("500,10.50000000000000000001,R1,false", nil),
  ])
  func `a bad line gets its reason in its place, and its neighbours their results`(
    line: String, reason: String?
  ) throws {
    let good = "500,10.5,R1,false"
    let (results, totals) = try Self.run([Self.header, good, line, good])
    #expect(results.count == 4)
    #expect(results[1] == "2,10.5,true,")
    #expect(results[3] == "4,10.5,true,")
    if let reason {
      let quoted = reason.replacing("\"", with: "\"\"")
      #expect(
        results[2] == "3,,,line 3: \(reason)" || results[2] == "3,,,\"line 3: \(quoted)\"")
      #expect(totals.faulty == 1)
    } else {
      #expect(totals.faulty == 0)
      #expect(results[2].hasSuffix(","))
    }
  }

  @Test func `what is missing is unknown, and what does not rest on it is decided`() throws {
    let (results, totals) = try Self.run(
      [Self.header, "500,,R1,true", "500,10,,true", ",10,R1,true"],
      outputs: ["limit", "fits", "share"])
    #expect(
      results[1...] == [
        "2,10.5,unknown,unknown,", "3,unknown,unknown,0.02,", "4,10.5,true,unknown,",
      ])
    #expect(totals.decidedInDecimals == 3)
  }

  @Test func `numbers of many digits are decided as decimals`() throws {
    let (results, _) = try Self.run(
      [
        Self.header, "500,10.50000000000000000001,R1,false", "500,10.5000000000000000000,R1,false",
        "3,1,R1,false", "0,1,R1,false",
      ], outputs: ["fits", "share"])
    #expect(
      results[1...] == [
        "2,false,0.02100000000000000000002,", "3,true,0.021,",
        "4,true,0.3333333333333333333333333333333333,", "5,true,null,",
      ])
  }

  @Test(arguments: [
    (
      "area,height,zone",
      "the header lacks `corner`: write a column for each, empty where not known"
    ),
    ("area,height,zone,corner,area", "the header names `area` twice"),
    ("", "the text is empty: write a header"),
  ])
  func `a header that does not fit is refused`(header: String, reason: String) throws {
    let batch = try TextBatch(Self.program())
    #expect(throws: TextFault(reason)) { try batch.run(header) }
  }

  @Test func `an output that the rules do not come to is refused`() throws {
    #expect(throws: TextFault("the rules come to no `fee`")) {
      try TextBatch(Self.program(), outputs: ["fee"])
    }
  }

  /// Random text of the fields' characters: each line a result or a reason, and those that read are as one by one.
  @Test func `any text gives as many results as it has lines`() throws {
    var random = SeededGenerator(seed: 11)
    let pieces = [
      "5", "10", "0.5", "-3", ",", ",", ",", "R1", "true", "0", "\"", "\n", "\r\n", " ", "é", "1e3",
      ".",
    ]
    let batch = try TextBatch(Self.program(), outputs: ["limit", "fits"])
    for _ in 0..<2_000 {
      var text = Self.header + "\n"
      for _ in 0..<Int.random(in: 0..<60, using: &random) {
        text +=
          Bool.random(using: &random)
          ? "5,10.5,R1,0\n" : pieces.randomElement(using: &random) ?? ""
      }
      let (results, totals) = try batch.run(text)
      #expect(
        totals.lines == totals.blank + totals.faulty + totals.decidedInDoubles
          + totals.decidedInDecimals + totals.leftOpen)
      #expect(results.split(separator: "\n").count == totals.lines - totals.blank + 1, "\(text)")
    }
  }

  /// The quick way of reading numbers beside the decimals' own nearest double.
  @Test func `a number reads as the double nearest to it`() throws {
    var builder = ProgramBuilder()
    let slot = builder.input("x", .number, range: -1e15...1e15)
    let code = builder.input("note", .code)
    builder.output("x", slot)
    builder.output("is R1", builder.isIn(code, ["R1"]))
    var random = SeededGenerator(seed: 12)
    var lines = ["x,note"]
    var wanted: [String] = []
    for _ in 0..<3_000 {
      let digits = Int.random(in: 1...16, using: &random)
      var text = (0..<digits).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
      if Bool.random(using: &random) {
        text.insert(
          ".", at: text.index(text.startIndex, offsetBy: Int.random(in: 0...digits, using: &random))
        )
      }
      if Int.random(in: 0..<4, using: &random) == 0 { text = "-" + text }
      lines.append(text + ",R1")
      wanted.append(Number(text)?.description ?? "?")
    }
    let (results, totals) = try TextBatch(builder.program).run(lines.joined(separator: "\n"))
    let found = results.split(separator: "\n").dropFirst().map {
      String($0.split(separator: ",")[1])
    }
    #expect(found == wanted)
    #expect(totals.faulty == 0)
    #expect(totals.decidedInDoubles > 1_000)
  }
}
