/// Runs a program on cases that are written as comma-separated text, and writes the results as such text, line for line.
///
/// A line that cannot be read gets its reason in its place; all others get their results. A case that doubles do not decide,
/// or that lacks a value, is worked out in decimals; what then rests on the missing value is `unknown`, never a guess.
package struct TextBatch {
  /// What became of the lines after the header; ``lines`` is the sum of the others.
  package struct Totals: Sendable, Hashable {
    package var lines = 0
    package var blank = 0
    /// Without a result: the line is wrong.
    package var faulty = 0
    package var decidedInDoubles = 0
    package var decidedInDecimals = 0
    /// With a value that only FEEL's evaluator can say.
    package var leftOpen = 0
  }

  private let program: Program
  private let executor: ColumnarExecutor

  /// - Parameter outputs: By name; all of them where nil. What no such output rests on is not worked out.
  /// - Throws: ``TextFault`` where there is no such output.
  package init(_ program: Program, outputs: [String]? = nil) throws {
    var selected = program
    // What is put together from outputs is not asked for here.
    selected.results = []
    if let outputs {
      selected.outputs = try outputs.map { name in
        guard let output = program.outputs.first(where: { $0.name == name }) else {
          throw TextFault("the rules come to no `\(name)`")
        }
        return output
      }
    }
    self.program = selected
    executor = ColumnarExecutor(selected, exactOutputs: true)
  }

  /// - Parameters:
  ///   - text: A header that names every input, then a case a line; UTF-8.
  ///   - write: Takes the results piece by piece, in the order of the cases.
  /// - Throws: ``TextFault`` where the header is wrong, and what `write` throws.
  package func run(
    _ text: UnsafeBufferPointer<UInt8>, _ write: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> Totals {
    let reader = try CaseReader(program, text)
    let exact = ExactExecutor(program)
    var writer = ResultWriter(program)
    defer { writer.deallocate() }
    var totals = Totals()
    writer.header()
    while true {
      let count = reader.nextBlock()
      guard count > 0 else { break }
      executor.run(reader.columns, cases: count) { block in
        let isExact = writer.bind(block)
        for lane in 0..<count {
          let line = reader.lineNumbers[lane]
          if reader.lines[lane] == .faulty {
            writer.write(fault: reader.faults[lane] ?? "it cannot be read", line: line)
            totals.faulty += 1
          } else if isExact, reader.lines[lane] == .read, block.doubts[lane] == 0 {
            writer.write(lane: lane, line: line)
            totals.decidedInDoubles += 1
          } else if let cells = reader.cells(ofLane: lane) {
            let isDecided = writer.write(exact.run(cells), line: line)
            totals.decidedInDecimals += isDecided ? 1 : 0
            totals.leftOpen += isDecided ? 0 : 1
          } else {
            writer.write(fault: "it cannot be read", line: line)
            totals.faulty += 1
          }
        }
      }
      try write(writer.taken())
    }
    totals.blank = reader.blankLines
    totals.lines = reader.caseLines + reader.blankLines
    try write(writer.taken())
    return totals
  }

  /// The same for a text and its results as a whole.
  package func run(_ text: String) throws -> (results: String, totals: Totals) {
    var text = text
    var results: [UInt8] = []
    let totals = try text.withUTF8 { bytes in try run(bytes) { results.append(contentsOf: $0) } }
    return (String(decoding: results, as: UTF8.self), totals)
  }
}
