import FEEL
import Facts

/// Reads lines of comma-separated text (RFC 4180) into the input columns of a program, a block of them at a time.
///
/// A line of plain fields is read eight bytes at once. Whatever else comes (quotes, signs of more than one byte, long numbers,
/// too few or too many fields) is read again, slowly and by the whole grammar: then it is a case, or a fault with its reason.
final class CaseReader {
  private enum Kind { case number, boolean, code, other }
  private struct Column {
    var kind: Kind
    /// By kind: where the block's values of this column begin.
    var numbers: UnsafeMutablePointer<Double>
    var booleans: UnsafeMutablePointer<UInt8>
    var codes: UnsafeMutablePointer<Int32>
    /// What ends the field.
    var end: UInt8
  }

  /// What became of a line.
  enum Line: UInt8 {
    case read
    /// A value is missing, or no double stands for it: it is for ``ExactExecutor``.
    case exact
    case faulty
  }

  let program: Program
  /// Of the block's lines: what became of each, where it begins, and its number.
  let lines: UnsafeMutablePointer<Line>
  let starts: UnsafeMutablePointer<UnsafePointer<UInt8>>
  let lineNumbers: UnsafeMutablePointer<Int>
  private(set) var faults: [Int: String] = [:]
  private(set) var columns: ColumnarExecutor.Columns
  private(set) var blankLines = 0
  private(set) var caseLines = 0

  private var at: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private var lineNumber = 1
  private let memory: UnsafeMutableRawPointer
  private let plan: UnsafeMutableBufferPointer<Column>
  /// By field of the header: the input that it is.
  private let inputs: [Int?]
  private let texts: TextCodes
  private let powers: UnsafeMutablePointer<Double>

  /// - Throws: ``TextFault`` where the header does not name every input once.
  init(_ program: Program, _ text: UnsafeBufferPointer<UInt8>) throws {
    self.program = program
    guard let base = text.baseAddress, text.count > 0 else {
      throw TextFault("the text is empty: write a header")
    }
    end = base + text.count
    var reader = RecordReader(base, end)
    reader.skipByteOrderMark()
    guard case .fields(let header)? = reader.next() else {
      throw TextFault("the first line is no header of names")
    }
    at = reader.at
    lineNumber = reader.lineNumber
    var inputs: [Int?] = []
    for name in header {
      let input = program.inputs.firstIndex { $0.name == name }
      if let input, inputs.contains(input) {
        throw TextFault("the header names `\(name)` twice")
      }
      inputs.append(input)
    }
    self.inputs = inputs
    let missing = program.inputs.indices.filter { !inputs.contains($0) }
    guard missing.isEmpty else {
      let names = missing.map { "`\(program.inputs[$0].name)`" }.joined(separator: ", ")
      throw TextFault("the header lacks \(names): write a column for each, empty where not known")
    }
    if let boxed = program.inputs.first(where: { $0.type == .boxed }) {
      throw TextFault("`\(boxed.name)` is no number, text or truth value: no column has it")
    }
    let lanes = Lanes.count
    let count = max(header.count, 1)
    memory = .allocate(byteCount: lanes * 8 * count, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: lanes * 8 * count)
    plan = .allocate(capacity: count)
    columns = .init(
      numbers: .init(repeating: nil, count: program.inputs.count),
      booleans: .init(repeating: nil, count: program.inputs.count),
      codes: .init(repeating: nil, count: program.inputs.count))
    for (place, input) in inputs.enumerated() {
      let own = memory + place * lanes * 8
      var column = Column(
        kind: .other, numbers: own.assumingMemoryBound(to: Double.self),
        booleans: own.assumingMemoryBound(to: UInt8.self),
        codes: own.assumingMemoryBound(to: Int32.self),
        end: UInt8(ascii: place == header.count - 1 ? "\n" : ","))
      if let input {
        switch program.inputs[input].type {
        case .number:
          column.kind = .number
          columns.numbers[input] = UnsafePointer(column.numbers)
        case .boolean:
          column.kind = .boolean
          columns.booleans[input] = UnsafePointer(column.booleans)
        case .code, .row:
          column.kind = .code
          columns.codes[input] = UnsafePointer(column.codes)
        case .boxed: break
        }
      }
      plan.initializeElement(at: place, to: column)
    }
    texts = TextCodes(program.texts)
    powers = .allocate(capacity: 16)
    for power in 0..<16 { (powers + power).initialize(to: Scaling.power(power)) }
    lines = .allocate(capacity: lanes)
    lines.initialize(repeating: .read, count: lanes)
    starts = .allocate(capacity: lanes)
    starts.initialize(repeating: base, count: lanes)
    lineNumbers = .allocate(capacity: lanes)
    lineNumbers.initialize(repeating: 0, count: lanes)
  }

