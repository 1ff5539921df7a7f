import Evaluation
import FEEL
import Facts

extension Reading {
  mutating func read(_ expression: FEELExpression, _ scope: Scope) -> Meaning {
    room -= 1
    guard room > 0, scope.depth < 200 else {
      return guess("beyond \(room)", "more than is read of one ruleset", nil)
    }
    var scope = scope
    scope.depth += 1
    switch expression.kind {
    case .null: return Meaning(.null)
    case .boolean(let boolean): return boolean ? .truth(.yes, .no) : .truth(.no, .yes)
    case .number(let number): return Meaning(.number(Linear(Fraction(number))))
    case .string(let text): return Meaning(.word(.constant(text)))
    case .name(let name): return value(of: name, scope) ?? guess(expression, scope, &self)
    case .path(let base, let member):
      if case .element(let list) = read(base, scope).sense { return self.member(member, of: list) }
      return guess(expression, scope, &self)
    case .negate(let inner):
      let meaning = read(inner, scope)
      guard let (sum, result) = number(meaning) else { return guess(expression, scope, &self) }
      return Meaning(.number(-sum), defined: result.defined, lapses: result.lapses)
    case .binary(let op, let a, let b):
      return combined(op, read(a, scope), b, expression, scope)
    case .chain(let first, let links):
      // What cannot be read of one step must not be taken for another.
      var steps = scope
      steps.bindings[""] = Meaning(.null)
      return links.reduce(read(first, scope)) { combined($1.op, $0, $1.operand, expression, steps) }
    case .between(let value, let low, let high):
      let value = read(value, scope)
      return both(
        compared(.greaterOrEqual, value, read(low, scope), expression, scope),
        compared(.lessOrEqual, value, read(high, scope), expression, scope))
    case .membership(let value, let tests):
      return matched(.tests(tests), read(value, scope), scope)
    case .conditional(let condition, let then, let otherwise):
      let truths = truths(of: condition, scope)
      return choice(
        [
          (truths.yes, read(then, scope)),
          (.or([truths.no, truths.open]), read(otherwise, scope)),
        ], elsewhere: truths.lapses, why: Self.shortened(expression))
    case .list(let items): return Meaning(.list(items.map { read($0, scope) }))
    case .some(let iterators, let body):
      return quantified(iterators, body, expression, scope, isAny: true)
    case .every(let iterators, let body):
      return quantified(iterators, body, expression, scope, isAny: false)
    case .iteration(let iterators, let body):
      guard iterators.count == 1, iterators[0].end == nil,
        case .list(let items) = read(iterators[0].domain, scope).sense, items.count <= 64
      else { return constant(expression) ?? guess(expression, scope, &self) }
      return Meaning(
        .list(
          items.map { item in
            var inner = scope
            inner.bindings[iterators[0].name] = item
            return read(body, inner)
          }))
    case .call(let callee, let arguments):
      guard case .name(let name) = callee.kind else { return guess(expression, scope, &self) }
      if scope.bindings[name] == nil, ruleset.definitionsByName[name] == nil, builtIns[name] != nil,
        let constant = constant(expression)
      {
        return constant
      }
      return called(name, arguments, expression, scope)
    case .typed(let value, let type):
      let meaning = read(value, scope)
      switch (type, meaning.sense) {
      case (.named("number"), .number), (.named("string"), .word), (.named("boolean"), .truth),
        (.named("date"), .date), (.named("Any"), _):
        return meaning
      default: return guess(expression, scope, &self)
      }
    default: return constant(expression) ?? guess(expression, scope, &self)
    }
  }

