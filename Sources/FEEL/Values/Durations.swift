import Facts

/// A duration of days, hours, minutes and seconds, in nanoseconds.
package struct DaysAndTimeDuration: Sendable, Hashable, Comparable {
  package var nanoseconds: Int128
  package init(nanoseconds: Int128) { self.nanoseconds = nanoseconds }
  package static func < (a: Self, b: Self) -> Bool { a.nanoseconds < b.nanoseconds }

  package static let second: Int128 = 1_000_000_000
  package static let day: Int128 = 86_400_000_000_000
  /// Longer ones are no values: about the two thousand million years that dates run to. What is within cannot overflow
  /// when two are added.
  static let longest: Int128 = 64_000_000_000_000_000_000_000_000

  /// Nil beyond the longest duration.
  init?(bounded nanoseconds: Int128) {
    guard nanoseconds.magnitude < Self.longest.magnitude else { return nil }
    self.nanoseconds = nanoseconds
  }

  /// A number of nanoseconds, what is less than one of them dropped; nil beyond the longest duration.
  init?(nanoseconds number: Number) {
    guard let whole = number.rounded(.towardZero), whole.magnitude < Self.numberOfLongest,
      let value = Int128(whole.description)
    else { return nil }
    self.init(bounded: value)
  }

  private static let numberOfLongest = Number(64, exponent: 24)

  /// The nanoseconds as a number: at most 26 digits, so exact.
  var number: Number { Number(String(nanoseconds)) ?? .zero }
}

/// A duration of years and months, in months.
package struct YearsAndMonthsDuration: Sendable, Hashable, Comparable {
  package var months: Int
  package init(months: Int) { self.months = months }
  package static func < (a: Self, b: Self) -> Bool { a.months < b.months }

  /// Longer ones are no values: the two thousand million years that dates run to.
  static let longest = 24_000_000_000

  /// Nil beyond the longest duration.
  init?(bounded months: Int) {
    guard months.magnitude < Self.longest else { return nil }
    self.months = months
  }
}
