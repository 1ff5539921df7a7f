import Geometry

/// What is surveyed: a parcel as it is drawn, several as if they were one lot, or a part of one as if it were cut off.
struct SurveyedLot {
  /// The places of the parcels whose land it has, wholly or in part.
  var members: [Int]
  var region: MultiPolygon
  /// Of a part, which one it is.
  var side: LotSide?
  /// Of a part, the other part of its parcel: its neighbour along the line.
  var rest: MultiPolygon?
  /// How it was made, where it is no parcel as drawn.
  var account: String?

  /// Where a lot's neighbours are known by their places, that of ``rest``.
  static let restPlace = -1

  init(_ place: Int, of edition: ParcelEdition) {
    members = [place]
    region = edition.shapes.region(place)
  }

  init(members: [Int], region: MultiPolygon, account: String) {
    self.members = members
    self.region = region
    self.account = account
  }

  /// The two parts of a parcel.
  static func parts(
    of place: Int, _ parts: (left: MultiPolygon, right: MultiPolygon), account: String
  ) -> (left: SurveyedLot, right: SurveyedLot) {
    var left = SurveyedLot(members: [place], region: parts.left, account: account)
    left.side = .left
    left.rest = parts.right
    return (left, left.counterpart ?? left)
  }

  /// The other part of the parcel, where this is one.
  var counterpart: SurveyedLot? {
    guard let rest, let side else { return nil }
    var other = self
    other.region = rest
    other.side = side == .left ? .right : .left
    other.rest = region
    return other
  }

  /// `12`, `12+13`, `12 left`.
  func number(in edition: ParcelEdition) -> String {
    members.map { edition.numbers[$0] }.joined(separator: "+")
      + (side.map { " \($0.rawValue)" } ?? "")
  }
}
