/// A time of day with nanoseconds, and its place: an offset from UTC, a zone of the IANA database, both or neither.
///
/// Alone, a time in a zone has an offset only where that zone keeps one all year (`Etc/UTC`): elsewhere it depends on a day that
/// is not said. In a ``DateAndTime`` it is the offset of that day.
package struct TimeOfDay: Sendable, Hashable {
  /// Since midnight, less than a day.
  package var nanoseconds: Int
  /// In seconds, east of Greenwich positive.
  package var offset: Int?
  package var zone: String?

  package init(nanoseconds: Int, offset: Int? = nil, zone: String? = nil) {
    self.nanoseconds = nanoseconds
    self.offset = offset
    self.zone = zone
  }

  static let midnight = TimeOfDay(nanoseconds: 0)
  static let dayLength = 86_400_000_000_000

  /// Offsets reach as far as those of XML Schema.
  static let offsets = -14 * 3600...14 * 3600

  /// The time without the day that it was part of.
  var alone: TimeOfDay {
    guard let zone else { return self }
    return TimeOfDay(
      nanoseconds: nanoseconds, offset: ZoneRules(zone)?.constantOffset, zone: zone)
  }

  /// Nanoseconds since midnight in UTC, beyond the day's ends too; as it stands where no offset is known.
  var instant: Int { nanoseconds - (offset ?? 0) * 1_000_000_000 }

  /// So much later, round the clock.
  func adding(_ duration: Int128) -> TimeOfDay {
    let length = Int128(Self.dayLength)
    let sum = (Int128(nanoseconds) + duration % length + length) % length
    return TimeOfDay(nanoseconds: Int(sum), offset: offset, zone: zone)
  }
}