  deinit {
    memory.deallocate()
    plan.deallocate()
    texts.deallocate()
    powers.deallocate()
    lines.deallocate()
    starts.deallocate()
    lineNumbers.deallocate()
  }

  /// Reads the next lines into the block.
  /// - Returns: How many; none at the end of the text.
  func nextBlock() -> Int {
    faults.removeAll(keepingCapacity: true)
    var lane = 0
    while lane < Lanes.count, at < end {
      starts[lane] = at
      lineNumbers[lane] = lineNumber
      if let next = plainLine(at, lane) {
        lines[lane] = .read
        at = next
        lineNumber += 1
        lane += 1
      } else if slowLine(lane) {
        lane += 1
      }
    }
    caseLines += lane
    return lane
  }

  // MARK: plain lines

  /// - Returns: The start of the next line, or nil where this one needs a slower look.
  @inline(__always)
  private func plainLine(_ start: UnsafePointer<UInt8>, _ lane: Int) -> UnsafePointer<UInt8>? {
    var at = start
    let (powers, texts, end) = (powers, texts, end)
    for column in plan {
      // The widest look is of sixteen bytes and a sign.
      guard end - at > 17 else { return nil }
      switch column.kind {
      case .number:
        let length = FieldWords.shortNumber(
          at, endingIn: column.end, powers, into: column.numbers + lane)
        if length > 0 {
          at += length + 1
          continue
        }
        guard let number = longNumber(at) else { return nil }
        column.numbers[lane] = number.value
        at += number.length
      case .boolean:
        let word = FieldWords.word(at: at)
        if (word ^ 0x30) & 0xFF <= 1 {
          column.booleans[lane] = UInt8(truncatingIfNeeded: word & 1)
          at += 1
        } else if word & 0xFFFF_FFFF == 0x6575_7274 {
          column.booleans[lane] = 1
          at += 4
        } else if word & 0xFF_FFFF_FFFF == 0x65_736C_6166 {
          column.booleans[lane] = 0
          at += 5
        } else {
          return nil
        }
      case .code:
        var (low, high) = (FieldWords.word(at: at), UInt64(0))
        var ends = FieldWords.places(of: column.end, in: low)
        if ends != 0 {
          let bits = ends.trailingZeroBitCount & ~7
          low &= (1 << UInt64(bits)) &- 1
          at += bits / 8
        } else {
          high = FieldWords.word(at: at + 8)
          ends = FieldWords.places(of: column.end, in: high)
          guard ends != 0 else { return nil }
          let bits = ends.trailingZeroBitCount & ~7
          high &= (1 << UInt64(bits)) &- 1
          at += 8 + bits / 8
        }
        // An empty field is a missing value; a quote, a line's end or another's field is for the slower look.
        guard low != 0 else { return nil }
        let strange =
          FieldWords.places(of: 0x22, in: low) | FieldWords.places(of: 0x22, in: high)
          | FieldWords.places(of: 0x0A, in: low) | FieldWords.places(of: 0x0A, in: high)
          | FieldWords.places(of: 0x0D, in: low) | FieldWords.places(of: 0x0D, in: high)
          | FieldWords.places(of: 0x2C, in: low) | FieldWords.places(of: 0x2C, in: high)
          | FieldWords.places(of: 0x20, in: low) | FieldWords.places(of: 0x20, in: high)
        guard strange == 0 else { return nil }
        column.codes[lane] = texts.code(low, high)
      case .other:
        while at < end, at.pointee != column.end {
          guard at.pointee != 0x22, at.pointee != 0x0A, at.pointee != 0x2C else { return nil }
          at += 1
        }
      }
      guard at < end else { return nil }
      if at.pointee == UInt8(ascii: "\r"), column.end == UInt8(ascii: "\n"), at + 1 < end {
        at += 1
      }
      guard at.pointee == column.end else { return nil }
      at += 1
    }
    return at
  }

