extension Proposal {
  /// The proposal as canonical JSON, values in base units; what a fingerprint is taken of.
  package var json: JSON {
    [
      "work": .string(work),
      "facts": .object(facts.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }),
    ]
  }
}

extension FactValue {
  /// The inverse of ``json``: values in base units, as a ledger keeps them.
  package init(base json: JSON, as type: FactType?, in vocabulary: Vocabulary? = nil) {
    switch json {
    case .null: self = .unknown("not said")
    case .bool(let boolean): self = .boolean(boolean)
    case .number(let number): self = .number(number)
    case .string(let text):
      switch type {
      case .date?: self = CivilDate(text).map(FactValue.date) ?? .text(text)
      // A number too long for a JSON number was written as a text.
      case .number?: self = Number(text).map(FactValue.number) ?? .text(text)
      default: self = .text(text)
      }
    case .array(let items):
      var element = type
      if case .list(let inner)? = type { element = inner }
      self = .list(items.map { FactValue(base: $0, as: element, in: vocabulary) })
    case .object(let members):
      if members.count == 1, members[0].key == "unknown" {
        self = .unknown(members[0].value.string ?? "")
      } else {
        var declared: [String: FactDeclaration] = [:]
        if case .record(let kind)? = type { declared = vocabulary?.members[kind] ?? [:] }
        self = .record(
          Dictionary(
            members.map {
              ($0.key, FactValue(base: $0.value, as: declared[$0.key]?.type, in: vocabulary))
            }
          ) { first, _ in first })
      }
    }
  }
}

extension SiteFacts {
  /// The inverse of ``json``, for replay; nil where the text is not of that form.
  package init?(recorded json: JSON, vocabulary: Vocabulary) {
    guard let jurisdiction = json["jurisdiction"]?.string,
      let date = json["on"]?.string.flatMap({ CivilDate($0) })
    else { return nil }
    self.init(jurisdiction: jurisdiction, parcel: json["parcel"]?.string, date: date)
    for member in json["facts"]?.object ?? [] {
      facts[member.key] = SiteFact(
        FactValue(
          base: member.value["value"] ?? .null, as: vocabulary.facts[member.key]?.type,
          in: vocabulary),
        method: member.value["method"]?.string, source: member.value["source"]?.string,
        tolerance: member.value["tolerance"].flatMap {
          $0.number ?? $0.string.flatMap { Number($0) }
        })
    }
    for member in json["layers"]?.object ?? [] {
      func value(_ key: String) -> FactValue {
        FactValue(base: member.value[key] ?? .null, as: key == "adjoins" ? .boolean : .number)
      }
      layers[member.key] = LayerRelation(
        share: value("share"), distance: value("distance"), adjoins: value("adjoins"),
        names: (member.value["names"]?.array ?? []).compactMap(\.string),
        source: member.value["source"]?.string)
    }
    plans = (json["plans"]?.array ?? []).map {
      PlanInForce(
        id: $0["id"]?.string ?? "", rank: $0["rank"]?.string ?? "",
        status: $0["status"]?.string ?? "",
        effective: $0["effective"]?.string.flatMap { CivilDate($0) })
    }
    joined = (json["joined"]?.array ?? []).compactMap(\.string)
  }
}

extension Proposal {
  /// The inverse of ``json``, for replay.
  package init?(recorded json: JSON, vocabulary: Vocabulary) {
    guard let work = json["work"]?.string else { return nil }
    self.init(work: work)
    for member in json["facts"]?.object ?? [] {
      facts[member.key] = FactValue(
        base: member.value, as: vocabulary.facts[member.key]?.type, in: vocabulary)
    }
  }
}
