import Evaluation
package import Facts
import Land

/// What the office certifies of a parcel: the facts of the map, the plans, and what the law allows there.
///
/// The same parcel, day, law and maps give the same JSON. Whatever is for people stands in every language in which pages are
/// written, so that it can be read long after.
extension Municipality {
  package func certificate(of parcel: String, on date: CivilDate) -> Result<[JSON.Member], Refusal>
  {
    guard let territory, let reference = territory.parcel(parcel),
      let town = townsByID[reference.town], let ruleset = ruleset(of: town.jurisdiction)
    else {
      return .failure(
        Refusal("/parcel", "there is no parcel `\(parcel)`", mend: "write it as `town/number`"))
    }
    var order = ruleset.surveyOrder
    order.facts = []
    let site: SiteFacts
    do { site = try survey(reference, on: date, as: order).site } catch {
      var refusal = Refusal("/parcel", "the corrections of this parcel cannot be used: \(error)")
      refusal.isOurs = true
      return .failure(refusal)
    }
    let facts = ruleset.vocabulary.facts
    let names =
      Self.mainFacts.filter { site.facts[$0] != nil }
      + site.facts.keys.filter { !Self.mainFacts.contains($0) }.sorted()
    let told = names.filter { facts[$0]?.isSingle == true }
    let known = told.compactMap { name in
      site.facts[name].flatMap { self.known($0, facts[name]) }
    }
    let unknown = told.compactMap { name in
      site.facts[name].flatMap { self.unknown($0, facts[name]) }
    }
    let works = works(in: reference.town, language: "en").filter(\.isCommon).map { work in
      allowed(work.name, of: reference, on: date, ruleset)
    }
    return .success([
      .init("format", "mizan-planning-information/1"),
      .init("parcel", .string(reference.description)),
      .init("number", .string(reference.number)),
      .init("address", value(site.facts["address"])),
      .init(
        "town", ["id": .string(town.id), "label": town.label.json, "notice": town.notice.json]),
      .init(
        "jurisdiction",
        [
          "id": .string(ruleset.jurisdiction.id), "label": ruleset.jurisdiction.label.json,
          "notice": ruleset.jurisdiction.notice.json,
        ]),
      .init("on", .string(date.description)),
      .init("facts", .array(known)), .init("unknown", .array(unknown)),
      .init("zones", site.facts["zone portions"]?.value.json ?? ["unknown": "no plan is mapped"]),
      .init("plans", site.json["plans"] ?? .array([])),
      .init("layers", layers(of: site, in: town, ruleset.vocabulary)),
      .init("works", .array(works)),
      .init("status", Self.inAllLanguages { $0(.certificateStatus) }),
      .init("rules", .string(ruleset.hash)),
      .init("data", territory.hash.map(JSON.string) ?? .null),
    ])
  }

  private static func inAllLanguages(_ text: (Catalogue) -> String?) -> JSON {
    .object(
      Catalogue.all.compactMap { words in
        text(words).map { JSON.Member(words.language, .string($0)) }
      }.sorted { $0.key < $1.key })
  }

  private func value(_ fact: SiteFact?) -> JSON {
    guard let fact, !fact.value.isUnknown else { return .null }
    return fact.value.json
  }

  /// Nil of what is not known, and of what the vocabulary has no word for.
  private func known(_ fact: SiteFact, _ declaration: FactDeclaration?) -> JSON? {
    guard let declaration, !declaration.label.isEmpty, !fact.value.isUnknown else { return nil }
    var value = fact.value.json
    if case .number(let base) = fact.value, let amount = declaration.unit?.amount(of: base) {
      value = .number(amount.rounded(places: 6) ?? amount)
    }
    var choice = JSON.null
    if case .text(let code) = fact.value, let label = declaration.choiceLabels[code] {
      choice = label.json
    }
    return [
      "name": .string(declaration.name), "label": declaration.label.json, "value": value,
      "choice": choice, "unit": declaration.unit.map { .string($0.symbol) } ?? .null,
      "method": fact.method.map(JSON.string) ?? .null,
      "source": fact.source.map(JSON.string) ?? .null,
    ]
  }

