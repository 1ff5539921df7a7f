package import Facts

/// A value of FEEL, and one that FEEL itself does not have: `unknown`.
///
/// FEEL's `null` is a value (`null = null` is true, `if null` takes the else branch), so a missing fact must not be one.
/// `unknown` goes through every operation, comparison and function, except where the other operand of `and` or `or` decides alone,
/// or where both branches of an `if` agree; what comes out carries the reasons of all that went in. A pure FEEL
/// expression never makes one.
package indirect enum Value: Sendable, Hashable {
  case null
  case boolean(Bool)
  case number(Number)
  case string(String)
  case date(CivilDate)
  case time(TimeOfDay)
  case dateTime(DateAndTime)
  case daysAndTime(DaysAndTimeDuration)
  case yearsAndMonths(YearsAndMonthsDuration)
  case list([Value])
  case context(Context)
  case range(RangeValue)
  case function(Function)
  case unknown(Reasons)
}

/// Why a value is not known: the things that would have to be known first. Opaque to FEEL: evaluation gives them meaning.
package struct Reasons: Sendable, Hashable {
  package struct Reason: Sendable, Hashable, Comparable {
    /// What kind of thing is missing; the larger, the later in an answer's list.
    package var kind: Int
    package var name: String
    package init(kind: Int, name: String) {
      self.kind = kind
      self.name = name
    }
    package static func < (a: Reason, b: Reason) -> Bool { (a.kind, a.name) < (b.kind, b.name) }
  }

  /// Sorted and without repeats, so that equal causes are equal values.
  package private(set) var all: [Reason]

  package init(_ reasons: [Reason]) { all = Set(reasons).sorted() }

  /// Reasons of this kind or a larger one outlast whatever may yet be said: no fact that is still missing lifts them.
  package static let firstLasting = 3

  /// Whether nothing that may yet be said lifts it.
  var isLasting: Bool { all.allSatisfy { $0.kind >= Self.firstLasting } }

  package func union(_ other: Reasons) -> Reasons {
    self == other ? self : Reasons(all + other.all)
  }
}
