import FEEL
import Facts
import Regulations
import RuleCompiler
import TestSupport

/// Whatever a model says, each executor of its program comes to what the reference evaluator comes to, or leaves it to that.
let programs = Fuzzer(
  name: "programs", claim: "no executor decides otherwise than the reference evaluator"
) { generator in
  RandomModel.text(&generator)
} check: { text in
  let decisions = DecisionProgram(DecisionLibrary(reading: [("model.dmn", Array(text.utf8))]))
  let compiled = decisions.compiled(namespace: "m")
  let runs = CompiledRun.Executor.allCases.map { ($0, CompiledRun(compiled, on: $0)) }
  // The cases follow from the text, so that a text that was found is found again.
  var generator = SeededGenerator(seed: text.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
  for _ in 0..<6 {
    var reference = DecisionRun(decisions)
    var given: [String] = []
    for input in RandomModel.inputs {
      guard let id = decisions.input(named: input.name, in: "m") else { continue }
      let value = inputValue(input.name, &generator)
      given.append("\(input.name) = \(value.printed())")
      reference.give(value, to: id)
    }
    for (id, result) in compiled.results.sorted(by: { $0.value < $1.value }) {
      var alone = reference
      let wanted = alone.value(of: id)
      for (executor, run) in runs {
        guard
          let answer = run.value(ofResult: result, compiled.inputs.map { reference.given($0) })
        else { continue }
        if !answer.value.agrees(with: wanted, isExact: answer.decidedBy == .exact) {
          throw Broken(
            """
            `\(id.id)` is \(answer.value.printed()) by \(executor) and \(wanted.printed()) by the reference \
            for \(given.joined(separator: ", "))
            \(compiled.program)
            """)
        }
      }
    }
  }
}

private func inputValue(_ name: String, _ generator: inout SeededGenerator) -> Value {
  switch Int.random(in: 0..<10, using: &generator) {
  case 0: return .null
  case 1: return .unknown(Reasons([.init(kind: 0, name: name)]))
  default: break
  }
  let numbers = [
    "0", "0.1", "0.3", "1", "2", "3", "10.5", "7.125", "-1", "100", "99.99999", "0.30000000000000004",
    "12345678901234.5", "1E20",
  ]
  func number() -> Value {
    numbers.randomElement(using: &generator).flatMap { Number($0) }.map(Value.number) ?? .null
  }
  func text() -> Value {
    .string(["R1", "R2", "C1", "Z", "é", "e\u{301}"].randomElement(using: &generator) ?? "")
  }
  func date() -> Value {
    .date(CivilDate(dayNumber: Int.random(in: 18_400..<20_200, using: &generator)))
  }
  switch name {
  case "n", "m": return number()
  case "s": return text()
  case "b": return .boolean(Bool.random(using: &generator))
  case "d": return date()
  case "l": return .list((0..<Int.random(in: 0..<4, using: &generator)).map { _ in number() })
  default:
    return [number(), text(), date(), .boolean(true), .list([number()])]
      .randomElement(using: &generator) ?? .null
  }
}

extension Value {
  /// Numbers of doubles are near what they stand for; all else is the same to the last code point.
  fileprivate func agrees(with other: Value, isExact: Bool) -> Bool {
    switch (self, other) {
    case (.number(let a), .number(let b)):
      if a == b { return true }
      return !isExact && abs(a.double - b.double) <= 1e-9 * max(1, abs(b.double))
    case (.string(let a), .string(let b)): return a.utf8.elementsEqual(b.utf8)
    case (.list(let a), .list(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { $0.agrees(with: $1, isExact: isExact) }
    case (.context(let a), .context(let b)):
      return a.keys == b.keys
        && zip(a.entries, b.entries).allSatisfy {
          $0.value.agrees(with: $1.value, isExact: isExact)
        }
    case (.function, .function): return true
    default: return self == other
    }
  }
}