  /// A number of at most fifteen digits that is longer than a word.
  private func longNumber(_ start: UnsafePointer<UInt8>) -> (value: Double, length: Int)? {
    var at = start
    let isNegative = at.pointee == UInt8(ascii: "-")
    if isNegative { at += 1 }
    var (whole, digits, places, hasPoint) = (Int64(0), 0, 0, false)
    while at < end {
      let figure = at.pointee ^ 0x30
      if figure <= 9 {
        whole = whole * 10 + Int64(figure)
        digits += 1
        places += hasPoint ? 1 : 0
        guard digits <= 15 else { return nil }
      } else if at.pointee == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      at += 1
    }
    guard digits > 0 else { return nil }
    let value = Double(whole) / powers[places]
    return (isNegative ? -value : value, at - start)
  }

  // MARK: other lines

  /// - Returns: False where the line is blank, and no case.
  private func slowLine(_ lane: Int) -> Bool {
    var reader = RecordReader(at, end)
    let record = reader.next()
    at = reader.at
    lineNumber += reader.lineNumber - 1
    switch record {
    case nil, .blank:
      blankLines += 1
      return false
    case .fault(let reason):
      fault(lane, reason)
    case .fields(let fields):
      switch cells(fields) {
      case .failure(let fault): self.fault(lane, fault.description)
      case .success(let cells): place(cells, lane)
      }
    }
    return true
  }

  private func fault(_ lane: Int, _ reason: String) {
    lines[lane] = .faulty
    faults[lane] = reason
  }

  /// The exact values of a line that was read before.
  func cells(ofLane lane: Int) -> [ExactExecutor.Cell]? {
    var reader = RecordReader(starts[lane], end)
    guard case .fields(let fields)? = reader.next(), case .success(let cells) = cells(fields) else {
      return nil
    }
    return cells
  }

  /// By input of the program.
  private func cells(_ fields: [String]) -> Result<[ExactExecutor.Cell], TextFault> {
    guard fields.count == inputs.count else {
      let difference = fields.count - inputs.count
      return .failure(
        TextFault(
          difference > 0
            ? "\(fields.count) fields where the header has \(inputs.count): quote a text with commas"
            : "\(fields.count) fields where the header has \(inputs.count): write a comma for each")
      )
    }
    var cells = program.inputs.map { input in
      ExactExecutor.Cell.unknown(Reasons([.init(kind: 0, name: input.name)]))
    }
    for (field, input) in zip(fields, inputs) {
      guard let input else { continue }
      let (name, type) = (program.inputs[input].name, program.inputs[input].type)
      let trimmed = field.trimmingSpaces
      if trimmed.isEmpty { continue }
      switch type {
      case .number:
        guard let number = Number(trimmed) else {
          return .failure(TextFault("`\(name)` is no number: `\(trimmed.shortened)`"))
        }
        cells[input] = .number(number)
      case .boolean:
        switch trimmed.lowercased() {
        case "true", "1": cells[input] = .boolean(true)
        case "false", "0": cells[input] = .boolean(false)
        default:
          return .failure(
            TextFault("`\(name)` is not `true` or `false`: `\(trimmed.shortened)`"))
        }
      case .code, .row, .boxed:
        let text = String(trimmed)
        let code = program.code(of: text)
        cells[input] = code < 0 ? .text(text) : .code(code)
      }
    }
    return .success(cells)
  }

  private func place(_ cells: [ExactExecutor.Cell], _ lane: Int) {
    lines[lane] = .read
    for (input, column) in zip(inputs, plan) {
      guard let input else { continue }
      switch cells[input] {
      case .number(let number) where number.hasFifteenDigits && number.double.isFinite:
        column.numbers[lane] = number.double
      case .boolean(let boolean): column.booleans[lane] = boolean ? 1 : 0
      case .code(let code): column.codes[lane] = code
      case .text: column.codes[lane] = -1
      default:
        lines[lane] = .exact
        switch column.kind {
        case .number: column.numbers[lane] = 0
        case .boolean: column.booleans[lane] = 0
        case .code: column.codes[lane] = -1
        case .other: break
        }
      }
    }
  }
}

/// What is wrong with a text of cases, or with one line of it.
package struct TextFault: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}

extension String {
  fileprivate var trimmingSpaces: Substring {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}

extension Substring {
  /// Enough of it to be recognised in a message of one line.
  fileprivate var shortened: String {
    let line = String(map { $0.isNewline ? " " : $0 })
    return line.count > 40 ? line.prefix(40) + "…" : line
  }
}
