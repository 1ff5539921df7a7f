import FEEL
import Facts

/// Writes results as lines of comma-separated text: the number of the case's line, every output, and what went wrong.
///
/// Numbers are plain decimals without trailing zeros, truth values `true` and `false`; a value that rests on what is not known
/// is `unknown`, FEEL's null is `null`.
struct ResultWriter {
  private enum Output {
    case boolean(UnsafePointer<UInt8>)
    case code(UnsafePointer<Int32>)
    case whole(UnsafePointer<Double>, scale: Int)
    /// Decimals of the block, written beforehand.
    case decimal(UnsafeMutablePointer<Number>)
    case open
  }

  private let program: Program
  private let outputs: [Program.Output]
  /// By code: the text as a field, and a comma.
  private var texts: [[UInt8]] = []
  private let decimals: UnsafeMutablePointer<Number>
  private(set) var buffer: UnsafeMutableRawBufferPointer
  private var at = 0
  private var bound: [Output] = []
  private let longestText: Int
  private let powers: [UInt64]

  init(_ program: Program) {
    self.program = program
    outputs = program.outputs
    texts = program.texts.map { Array((Self.field($0) + ",").utf8) }
    longestText = texts.map(\.count).max() ?? 0
    decimals = .allocate(capacity: Lanes.count * max(outputs.count, 1))
    decimals.initialize(repeating: .zero, count: Lanes.count * max(outputs.count, 1))
    buffer = .allocate(byteCount: 1 << 16, alignment: 16)
    var power: UInt64 = 1
    powers = (0..<19).map { _ in
      defer { power &*= 10 }
      return power
    }
  }

  func deallocate() {
    decimals.deallocate()
    buffer.deallocate()
  }

  /// What has been written since the last time.
  mutating func taken() -> UnsafeRawBufferPointer {
    defer { at = 0 }
    return UnsafeRawBufferPointer(rebasing: buffer[..<at])
  }

  mutating func header() {
    write("line,")
    for output in outputs { write(Self.field(output.name) + ",") }
    write("error\n")
  }

  /// Takes the lanes of a block.
  /// - Returns: False where an output has no exact form in blocks: every case is then for ``ExactExecutor``.
  mutating func bind(_ block: ColumnarExecutor.Block) -> Bool {
    bound = outputs.indices.map { index in
      let slot = outputs[index].slot
      switch program.types[slot] {
      case .boolean: return .boolean(block.booleans(of: slot))
      case .code: return .code(block.codes(of: slot))
      case .row, .boxed: return .open
      case .number:
        if let (lanes, scale) = block.wholes(ofOutput: index) { return .whole(lanes, scale: scale) }
        let into = decimals + index * Lanes.count
        return block.exactNumbers(ofOutput: index, into: into) ? .decimal(into) : .open
      }
    }
    return bound.allSatisfy { if case .open = $0 { false } else { true } }
  }

  /// One case that was decided in doubles.
  mutating func write(lane: Int, line: Int) {
    // The longest number is a quotient of 34 digits behind some thirty zeros.
    reserve(32 + outputs.count * (96 + longestText))
    guard let base = buffer.baseAddress else { return }
    var to = (base + at).assumingMemoryBound(to: UInt8.self)
    let start = to
    to = Self.write(UInt64(line), to)
    to.pointee = UInt8(ascii: ",")
    to += 1
    for output in bound {
      switch output {
      case .boolean(let lanes):
        // "true," and "false,": eight bytes are written, and as many kept as count.
        let isTrue = UInt64(lanes[lane])
        let word =
          (0x2C_6575_7274 & (0 &- isTrue)) | (0x2C65_736C_6166 & ~(0 &- isTrue))
        UnsafeMutableRawPointer(to).storeBytes(of: word.littleEndian, as: UInt64.self)
        to += 6 - Int(isTrue)
      case .code(let lanes):
        let code = Int(lanes[lane])
        if texts.indices.contains(code) {
          texts[code].withUnsafeBufferPointer { text in
            guard let first = text.baseAddress else { return }
            to.update(from: first, count: text.count)
            to += text.count
          }
        } else {
          to.pointee = UInt8(ascii: ",")
          to += 1
        }
      case .whole(let lanes, let scale):
        to = writeDecimal(Lanes.integer(lanes[lane]), scale, to)
        to.pointee = UInt8(ascii: ",")
        to += 1
      case .decimal(let numbers):
        for byte in numbers[lane].description.utf8 {
          to.pointee = byte
          to += 1
        }
        to.pointee = UInt8(ascii: ",")
        to += 1
      case .open: break
      }
    }
    to.pointee = UInt8(ascii: "\n")
    at += to - start + 1
  }

