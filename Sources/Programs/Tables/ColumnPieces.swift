package import FEEL
package import Facts

/// The values of one input of a table, cut at every value that a cell names.
///
/// Within a piece each cell of the column holds for all values or for none, so that a cell is a set of pieces and a table a
/// set of boxes. Ordered values alternate: piece 2i lies below the i-th value (and above the one before), piece 2i+1 is the
/// value itself.
package struct ColumnPieces: Sendable {
  /// What the input can be, where it is declared.
  package enum Domain: Sendable {
    case ordered(lowest: Number?, highest: Number?)
    case closed([String])
    case booleans
    case open
  }

  package enum Kind: Sendable {
    case ordered([Value])
    /// All cells compare with one expression that is no constant: below it, at it, above it.
    case measured(String)
    /// Each word is a piece; a last one stands for all others unless the set is closed.
    case words([String], isClosed: Bool)
    case booleans
    /// Nothing is known of its cells but that `-` is all.
    case opaque
  }

  package let kind: Kind
  /// The pieces that the input can lie in.
  package let inside: Range<Int32>
  /// Of words, by their code points.
  private var places: [[UInt8]: Int32] = [:]

  package init(cells: [UnaryTests], domain: Domain) {
    var constants = Set<Value>()
    var others = Set<String>()
    defer {
      if case .words(let words, _) = kind {
        for (place, word) in words.enumerated() { places[Array(word.utf8)] = Int32(place) }
      }
    }
    for operand in cells.flatMap(\.operands) {
      if let constant = operand.constant {
        constants.insert(constant)
      } else {
        others.insert(operand.printed())
      }
    }
    let words = Set(constants.compactMap { if case .string(let text) = $0 { text } else { nil } })
    let booleans = constants.filter { if case .boolean = $0 { true } else { false } }
    let ordered = constants.subtracting(booleans).filter {
      if case .string = $0 { false } else { $0.isOrdered }
    }
    if others.count == 1, constants.isEmpty, let only = others.first, cells.areComparisons {
      kind = .measured(only)
      inside = 0..<3
      return
    }
    switch domain {
    case .closed(let codes) where words.count == constants.count:
      kind = .words(codes, isClosed: true)
      inside = 0..<Int32(codes.count)
    case .booleans where booleans.count == constants.count:
      kind = .booleans
      inside = 0..<2
    case .ordered(let lowest, let highest) where Self.areAlike(ordered, constants):
      let bounds = [lowest, highest].compactMap { $0.map(Value.number) }
      let values = Self.sorted(ordered.union(bounds))
      kind = .ordered(values)
      let first = lowest.flatMap { values.firstIndex(of: .number($0)) }.map { 2 * $0 + 1 } ?? 0
      let last =
        highest.flatMap { values.firstIndex(of: .number($0)) }.map { 2 * $0 + 1 } ?? 2
        * values.count
      inside = Int32(first)..<Int32(max(first, last) + 1)
    default:
      if !words.isEmpty, words.count == constants.count {
        kind = .words(words.sorted(), isClosed: false)
        inside = 0..<Int32(words.count + 1)
      } else if !booleans.isEmpty, booleans.count == constants.count {
        kind = .booleans
        inside = 0..<2
      } else if !ordered.isEmpty, Self.areAlike(ordered, constants) {
        kind = .ordered(Self.sorted(ordered))
        inside = 0..<Int32(2 * ordered.count + 1)
      } else {
        kind = .opaque
        inside = 0..<1
      }
    }
  }

  /// Values of one type that FEEL orders, and nothing else.
  private static func areAlike(_ ordered: Set<Value>, _ constants: Set<Value>) -> Bool {
    ordered.count == constants.count && Set(ordered.map(\.nameOfType)).count <= 1
  }

  private static func sorted(_ values: Set<Value>) -> [Value] {
    values.sorted { $0.precedes($1) ?? false }
  }

  // MARK: cells

  /// The pieces in which a cell holds, as ranges in order; nil where it cannot be said.
  package func ranges(of tests: UnaryTests) -> [Range<Int32>]? {
    switch tests {
    case .any: return [inside]
    case .tests(let items): return union(items)
    case .negated(let items): return union(items).map(complement)
    }
  }

  private func union(_ tests: [UnaryTest]) -> [Range<Int32>]? {
    var ranges: [Range<Int32>] = []
    for test in tests {
      guard let more = self.ranges(of: test) else { return nil }
      ranges += more
    }
    return merged(ranges)
  }

  private func merged(_ ranges: [Range<Int32>]) -> [Range<Int32>] {
    var result: [Range<Int32>] = []
    for range in ranges.map({ $0.clamped(to: inside) }).filter({ !$0.isEmpty }).sorted(by: {
      $0.lowerBound < $1.lowerBound
    }) {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  private func complement(_ ranges: [Range<Int32>]) -> [Range<Int32>] {
    var result: [Range<Int32>] = []
    var from = inside.lowerBound
    for range in ranges {
      if from < range.lowerBound { result.append(from..<range.lowerBound) }
      from = range.upperBound
    }
    if from < inside.upperBound { result.append(from..<inside.upperBound) }
    return result
  }

  private func ranges(of test: UnaryTest) -> [Range<Int32>]? {
    switch test {
    case .compare(let comparison, let operand):
      return piece(of: operand).flatMap { compared(comparison, $0) }
    case .expression(let expression):
      if case .range(let range) = expression.kind { return self.ranges(of: range) }
      return piece(of: expression).map { [$0..<$0 + 1] }
    }
  }

  private func ranges(of range: FEELExpression.RangeLiteral) -> [Range<Int32>]? {
    guard case .ordered = kind else { return nil }
    var (from, to) = (inside.lowerBound, inside.upperBound)
    if let low = range.low {
      guard let piece = piece(of: low) else { return nil }
      from = max(from, range.includesLow ? piece : piece + 1)
    }
    if let high = range.high {
      guard let piece = piece(of: high) else { return nil }
      to = min(to, range.includesHigh ? piece + 1 : piece)
    }
    return from < to ? [from..<to] : []
  }

  /// The piece that is exactly a value; nil for what is no value of the column.
  private func piece(of operand: FEELExpression) -> Int32? {
    switch kind {
    case .measured(let text): return operand.printed() == text ? 1 : nil
    case .opaque: return nil
    case .ordered(let values):
      guard let constant = operand.constant else { return nil }
      var (low, high) = (0, values.count)
      while low < high {
        let middle = (low + high) / 2
        if values[middle].precedes(constant) ?? false {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low < values.count && values[low] == constant ? Int32(2 * low + 1) : nil
    case .words(let words, let isClosed):
      guard case .string(let text)? = operand.constant else { return nil }
      // A word outside a closed set is in no piece: its test never holds.
      // A text that only looks like another is not among them, and its cell is none of constants.
      return places[Array(text.utf8)]
        ?? (isClosed && !words.contains(text) ? inside.upperBound : nil)
    case .booleans:
      guard case .boolean(let boolean)? = operand.constant else { return nil }
      return boolean ? 0 : 1
    }
  }

  private func compared(_ comparison: BinaryOperator, _ piece: Int32) -> [Range<Int32>]? {
    let all = inside
    func range(_ from: Int32, _ to: Int32) -> [Range<Int32>] { from < to ? [from..<to] : [] }
    switch (comparison, kind) {
    case (.equal, _): return range(piece, piece + 1)
    case (.notEqual, _): return range(all.lowerBound, piece) + range(piece + 1, all.upperBound)
    case (_, .words), (_, .booleans), (_, .opaque): return nil
    case (.less, _): return range(all.lowerBound, piece)
    case (.lessOrEqual, _): return range(all.lowerBound, piece + 1)
    case (.greater, _): return range(piece + 1, all.upperBound)
    case (.greaterOrEqual, _): return range(piece, all.upperBound)
    default: return nil
    }
  }

  // MARK: examples

  /// A value in a piece, as an author would write it.
  package func example(_ piece: Int32) -> String {
    switch kind {
    case .booleans: return piece == 0 ? "true" : "false"
    case .words(let words, _):
      return Int(piece) < words.count ? "\"\(words[Int(piece)])\"" : "any other value"
    case .measured(let text): return ["less than ", "equal to ", "more than "][Int(piece)] + text
    case .opaque: return "any value"
    case .ordered(let values):
      let index = Int(piece) / 2
      if piece % 2 == 1 { return values[index].printed() }
      guard !values.isEmpty else { return "any value" }
      if index == 0 {
        if case .number(let first) = values[0], let below = first - 1 { return below.description }
        return "less than \(values[0].printed())"
      }
      if index == values.count {
        if case .number(let last)? = values.last, let above = last + 1 { return above.description }
        return "more than \(values[index - 1].printed())"
      }
      if case .number(let a) = values[index - 1], case .number(let b) = values[index],
        let middle = (a + b).flatMap({ $0 / 2 })
      {
        return middle.description
      }
      return "between \(values[index - 1].printed()) and \(values[index].printed())"
    }
  }

  /// The piece of a range that shows it best: a value itself before what lies between two.
  package func plainest(in range: Range<Int32>) -> Int32 {
    guard case .ordered = kind, range.count > 1, range.lowerBound % 2 == 0 else {
      return range.lowerBound
    }
    return range.lowerBound + 1
  }
}

extension UnaryTests {
  /// What the tests compare with.
  var operands: [FEELExpression] {
    switch self {
    case .any: []
    case .tests(let items), .negated(let items):
      items.flatMap { test -> [FEELExpression] in
        switch test {
        case .compare(_, let operand): return [operand]
        case .expression(let expression):
          if case .range(let range) = expression.kind {
            return [range.low, range.high].compactMap { $0 }
          }
          return [expression]
        }
      }
    }
  }
}

extension [UnaryTests] {
  /// Whether every test is a comparison: a bare expression may be a list, a range or a truth value.
  fileprivate var areComparisons: Bool {
    allSatisfy { cell in
      switch cell {
      case .any: true
      case .tests(let items), .negated(let items):
        items.allSatisfy { if case .compare = $0 { true } else { false } }
      }
    }
  }
}

extension FEELExpression {
  /// The value of a literal.
  package var constant: Value? {
    switch kind {
    case .number(let number): return .number(number)
    case .negate(let inner):
      if case .number(let number)? = inner.constant { return .number(-number) } else { return nil }
    case .string(let text): return .string(text)
    case .boolean(let boolean): return .boolean(boolean)
    case .temporal:
      var evaluator = Evaluator()
      let value = evaluator.evaluate(self, in: Environment())
      return value == .null ? nil : value
    default: return nil
    }
  }
}

extension Value {
  fileprivate var isOrdered: Bool { precedes(self) != nil }
}
