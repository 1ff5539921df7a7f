import FEEL
import Facts
import Regulations
import RuleCompiler
import TestSupport

/// Whatever a model says, each executor of its program comes to what the reference evaluator comes to, or leaves it to that.
let programs = Fuzzer(
  name: "programs", claim: "no executor decides otherwise than the reference evaluator",
  rounds: 60
) { generator in
  RandomModel.text(&generator)
} check: { text in
  let decisions = DecisionProgram(DecisionLibrary(reading: [("model.dmn", Array(text.utf8))]))
  // The cases follow from the text, so that a text that was found is found again.
  var generator = SeededGenerator(
    seed: text.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
  let cases = (0..<6).map { place in
    var run = DecisionRun(decisions)
    for input in RandomModel.inputs {
      guard let id = decisions.input(named: input.name, in: "m") else { continue }
      run.give(inputValue(input.name, isTame: place % 2 == 0, &generator), to: id)
    }
    return run
  }
  // All of them as one program, and each by itself: a doubt about one is a doubt about the whole.
  let all = decisions.compiled(namespace: "m")
  try check(all, decisions, cases)
  for id in all.results.keys.sorted(by: { $0.id < $1.id }) {
    try check(decisions.compiled(namespace: "m", wanted: [id]), decisions, cases)
  }
}

private func check(
  _ compiled: CompiledDecisions, _ decisions: DecisionProgram, _ cases: [DecisionRun]
) throws {
  let runs = CompiledRun.Executor.allCases.map { ($0, CompiledRun(compiled, on: $0)) }
  for one in cases {
    let given = compiled.inputs.map { one.given($0) }
    for (id, result) in compiled.results.sorted(by: { $0.value < $1.value }) {
      var reference = one
      let wanted = reference.value(of: id)
      for (executor, run) in runs {
        guard let answer = run.value(ofResult: result, given) else { continue }
        if !answer.value.agrees(with: wanted, isExact: answer.decidedBy == .exact) {
          throw Broken(
            """
            `\(id.id)` is \(answer.value.printed()) by \(executor) and \(wanted.printed()) by the reference \
            for \(zip(compiled.inputs, given).map { "\($0.id) = \($1.printed())" }.joined(separator: ", "))
            \(compiled.program)
            """)
        }
      }
    }
  }
}

private func inputValue(_ name: String, isTame: Bool, _ generator: inout SeededGenerator) -> Value {
  switch isTame ? 2 : Int.random(in: 0..<8, using: &generator) {
  case 0: return .null
  case 1: return .unknown(Reasons([.init(kind: 0, name: name)]))
  default: break
  }
  let numbers = [
    "0", "0.1", "0.3", "1", "2", "3", "10.5", "7.125", "-1", "100", "99.99999",
    "0.30000000000000004",
    "12345678901234.5", "1E20",
  ]
  func number() -> Value {
    numbers.prefix(isTame ? 10 : numbers.count).randomElement(using: &generator).flatMap {
      Number($0)
    }.map(Value.number) ?? .null
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
