extension FEELExpression {
  /// The same expression as a part of a longer source that it begins in at an offset.
  package func shifted(by offset: Int) -> FEELExpression {
    offset == 0 ? self : mapped { $0.lowerBound + offset..<$0.upperBound + offset }
  }

  /// The same expression without its places: two texts of one meaning give one tree.
  package func unplaced() -> FEELExpression { mapped { _ in 0..<0 } }

  private func mapped(_ span: (Range<Int>) -> Range<Int>) -> FEELExpression {
    func map(_ expression: FEELExpression) -> FEELExpression { expression.mapped(span) }
    func map(_ iterators: [Iterator]) -> [Iterator] {
      iterators.map { .init(name: $0.name, domain: map($0.domain), end: $0.end.map(map)) }
    }
    func map(_ tests: [UnaryTest]) -> [UnaryTest] { tests.map { $0.mapped(map) } }
    let moved: Kind =
      switch kind {
      case .null, .boolean, .number, .string, .temporal, .name, .invalid: kind
      case .path(let base, let member): .path(map(base), member)
      case .negate(let inner): .negate(map(inner))
      case .binary(let op, let a, let b): .binary(op, map(a), map(b))
      case .chain(let first, let links):
        .chain(map(first), links.map { .init($0.op, map($0.operand)) })
      case .between(let value, let low, let high):
        .between(map(value), low: map(low), high: map(high))
      case .membership(let value, let tests): .membership(map(value), map(tests))
      case .instanceOf(let value, let type): .instanceOf(map(value), type)
      case .conditional(let condition, let then, let otherwise):
        .conditional(map(condition), then: map(then), else: map(otherwise))
      case .iteration(let iterators, let body): .iteration(map(iterators), return: map(body))
      case .some(let iterators, let body): .some(map(iterators), satisfies: map(body))
      case .every(let iterators, let body): .every(map(iterators), satisfies: map(body))
      case .list(let items): .list(items.map(map))
      case .context(let entries):
        .context(entries.map { .init(key: $0.key, value: map($0.value)) })
      case .range(let range):
        .range(
          .init(
            low: range.low.map(map), includesLow: range.includesLow, high: range.high.map(map),
            includesHigh: range.includesHigh, form: range.form))
      case .filter(let list, let condition): .filter(map(list), map(condition))
      case .call(let callee, let arguments): .call(map(callee), arguments.map(map))
      case .callNamed(let callee, let arguments):
        .callNamed(map(callee), arguments.map { .init(name: $0.name, value: map($0.value)) })
      case .function(let parameters, let body): .function(parameters, map(body))
      case .tests(let tests): .tests(tests.mapped(map))
      case .table(let table): .table(table.mapped(map))
      case .typed(let value, let type): .typed(map(value), type)
      case .external(let mapping): .external(map(mapping))
      }
    return FEELExpression(moved, span(self.span))
  }
}

extension UnaryTests {
  package func shifted(by offset: Int) -> UnaryTests { mapped { $0.shifted(by: offset) } }

  func mapped(_ map: (FEELExpression) -> FEELExpression) -> UnaryTests {
    switch self {
    case .any: .any
    case .tests(let tests): .tests(tests.map { $0.mapped(map) })
    case .negated(let tests): .negated(tests.map { $0.mapped(map) })
    }
  }
}

extension UnaryTest {
  func mapped(_ map: (FEELExpression) -> FEELExpression) -> UnaryTest {
    switch self {
    case .compare(let op, let end): .compare(op, map(end))
    case .expression(let expression): .expression(map(expression))
    }
  }
}

extension DecisionTableExpression {
  func mapped(_ map: (FEELExpression) -> FEELExpression) -> Self {
    var table = self
    table.inputs = inputs.map {
      .init(
        expression: map($0.expression), allowedValues: $0.allowedValues?.mapped(map),
        label: $0.label)
    }
    table.outputs = outputs.map {
      .init(
        name: $0.name, type: $0.type, allowedValues: $0.allowedValues?.mapped(map),
        byDefault: $0.byDefault.map(map))
    }
    table.rules = rules.map {
      .init(
        id: $0.id, tests: $0.tests.map { $0.mapped(map) }, outputs: $0.outputs.map(map),
        annotations: $0.annotations)
    }
    return table
  }
}
