package import FEEL
package import Facts

/// Writes a program: one slot for each thing worked out, however often it is asked for, and none for what is constant.
package struct ProgramBuilder {
  package private(set) var program = Program()
  private var known: [Key: Program.Slot] = [:]
  private var constantIndex: [Number: Int] = [:]
  private var lists: [[Program.Slot]: Int] = [:]
  private var sets: [[Bool]: Int] = [:]
  /// The functions and types that expressions see besides their names.
  package var scope = Environment()
  /// Where the expression stands that is being written.
  var span = 0..<0

  private struct Key: Hashable {
    var operation: Operation
    var type: Program.SlotType
  }

  package init() {}

  // MARK: leaves

  /// - Parameter range: What the number may be; outside it, exact numbers decide.
  package mutating func input(
    _ name: String, _ type: Program.SlotType, range: ClosedRange<Double> = 0...Accuracy.largestInput
  ) -> Program.Slot {
    if let input = program.inputs.first(where: { $0.name == name }) { return input.slot }
    let index = program.inputs.count
    let slot = append(
      Operation(.input, index), type,
      type == .number ? .faithful(range.lowerBound, range.upperBound) : nil)
    program.inputs.append(.init(name: name, slot: slot, type: type))
    return slot
  }

  package mutating func constant(_ number: Number) -> Program.Slot {
    let index: Int
    if let known = constantIndex[number] {
      index = known
    } else {
      index = program.constants.count
      constantIndex[number] = index
      program.constants.append(number)
    }
    return append(Operation(.constant, index), .number, Self.accuracy(of: number))
  }

  package mutating func constant(_ boolean: Bool) -> Program.Slot {
    append(Operation(.constant, boolean ? 1 : 0), .boolean, nil)
  }

  package mutating func constant(_ text: String) -> Program.Slot {
    append(Operation(.constant, Int(code(text))), .code, nil)
  }

  package mutating func code(_ text: String) -> Int32 {
    if let code = program.codes[Array(text.utf8)] { return code }
    let code = Int32(program.texts.count)
    program.codes[Array(text.utf8)] = code
    program.texts.append(text)
    return code
  }

  package mutating func output(_ name: String, _ slot: Program.Slot) {
    program.outputs.append(.init(name: name, slot: slot))
  }

  /// What is to be had of the program as one value; its single values are outputs too: `derived.far`.
  package mutating func result(_ name: String, _ term: Term) {
    program.results.append(.init(name: name, value: term))
    func add(_ term: Term, _ name: String) {
      switch term {
      case .slot(let slot), .opened(let slot, _): output(name, slot)
      case .context(let entries, _):
        for entry in entries { add(entry.value, name + "." + entry.name) }
      case .texts: break
      }
    }
    add(term, name)
  }

  /// The program without what nothing asks for.
  package func finished() -> Program { program.swept() }

  static func accuracy(of number: Number) -> Accuracy {
    let double = number.double
    if let whole = Int(exactly: double), whole.magnitude <= 1 << 53, Number(whole) == number {
      return .integer(double, double)
    }
    var accuracy = Accuracy.faithful(double.nextDown, double.nextUp)
    accuracy.isFaithful = number.hasFifteenDigits
    accuracy.isOpen = !((1 / Accuracy.largestInput)...Accuracy.largestInput).contains(abs(double))
    return accuracy
  }

  // MARK: numbers

  func accuracy(_ slot: Program.Slot) -> Accuracy {
    program.accuracies[slot] ?? .integer(0, 1)
  }

  func number(_ slot: Program.Slot) -> Number? {
    let operation = program.operations[slot]
    guard operation.code == .constant, program.types[slot] == .number else { return nil }
    return program.constants[Int(operation.a)]
  }

  package mutating func add(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if let x = number(a), let y = number(b), let sum = x + y { return constant(sum) }
    if number(a)?.isZero ?? false { return b }
    if number(b)?.isZero ?? false { return a }
    return append(Operation(.add, min(a, b), max(a, b)), .number, accuracy(a) + accuracy(b))
  }

  package mutating func subtract(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if let x = number(a), let y = number(b), let difference = x - y { return constant(difference) }
    if number(b)?.isZero ?? false { return a }
    return append(Operation(.subtract, a, b), .number, accuracy(a) - accuracy(b))
  }

  package mutating func multiply(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if let x = number(a), let y = number(b), let product = x * y { return constant(product) }
    if number(a) == .one { return b }
    if number(b) == .one { return a }
    return append(Operation(.multiply, min(a, b), max(a, b)), .number, accuracy(a) * accuracy(b))
  }

  package mutating func divide(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if let x = number(a), let y = number(b), let quotient = x / y { return constant(quotient) }
    if number(b) == .one { return a }
    return append(Operation(.divide, a, b), .number, accuracy(a) / accuracy(b))
  }

  package mutating func negate(_ a: Program.Slot) -> Program.Slot {
    if let x = number(a) { return constant(-x) }
    return append(Operation(.negate, a), .number, -accuracy(a))
  }

  package mutating func minimum(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if a == b { return a }
    if let x = number(a), let y = number(b) { return constant(min(x, y)) }
    return append(
      Operation(.minimum, min(a, b), max(a, b)), .number, accuracy(a).joined(accuracy(b)))
  }

  package mutating func maximum(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if a == b { return a }
    if let x = number(a), let y = number(b) { return constant(max(x, y)) }
    return append(
      Operation(.maximum, min(a, b), max(a, b)), .number, accuracy(a).joined(accuracy(b)))
  }

  package mutating func absolute(_ a: Program.Slot) -> Program.Slot {
    // Not left out where the input should have one sign: exact numbers also work on what is outside its range.
    append(Operation(.absolute, a), .number, accuracy(a).ofMagnitude)
  }

  package mutating func floor(_ a: Program.Slot) -> Program.Slot {
    accuracy(a).isInteger ? a : append(Operation(.floor, a), .number, accuracy(a).whole)
  }

  package mutating func ceiling(_ a: Program.Slot) -> Program.Slot {
    accuracy(a).isInteger ? a : append(Operation(.ceiling, a), .number, accuracy(a).whole)
  }

  /// How many hold. Where most are negations, what they negate is counted and taken from their number.
  package mutating func count(_ slots: [Program.Slot]) -> Program.Slot {
    let open = slots.filter { boolean($0) != false }
    let negated = open.count { program.operations[$0].code == .not }
    guard 2 * negated > open.count else {
      let list = list(open.sorted())
      return append(Operation(.count, list), .number, .integer(0, Double(open.count)))
    }
    let all = constant(Number(open.count))
    return subtract(all, count(open.map { not($0) }))
  }

  // MARK: truth values

  func boolean(_ slot: Program.Slot) -> Bool? {
    let operation = program.operations[slot]
    guard operation.code == .constant, program.types[slot] == .boolean else { return nil }
    return operation.a == 1
  }

  package mutating func and(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if a == b || boolean(b) == true { return a }
    if boolean(a) == true { return b }
    if boolean(a) == false || boolean(b) == false { return constant(false) }
    return append(Operation(.and, min(a, b), max(a, b)), .boolean, nil)
  }

  package mutating func or(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if a == b || boolean(b) == false { return a }
    if boolean(a) == false { return b }
    if boolean(a) == true || boolean(b) == true { return constant(true) }
    return append(Operation(.or, min(a, b), max(a, b)), .boolean, nil)
  }

  package mutating func not(_ a: Program.Slot) -> Program.Slot {
    if let value = boolean(a) { return constant(!value) }
    let operation = program.operations[a]
    if operation.code == .not { return Program.Slot(operation.a) }
    return append(Operation(.not, a), .boolean, nil)
  }

  package mutating func less(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if let x = number(a), let y = number(b) { return constant(x < y) }
    return append(Operation(.less, a, b), .boolean, nil)
  }

  package mutating func lessOrEqual(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if let x = number(a), let y = number(b) { return constant(x <= y) }
    return append(Operation(.lessOrEqual, a, b), .boolean, nil)
  }

  package mutating func equal(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if let x = number(a), let y = number(b) { return constant(x == y) }
    return append(Operation(.equal, min(a, b), max(a, b)), .boolean, nil)
  }

  /// Whether two are one truth value, or both null.
  package mutating func sameTruth(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if let x = boolean(a), let y = boolean(b) { return constant(x == y) }
    return append(Operation(.sameTruth, min(a, b), max(a, b)), .boolean, nil)
  }

  /// A test's truth; where the input is unknown, that is all that is said of it.
  mutating func given(_ input: Program.Slot, _ truth: Program.Slot) -> Program.Slot {
    // One operand beside constants: what is unknown is the same either way.
    let operands = program.operands(of: program.operations[truth])
    if operands.allSatisfy({ $0 == input || program.operations[$0].code == .constant }) {
      return truth
    }
    return append(Operation(.given, input, truth), .boolean, nil)
  }

  // MARK: codes

  func codeConstant(_ slot: Program.Slot) -> Int32? {
    let operation = program.operations[slot]
    return operation.code == .constant && program.types[slot] == .code ? operation.a : nil
  }

  package mutating func isIn(_ a: Program.Slot, _ texts: [String]) -> Program.Slot {
    let codes = Set(texts.map { code($0) })
    if let constant = codeConstant(a) { return self.constant(codes.contains(constant)) }
    var set = [Bool](repeating: false, count: program.texts.count)
    for code in codes { set[Int(code)] = true }
    while set.last == false { set.removeLast() }
    let index: Int
    if let known = sets[set] {
      index = known
    } else {
      index = program.codeSets.count
      sets[set] = index
      program.codeSets.append(set)
    }
    return append(Operation(.isIn, a, index), .boolean, nil)
  }

  package mutating func sameCode(_ a: Program.Slot, _ b: Program.Slot) -> Program.Slot {
    if let text = codeConstant(b) { return isIn(a, [program.texts[Int(text)]]) }
    if let text = codeConstant(a) { return isIn(b, [program.texts[Int(text)]]) }
    return append(Operation(.sameCode, min(a, b), max(a, b)), .boolean, nil)
  }

  // MARK: choices

  package mutating func select(_ condition: Program.Slot, _ a: Program.Slot, _ b: Program.Slot)
    -> Program.Slot
  {
    if a == b { return a }
    if let value = boolean(condition) { return value ? a : b }
    let type = program.types[a]
    return append(
      Operation(.select, condition, a, b), type,
      type == .number ? accuracy(a).joined(accuracy(b)) : nil)
  }

  // MARK: tables

  /// The row of a table that stands by itself; that no row holds or several do is a row too.
  package mutating func lookup(_ table: TableIndex, _ inputs: [Program.Slot]) -> Program.Slot {
    lookup(table, nil, inputs)
  }

  mutating func lookup(_ table: TableIndex, _ source: TableSource?, _ inputs: [Program.Slot])
    -> Program.Slot
  {
    program.tables.append(table)
    program.tableSources.append(source)
    return append(Operation(.lookup, program.tables.count - 1, list(inputs)), .row, nil)
  }

  mutating func gather(_ row: Program.Slot, numbers: [Number], output: Int) -> Program.Slot {
    program.numberColumns.append(numbers)
    let accuracies = numbers.map(Self.accuracy)
    return append(
      Operation(.gather, row, program.numberColumns.count - 1, output), .number,
      accuracies.dropFirst().reduce(accuracies.first) { $0?.joined($1) })
  }

  mutating func gather(_ row: Program.Slot, texts: [String], output: Int) -> Program.Slot {
    program.codeColumns.append(texts.map { code($0) })
    return append(Operation(.gather, row, program.codeColumns.count - 1, output), .code, nil)
  }

  mutating func gather(_ row: Program.Slot, booleans: [Bool], output: Int) -> Program.Slot {
    program.booleanColumns.append(booleans)
    return append(Operation(.gather, row, program.booleanColumns.count - 1, output), .boolean, nil)
  }

  // MARK: boxed values

  mutating func evaluate(_ boxed: BoxedExpression) -> Program.Slot {
    program.boxed.append(boxed)
    return append(Operation(.evaluate, program.boxed.count - 1), .boxed, nil)
  }

  /// A boxed value that is of a type, null or unknown.
  mutating func unbox(_ slot: Program.Slot, _ type: Program.SlotType) -> Program.Slot {
    append(
      Operation(.unbox, slot), type,
      type == .number ? .faithful(-Accuracy.largestInput, Accuracy.largestInput) : nil)
  }

  // MARK: writing

  private mutating func list(_ slots: [Program.Slot]) -> Int {
    if let known = lists[slots] { return known }
    lists[slots] = program.slotLists.count
    program.slotLists.append(slots)
    return program.slotLists.count - 1
  }

  private mutating func append(
    _ operation: Operation, _ type: Program.SlotType, _ accuracy: Accuracy?
  ) -> Program.Slot {
    let key = Key(operation: operation, type: type)
    if let slot = known[key] { return slot }
    precondition(program.isWellTyped(operation, type), "an operation reads slots of its types")
    let slot = program.operations.count
    known[key] = slot
    program.operations.append(operation)
    program.types.append(type)
    program.accuracies.append(accuracy)
    program.spans.append(span)
    return slot
  }
}
