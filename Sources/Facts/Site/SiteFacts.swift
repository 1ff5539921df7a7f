/// All that land says to law: what is known of one site on one day. Plain data.
package struct SiteFacts: Sendable, Hashable {
  /// The jurisdiction whose regulations govern the site.
  package var jurisdiction: String
  /// `town/number`, or nil for a site that is only described.
  package var parcel: String?
  package var date: CivilDate
  package var facts: [String: SiteFact]
  /// How the site stands to each named layer that was asked for.
  package var layers: [String: LayerRelation]
  /// The plans in force that cover the site, highest rank first.
  package var plans: [PlanInForce]
  /// The parcels that this is asked about as if they were one lot; empty for a site as it stands.
  package var joined: [String] = []

  package init(
    jurisdiction: String, parcel: String? = nil, date: CivilDate, facts: [String: SiteFact] = [:],
    layers: [String: LayerRelation] = [:], plans: [PlanInForce] = []
  ) {
    self.jurisdiction = jurisdiction
    self.parcel = parcel
    self.date = date
    self.facts = facts
    self.layers = layers
    self.plans = plans
  }
}

/// One fact of a site, with how it came to be known.
package struct SiteFact: Sendable, Hashable {
  package var value: FactValue
  /// The named method that measured it, with its definition's name (`lot width, at building line`).
  package var method: String?
  /// The layer or register, with its version: `parcels 2014`.
  package var source: String?
  /// How far the true value may be from the stated one, in the value's base unit, where the source states it.
  package var tolerance: Number?

  package init(
    _ value: FactValue, method: String? = nil, source: String? = nil, tolerance: Number? = nil
  ) {
    self.value = value
    self.method = method
    self.source = source
    self.tolerance = tolerance
  }
}

/// How a site stands to a layer: its share inside, its distance, and whether it adjoins. Each may be unknown by itself.
package struct LayerRelation: Sendable, Hashable {
  /// Share of the lot's area that lies inside, 0…1.
  package var share: FactValue
  /// Metres from the lot to the nearest feature; 0 where they meet.
  package var distance: FactValue
  /// Whether lot and layer share a boundary (a boolean): touching is not overlapping.
  package var adjoins: FactValue
  /// The names of the features that the lot lies in.
  package var names: [String]
  package var source: String?

  package init(
    share: FactValue, distance: FactValue, adjoins: FactValue, names: [String] = [],
    source: String? = nil
  ) {
    self.share = share
    self.distance = distance
    self.adjoins = adjoins
    self.names = names
    self.source = source
  }
}

/// A plan in force on the day asked for.
package struct PlanInForce: Sendable, Hashable {
  package var id: String
  package var rank: String
  package var status: String
  package var effective: CivilDate?

  package init(id: String, rank: String, status: String, effective: CivilDate? = nil) {
    self.id = id
    self.rank = rank
    self.status = status
    self.effective = effective
  }
}

/// What law asks of land: which facts, which layers, and how each is to be measured. Plain data.
package struct SurveyOrder: Sendable, Hashable {
  package var facts: Set<String>
  package var layers: Set<String>
  /// By fact: the named method and its parameters.
  package var measures: [String: Measure]
  /// The members that a record of a lot line is to have beside its `id`; nil is all there are.
  package var lineMembers: Set<String>?

  package struct Measure: Sendable, Hashable {
    package var method: String
    package var parameters: [String: String]
    /// The article that says so; `G` where none does: a convention for what the law leaves open.
    package var by: String?
    package var isConvention: Bool { by == "G" }
    package init(method: String, parameters: [String: String] = [:], by: String? = nil) {
      self.method = method
      self.parameters = parameters
      self.by = by
    }
  }

  package init(
    facts: Set<String> = [], layers: Set<String> = [], measures: [String: Measure] = [:],
    lineMembers: Set<String>? = nil
  ) {
    self.facts = facts
    self.layers = layers
    self.measures = measures
    self.lineMembers = lineMembers
  }
}

extension SiteFact {
  /// Whether it is told by a convention, for want of law.
  package var restsOnConvention: Bool {
    method?.contains(SurveyOrder.conventionMark) ?? false
  }
}

extension SurveyOrder {
  /// What a survey may tell of a lot line beside its `id`.
  package static let allLineMembers: Set<String> = [
    "kind", "length", "abuts", "confidence", "reason", "side", "street", "street width",
    "neighbour",
  ]

  /// What may be told by convention: how the lines of a lot are classed, and nothing else.
  package static let conventionMeasures = ["corner lot", "front line", "lot lines", "rear line"]

  /// What stands beside whatever rests on a convention: in the reason of a lot line, and in every answer that uses it.
  package static let conventionMark = "by convention, not by law [G]"

  /// The measures of law alone.
  package var ofLaw: SurveyOrder {
    var order = self
    order.measures = measures.filter { !$0.value.isConvention }
    return order
  }

  /// With conventions for what is not declared.
  package func filled(by conventions: [String: Measure]) -> SurveyOrder {
    if conventions.isEmpty { return self }
    var order = self
    order.measures.merge(conventions) { own, _ in own }
    return order
  }
}

/// What somebody wants to do: a kind of work and what they say of it, in base units. Plain data.
package struct Proposal: Sendable, Hashable {
  package var work: String
  /// A fact that somebody said they do not know is `.unknown`.
  package var facts: [String: FactValue]

  package init(work: String, facts: [String: FactValue] = [:]) {
    self.work = work
    self.facts = facts
  }
}

extension SiteFacts {
  /// The site as canonical JSON; what a fingerprint is taken of.
  package var json: JSON {
    func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
    let site: JSON = [
      "jurisdiction": .string(jurisdiction), "parcel": optional(parcel),
      "on": .string(date.description),
      "facts": .object(
        facts.sorted { $0.key < $1.key }.map { name, fact in
          var members = [JSON.Member("value", fact.value.json)]
          if let method = fact.method { members.append(.init("method", .string(method))) }
          if let source = fact.source { members.append(.init("source", .string(source))) }
          if let tolerance = fact.tolerance {
            members.append(.init("tolerance", .number(tolerance)))
          }
          return .init(name, .object(members))
        }),
      "layers": .object(
        layers.sorted { $0.key < $1.key }.map { name, relation in
          .init(
            name,
            [
              "share": relation.share.json, "distance": relation.distance.json,
              "adjoins": relation.adjoins.json,
              "names": .array(relation.names.map(JSON.string)), "source": optional(relation.source),
            ])
        }),
      "plans": .array(
        plans.map {
          [
            "id": .string($0.id), "rank": .string($0.rank), "status": .string($0.status),
            "effective": optional($0.effective?.description),
          ]
        }),
    ]
    // A site as it stands is written without: what was recorded of one keeps its fingerprint.
    guard !joined.isEmpty, case .object(let members) = site else { return site }
    return .object(members + [.init("joined", .array(joined.map(JSON.string)))])
  }
}
