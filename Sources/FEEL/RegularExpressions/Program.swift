/// A pattern as instructions for the ``Matcher``.
struct Program: Sendable {
  enum Instruction: Sendable {
    case character(UInt32)
    /// By its place in ``Program/sets``.
    case set(Int)
    case start, end
    /// Where a group begins (even) or ends (odd).
    case save(Int)
    /// Tries the first, then the second; numbered, so that the matcher can remember where it has been.
    case split(first: Int, second: Int, number: Int)
    case jump(Int)
    case backReference(Int)
    /// Only with back-references: a round of a loop that moved nothing is not taken.
    case roundBegins(register: Int)
    case roundEnds(register: Int)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [CharacterSet] = []
  private(set) var splits = 0
  /// Captured groups, and behind their two places each the registers of loops.
  let groups: Int
  private(set) var registers: Int
  let isMultiline: Bool
  let ignoresCase: Bool
  let hasBackReferences: Bool

  /// A class with its first characters worked out.
  struct CharacterSet: Sendable {
    private let set: CharacterClass
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ set: CharacterClass) {
      self.set = set
      for character in 0..<64 as Range<UInt32> {
        if set.contains(character) { low |= 1 << UInt64(character) }
        if set.contains(character + 64) { high |= 1 << UInt64(character) }
      }
    }

    func contains(_ character: UInt32) -> Bool {
      if character < 64 { return low >> UInt64(character) & 1 == 1 }
      if character < 128 { return high >> UInt64(character - 64) & 1 == 1 }
      return set.contains(character)
    }
  }

  init(
    _ node: Pattern.Node, groups: Int, isMultiline: Bool, ignoresCase: Bool, hasBackReferences: Bool
  )
    throws(Pattern.Failure)
  {
    self.groups = groups
    self.isMultiline = isMultiline
    self.ignoresCase = ignoresCase
    self.hasBackReferences = hasBackReferences
    registers = 2 * (groups + 1)
    try emit(node)
    try emit(.match)
  }

  private mutating func emit(_ instruction: Instruction) throws(Pattern.Failure) {
    guard instructions.count < Pattern.largest else {
      throw Pattern.Failure(
        "the pattern comes to more than \(Pattern.largest) steps; write smaller counts")
    }
    instructions.append(instruction)
  }

  private mutating func emit(_ node: Pattern.Node) throws(Pattern.Failure) {
    switch node {
    case .characters(let set): try emit(set)
    case .start: try emit(Instruction.start)
    case .end: try emit(Instruction.end)
    case .backReference(let number): try emit(Instruction.backReference(number))
    case .sequence(let nodes): for node in nodes { try emit(node) }
    case .group(let inner, nil): try emit(inner)
    case .group(let inner, let number?):
      try emit(.save(2 * number))
      try emit(inner)
      try emit(.save(2 * number + 1))
    case .alternatives(let nodes):
      var ends: [Int] = []
      for node in nodes.dropLast() {
        let split = try placeholder()
        try emit(node)
        ends.append(try placeholder())
        setSplit(at: split, isReluctant: false)
      }
      if let last = nodes.last { try emit(last) }
      for end in ends { instructions[end] = .jump(instructions.count) }
    case .repeated(let inner, let least, let most, let isReluctant):
      try emit(inner, least: least, most: most, isReluctant: isReluctant)
    }
  }

  private mutating func emit(_ set: CharacterClass) throws(Pattern.Failure) {
    if set.items.count == 1, !set.isNegated, set.except.isEmpty,
      case .range(let low, let high) = set.items[0],
      low == high, !set.ignoresCase || CaseVariants.of(low).isEmpty
    {
      return try emit(.character(low))
    }
    try emit(.set(sets.count))
    sets.append(CharacterSet(set))
  }

  /// Counts are written out; more rounds may follow, each inside a choice of going on or not.
  private mutating func emit(_ inner: Pattern.Node, least: Int, most: Int?, isReluctant: Bool)
    throws(Pattern.Failure)
  {
    for _ in 0..<least {
      let before = instructions.count
      try emit(inner)
      // Nothing said so many times is nothing.
      if instructions.count == before { return }
    }
    if let most {
      var splits: [Int] = []
      for _ in least..<most {
        splits.append(try placeholder())
        let before = instructions.count
        try emit(inner)
        if instructions.count == before { break }
      }
      for split in splits { setSplit(at: split, isReluctant: isReluctant) }
      return
    }
    let split = try placeholder()
    if hasBackReferences {
      try emit(.roundBegins(register: registers))
      let register = registers
      registers += 1
      try emit(inner)
      try emit(.roundEnds(register: register))
    } else {
      try emit(inner)
    }
    try emit(.jump(split))
    setSplit(at: split, isReluctant: isReluctant)
  }

  private mutating func placeholder() throws(Pattern.Failure) -> Int {
    try emit(.match)
    return instructions.count - 1
  }

  /// A choice between what stands behind it and the present end.
  private mutating func setSplit(at place: Int, isReluctant: Bool) {
    let (inside, outside) = (place + 1, instructions.count)
    instructions[place] = .split(
      first: isReluctant ? outside : inside, second: isReluctant ? inside : outside, number: splits)
    splits += 1
  }
}