  /// One case that was worked out in decimals.
  /// - Returns: False where an output is left to the evaluator.
  mutating func write(_ cells: [ExactExecutor.Cell], line: Int) -> Bool {
    var open: [String] = []
    write("\(line),")
    for output in outputs {
      switch program.value(of: cells[output.slot]) {
      case .number(let number): write(number.description + ",")
      case .boolean(let boolean): write(boolean ? "true," : "false,")
      case .string(let text): write(Self.field(text) + ",")
      case .null: write("null,")
      case .unknown: write("unknown,")
      case .some(let value): write(Self.field(value.printed()) + ",")
      case nil:
        open.append("`\(output.name)`")
        write(",")
      }
    }
    if !open.isEmpty {
      write(Self.field(open.joined(separator: ", ") + " is left to the evaluator"))
    }
    write("\n")
    return open.isEmpty
  }

  mutating func write(fault: String, line: Int) {
    write("\(line),")
    for _ in outputs { write(",") }
    write(Self.field("line \(line): " + fault) + "\n")
  }

  // MARK: bytes

  private mutating func reserve(_ count: Int) {
    guard at + count > buffer.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(2 * buffer.count, at + count), alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<at]))
    buffer.deallocate()
    buffer = larger
  }

  private mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      reserve(bytes.count)
      UnsafeMutableRawBufferPointer(rebasing: buffer[at...]).copyMemory(
        from: UnsafeRawBufferPointer(bytes))
      at += bytes.count
    }
  }

  private static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
    var quoted = "\""
    for character in text.unicodeScalars {
      if character == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }

  /// m · 10⁻ˢ, plain and without trailing zeros.
  @inline(__always)
  private func writeDecimal(_ mantissa: Int64, _ scale: Int, _ start: UnsafeMutablePointer<UInt8>)
    -> UnsafeMutablePointer<UInt8>
  {
    var to = start
    if mantissa < 0 {
      to.pointee = UInt8(ascii: "-")
      to += 1
    }
    let magnitude = mantissa.magnitude
    guard scale > 0 else { return Self.write(magnitude, to) }
    let (whole, part) = magnitude.quotientAndRemainder(dividingBy: powers[scale])
    to = Self.write(whole, to)
    guard part != 0 else { return to }
    to.pointee = UInt8(ascii: ".")
    var (rest, places) = (part, scale)
    while rest % 10 == 0 {
      rest /= 10
      places -= 1
    }
    for place in stride(from: places, to: 0, by: -1) {
      to[place] = UInt8(truncatingIfNeeded: rest % 10) | 0x30
      rest /= 10
    }
    return to + places + 1
  }

  @inline(__always)
  private static func write(_ number: UInt64, _ to: UnsafeMutablePointer<UInt8>)
    -> UnsafeMutablePointer<UInt8>
  {
    var digits = 1
    var limit: UInt64 = 10
    while digits < 19, number >= limit {
      digits += 1
      limit &*= 10
    }
    var rest = number
    for place in stride(from: digits - 1, through: 0, by: -1) {
      to[place] = UInt8(truncatingIfNeeded: rest % 10) | 0x30
      rest /= 10
    }
    return to + digits
  }
}
