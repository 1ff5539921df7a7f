import FEEL
import Facts

/// A value of a residual program on its way: a number, a truth value, a code or a day, or why there is none.
///
/// It is to ``Value`` what a register is to an object: flat, of fixed size, and of unknowns it keeps only which kinds of
/// reasons and which facts there are, not their words.
struct Cell {
  enum Kind: UInt8 { case null, number, boolean, text, date }

  var number = Number.zero
  /// Not empty: unknown.
  var reasons = ReasonSet.none
  /// 0 and 1 for false and true, a code of ``Texts``, a day's number.
  var small: Int32 = 0
  var kind = Kind.null
  /// Something went wrong on the way to it: at the border of a definition or a condition it becomes unknown.
  var failed = false

  init(_ number: Number) {
    self.number = number
    kind = .number
  }

  init(_ boolean: Bool) {
    small = boolean ? 1 : 0
    kind = .boolean
  }

  init(code: Int32) {
    small = code
    kind = .text
  }

  init(day: Int) {
    small = Int32(clamping: day)
    kind = .date
  }

  init(_ reasons: ReasonSet) { self.reasons = reasons }

  /// FEEL's null out of an error.
  static var error: Cell {
    var cell = Cell(ReasonSet.none)
    cell.failed = true
    return cell
  }

  var isUnknown: Bool { reasons != .none }
  /// A number or a day: of these a class of site knows only that there is one.
  var isFigure: Bool { kind == .number || kind == .date }
  var isTrue: Bool { kind == .boolean && small == 1 }
  var isFalse: Bool { kind == .boolean && small == 0 }

  /// Whether nothing could tell the two apart, how they came to be left aside.
  func isAlike(_ other: Cell) -> Bool {
    guard reasons == other.reasons, kind == other.kind else { return false }
    if isUnknown || kind == .null { return true }
    return kind == .number ? number == other.number : small == other.small
  }

  /// What the rest of the law sees of it: an error is an unknown there.
  var atBorder: Cell {
    if isUnknown {
      var cell = self
      cell.failed = false
      return cell
    }
    return failed || kind == .null ? Cell(ReasonSet(.failure)) : self
  }
}

/// Reasons as bits: the kinds of ``Cause``, and above them one bit for each thing that a program can miss.
///
/// Two sets are taken for the same where their bits are; a program with more than 56 things to miss shares the last bit.
struct ReasonSet: Hashable, CausesOfUnknown {
  var bits: UInt64

  static let none = ReasonSet(bits: 0)

  init(bits: UInt64) { self.bits = bits }
  init(_ cause: Cause) { bits = 1 << UInt64(cause.rawValue) }
  init(_ cause: Cause, place: Int) {
    bits = 1 << UInt64(cause.rawValue) | 1 << UInt64(8 + min(place, 55))
  }

  func union(_ other: ReasonSet) -> ReasonSet { ReasonSet(bits: bits | other.bits) }
  func contains(_ cause: Cause) -> Bool { bits & (1 << UInt64(cause.rawValue)) != 0 }

  /// What comes of two things that are both needed: what no fact can lift is why, where one of them has only such reasons.
  func needed(with other: ReasonSet) -> ReasonSet {
    switch (isLasting, other.isLasting) {
    case (true, false): self
    case (false, true): other
    default: union(other)
    }
  }

  /// Whether nothing that may yet be said lifts it.
  private var isLasting: Bool {
    bits != 0 && bits & 0xFF & ((1 << UInt64(Reasons.firstLasting)) - 1) == 0
  }

  /// Whether somebody could still say all that is not known.
  var areAllMissing: Bool { bits & 0xFF == 1 << UInt64(Cause.missing.rawValue) }
}

/// The truth of a condition with the kinds of its reasons.
typealias TruthCell = TruthValue<ReasonSet>

extension TruthCell {
  init(_ cell: Cell) {
    if cell.isUnknown {
      self = .open(cell.reasons)
    } else if cell.isTrue {
      self = .yes
    } else if cell.isFalse {
      self = .no
    } else {
      self = .open(ReasonSet(.failure))
    }
  }
}

/// Texts as codes, the same for all programs of one assessor.
struct Texts {
  private var codes: [String: Int32] = [:]
  private var texts: [String] = []

  mutating func code(_ text: String) -> Int32 {
    if let code = codes[text] { return code }
    let code = Int32(texts.count)
    codes[text] = code
    texts.append(text)
    return code
  }

  /// The code of a text that was met before.
  func known(_ text: String) -> Int32? { codes[text] }

  func text(_ code: Int32) -> String { texts[Int(code)] }
}
