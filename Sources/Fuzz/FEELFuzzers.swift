import FEEL
import Facts
import TestSupport

/// Steps that a check may take: small, so that many texts are tried.
private let steps = 20_000

/// Broken and half-broken text: reading it ends in a tree or an error with a place in it.
let feelGarbage = Fuzzer(
  name: "feel-garbage", claim: "reading ends with a tree or an error that points into the text"
) { generator in
  RandomText.garbage(&generator)
} check: { text in
  for isCell in [false, true] {
    do throws(ParseError) {
      let parser = FEELParser(names: RandomText.names)
      if isCell {
        _ = try parser.unaryTests(text)
      } else {
        _ = try parser.expressionPrefix(text, from: 0)
        _ = try parser.expression(text)
      }
    } catch {
      guard (0...text.utf8.count).contains(error.offset), !error.message.isEmpty else {
        throw Broken("an error points to \(error.offset) of \(text.utf8.count)")
      }
    }
  }
}

/// What is printed reads back as itself.
let feelPrinting = Fuzzer(name: "feel-printing", claim: "a printed tree reads back as itself") {
  generator in
  RandomExpression.printed(depth: 5, &generator)
} check: { text in
  let parser = FEELParser(names: RandomExpression.names)
  let first = try parser.expression(text)
  let printed = first.printed()
  let second = try parser.expression(printed)
  guard first.unplaced() == second.unplaced() else {
    throw Broken("reads as another tree once printed as \(printed)")
  }
}

/// Whatever can be read can be evaluated: to a value and a bounded number of findings.
let feelEvaluation = Fuzzer(
  name: "feel-evaluation", claim: "evaluation ends, the same way every time"
) { generator in
  generator.next() % 4 == 0
    ? RandomText.garbage(&generator) : RandomExpression.printed(depth: 6, &generator)
} check: { text in
  guard let tree = try? FEELParser(names: RandomExpression.names).expression(text) else { return }
  let results = (0..<2).map { _ in
    var evaluator = Evaluator()
    evaluator.steps = steps
    return evaluator.evaluate(tree, in: RandomExpression.environment(unknown: .number(2))).printed()
  }
  guard results[0] == results[1] else { throw Broken("comes to \(results[0]), then \(results[1])") }
}

/// Never a silent yes: what is decided while a fact is unknown stays so whatever the fact turns out to be.
let feelUnknowns = Fuzzer(
  name: "feel-unknowns", claim: "no value of the unknown contradicts a result that it left definite"
) { generator in
  guard generator.next() % 4 > 0 else { return RandomExpression.printed(depth: 4, &generator) }
  var random = RandomSentence(&generator)
  return random.sentence(Int.random(in: 2...5, using: &generator))
} check: { text in
  guard let tree = try? FEELParser(names: RandomExpression.names).expression(text) else { return }
  func evaluate(_ value: Value) -> (value: Value, failed: Bool) {
    var evaluator = Evaluator()
    evaluator.steps = steps
    let result = evaluator.evaluate(tree, in: RandomExpression.environment(unknown: value))
    return (result, !evaluator.findings.isEmpty)
  }
  let missing = Value.unknown(Reasons([.init(kind: 0, name: "u")]))
  let open = evaluate(missing)
  // A failed evaluation is refused as a whole, and functions cannot be compared.
  guard !open.failed, open.value.isSettled else { return }
  for concrete in RandomExpression.concretes {
    let closed = evaluate(concrete)
    guard !closed.failed else { continue }
    guard closed.value.printed() == open.value.printed() else {
      throw Broken(
        "is \(open.value.printed()) while `u` is unknown, and \(closed.value.printed()) where it is \(concrete.printed())"
      )
    }
  }
}

extension Value {
  /// Whether nothing in it is unknown or a function.
  fileprivate var isSettled: Bool {
    switch self {
    case .unknown, .function: false
    case .list(let items): items.allSatisfy(\.isSettled)
    case .context(let context): context.entries.allSatisfy(\.value.isSettled)
    case .range(let range): (range.low?.isSettled ?? true) && (range.high?.isSettled ?? true)
    default: true
    }
  }
}