  /// The value of an expression that takes nothing from outside.
  private func constant(_ expression: FEELExpression) -> Meaning? {
    guard expression.height < 20, expression.freeNames().isEmpty, !expression.mentionsInput else {
      return nil
    }
    var evaluator = Evaluator()
    evaluator.steps = 1000
    switch evaluator.evaluate(expression, in: Environment()) {
    case .number(let number): return Meaning(.number(Linear(Fraction(number))))
    case .string(let text): return Meaning(.word(.constant(text)))
    case .boolean(let boolean): return boolean ? .truth(.yes, .no) : .truth(.no, .yes)
    case .date(let date): return Meaning(.date(Linear(Fraction(date.dayNumber))))
    case .daysAndTime(let duration):
      let nanoseconds = Fraction(Number("\(duration.nanoseconds)") ?? .zero)
      return Meaning(.days(Linear(nanoseconds / Fraction(86_400_000_000_000))))
    default: return nil
    }
  }

  // MARK: operators

  private mutating func combined(
    _ op: BinaryOperator, _ a: Meaning, _ right: FEELExpression, _ expression: FEELExpression,
    _ scope: Scope
  ) -> Meaning {
    let b = read(right, scope)
    switch op {
    case .and: return both(a, b)
    case .or:
      let truths = Truths.or([truths(of: a), truths(of: b)])
      return Meaning(.truth(yes: truths.yes, no: truths.no), lapses: truths.lapses)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return compared(op, a, b, expression, scope)
    case .add, .subtract, .multiply, .divide, .power:
      return arithmetic(op, a, b) ?? constant(expression) ?? guess(expression, scope, &self)
    }
  }

  private mutating func both(_ a: Meaning, _ b: Meaning) -> Meaning {
    let truths = Truths.and([truths(of: a), truths(of: b)])
    return Meaning(.truth(yes: truths.yes, no: truths.no), lapses: truths.lapses)
  }

  private mutating func arithmetic(_ op: BinaryOperator, _ a: Meaning, _ b: Meaning) -> Meaning? {
    func result(_ sense: Meaning.Sense, _ a: Meaning, _ b: Meaning) -> Meaning {
      Meaning(sense, defined: .and([a.defined, b.defined]), lapses: a.lapses.or(b.lapses))
    }
    switch (op, a.sense, b.sense) {
    case (.add, .date(let x), .days(let y)), (.add, .days(let y), .date(let x)):
      // FEEL drops the hours of a day: only whole days are a sum.
      return y.isConstant && y.constant.isWhole ? result(.date(x + y), a, b) : nil
    case (.subtract, .date(let x), .days(let y)):
      return y.isConstant && y.constant.isWhole ? result(.date(x - y), a, b) : nil
    case (.subtract, .date(let x), .date(let y)): return result(.days(x - y), a, b)
    default: break
    }
    guard let (x, first) = number(a), let (y, second) = number(b) else { return nil }
    switch op {
    case .add: return result(.number(x + y), first, second)
    case .subtract: return result(.number(x - y), first, second)
    case .multiply: return result(.number(product(x, y)), first, second)
    case .divide:
      let quotient = quotient(x, y)
      var whole = result(quotient.sense, first, second)
      whole.defined = .and([whole.defined, quotient.defined])
      whole.lapses = whole.lapses.or(quotient.lapses)
      return whole
    default:
      guard y.isConstant, let power = [2, 3, 4].first(where: { Fraction($0) == y.constant }) else {
        return nil
      }
      var sum = x
      for _ in 1..<power { sum = product(sum, x) }
      return result(.number(sum), first, second)
    }
  }

