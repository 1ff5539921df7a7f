import Evaluation
package import Facts
import Land
import RuleCompiler

extension Municipality: Enquiries {
  package var towns: [Town] {
    (territory?.towns ?? []).map { town in
      Town(
        id: town.id, label: town.label, notice: notice(of: town),
        languages: rulebook.rulesets[town.jurisdiction]?.jurisdiction.languages ?? ["en"],
        layers: layers(of: town),
        bounds: town.bounds.map(BoundingBox.init)
          ?? BoundingBox(west: 0, south: 0, east: 0, north: 0))
    }
  }

  /// Parcels, zones and streets first, then the layers that the territory names.
  private func layers(of town: Land.Town) -> [Town.Layer] {
    let own: [Town.Layer] = [
      .init(id: "parcels", label: LocalText(["en": "parcels", "fa": "قطعه‌ها", "he": "חלקות"])),
      .init(id: "zones", label: LocalText(["en": "zones", "fa": "پهنه‌ها", "he": "ייעודים"])),
      .init(id: "streets", label: LocalText(["en": "streets", "fa": "معابر", "he": "רחובות"])),
    ]
    let vocabulary = rulebook.rulesets[town.jurisdiction]?.vocabulary
    return own
      + town.layers.sorted { $0.key < $1.key }.map { name, label in
        Town.Layer(
          id: name,
          label: label.isEmpty ? vocabulary?.layers[name] ?? LocalText(["en": name]) : label)
      }
  }

  private func notice(of town: Land.Town) -> LocalText {
    town.notice.isEmpty
      ? rulebook.rulesets[town.jurisdiction]?.jurisdiction.notice ?? LocalText() : town.notice
  }

  package func works(in town: String?, language: String) -> [Work] {
    let chosen =
      town.flatMap { jurisdiction(of: $0) }.flatMap { ruleset(of: $0) }.map { [$0] } ?? rulesets
    var seen: Set<String> = []
    var works: [Work] = []
    for ruleset in chosen {
      // Only what some rule or the jurisdiction speaks of can be answered.
      let spoken = Set(ruleset.requirements.flatMap { $0.provenance.works ?? [] })
        .union(ruleset.exemptions.flatMap { $0.provenance.works ?? [] }).union(
          ruleset.jurisdiction.governs.keys
        )
        .union(ruleset.provisions.flatMap { $0.provenance.works ?? [] })
      for work in ruleset.vocabulary.works.values.sorted(by: { $0.name < $1.name })
      where spoken.contains(work.name) && seen.insert(work.name).inserted {
        works.append(
          Work(
            name: work.name, label: work.label.text(in: language) ?? work.name,
            words: work.words.values.flatMap { $0 }.sorted(),
            isCommon: work.common))
      }
    }
    return works.filter(\.isCommon) + works.filter { !$0.isCommon }
  }

  package func search(_ text: String, in town: String?, limit: Int) -> [SearchHit] {
    (territory?.search(text, limit: limit * (town == nil ? 1 : 4)) ?? []).filter { hit in
      town.map { hit.parcel.town == $0 } ?? true
    }.prefix(limit).map {
      let centre = territory?.outline(of: $0.parcel)?.bounds
      return SearchHit(
        parcel: $0.parcel.description, label: $0.text, kind: $0.isAddress ? "address" : "parcel",
        longitude: centre.map { ($0.west + $0.east) / 2 } ?? 0,
        latitude: centre.map { ($0.south + $0.north) / 2 } ?? 0)
    }
  }

  package func parcel(longitude: Double, latitude: Double) -> String? {
    territory?.parcel(at: longitude, lat: latitude)?.description
  }

  package func place(_ parcel: String, on date: CivilDate, language: String) -> PlaceSummary? {
    guard let territory, let reference = territory.parcel(parcel),
      let outline = territory.outline(of: reference, on: date)
    else { return nil }
    let town = String(parcel.split(separator: "/").first ?? "")
    guard let ruleset = jurisdiction(of: town).flatMap({ ruleset(of: $0) }) else { return nil }
    var order = ruleset.surveyOrder
    order.facts = []
    let site = territory.survey(reference, on: date, as: order)
    return PlaceSummary(
      parcel: parcel, town: town, label: String(parcel.dropFirst(town.count + 1)),
      facts: facts(of: site, ruleset, language),
      outline: (try? JSON(parsing: outline.geoJSON)) ?? .null,
      bounds: BoundingBox(outline.bounds))
  }

