/// What officers have decided of one lot, for a drawing of it.
package struct LotDecisions: Sendable, Hashable {
  package var lines: [LotLineOverride]
  /// Each corrected fact in words.
  package var facts: [String]

  package init(lines: [LotLineOverride], facts: [String]) {
    self.lines = lines
    self.facts = facts
  }

  /// What a drawing does not show by itself: the facts, and a decision that is about no line of the lot as it is drawn.
  func accounts(among survey: LotSurvey) -> [String] {
    facts
      + lines.filter { decision in
        decision.line(among: survey.lines.map(\.line)).map { survey.lines[$0].decision == nil }
          ?? true
      }.map { "about no one line of the lot: \($0.account)" }
  }
}

extension [ParcelReference: LotDecisions] {
  /// Those of a town, by the place of the lot in an edition of its parcels.
  func byPlace(in edition: ParcelEdition, of town: TownData) -> [Int: LotDecisions] {
    var places: [Int: LotDecisions] = [:]
    for (parcel, decisions) in self where parcel.town == town.file.id {
      if let place = edition.place(parcel.number) { places[place] = decisions }
    }
    return places
  }
}