  mutating func compared(
    _ op: BinaryOperator, _ a: Meaning, _ b: Meaning, _ expression: FEELExpression, _ scope: Scope
  ) -> Meaning {
    let lapses = a.lapses.or(b.lapses)
    let defined = Formula.and([a.defined, b.defined])
    func result(_ yes: Formula, _ no: Formula) -> Meaning {
      Meaning(.truth(yes: yes, no: no), defined: defined, lapses: lapses)
    }
    func swapped(_ meaning: Meaning) -> Meaning {
      guard op == .notEqual, case .truth(let yes, let no) = meaning.sense else { return meaning }
      return Meaning(.truth(yes: no, no: yes), defined: meaning.defined, lapses: meaning.lapses)
    }
    switch (a.sense, b.sense) {
    case (.date(let x), .date(let y)), (.days(let x), .days(let y)),
      (.number(let x), .number(let y)):
      let yes = Self.holds(op, x - y)
      return result(yes, yes.negated)
    case (.null, .null) where op == .equal || op == .notEqual: return swapped(result(.yes, .no))
    case (.null, .guess), (.guess, .null): break
    case (.null, _) where op == .equal || op == .notEqual,
      (_, .null) where op == .equal || op == .notEqual:
      return swapped(result(.no, .yes))
    case (.word(let x), .word(let y)) where op == .equal || op == .notEqual:
      guard let yes = same(x, y) else { break }
      return swapped(result(yes.0, yes.1))
    case (.truth, .truth) where op == .equal || op == .notEqual:
      let (x, y) = (truths(of: a), truths(of: b))
      return swapped(
        Meaning(
          .truth(
            yes: .or([.and([x.yes, y.yes]), .and([x.no, y.no])]),
            no: .or([.and([x.yes, y.no]), .and([x.no, y.yes])])), lapses: lapses))
    case (.guess, .number), (.number, .guess), (.guess, .guess):
      // Two guesses may be texts or dates as well: only an order of numbers is one of numbers.
      guard let (x, first) = number(a), let (y, second) = number(b) else { break }
      if case .guess = a.sense, case .guess = b.sense { break }
      let yes = Self.holds(op, x - y)
      return Meaning(
        .truth(yes: yes, no: yes.negated), defined: .and([first.defined, second.defined]),
        lapses: first.lapses.or(second.lapses))
    default: break
    }
    return guess(expression, scope, &self)
  }

  static func holds(_ op: BinaryOperator, _ difference: Linear) -> Formula {
    switch op {
    case .less: .below(difference)
    case .lessOrEqual: .atMost(difference)
    case .greater: .below(-difference)
    case .greaterOrEqual: .atMost(-difference)
    case .notEqual: Formula.isZero(difference).negated
    default: .isZero(difference)
    }
  }

  /// Where two words may be the same, and where not; nil where it cannot be said.
  private func same(_ a: Meaning.Word, _ b: Meaning.Word) -> (Formula, Formula)? {
    switch (a, b) {
    case (.constant(let x), .constant(let y)): return x == y ? (.yes, .no) : (.no, .yes)
    case (.variable(let variable, let words, let isOpen), .constant(let text)),
      (.constant(let text), .variable(let variable, let words, let isOpen)):
      let known = isOpen ? words.dropLast() : words[...]
      guard let place = known.firstIndex(of: text) else {
        // A word that nobody told the others apart by can only be one of them.
        return isOpen
          ? (.word(variable, WordSet([words.count - 1], of: words.count), of: words.count), .yes)
          : (.no, .yes)
      }
      let yes = Formula.word(variable, WordSet([place], of: words.count), of: words.count)
      return (yes, yes.negated)
    case (
      .variable(let x, let first, let isFirstOpen), .variable(let y, let second, let isSecondOpen)
    ):
      if x == y { return (.yes, .no) }
      guard first.count + second.count <= 200 else { return nil }
      var yes: [Formula] = []
      for (place, word) in first.enumerated() {
        let isOther = isFirstOpen && place == first.count - 1
        for (other, text) in second.enumerated() {
          let isOtherToo = isSecondOpen && other == second.count - 1
          guard isOther || isOtherToo || word == text else { continue }
          yes.append(
            .and([
              .word(x, WordSet([place], of: first.count), of: first.count),
              .word(y, WordSet([other], of: second.count), of: second.count),
            ]))
        }
      }
      // Two words that are only known to be others may be the same or not.
      if isFirstOpen || isSecondOpen { return (.or(yes), .yes) }
      return (.or(yes), Formula.or(yes).negated)
    }
  }

