package import Facts
import Foundation

extension CivilDate {
  /// The day it is where the machine stands (`TZ`, or the system's zone): a town asks by its own calendar, not by Greenwich's.
  package static func today() -> CivilDate {
    let now = Date()
    let seconds = now.timeIntervalSince1970 + Double(TimeZone.current.secondsFromGMT(for: now))
    return CivilDate(dayNumber: Int((seconds / 86400).rounded(.down)))
  }
}
