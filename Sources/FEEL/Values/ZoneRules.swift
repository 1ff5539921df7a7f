import Facts
import Foundation

/// The offsets from UTC of a zone of the IANA database, by the platform's copy of it.
///
/// The calendar repeats after 400 years and so does the last rule of each zone, so years beyond 2799 are read as one of 2400 to
/// 2799; the platform itself loses its way there. Before 1800 stands the local mean time with which the database begins.
struct ZoneRules {
  private let zone: TimeZone

  /// Nil where the database has no such zone. Letters count: `europe/paris` is none. What the platform takes besides, such as
  /// `GMT+5` or `PST`, is no zone of the database.
  init?(_ name: String) {
    guard name.contains("/") || Self.withoutArea.contains(name),
      name.utf8.allSatisfy({ Self.signs.contains($0) }), let zone = TimeZone(identifier: name)
    else { return nil }
    self.zone = zone
  }

  private static let signs = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-".utf8)

  /// The names of the database that name no area.
  private static let withoutArea: Set<String> = [
    "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GMT", "GMT0",
    "Greenwich",
    "HST", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan", "Kwajalein", "Libya", "MET",
    "MST",
    "MST7MDT", "NZ", "Navajo", "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK", "Singapore",
    "Turkey",
    "UCT", "UTC", "Universal", "WET", "Zulu",
  ]

  /// The offset in seconds at an instant, in seconds since 1970 in UTC.
  func offset(at instant: Int) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(Self.folded(instant))))
  }

  /// The offset that a clock of the zone has when it shows a time, in seconds since 1970 as if it stood in UTC.
  ///
  /// Of a time that the clock shows twice the first is meant; one that it leaps over has the offset from before the leap.
  func offset(atLocal local: Int) -> Int {
    let before = offset(at: local - 86_400)
    let first = offset(at: local - before)
    if first == before { return before }
    // The offset changed within the day before: it is the new one, unless that puts the time before the change again.
    let second = offset(at: local - first)
    return second == first ? first : before
  }

  /// The offset where the zone keeps one all year, by its rule of 2025.
  var constantOffset: Int? {
    let winter = offset(at: 1_735_689_600)
    return (1...11).allSatisfy { offset(at: 1_735_689_600 + $0 * 30 * 86_400) == winter }
      ? winter : nil
  }

  private static let cycle = 146_097 * 86_400
  /// 2400-01-01 and 1800-01-01.
  private static let latest = 13_569_465_600
  private static let earliest = -5_364_662_400

  private static func folded(_ instant: Int) -> Int {
    instant >= latest ? latest + (instant - latest) % cycle : max(instant, earliest)
  }
}