  // MARK: tests

  /// Where tests may hold for an input.
  mutating func matched(_ tests: UnaryTests, _ input: Meaning, _ scope: Scope) -> Meaning {
    switch tests {
    case .any: return .truth(.yes, .no)
    case .tests(let tests): return matched(any: tests, input, scope)
    case .negated(let tests):
      let truths = self.truths(of: matched(any: tests, input, scope)).negated
      return Meaning(.truth(yes: truths.yes, no: truths.no), lapses: truths.lapses)
    }
  }

  private mutating func matched(any tests: [UnaryTest], _ input: Meaning, _ scope: Scope) -> Meaning
  {
    // A cell's words mean something else for each input.
    var inner = scope
    inner.bindings["?"] = input
    let parts = tests.map { self.truths(of: matched($0, input, inner)) }
    let truths = Truths.or(parts)
    return Meaning(.truth(yes: truths.yes, no: truths.no), lapses: truths.lapses)
  }

  private mutating func matched(_ test: UnaryTest, _ input: Meaning, _ scope: Scope) -> Meaning {
    switch test {
    case .compare(let op, let end): return compared(op, input, read(end, scope), end, scope)
    case .expression(let expression):
      if expression.mentionsInput {
        let meaning = read(expression, scope)
        if case .truth = meaning.sense { return meaning }
        return guess(expression, scope, &self)
      }
      if case .range(let range) = expression.kind {
        guard range.form == .interval else { return guess(expression, scope, &self) }
        var truths: [Truths] = []
        if let low = range.low {
          truths.append(
            self.truths(
              of: compared(
                range.includesLow ? .greaterOrEqual : .greater, input, read(low, scope), low, scope)
            ))
        }
        if let high = range.high {
          truths.append(
            self.truths(
              of: compared(
                range.includesHigh ? .lessOrEqual : .less, input, read(high, scope), high, scope)))
        }
        let both = Truths.and(truths)
        return Meaning(.truth(yes: both.yes, no: both.no), lapses: both.lapses)
      }
      let value = read(expression, scope)
      if case .list(let items) = value.sense {
        let truths = Truths.or(
          items.map { self.truths(of: compared(.equal, input, $0, expression, scope)) })
        return Meaning(.truth(yes: truths.yes, no: truths.no), lapses: truths.lapses)
      }
      if case .truth = value.sense {
        if case .truth = input.sense { return compared(.equal, input, value, expression, scope) }
        return value
      }
      return compared(.equal, input, value, expression, scope)
    }
  }

  private mutating func quantified(
    _ iterators: [FEELExpression.Iterator], _ body: FEELExpression, _ expression: FEELExpression,
    _ scope: Scope, isAny: Bool
  ) -> Meaning {
    guard iterators.count == 1, iterators[0].end == nil,
      case .list(let items) = read(iterators[0].domain, scope).sense, items.count <= 64
    else {
      let meaning = guess(expression, scope, &self)
      if case .guess(let variable) = meaning.sense, hints[variable] == nil, iterators.count == 1,
        case .name(let list) = iterators[0].domain.kind, scope.bindings[list] == nil,
        case .list? = ruleset.vocabulary.facts[list]?.type
      {
        var inner = scope
        inner.bindings[iterators[0].name] = element(of: list)
        let truths = self.truths(of: body, inner)
        hints[variable] = .or([
          .and([.word(variable, WordSet([0], of: 3), of: 3), truths.yes]),
          .and([.word(variable, WordSet([1], of: 3), of: 3), truths.no]),
        ])
      }
      return meaning
    }
    let parts = items.map { item in
      var inner = scope
      inner.bindings[iterators[0].name] = item
      return self.truths(of: body, inner)
    }
    let truths = isAny ? Truths.or(parts) : Truths.and(parts)
    return Meaning(.truth(yes: truths.yes, no: truths.no), lapses: truths.lapses)
  }
}
