import Evaluation

/// What an expression comes to, as formulas over unknowns.
///
/// Every formula here holds at least where the law's own evaluation says so, and perhaps elsewhere: what is shown to have no
/// solution has none in the law either, and a solution is a suspicion that an evaluation must confirm.
struct Meaning: Sendable {
  indirect enum Sense: Sendable {
    case number(Linear)
    /// Days from 1970-01-01.
    case date(Linear)
    /// A duration in days.
    case days(Linear)
    case truth(yes: Formula, no: Formula)
    case word(Word)
    case list([Meaning])
    case null
    /// The element of a `for each` that is looked at.
    case element(list: String)
    /// Something that is not looked into: a variable with the words "true", "false" and "no value".
    case guess(Int)
  }

  enum Word: Sendable, Hashable {
    case constant(String)
    /// A variable; open where it may be a word that is not in its list, for which the last place stands.
    case variable(Int, words: [String], isOpen: Bool)
  }

  var sense: Sense
  /// Where it may have a value.
  var defined = Formula.yes
  /// Where it may have none, by cause.
  var lapses: [Lapse: Formula] = [:]

  init(_ sense: Sense, defined: Formula = .yes, lapses: [Lapse: Formula] = [:]) {
    self.sense = sense
    self.defined = defined
    self.lapses = lapses
  }

  static func truth(_ yes: Formula, _ no: Formula) -> Meaning { Meaning(.truth(yes: yes, no: no)) }

  /// Where it may have no value, whatever the cause.
  var lapse: Formula { .or(Lapse.allCases.compactMap { lapses[$0] }) }
}

/// Why something has no value: what `Cause` is to an evaluation.
enum Lapse: Int, Sendable, Hashable, CaseIterable {
  case failure, gap, none, noLimit
}

extension [Lapse: Formula] {
  func or(_ other: [Lapse: Formula]) -> [Lapse: Formula] {
    merging(other) { Formula.or([$0, $1]) }
  }

  func and(_ guardian: Formula) -> [Lapse: Formula] {
    compactMapValues { formula in
      let both = Formula.and([guardian, formula])
      return both == .no ? nil : both
    }
  }
}

/// A condition: where it may hold, where it may fail, where it may be open.
struct Truths: Sendable {
  var yes: Formula
  var no: Formula
  var lapses: [Lapse: Formula]

  var open: Formula { .or(Lapse.allCases.compactMap { lapses[$0] }) }

  static let always = Truths(yes: .yes, no: .no, lapses: [:])
  static let never = Truths(yes: .no, no: .yes, lapses: [:])

  var negated: Truths { Truths(yes: no, no: yes, lapses: lapses) }

  static func and(_ parts: [Truths]) -> Truths {
    Truths(
      yes: .and(parts.map(\.yes)), no: .or(parts.map(\.no)),
      lapses: parts.reduce(into: [:]) { $0 = $0.or($1.lapses) })
  }

  static func or(_ parts: [Truths]) -> Truths { and(parts.map(\.negated)).negated }
}
