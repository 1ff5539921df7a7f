/// Which slots an operation reads, and on which of them anything rests.
extension Program {
  /// The slots that an operation reads.
  func operands(of operation: Operation) -> [Slot] {
    let (a, b, c) = (Slot(operation.a), Slot(operation.b), Slot(operation.c))
    switch operation.code {
    case .input, .constant: return []
    case .add, .subtract, .multiply, .divide, .minimum, .maximum, .and, .or, .less, .lessOrEqual,
      .equal, .sameCode, .sameTruth, .given:
      return [a, b]
    case .negate, .absolute, .floor, .ceiling, .not, .isIn, .gather, .unbox: return [a]
    case .select: return [a, b, c]
    case .count: return slotLists[a]
    case .lookup: return slotLists[b]
    case .evaluate: return boxed[a].slots
    }
  }

  /// Whether an operation reads slots of the types that it works on. Executors write to memory by type: nothing else may reach them.
  func isWellTyped(_ operation: Operation, _ type: SlotType) -> Bool {
    let (a, b, c) = (Slot(operation.a), Slot(operation.b), Slot(operation.c))
    func are(_ slots: Slot..., type: SlotType) -> Bool { slots.allSatisfy { types[$0] == type } }
    switch operation.code {
    case .input: return true
    case .constant: return type == .number || type == .boolean || type == .code
    case .add, .subtract, .multiply, .divide, .minimum, .maximum:
      return type == .number && are(a, b, type: .number)
    case .negate, .absolute, .floor, .ceiling: return type == .number && are(a, type: .number)
    case .select:
      return are(a, type: .boolean) && are(b, c, type: type) && type != .boxed && type != .row
    case .gather: return are(a, type: .row)
    case .count: return type == .number && slotLists[a].allSatisfy { are($0, type: .boolean) }
    case .and, .or, .sameTruth: return type == .boolean && are(a, b, type: .boolean)
    case .not: return type == .boolean && are(a, type: .boolean)
    case .given: return type == .boolean && are(b, type: .boolean)
    case .less, .lessOrEqual, .equal: return type == .boolean && are(a, b, type: .number)
    case .isIn: return type == .boolean && are(a, type: .code)
    case .sameCode: return type == .boolean && are(a, b, type: .code)
    case .lookup:
      return type == .row
        && zip(tables[a].columns, slotLists[b]).allSatisfy { column, slot in
          switch column {
          case .numbers: are(slot, type: .number)
          case .codes: are(slot, type: .code)
          case .booleans: are(slot, type: .boolean)
          case .anything: true
          }
        }
    case .evaluate: return type == .boxed
    case .unbox: return are(a, type: .boxed) && type != .boxed && type != .row
    }
  }

  /// Per slot, whether an output or a result rests on it; inputs always count, since callers write them.
  var liveSlots: [Bool] {
    var live = [Bool](repeating: false, count: operations.count)
    for slot in inputs.map(\.slot) + outputs.map(\.slot) { live[slot] = true }
    for slot in results.flatMap(\.value.slots) { live[slot] = true }
    for slot in operations.indices.reversed() where live[slot] {
      for operand in operands(of: operations[slot]) { live[operand] = true }
    }
    return live
  }

  /// The same program without the slots that nothing rests on.
  func swept() -> Program {
    let isLive = liveSlots
    guard isLive.contains(false) else { return self }
    var places = [Slot](repeating: -1, count: operations.count)
    var next = 0
    for slot in operations.indices where isLive[slot] {
      places[slot] = next
      next += 1
    }
    let kept = operations.indices.filter { isLive[$0] }
    var program = self
    // Lists and boxed expressions of what goes have no slots any more.
    program.slotLists = slotLists.map { $0.map { places[$0] } }
    program.boxed = []
    program.operations = kept.map { slot in
      var operation = moved(operations[slot], places)
      guard operation.code == .evaluate else { return operation }
      var boxed = boxed[Int(operation.a)]
      boxed.names = boxed.names.map { ($0.name, $0.value.mapped { places[$0] }) }
      operation.a = Int32(program.boxed.count)
      program.boxed.append(boxed)
      return operation
    }
    program.types = kept.map { types[$0] }
    program.accuracies = kept.map { accuracies[$0] }
    program.spans = kept.map { spans[$0] }
    for index in inputs.indices { program.inputs[index].slot = places[inputs[index].slot] }
    for index in outputs.indices { program.outputs[index].slot = places[outputs[index].slot] }
    for index in results.indices {
      program.results[index].value = results[index].value.mapped { places[$0] }
    }
    return program
  }

  private func moved(_ operation: Operation, _ places: [Slot]) -> Operation {
    var moved = operation
    func place(_ slot: Int32) -> Int32 { Int32(places[Slot(slot)]) }
    switch operation.code {
    case .input, .constant, .count, .lookup, .evaluate: break
    case .add, .subtract, .multiply, .divide, .minimum, .maximum, .and, .or, .less, .lessOrEqual,
      .equal, .sameCode, .sameTruth, .given:
      (moved.a, moved.b) = (place(operation.a), place(operation.b))
    case .negate, .absolute, .floor, .ceiling, .not, .isIn, .gather, .unbox:
      moved.a = place(operation.a)
    case .select:
      (moved.a, moved.b, moved.c) = (place(operation.a), place(operation.b), place(operation.c))
    }
    return moved
  }
}
