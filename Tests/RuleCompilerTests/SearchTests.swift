import Facts
import TestSupport
import Testing

@testable import RuleCompiler

/// The search for values against a look at every one of them.
struct SearchTests {
  /// Three numbers from 0 to 4, a word of three and a truth value, with random comparisons between them.
  private struct Puzzle {
    var unknowns = Unknowns()
    let numbers: [Int]
    let words: [Int]

    init() {
      var unknowns = Unknowns()
      numbers = (0..<3).map { _ in
        unknowns.add(Unknown(.number(lowest: .zero, highest: Fraction(4))))
      }
      words = [3, 2].map { unknowns.add(Unknown(.word($0))) }
      self.unknowns = unknowns
    }

    func atom(_ random: inout SeededGenerator) -> Formula {
      if Int.random(in: 0..<3, using: &random) == 0 {
        let (variable, count) = Bool.random(using: &random) ? (words[0], 3) : (words[1], 2)
        return .word(
          variable, WordSet([Int.random(in: 0..<count, using: &random)], of: count), of: count)
      }
      var sum = Linear(Fraction(Int.random(in: -6...6, using: &random)))
      for number in numbers where Bool.random(using: &random) {
        sum = sum + Linear(variable: number) * Fraction(Int.random(in: -2...2, using: &random))
      }
      switch Int.random(in: 0..<5, using: &random) {
      case 0: return .isZero(sum)
      case 1: return Formula.isZero(sum).negated
      case 2: return .below(sum)
      default: return .atMost(sum)
      }
    }

    func formula(_ random: inout SeededGenerator, depth: Int) -> Formula {
      if depth == 0 { return atom(&random) }
      let parts = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        formula(&random, depth: depth - 1)
      }
      let whole = Bool.random(using: &random) ? Formula.and(parts) : .or(parts)
      return Int.random(in: 0..<4, using: &random) == 0 ? whole.negated : whole
    }

    /// Whether it holds for values given.
    func holds(_ formula: Formula, _ values: Assignment) -> Bool {
      switch formula {
      case .yes: return true
      case .no: return false
      case .all(let parts): return parts.allSatisfy { holds($0, values) }
      case .any(let parts): return parts.contains { holds($0, values) }
      case .atom(.word(let variable, let set, _)): return set.contains(values.words[variable] ?? 0)
      case .atom(.linear(let sum, let relation)):
        var total = sum.constant
        for term in sum.terms {
          total = total + term.factor * (values.numbers[term.variable] ?? .zero)
        }
        switch relation {
        case .atMostZero: return total.sign <= 0
        case .belowZero: return total.sign < 0
        case .zero: return total.isZero
        }
      }
    }

    /// All values on the halves of whole numbers.
    func everywhere(_ body: (Assignment) -> Bool) -> Bool {
      for x in 0...8 {
        for y in 0...8 {
          for z in 0...8 {
            for word in 0..<3 {
              for truth in 0..<2 {
                var values = Assignment()
                for (variable, half) in zip(numbers, [x, y, z]) {
                  values.numbers[variable] = Fraction(half) / Fraction(2)
                }
                values.words = [words[0]: word, words[1]: truth]
                if !body(values) { return false }
              }
            }
          }
        }
      }
      return true
    }
  }

  @Test(arguments: 1...150)
  func `what is found holds, and where nothing is found nothing does`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let puzzle = Puzzle()
    let formula = Formula.and((0..<3).map { _ in puzzle.formula(&random, depth: 2) })
    for taste in 0..<3 {
      var search = Search(puzzle.unknowns, steps: 200_000, taste: taste)
      switch search.solve(formula) {
      case .found(let values): #expect(puzzle.holds(formula, values), "seed \(seed)")
      case .none: #expect(puzzle.everywhere { !puzzle.holds(formula, $0) }, "seed \(seed)")
      case .undecided: Issue.record("seed \(seed) was not decided")
      }
    }
  }

  @Test
  func `what depends on many choices that have nothing to do with each other is settled apart`() {
    var unknowns = Unknowns()
    let numbers = (0..<60).map { _ in unknowns.add(Unknown(.number(lowest: .zero, highest: .one))) }
    var parts: [Formula] = numbers.map { number in
      let sum = Linear(variable: number)
      return .or([.isZero(sum), .isZero(sum - Linear(.one))])
    }
    let (a, b) = (Linear(variable: numbers[58]), Linear(variable: numbers[59]))
    parts += [.below(a - b), .below(b - a)]
    var search = Search(unknowns, steps: 20_000)
    guard case .none = search.solve(.and(parts)) else {
      Issue.record("two numbers are each below the other")
      return
    }
  }

  @Test func `a product is what its factors make it`() throws {
    var unknowns = Unknowns()
    let x = unknowns.add(Unknown(.number(lowest: .one, highest: Fraction(10))))
    let y = unknowns.add(Unknown(.number(lowest: .one, highest: Fraction(10))))
    var product = Unknown(.number(lowest: nil, highest: nil))
    product.factors = (x, y)
    let z = Linear(variable: unknowns.add(product))
    var search = Search(unknowns, steps: 20_000)
    guard case .none = search.solve(.below(z - Linear(.one))) else {
      Issue.record("two numbers of at least 1 have a product below 1")
      return
    }
    search = Search(unknowns, steps: 20_000)
    guard case .found(let values) = search.solve(.isZero(z - Linear(Fraction(42)))) else {
      Issue.record("42 is no product")
      return
    }
    #expect(try #require(values.numbers[x]) * #require(values.numbers[y]) == Fraction(42))
  }

  @Test func `numbers too long to be exact decide nothing`() {
    var unknowns = Unknowns()
    let x = Linear(variable: unknowns.add(Unknown(.number(lowest: nil, highest: nil))))
    let y = Linear(variable: unknowns.add(Unknown(.number(lowest: nil, highest: nil))))
    let huge = Fraction(Int.max) * Fraction(Int.max)
    let third = huge / Fraction(3)
    var search = Search(unknowns, steps: 20_000)
    let outcome = search.solve(
      .and([.below(x * huge + y * third - Linear(huge)), .below(y * huge - x * third)]))
    if case .none = outcome { Issue.record("there are such numbers") }
  }

  @Test func `a fraction keeps every digit`() {
    #expect(Fraction(1) / Fraction(3) + Fraction(2) / Fraction(3) == .one)
    #expect((Fraction(7) / Fraction(20)).number?.description == "0.35")
    #expect((Fraction(1) / Fraction(3)).number == nil)
    #expect(Fraction(Number(3048, exponent: -4)) * Fraction(10_000) == Fraction(3048))
    #expect((Fraction(-7) / Fraction(2)).floor == Fraction(-4))
    #expect((Fraction(1) / .zero).isLost)
  }
}
