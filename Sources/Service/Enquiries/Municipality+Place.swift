import Evaluation
package import Facts
import Land
import Languages
import Register

/// What is known of a place, as a person would check it.
extension Municipality {
  package func place(_ parcel: String, on date: CivilDate, language: String) -> PlaceSummary? {
    guard let territory, let reference = territory.parcel(parcel),
      let outline = territory.outline(of: reference, on: date),
      let ruleset = jurisdiction(of: reference.town).flatMap({ ruleset(of: $0) })
    else { return nil }
    let words = Catalogue.of(language) ?? .english
    var order = ruleset.surveyOrder
    order.facts = []
    guard let surveyed = surveyOrUnknown(reference, on: date, as: order) else { return nil }
    let site = surveyed.site
    var address: String?
    if case .text(let text)? = site.facts["address"]?.value { address = words.address(text) }
    return PlaceSummary(
      parcel: reference.description, town: reference.town, label: words.lot(reference.number),
      address: address,
      facts: facts(of: surveyed, in: reference.town, ruleset.vocabulary, words)
        + lines(of: surveyed, ruleset.vocabulary, words)
        + layers(of: site, in: reference.town, ruleset.vocabulary, words),
      outline: (try? JSON(parsing: outline.geoJSON)) ?? .null,
      bounds: outline.bounds)
  }

  /// In the order in which somebody compares them with a deed.
  static let mainFacts = [
    "zone", "density zone", "district", "land use", "lot area", "street name", "street width",
    "frontage", "lot width", "lot depth", "corner lot", "existing footprint area",
  ]

  /// The main facts, the plans in force, then what else is known of the lot.
  private func facts(
    of surveyed: SurveyedSite, in town: String, _ vocabulary: Vocabulary, _ words: Catalogue
  ) -> [PlaceSummary.Fact] {
    let site = surveyed.site
    func fact(_ name: String, isMain: Bool) -> PlaceSummary.Fact? {
      // What has no word of its own in the reader's language is for programs, not for people.
      guard let fact = site.facts[name], let declaration = vocabulary.facts[name],
        let label = declaration.label.text(in: words.language),
        let value = shown(fact.value, declaration, words)
      else { return nil }
      let source = fact.value.isUnknown ? nil : fact.source
      let correction = surveyed.corrected[name]
      return .init(
        label: label, value: name == "address" ? words.address(value) : value,
        source: correction.map { decided($0.author, $0.reason, $0.made, words) }
          ?? source.map { sourceInWords($0, in: town, words) },
        isMain: isMain || correction != nil)
    }
    let main = Self.mainFacts.compactMap { fact($0, isMain: true) }
    let rest = site.facts.keys.filter { !Self.mainFacts.contains($0) }.sorted()
    return main + plans(of: site, words)
      + rest.compactMap { fact($0, isMain: false) }.sorted {
        words.spoken.inOrder($0.label, $1.label)
      }
  }

  /// Each lot line that an officer has decided about.
  private func lines(
    of surveyed: SurveyedSite, _ vocabulary: Vocabulary, _ words: Catalogue
  ) -> [PlaceSummary.Fact] {
    surveyed.lines.map { line in
      .init(
        label: words(.lineDecided),
        value: vocabulary.facts["\(line.kind.rawValue) lines"]?.label.text(in: words.language)
          ?? line.kind.rawValue,
        source: decided(line.author, line.reason, line.date, words))
    }
  }

  private func decided(
    _ author: String, _ reason: String, _ day: CivilDate, _ words: Catalogue
  ) -> String {
    words(.sourceCorrected, ["author": author, "reason": reason, "date": words.date(day)])
  }

  private func plans(of site: SiteFacts, _ words: Catalogue) -> [PlaceSummary.Fact] {
    var seen: Set<String> = []
    let plans = site.plans.filter { seen.insert($0.id).inserted }.map { plan in
      since(plan.id, plan.effective, words)
    }
    return plans.isEmpty
      ? []
      : [.init(label: words(.plansInForce), value: words.list(plans), source: nil)]
  }

  /// The layers that the lot lies in are main; those that it does not lie in stand with the rest.
  private func layers(
    of site: SiteFacts, in town: String, _ vocabulary: Vocabulary, _ words: Catalogue
  ) -> [PlaceSummary.Fact] {
    let found: [PlaceSummary.Fact] = site.layers.compactMap { name, relation in
      guard case .number(let share) = relation.share else { return nil }
      let label = layerLabel(name, in: town, vocabulary, words)
      var value = words(share.isZero ? .no : .yes)
      var details = share.isZero ? [] : relation.names.map(words.digits)
      if !share.isZero, share < .one, let percent = (share * 100)?.rounded(places: 1) {
        details.append(words.value(.number(percent), unit: "%"))
      }
      if !details.isEmpty { value += " (\(words.list(details)))" }
      // A layer of its own name is its own source.
      return .init(label: label, value: value, source: nil, isMain: !share.isZero)
    }
    return found.sorted { words.spoken.inOrder($0.label, $1.label) }
  }

  /// Nil for what is no single value. Why something is not known stands in the survey, for those who mend data.
  func shown(
    _ value: FactValue, _ declaration: FactDeclaration, _ words: Catalogue
  ) -> String? {
    switch declaration.type {
    case .list, .record: return nil
    default: break
    }
    switch value {
    case .number(let base):
      let amount = declaration.unit.flatMap { $0.amount(of: base) } ?? base
      return words.value(
        .number(amount.rounded(places: 2) ?? amount), unit: declaration.unit?.symbol)
    case .boolean(let boolean): return words(boolean ? .yes : .no)
    case .text(let text):
      return declaration.choiceLabels[text]?.text(in: words.language) ?? words.digits(text)
    case .date(let date): return words.date(date)
    case .unknown: return words(.outcomeUnknown)
    case .list, .record: return nil
    }
  }

  func layerLabel(
    _ name: String, in town: String, _ vocabulary: Vocabulary?, _ words: Catalogue
  ) -> String {
    vocabulary?.layers[name]?.text(in: words.language)
      ?? townsByID[town]?.layers[name]?.text(in: words.language) ?? name
  }

  /// A source in words: what it is, and since when it holds.
  private func sourceInWords(_ source: String, in town: String, _ words: Catalogue) -> String {
    since(
      sourceLabel(source, in: town, words), townsByID[town]?.sources[source]?.from, words)
  }

  func sourceLabel(_ source: String, in town: String, _ words: Catalogue) -> String {
    guard let name = townsByID[town]?.sources[source] else { return source }
    let kind: String =
      switch name.kind {
      case .parcels: words(.sourceParcels)
      case .plan: words(.sourcePlan, ["plan": name.plan ?? ""])
      case .layer: source
      case .streets: words(.sourceStreets)
      case .buildings: words(.sourceBuildings)
      case .register: words(.sourceRegister)
      case .addresses: words(.sourceAddresses)
      }
    return name.label.text(in: words.language) ?? kind
  }

  private func since(_ name: String, _ day: CivilDate?, _ words: Catalogue) -> String {
    day.map { words(.sourceSince, ["source": name, "date": words.date($0)]) } ?? name
  }
}
