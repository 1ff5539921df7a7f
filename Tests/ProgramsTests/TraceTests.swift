import FEEL
import Facts
import Testing

@testable import Programs

struct TraceTests {
  static func program() throws -> Program {
    var builder = ProgramBuilder()
    let height = builder.input("height", .number)
    let zone = builder.input("zone", .code)
    let text = "{ limit: if zone = \"R1\" then 10.5 else 20, fits: height <= limit }"
    let model = try FEELParser(names: NameSet(["height", "zone"])).expression(text)
    let term = builder.compile(model) {
      ["height": Term.slot(height), "zone": Term.slot(zone)][$0]
    }
    guard case .context(let entries, _) = term else { return builder.program }
    for entry in entries {
      if case .slot(let slot) = entry.value { builder.output(entry.name, slot) }
    }
    return builder.program
  }

  @Test func `a kept case opens with its values, and says so when its inputs are another's`() throws
  {
    let program = try Self.program()
    let executor = ScalarExecutor(program)
    var log = TraceLog(executor)
    func cells(_ height: String, _ zone: String) -> [ExactExecutor.Cell] {
      [.number(Number(height) ?? 0), .code(program.code(of: zone))]
    }
    let cases = [cells("10.5", "R1"), cells("10.51", "R1"), cells("20", "C1")]
    for one in cases {
      #expect(executor.load(one))
      #expect(executor.run() == .decided)
      log.append()
    }
    let opened = cases.indices.map { log.open($0, inputs: cases[$0]) }
    #expect(opened.map { $0?.isConfirmed } == [true, true, true])
    #expect(
      opened.map { $0?.values.last?.value } == [.boolean(true), .boolean(false), .boolean(true)])
    #expect(opened[1]?.values.map(\.name) == ["limit", "fits"])
    #expect(log.open(1, inputs: cases[0])?.isConfirmed == false)
    #expect(log.open(3, inputs: cases[0]) == nil)
  }
}
