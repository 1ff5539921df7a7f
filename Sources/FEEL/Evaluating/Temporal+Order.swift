import Facts

/// Order and equality of times and moments (DMN 1.5, tables 53 and 54): to the second, as the seconds that they count.
extension Temporal {
  /// Whether two times can be set against each other: both have an offset, neither has, or both stand in one zone.
  static func isComparable(_ a: TimeOfDay, _ b: TimeOfDay) -> Bool {
    if a.zone != nil, a.zone == b.zone { return true }
    if a.offset == nil && a.zone != nil || b.offset == nil && b.zone != nil { return false }
    return (a.offset == nil) == (b.offset == nil)
  }

  static func equal(_ a: TimeOfDay, _ b: TimeOfDay) -> Bool {
    isComparable(a, b) && seconds(a.instant) == seconds(b.instant)
  }

  static func equal(_ a: DateAndTime, _ b: DateAndTime) -> Bool {
    (a.time.offset == nil) == (b.time.offset == nil) && seconds(a.instant) == seconds(b.instant)
  }

  /// Less than 0, 0 or more; a time without an offset takes the other's. Nil for a time in a zone whose offset depends on the day.
  static func order(_ a: TimeOfDay, _ b: TimeOfDay) -> Int? {
    if isComparable(a, b) { return sign(seconds(a.instant) - seconds(b.instant)) }
    guard !(a.offset == nil && a.zone != nil), !(b.offset == nil && b.zone != nil) else {
      return nil
    }
    return sign(seconds(a.nanoseconds) - seconds(b.nanoseconds))
  }

  /// The same of two moments.
  static func order(_ a: DateAndTime, _ b: DateAndTime) -> Int {
    var (a, b) = (a, b)
    if a.time.offset == nil { a.time.offset = b.time.offset }
    if b.time.offset == nil { b.time.offset = a.time.offset }
    return Int((seconds(a.instant) - seconds(b.instant)).signum())
  }

  private static func seconds(_ nanoseconds: Int128) -> Int128 {
    DateAndTime.floor(nanoseconds, DaysAndTimeDuration.second)
  }

  private static func seconds(_ nanoseconds: Int) -> Int { Int(seconds(Int128(nanoseconds))) }

  private static func sign(_ difference: Int) -> Int { difference.signum() }
}
