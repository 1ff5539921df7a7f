import Evaluation
import Facts

/// What is looked for: the inputs of a case, and everything that is worked out from them.
struct Unknowns: Sendable {
  private(set) var all: [Unknown] = []

  subscript(_ variable: Int) -> Unknown { all[variable] }
  var count: Int { all.count }

  mutating func add(_ unknown: Unknown) -> Int {
    all.append(unknown)
    return all.count - 1
  }

  mutating func define(_ variable: Int, as meaning: Formula) { all[variable].meaning = meaning }
}

struct Unknown: Sendable {
  enum Kind: Sendable {
    /// Inclusive bounds; nil is unbounded.
    case number(lowest: Fraction?, highest: Fraction?)
    /// One of so many words.
    case word(Int)
  }

  /// Something that somebody says of a case.
  enum Input: Sendable, Hashable {
    case fact(String)
    /// `share`, `distance` or `adjoins` of a layer.
    case layer(String, relation: String)
    /// A member of the one element of a list: `front lines`, `wall length`.
    case member(list: String, String)
  }

  var kind: Kind
  /// Nil for what is worked out.
  var input: Input?
  /// Holds always: how it comes from others.
  var meaning = Formula.yes
  /// The two variables that it is the product of.
  var factors: (Int, Int)?
  /// How many base units one of the author's units is: examples are round in those.
  var unit = Fraction.one
  /// A value that people give, in base units.
  var usual: Fraction?
  /// Of an input of words: the words in the order of their places; the last may stand for all others.
  var words: [String] = []
  /// Why nothing is known of it: what it stands for is no sum, no table and no choice.
  var guess: String?

  init(_ kind: Kind, input: Input? = nil) {
    self.kind = kind
    self.input = input
  }
}

/// A value for each variable that matters.
struct Assignment: Sendable {
  var numbers: [Int: Fraction] = [:]
  var words: [Int: Int] = [:]
}

/// One end of what a number may be.
struct Bound: Sendable {
  var value: Fraction
  var isStrict: Bool
}
