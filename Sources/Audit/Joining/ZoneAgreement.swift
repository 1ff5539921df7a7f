/// How the district that a case names stands to the map of its day.
package struct ZoneAgreement: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case agrees = "the lot's zone"
    case mended = "the lot's zone, misspelt"
    case several = "the lot's zone among several named"
    case part = "another part of a lot in several zones"

    case likeStreet = "the zone of that number on a street of like name"
    case nextDoor = "the zone of a house next door"
    case subdivision = "the zone's family, without its number or letter"
    case nextNumber = "the next number of the zone's family"
    case otherDay = "the zone on an earlier map"
    case note = "seen by a person"
    case differs = "another zone"

    case unnamed = "no district named"
    case noZone = "no zone on the map of that day"
    case notFound = "lot not found"
  }

  package var kind: Kind
  package var typed: String
  /// The codes that it names.
  package var named: [String]
  /// The lot's zones on that day, the largest part first.
  package var mapped: [String]
  package var detail: String?
  /// How many typed figures are the law's in the map's district, and in the one typed.
  package var evidence: Evidence?

  package struct Evidence: Sendable, Hashable {
    package var mapped: Int
    package var named: Int
  }

  /// Whether the lot's main zone is one that was named.
  package var agreesWithMain: Bool { [.agrees, .mended, .several].contains(kind) }
  /// Whether a district was named and the lot has one.
  package var isComparable: Bool { ![.unnamed, .noZone, .notFound].contains(kind) }
}
