package import FEEL
import Facts

/// Boxed values in a block of cases: worked out case by case between instructions that run over the whole block.
extension ColumnarExecutor {
  func workBoxed(_ it: LanePlan.Instruction, _ count: Int) {
    let (to, a) = (Int(it.to), Int(it.a))
    for lane in 0..<count {
      var isSure = true
      switch it.code {
      case .evaluate:
        let value = program.boxed[a].value(moment) { slot in
          code.readers[a][slot].flatMap { read($0, lane) }
        }
        boxed[to][lane] = value ?? .null
        isSure = value != nil
      case .unboxNumber:
        isSure = boxed[a][lane].unbox(into: &numbers[to][lane])
        if it.b >= 0, !Scaling.toWhole(numbers[to][lane], &numbers[Int(it.b)][lane]) {
          isSure = false
        }
      case .unboxBoolean:
        var boolean = false
        isSure = boxed[a][lane].unbox(into: &boolean)
        booleans[to][lane] = boolean ? 1 : 0
      case .unboxCode: isSure = boxed[a][lane].unbox(into: &codes[to][lane], program)
      default: break
      }
      if !isSure { doubts[lane] = 1 }
    }
  }

  private func read(_ reader: MachineCode.Reader, _ lane: Int) -> Value? {
    switch reader {
    case .near(let register): return Number(numbers[plan.numbers[register]][lane]).map(Value.number)
    case .whole(let register, let scale):
      return Scaling.value(of: numbers[plan.numbers[register]][lane], scale: scale)
    case .boolean(let register): return .boolean(booleans[plan.booleans[register]][lane] == 1)
    case .code(let register):
      let code = codes[plan.codes[register]][lane]
      return program.text(of: code).map(Value.string)
    case .boxed(let register): return boxed[register][lane]
    case .row(let register):
      return codes[plan.codes[register]][lane] < 0 ? nil : .boolean(true)
    }
  }

  fileprivate func value(of term: Term, _ lane: Int) -> Value? {
    term.value { slot in code.results[slot].flatMap { read($0, lane) } }
  }
}

extension ColumnarExecutor.Block {
  /// What a term comes to in a lane that is decided, numbers as near as their doubles; nil where a text is not among those of the program.
  package func value(of term: Term, _ lane: Int) -> Value? { executor.value(of: term, lane) }
}
