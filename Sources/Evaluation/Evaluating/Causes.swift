import FEEL

/// What the opaque reasons of an unknown value mean to an evaluation, and which of them decides when several meet.
enum Cause: Int {
  /// A fact that somebody could still say.
  case missing = 0
  /// A fact that an officer judges.
  case judged = 1
  /// Something failed: a null that an error made, a budget that ran out.
  case failure = 2
  /// From here on no fact that is still missing helps (``Reasons/firstLasting``). The law has a value and we do not, or no row of its table reaches the case.
  case gap = 3
  /// Two rules of the same standing say different things.
  case conflict = 4
  /// The law has no such thing here, so that whoever needs it fails.
  case none = 5
  /// The law sets no limit here.
  case noLimit = 6

  func value(_ name: String) -> Value { .unknown(Reasons([.init(kind: rawValue, name: name)])) }
}

/// Why something is not known: in words (``Reasons``), or in bits only (``ReasonSet``).
protocol CausesOfUnknown {
  func contains(_ cause: Cause) -> Bool
  func union(_ other: Self) -> Self
}

extension CausesOfUnknown {
  /// What an undetermined comparison comes to: no limit means it does not apply, whatever else is missing; what the law
  /// lacks or leaves to somebody is discretion only once nothing is missing that could still decide.
  var outcome: Outcome {
    if contains(.noLimit) { return .notApplicable }
    if contains(.none) { return .notMet }
    if contains(.missing) || contains(.failure) { return .unknown }
    return .discretion
  }
}

extension Reasons: CausesOfUnknown {
  func names(of cause: Cause) -> [String] { all.filter { $0.kind == cause.rawValue }.map(\.name) }
  func contains(_ cause: Cause) -> Bool { all.contains { $0.kind == cause.rawValue } }
}

/// The truth of a condition: FEEL's three values (Kleene 1952), the third with its reasons.
enum TruthValue<Causes: CausesOfUnknown> {
  case yes
  case no
  case open(Causes)

  var negated: Self {
    switch self {
    case .yes: .no
    case .no: .yes
    case .open: self
    }
  }

  static func and(_ a: Self, _ b: Self) -> Self {
    switch (a, b) {
    case (.no, _), (_, .no): .no
    case (.yes, .yes): .yes
    case (.open(let a), .open(let b)): .open(a.union(b))
    case (.open(let a), _), (_, .open(let a)): .open(a)
    }
  }

  static func or(_ a: Self, _ b: Self) -> Self { and(a.negated, b.negated).negated }
}

typealias Truth = TruthValue<Reasons>

extension Truth {
  init(_ value: Value) {
    switch value {
    case .boolean(true): self = .yes
    case .boolean(false): self = .no
    case .unknown(let reasons): self = .open(reasons)
    default:
      self = .open(
        Reasons([.init(kind: Cause.failure.rawValue, name: "a condition that is no truth value")]))
    }
  }
}
