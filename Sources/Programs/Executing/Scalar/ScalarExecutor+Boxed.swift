package import FEEL
import Facts

/// Boxed values in a scalar run.
extension ScalarExecutor {
  /// - Returns: 1 where a doubt was left.
  func workBoxed(_ it: Step) -> UInt8 {
    let (to, a) = (Int(it.to), Int(it.a))
    switch it.code {
    case .evaluate:
      let value = program.boxed[a].value(moment) { code.readers[a][$0].flatMap(read) }
      boxed[to] = value ?? .null
      return value == nil ? 1 : 0
    case .unboxNumber:
      guard boxed[a].unbox(into: &numbers[to]) else { return 1 }
      return it.b < 0 || Scaling.toWhole(numbers[to], &numbers[Int(it.b)]) ? 0 : 1
    case .unboxBoolean: return boxed[a].unbox(into: &booleans[to]) ? 0 : 1
    case .unboxCode: return boxed[a].unbox(into: &codes[to], program) ? 0 : 1
    default: return 0
    }
  }

  private func read(_ reader: MachineCode.Reader) -> Value? {
    switch reader {
    case .near(let register): Number(numbers[register]).map(Value.number)
    case .whole(let register, let scale): Scaling.value(of: numbers[register], scale: scale)
    case .boolean(let register): .boolean(booleans[register])
    case .code(let register): program.text(of: codes[register]).map(Value.string)
    case .boxed(let register): boxed[register]
    case .row(let register): codes[register] < 0 ? nil : .boolean(true)
    }
  }

  /// What a term comes to in a case that is decided, numbers as near as their doubles; nil where a text is not among those of
  /// the program.
  package func value(of term: Term) -> Value? {
    term.value { slot in code.results[slot].flatMap(read) }
  }
}
