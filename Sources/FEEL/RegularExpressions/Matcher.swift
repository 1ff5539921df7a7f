/// Finds a pattern in a text: the first place, and there what the pattern would rather have, first alternatives first.
///
/// It goes back over a stack of its own, so that no text is too long for the thread's. Without back-references what lies behind
/// a choice depends on the place alone: a choice that failed at a place is not tried there again (as in RE2's bit-state matcher),
/// and the work is at most pattern times text.
struct Matcher {
  private let program: Program
  private let text: [UInt32]
  /// Steps that all searches of this matcher may still take.
  private(set) var budget: Int
  private var captures: [Int]
  /// The choices that have been tried at a place, and which of them to forget before the next search.
  private var tried: [UInt64]
  private var touched: [Int] = []
  private var stack: [Entry] = []

  private struct Entry {
    /// An instruction to go on with, or, below 0, a capture to put back.
    var place: Int
    var position: Int
  }

  /// Steps that one call of a function may take.
  static let steps = 2_000_000
  /// Bits of memory, entries of the stack.
  private static let (mostBits, mostEntries) = (1 << 26, 1 << 20)

  init(_ pattern: Pattern, _ text: [UInt32], budget: Int = Matcher.steps) throws(Pattern.Failure) {
    program = pattern.program
    self.text = text
    self.budget = budget
    captures = [Int](repeating: -1, count: program.registers)
    if program.hasBackReferences {
      tried = []
    } else {
      let bits = program.splits.multipliedReportingOverflow(by: text.count + 1)
      guard !bits.overflow, bits.partialValue <= Self.mostBits else { throw Self.tooMuch }
      tried = [UInt64](repeating: 0, count: bits.partialValue / 64 + 1)
    }
  }

  private static let tooMuch = Pattern.Failure(
    "the pattern takes too many steps on this text; write it with fewer choices")

  /// The places of a match and of its groups, each empty where the group took no part.
  struct Match {
    let whole: Range<Int>
    let groups: [Range<Int>]
  }

  /// The first match that begins at a position or later.
  mutating func first(from start: Int) throws(Pattern.Failure) -> Match? {
    for word in touched { tried[word] = 0 }
    touched.removeAll(keepingCapacity: true)
    var position = start
    while position <= text.count {
      if let end = try run(from: position) {
        let groups = (1..<1 + program.groups).map { number in
          let (low, high) = (captures[2 * number], captures[2 * number + 1])
          return low >= 0 && high >= low ? low..<high : position..<position
        }
        return Match(whole: position..<end, groups: groups)
      }
      position += 1
    }
    return nil
  }

  var groups: Int { program.groups }

  /// Counts work beside the searches: a text that is made.
  mutating func spend(_ work: Int) throws(Pattern.Failure) {
    budget -= work
    if budget < 0 { throw Self.tooMuch }
  }

  private mutating func isFirstTry(_ choice: Int, at position: Int) -> Bool {
    let bit = choice * (text.count + 1) + position
    let mask: UInt64 = 1 << UInt64(bit % 64)
    if tried[bit / 64] & mask != 0 { return false }
    if tried[bit / 64] == 0 { touched.append(bit / 64) }
    tried[bit / 64] |= mask
    return true
  }

  /// The end of a match that begins at a position.
  private mutating func run(from start: Int) throws(Pattern.Failure) -> Int? {
    for register in captures.indices { captures[register] = -1 }
    stack.removeAll(keepingCapacity: true)
    stack.append(Entry(place: 0, position: start))
    while let entry = stack.popLast() {
      if entry.place < 0 {
        captures[-1 - entry.place] = entry.position
      } else if let end = try follow(entry.place, entry.position) {
        return end
      }
    }
    return nil
  }

  /// Follows one way until it fails or ends.
  private mutating func follow(_ place: Int, _ start: Int) throws(Pattern.Failure) -> Int? {
    var (place, position) = (place, start)
    while true {
      budget -= 1
      if budget < 0 || stack.count > Self.mostEntries { throw Self.tooMuch }
      switch program.instructions[place] {
      case .character(let character):
        guard position < text.count, text[position] == character else { return nil }
        position += 1
      case .set(let index):
        guard position < text.count, program.sets[index].contains(text[position]) else {
          return nil
        }
        position += 1
      case .start: guard isStart(position) else { return nil }
      case .end: guard isEnd(position) else { return nil }
      case .save(let register), .roundBegins(let register): save(position, in: register)
      case .roundEnds(let register): if captures[register] == position { return nil }
      case .split(let first, let second, let number):
        if !program.hasBackReferences, !isFirstTry(number, at: position) { return nil }
        stack.append(Entry(place: second, position: position))
        place = first
        continue
      case .jump(let target):
        place = target
        continue
      case .backReference(let number):
        guard let end = endOfRepeat(of: number, at: position) else { return nil }
        position = end
      case .match: return position
      }
      place += 1
    }
  }

  private mutating func save(_ position: Int, in register: Int) {
    stack.append(Entry(place: -1 - register, position: captures[register]))
    captures[register] = position
  }

  /// Behind what a group matched, said again; a group that took no part is the empty text.
  private mutating func endOfRepeat(of group: Int, at position: Int) -> Int? {
    let (low, high) = (captures[2 * group], captures[2 * group + 1])
    guard low >= 0, high > low else { return position }
    guard high - low <= text.count - position else { return nil }
    budget -= high - low
    for offset in 0..<high - low {
      let (a, b) = (text[low + offset], text[position + offset])
      guard a == b || program.ignoresCase && CaseVariants.same(a, b) else { return nil }
    }
    return position + high - low
  }

  /// A line that begins with the text's last line feed is none.
  private func isStart(_ position: Int) -> Bool {
    position == 0 || program.isMultiline && position < text.count && text[position - 1] == 10
  }

  private func isEnd(_ position: Int) -> Bool {
    position == text.count || program.isMultiline && text[position] == 10
  }
}
