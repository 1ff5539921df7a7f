/// A sum of multiples of variables and a constant, the variables in order and none with zero.
struct Linear: Sendable, Hashable {
  var constant: Fraction
  var terms: [Term] = []

  struct Term: Sendable, Hashable {
    var variable: Int
    var factor: Fraction
  }

  init(_ constant: Fraction) { self.constant = constant }

  init(variable: Int) {
    constant = .zero
    terms = [Term(variable: variable, factor: .one)]
  }

  var isConstant: Bool { terms.isEmpty }
  var isLost: Bool { constant.isLost || terms.contains { $0.factor.isLost } }
  /// The variable that it is, where it is one and nothing else.
  var variable: Int? {
    terms.count == 1 && terms[0].factor == .one && constant.isZero ? terms[0].variable : nil
  }

  static func + (a: Linear, b: Linear) -> Linear {
    var result = Linear(a.constant + b.constant)
    result.terms.reserveCapacity(a.terms.count + b.terms.count)
    var (i, j) = (0, 0)
    while i < a.terms.count || j < b.terms.count {
      if j == b.terms.count || i < a.terms.count && a.terms[i].variable < b.terms[j].variable {
        result.terms.append(a.terms[i])
        i += 1
      } else if i == a.terms.count || b.terms[j].variable < a.terms[i].variable {
        result.terms.append(b.terms[j])
        j += 1
      } else {
        let factor = a.terms[i].factor + b.terms[j].factor
        if !factor.isZero {
          result.terms.append(.init(variable: a.terms[i].variable, factor: factor))
        }
        i += 1
        j += 1
      }
    }
    return result
  }

  static func * (a: Linear, b: Fraction) -> Linear {
    if b.isZero { return Linear(.zero) }
    var result = Linear(a.constant * b)
    result.terms = a.terms.map { .init(variable: $0.variable, factor: $0.factor * b) }
    return result
  }

  static prefix func - (a: Linear) -> Linear { a * Fraction(-1) }
  static func - (a: Linear, b: Linear) -> Linear { a + -b }
}

/// A set of the words that a variable may be, by their places.
struct WordSet: Sendable, Hashable {
  private var bits: [UInt64]

  init(count: Int, full: Bool = false) {
    bits = Array(repeating: full ? .max : 0, count: max(1, (count + 63) / 64))
    if full, count % 64 != 0 || count == 0 { bits[bits.count - 1] = (1 << UInt64(count % 64)) - 1 }
  }

  init(_ words: some Sequence<Int>, of count: Int) {
    self.init(count: count)
    for word in words where word < count { insert(word) }
  }

  mutating func insert(_ word: Int) { bits[word / 64] |= 1 << UInt64(word % 64) }
  func contains(_ word: Int) -> Bool {
    word / 64 < bits.count && bits[word / 64] >> UInt64(word % 64) & 1 == 1
  }
  var isEmpty: Bool { bits.allSatisfy { $0 == 0 } }
  var count: Int { bits.reduce(0) { $0 + $1.nonzeroBitCount } }
  var members: [Int] {
    bits.indices.flatMap { index in
      (0..<64).filter { bits[index] >> UInt64($0) & 1 == 1 }.map { 64 * index + $0 }
    }
  }
  /// The first of them; nil where there is none.
  var first: Int? {
    for (index, word) in bits.enumerated() where word != 0 {
      return 64 * index + word.trailingZeroBitCount
    }
    return nil
  }
  mutating func formIntersection(_ other: WordSet) {
    for index in bits.indices { bits[index] &= other.bits[index] }
  }
  func isDisjoint(with other: WordSet) -> Bool {
    zip(bits, other.bits).allSatisfy { $0 & $1 == 0 }
  }
  func isSubset(of other: WordSet) -> Bool {
    zip(bits, other.bits).allSatisfy { $0 & ~$1 == 0 }
  }
  func complement(of count: Int) -> WordSet {
    var result = WordSet(count: count, full: true)
    for index in bits.indices { result.bits[index] &= ~bits[index] }
    return result
  }
}

/// Something that holds or does not: a linear comparison, or a word among some.
enum Atom: Sendable, Hashable {
  enum Relation: Sendable, Hashable { case atMostZero, belowZero, zero }
  case linear(Linear, Relation)
  case word(variable: Int, in: WordSet, of: Int)
}

/// What must hold, with `not` pushed down to the comparisons.
indirect enum Formula: Sendable, Hashable {
  case yes
  case no
  case atom(Atom)
  case all([Formula])
  case any([Formula])

  static func and(_ parts: [Formula]) -> Formula {
    var kept: [Formula] = []
    for part in parts {
      switch part {
      case .yes: continue
      case .no: return .no
      case .all(let inner): kept += inner
      default: kept.append(part)
      }
    }
    return kept.isEmpty ? .yes : kept.count == 1 ? kept[0] : .all(kept)
  }

  static func or(_ parts: [Formula]) -> Formula {
    var kept: [Formula] = []
    for part in parts {
      switch part {
      case .no: continue
      case .yes: return .yes
      case .any(let inner): kept += inner
      default: kept.append(part)
      }
    }
    return kept.isEmpty ? .no : kept.count == 1 ? kept[0] : .any(kept)
  }

  var negated: Formula {
    switch self {
    case .yes: return .no
    case .no: return .yes
    case .all(let parts): return .or(parts.map(\.negated))
    case .any(let parts): return .and(parts.map(\.negated))
    case .atom(.word(let variable, let set, let count)):
      return .word(variable, set.complement(of: count), of: count)
    case .atom(.linear(let sum, let relation)):
      switch relation {
      case .atMostZero: return .below(-sum)
      case .belowZero: return .atMost(-sum)
      case .zero: return .or([.below(sum), .below(-sum)])
      }
    }
  }

  static func word(_ variable: Int, _ set: WordSet, of count: Int) -> Formula {
    if set.isEmpty { return .no }
    if set.count == count { return .yes }
    return .atom(.word(variable: variable, in: set, of: count))
  }

  /// That a sum is at most zero.
  static func atMost(_ sum: Linear) -> Formula { linear(sum, .atMostZero) { $0 <= 0 } }
  static func below(_ sum: Linear) -> Formula { linear(sum, .belowZero) { $0 < 0 } }
  static func isZero(_ sum: Linear) -> Formula { linear(sum, .zero) { $0 == 0 } }

  private static func linear(_ sum: Linear, _ relation: Atom.Relation, _ holds: (Int) -> Bool)
    -> Formula
  {
    if sum.isConstant, !sum.isLost { return holds(sum.constant.sign) ? .yes : .no }
    return .atom(.linear(sum, relation))
  }

  /// How many comparisons stand in it, up to a limit.
  func size(upTo limit: Int = 1_000_000) -> Int {
    switch self {
    case .yes, .no: return 0
    case .atom: return 1
    case .all(let parts), .any(let parts):
      var total = 0
      for part in parts {
        total += part.size(upTo: limit - total)
        if total >= limit { return limit }
      }
      return total
    }
  }

  func collectVariables(into found: inout Set<Int>) {
    switch self {
    case .yes, .no: break
    case .atom(.word(let variable, _, _)): found.insert(variable)
    case .atom(.linear(let sum, _)): for term in sum.terms { found.insert(term.variable) }
    case .all(let parts), .any(let parts): for part in parts { part.collectVariables(into: &found) }
    }
  }
}
