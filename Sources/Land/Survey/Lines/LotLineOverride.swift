package import Facts
package import Geometry

/// An officer's decision of what a lot line is. It stands above every method, and is shown with its author and reason.
package struct LotLineOverride: Sendable, Hashable {
  /// A place on the line; the nearest line within 2 m is meant.
  package var at: Point
  package var kind: LotLineKind
  package var side: LotSide?
  package var author: String
  package var reason: String
  package var date: CivilDate

  package init(
    at: Point, kind: LotLineKind, side: LotSide? = nil, author: String, reason: String,
    date: CivilDate
  ) {
    self.at = at
    self.kind = kind
    self.side = side
    self.author = author
    self.reason = reason
    self.date = date
  }

  /// As it stands in a line's reason.
  var account: String { "\(kind.rawValue) by decision of \(author) on \(date): \(reason)" }

  /// The place of the line that is meant; nil where none lies within 2 m, or two do as near as a millimetre.
  package func line(among lines: [Polyline]) -> Int? {
    let away = lines.map { $0.distance(to: at) }
    guard let nearest = away.min(), nearest <= 2,
      away.count(where: { $0 <= nearest + Tolerance.numeric }) == 1
    else { return nil }
    return away.firstIndex(of: nearest)
  }
}
