package import Facts

/// What held on a parcel's land on earlier days and what changed it, in the reader's language, the newest first.
package struct PlaceHistory: Sendable, Hashable {
  /// A stretch of days on which nothing changed.
  package struct Span: Sendable, Hashable {
    /// The first day; nil from the beginning.
    package var from: CivilDate?
    /// The first day on which it held no more; nil where it lasts.
    package var until: CivilDate?
    /// Each zone with its share, the greatest first.
    package var zones: [String]
    /// Why there is no zone, or not for all of the land.
    package var gap: String?
    /// The layers of which days are known, with their shares.
    package var layers: [String]
    /// The numbers of the lots that held the land, where it was not the lot itself.
    package var lots: [String]
    /// What changed on the first day, a sentence each.
    package var changes: [String]
  }

  /// What became of lots, as a sentence.
  package struct Step: Sendable, Hashable {
    package var day: CivilDate?
    package var text: String
    /// What says so: a register, or only the maps.
    package var source: String
  }

  package var spans: [Span]
  package var steps: [Step]
}
