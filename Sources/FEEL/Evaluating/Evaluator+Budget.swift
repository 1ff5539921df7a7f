/// What one evaluation may use. Every loop and every copy counts, so that whatever is written ends soon, with a finding that
/// names the bound.
extension Evaluator {
  /// Steps of one evaluation: about a second's work.
  package static let mostSteps = 2_000_000
  /// Expressions and calls inside one another: what the stack of a thread holds in a debug build too.
  static let deepest = 600
  /// Values inside one value, texts counted by length.
  static let largest = 1_000_000
  /// Lists and contexts inside one another.
  static let deepestValue = 200

  /// Counts work; false where it is too much, and from then on.
  mutating func spend(steps work: Int, _ expression: FEELExpression) -> Bool {
    steps -= max(0, work)
    if steps < 0 { breakOff("an evaluation takes too many steps", expression) }
    return !isExhausted
  }

  /// Ends the whole evaluation, which is null then whatever is made of it: said once.
  mutating func breakOff(_ message: String, _ expression: FEELExpression) {
    guard !isExhausted else { return }
    isExhausted = true
    _ = fail(message, expression)
  }

  /// The same for looking through values: eight of them are a step.
  mutating func spend(lookingThrough values: [Value], _ expression: FEELExpression) -> Bool {
    var weight = 0
    for value in values where value.isComposite {
      weight += value.weight(upTo: max(0, steps) * 8 + 8)
    }
    return weight == 0 || spend(steps: weight / 8, expression)
  }

  /// A value that was just made: null with a finding where it is larger than any law needs.
  mutating func bounded(_ value: Value, _ expression: FEELExpression) -> Value {
    guard value.isComposite else { return value }
    let weight = value.weight(upTo: Self.largest + 1)
    guard spend(steps: weight / 8, expression) else { return .null }
    if weight > Self.largest {
      return fail("a value holds more than \(Self.largest) others", expression)
    }
    return value
  }
}

extension Value {
  /// Whether it holds no more values than one may.
  package var isBounded: Bool {
    !isComposite || weight(upTo: Evaluator.largest + 1) <= Evaluator.largest
  }

  /// Whether it holds other values or a text: whether it has a size.
  var isComposite: Bool {
    switch self {
    case .list, .context, .range, .string: true
    default: false
    }
  }

  /// How many values lie in it and itself, a text as one for every 32 bytes. Counting ends at the limit; what nests too deep is
  /// as heavy as can be.
  func weight(upTo limit: Int, depth: Int = 0) -> Int {
    guard depth <= Evaluator.deepestValue else { return limit }
    func sum(_ values: some Sequence<Value>) -> Int {
      var total = 1
      for value in values {
        total += value.isComposite ? value.weight(upTo: limit - total, depth: depth + 1) : 1
        if total >= limit { return limit }
      }
      return total
    }
    switch self {
    case .string(let text): return min(limit, 1 + text.utf8.count / 32)
    case .list(let items): return sum(items)
    case .context(let context): return sum(context.entries.lazy.map(\.value))
    case .range(let range): return sum([range.low, range.high].compactMap { $0 })
    default: return 1
    }
  }
}
