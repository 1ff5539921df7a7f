extension Vocabulary {
  /// A fact's value out of JSON, numbers in the fact's own unit; lot lines are lists of objects with the members declared.
  package func value(of name: String, from json: JSON) throws(FactReadingError) -> FactValue {
    guard let declaration = facts[name] else {
      throw FactReadingError(
        message: "no fact is named `\(name)`", mend: "look it up in the vocabulary")
    }
    if declaration.perLine != nil, case .array(let items) = json {
      var values: [FactValue] = []
      for item in items { values.append(try declaration.value(from: item)) }
      return .list(values)
    }
    switch (declaration.type, json) {
    case (.list(.record(let kind)), .array(let items)):
      var values: [FactValue] = []
      for item in items { values.append(try record(item, of: kind, in: name)) }
      return .list(values)
    case (.record(let kind), .object): return try record(json, of: kind, in: name)
    default: return try declaration.value(from: json)
    }
  }

  private func record(_ json: JSON, of kind: String, in name: String) throws(FactReadingError)
    -> FactValue
  {
    guard let entries = json.object else {
      throw FactReadingError(
        message: "`\(name)` takes a list of objects, not \(json.kindName)",
        mend: "write each \(kind) as an object")
    }
    var record: [String: FactValue] = [:]
    for entry in entries {
      guard let member = members[kind]?[entry.key] else {
        if entry.key == "id", let text = entry.value.string {
          record["id"] = .text(text)
          continue
        }
        let known = (members[kind] ?? [:]).keys.sorted().joined(separator: "`, `")
        throw FactReadingError(
          message: "a \(kind) has no `\(entry.key)`", mend: "one of `\(known)`")
      }
      record[entry.key] = try member.value(from: entry.value)
    }
    return .record(record)
  }

  /// A site that is only described: `{"lot area": 180, "layers": {"heritage": {"share": 0}}}`.
  package func site(
    from json: JSON, jurisdiction: String, on date: CivilDate
  ) throws(FactReadingError) -> SiteFacts {
    guard let entries = json.object else {
      throw FactReadingError(
        message: "a site is an object of facts, not \(json.kindName)",
        mend: "write `{\"lot area\": 180}`")
    }
    var site = SiteFacts(jurisdiction: jurisdiction, date: date)
    for entry in entries {
      if entry.key == "layers" {
        for layer in entry.value.object ?? [] {
          site.layers[layer.key] = try relation(layer.value, layer.key)
        }
      } else {
        site.facts[entry.key] = SiteFact(try value(of: entry.key, from: entry.value))
      }
    }
    return site
  }

  private func relation(_ json: JSON, _ layer: String) throws(FactReadingError) -> LayerRelation {
    if !layers.isEmpty, layers[layer] == nil {
      throw FactReadingError(
        message: "no layer is named `\(layer)`",
        mend: "one of `\(layers.keys.sorted().joined(separator: "`, `"))`")
    }
    func value(_ key: String) -> FactValue {
      json[key].map { FactValue(base: $0, as: nil) } ?? .unknown("not said")
    }
    return LayerRelation(
      share: value("share"), distance: value("distance"), adjoins: value("adjoins"))
  }

  /// What somebody proposes, from JSON values by fact name.
  package func proposal(work: String, from json: JSON) throws(FactReadingError) -> Proposal {
    guard let entries = json.object else {
      throw FactReadingError(
        message: "the inputs are an object of facts, not \(json.kindName)",
        mend: "write `{\"fence height\": 1.4}`")
    }
    var proposal = Proposal(work: work)
    for entry in entries { proposal.facts[entry.key] = try value(of: entry.key, from: entry.value) }
    return proposal
  }
}