  /// The facts that a person would check, in the order of the vocabulary's names; lists and what is unknown are said in words.
  private func facts(
    of site: SiteFacts, _ ruleset: Ruleset, _ language: String
  ) -> [PlaceSummary.Fact] {
    let first = [
      "address", "zone", "density zone", "district", "land use", "lot area", "registered lot area",
      "street name", "street width", "frontage", "lot width", "lot depth",
    ]
    let names =
      first.filter { site.facts[$0] != nil }
      + site.facts.keys.filter { !first.contains($0) }.sorted()
    var facts: [PlaceSummary.Fact] = []
    for name in names {
      // What has no word of its own in the reader's language is for programs, not for people.
      guard let fact = site.facts[name], let declaration = ruleset.vocabulary.facts[name],
        let label = declaration.label.text(in: language),
        let value = shown(fact.value, declaration, language)
      else { continue }
      facts.append(.init(label: label, value: value, source: fact.source))
    }
    let wording = Wording(language)
    let layers = townsByID[String((site.parcel ?? "").prefix { $0 != "/" })]?.layers ?? [:]
    for (name, relation) in site.layers.sorted(by: { $0.key < $1.key }) {
      let label =
        ruleset.vocabulary.layers[name]?.text(in: language) ?? layers[name]?.text(in: language)
        ?? name
      guard case .number(let share) = relation.share else { continue }
      var value = wording(share.isZero ? .no : .yes)
      if !share.isZero, share < .one, let percent = (share * 100)?.rounded(places: 1) {
        value = percent.formatted(in: language) + " %"
      }
      facts.append(.init(label: label, value: value, source: relation.source))
    }
    return facts
  }

  /// Nil for what is no single value. Why something is not known stands in the survey, for those who mend data.
  private func shown(
    _ value: FactValue, _ declaration: FactDeclaration, _ language: String
  ) -> String? {
    switch declaration.type {
    case .list, .record: return nil
    default: break
    }
    let wording = Wording(language)
    switch value {
    case .number(let base):
      let unit = declaration.unit
      let amount = unit.flatMap { $0.amount(of: base) } ?? base
      return [
        (amount.rounded(places: 2) ?? amount).formatted(in: language), unit?.label(in: language),
      ].compactMap { $0 }.joined(separator: " ")
    case .boolean(let boolean): return wording(boolean ? .yes : .no)
    case .text(let text): return declaration.choiceLabels[text]?.text(in: language) ?? text
    case .date(let date):
      return date.formatted(in: language, calendar: language == "fa" ? .solarHijri : .gregorian)
    case .unknown: return wording(.notKnown)
    case .list, .record: return nil
    }
  }

  package func features(of layer: String, in town: String, within box: BoundingBox, limit: Int)
    -> String?
  {
    territory?.geoJSON(
      layer: layer, town: town,
      within: GeographicBox(west: box.west, south: box.south, east: box.east, north: box.north),
      limit: limit)
  }

  package func regulation(_ id: String) -> RegulationText? {
    rulebook.reading(of: id).map { reading in
      RegulationText(
        id: id, title: reading.title, language: reading.language, isOfficial: reading.isOfficial,
        articles: reading.blocks.map {
          .init(anchor: $0.anchor, heading: $0.heading, text: $0.text)
        })
    }
  }

  package func regulations(in town: String?) -> [(id: String, title: String, language: String)] {
    rulebook.regulations(in: town.flatMap { jurisdiction(of: $0) }).compactMap { id in
      rulebook.reading(of: id).map { ($0.id, $0.title, $0.language) }
    }
  }
}

extension BoundingBox {
  init(_ box: GeographicBox) {
    self.init(west: box.west, south: box.south, east: box.east, north: box.north)
  }
}
