package import Facts

/// What a search found: the hits, best first; where there is none, texts to search for instead.
package struct SearchAnswer: Sendable, Hashable {
  package var hits: [SearchHit]
  package var suggestions: [String]

  package init(hits: [SearchHit], suggestions: [String] = []) {
    self.hits = hits
    self.suggestions = suggestions
  }
}

/// One thing that a text may mean.
package struct SearchHit: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case parcel, address, block, plan, town, point
  }

  package var kind: Kind
  /// The number or the address as the register has it; a plan's number or label; a point as it was read.
  package var label: String
  /// The id of the town that it is in; nil for a point outside all of them.
  package var town: String?
  /// `town/number` of the lot that it leads to; nil where it is no lot.
  package var parcel: String?
  /// Degrees (WGS 84) of its middle; nil where nothing is drawn of it.
  package var longitude: Double?
  package var latitude: Double?
  /// How many lots a block has.
  package var lotCount: Int?
  package var plan: Plan?

  /// What is known of a plan that was found.
  package struct Plan: Sendable, Hashable {
    /// The regulation that says what it allows; nil where none is known by its number.
    package var regulation: String?
    /// What it is called in words; empty where only its number is known.
    package var label: LocalText
    package var isDeposited: Bool
    package var from: CivilDate?
    /// The day on which it ended, not in it.
    package var until: CivilDate?
    /// Under which it has a page of its own; nil for what is only a layer or a regulation.
    package var number: String?

    package init(
      regulation: String? = nil, label: LocalText = LocalText(), isDeposited: Bool = false,
      from: CivilDate? = nil, until: CivilDate? = nil
    ) {
      self.regulation = regulation
      self.label = label
      self.isDeposited = isDeposited
      self.from = from
      self.until = until
    }
  }

  package init(
    _ kind: Kind, label: String, town: String?, longitude: Double? = nil, latitude: Double? = nil
  ) {
    self.kind = kind
    self.label = label
    self.town = town
    self.longitude = longitude
    self.latitude = latitude
  }

  /// A lot by its number or one of its addresses.
  package init(
    parcel: String, label: String, kind: Kind, longitude: Double?, latitude: Double?
  ) {
    self.init(
      kind, label: label, town: parcel.firstIndex(of: "/").map { String(parcel[..<$0]) },
      longitude: longitude, latitude: latitude)
    self.parcel = parcel
  }
}
