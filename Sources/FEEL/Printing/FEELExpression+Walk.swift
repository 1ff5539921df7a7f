extension FEELExpression {
  /// Visits the node and all below it.
  package func walk(_ visit: (FEELExpression) -> Void) {
    visit(self)
    for child in children { child.walk(visit) }
  }

  var children: [FEELExpression] { kind.children }

  /// The names that it takes from outside: facts, definitions, functions that are not built in.
  package func freeNames() -> Set<String> {
    var names: Set<String> = []
    collect(into: &names, bound: [])
    return names
  }

  private func collect(into names: inout Set<String>, bound: Set<String>) {
    switch kind {
    case .name(let name): if !bound.contains(name), name != "?" { names.insert(name) }
    case .call(let callee, let arguments):
      if case .name(let name) = callee.kind, builtIns[name] != nil {
      } else {
        callee.collect(into: &names, bound: bound)
      }
      for argument in arguments { argument.collect(into: &names, bound: bound) }
    case .callNamed(let callee, let arguments):
      if case .name(let name) = callee.kind, builtIns[name] != nil {
      } else {
        callee.collect(into: &names, bound: bound)
      }
      for argument in arguments { argument.value.collect(into: &names, bound: bound) }
    case .iteration(let iterators, let body), .some(let iterators, let body),
      .every(let iterators, let body):
      var inner = bound
      for iterator in iterators {
        iterator.domain.collect(into: &names, bound: inner)
        iterator.end?.collect(into: &names, bound: inner)
        inner.insert(iterator.name)
      }
      inner.insert("partial")
      body.collect(into: &names, bound: inner)
    case .function(let parameters, let body):
      body.collect(into: &names, bound: bound.union(parameters.map(\.name)))
    case .filter(let list, let condition):
      list.collect(into: &names, bound: bound)
      condition.collect(into: &names, bound: bound.union(["item"]))
    case .context(let entries):
      var inner = bound
      for entry in entries {
        entry.value.collect(into: &names, bound: inner)
        inner.insert(entry.key)
      }
    default: for child in children { child.collect(into: &names, bound: bound) }
    }
  }
}

extension UnaryTests {
  /// The expressions in a cell.
  package var expressions: [FEELExpression] { FEELExpression(.tests(self), 0..<0).children }
}

extension FEELExpression.Kind {
  /// One more than the highest of the expressions in it.
  var height: Int {
    switch self {
    case .null, .boolean, .number, .string, .temporal, .name, .invalid: 1
    default: 1 + (children.lazy.map(\.height).max() ?? 0)
    }
  }

  var mentionsInput: Bool {
    if case .name(let name) = self { return name == "?" }
    return children.contains(where: \.mentionsInput)
  }

  private static func children(of tests: [UnaryTest]) -> [FEELExpression] {
    tests.map { test in
      switch test {
      case .compare(_, let operand): operand
      case .expression(let expression): expression
      }
    }
  }

  var children: [FEELExpression] {
    switch self {
    case .null, .boolean, .number, .string, .temporal, .name, .invalid: []
    case .path(let base, _), .negate(let base), .instanceOf(let base, _): [base]
    case .binary(_, let a, let b), .filter(let a, let b): [a, b]
    case .chain(let first, let links): [first] + links.map(\.operand)
    case .between(let a, let b, let c), .conditional(let a, let b, let c): [a, b, c]
    case .membership(let value, let tests): [value] + Self.children(of: tests)
    case .iteration(let iterators, let body), .some(let iterators, let body),
      .every(let iterators, let body):
      iterators.flatMap { [$0.domain] + ($0.end.map { [$0] } ?? []) } + [body]
    case .list(let items): items
    case .context(let entries): entries.map(\.value)
    case .range(let range): [range.low, range.high].compactMap { $0 }
    case .call(let callee, let arguments): [callee] + arguments
    case .callNamed(let callee, let arguments): [callee] + arguments.map(\.value)
    case .function(_, let body): [body]
    case .typed(let value, _), .external(let value): [value]
    case .table(let table): table.expressions
    case .tests(.any): []
    case .tests(.tests(let tests)), .tests(.negated(let tests)): Self.children(of: tests)
    }
  }
}