  private func unknown(_ fact: SiteFact, _ declaration: FactDeclaration?) -> JSON? {
    guard let declaration, !declaration.label.isEmpty, case .unknown(let why) = fact.value else {
      return nil
    }
    return [
      "name": .string(declaration.name), "label": declaration.label.json, "why": .string(why),
    ]
  }

  private func layers(of site: SiteFacts, in town: Land.Town, _ vocabulary: Vocabulary) -> JSON {
    .array(
      site.layers.sorted { $0.key < $1.key }.map { name, relation in
        let own = town.layers[name] ?? LocalText()
        return [
          "name": .string(name),
          "label": (vocabulary.layers[name] ?? (own.isEmpty ? LocalText(["en": name]) : own)).json,
          "share": relation.share.json, "distance": relation.distance.json,
          "adjoins": relation.adjoins.json, "names": .array(relation.names.map(JSON.string)),
          "source": relation.source.map(JSON.string) ?? .null,
        ]
      })
  }

  // MARK: what the law allows

  /// What the law allows of a work, asked with nothing proposed: each limit with its article, and what stays open.
  private func allowed(
    _ work: String, of parcel: ParcelReference, on date: CivilDate, _ ruleset: Ruleset
  ) -> JSON {
    let label = ruleset.vocabulary.works[work]?.label.json ?? .null
    var answers: [(language: String, answer: Answer)] = []
    for words in Catalogue.all {
      let question = Question(
        parcel: parcel.description, work: work, on: date, language: words.language)
      if case .success(let reply) = ask(question) {
        answers.append((words.language, reply.answer))
      }
    }
    guard let first = answers.first?.answer else {
      return ["work": .string(work), "label": label, "limits": [], "open": .object([])]
    }
    func spoken(_ text: (Answer) -> String?) -> JSON {
      .object(
        answers.compactMap { language, answer in
          text(answer).map { JSON.Member(language, .string($0)) }
        }.sorted { $0.key < $1.key })
    }
    let limits = first.requirements.enumerated().filter {
      $0.element.outcome != .notApplicable && $0.element.overriddenBy == nil
    }.map { place, requirement -> JSON in
      // The requirements of an answer stand in the order of the law, whatever the language.
      func same(_ answer: Answer) -> Answer.RequirementResult? {
        answer.requirements.indices.contains(place)
          && answer.requirements[place].id == requirement.id ? answer.requirements[place] : nil
      }
      return [
        "id": .string(requirement.id), "subject": .string(requirement.subject),
        "element": requirement.element.map(JSON.string) ?? .null,
        "label": requirement.bound == nil
          ? ruleset.vocabulary.facts[requirement.subject]?.label.json ?? .null
          : spoken { same($0)?.bound?.subject },
        "comparator": requirement.bound.map { .string($0.comparator) } ?? .null,
        "limit": requirement.bound?.limit ?? .null,
        "unit": requirement.bound?.unit.map(JSON.string) ?? .null,
        "bound": spoken { same($0)?.bound?.words }, "statement": spoken { same($0)?.statement },
        "article": requirement.article.json, "confidence": .string(requirement.confidence),
      ]
    }
    let open = answers.map { language, answer in
      JSON.Member(language, .array(answer.discretion.map { .string($0.text) }))
    }
    return [
      "work": .string(work), "label": label, "limits": .array(limits),
      "open": .object(open.sorted { $0.key < $1.key }),
    ]
  }
}

extension FactDeclaration {
  /// Whether it is one value, which a line of a certificate can hold.
  fileprivate var isSingle: Bool {
    switch type {
    case .list, .record: false
    default: true
    }
  }
}
