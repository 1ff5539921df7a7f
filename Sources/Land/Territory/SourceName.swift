package import Facts

/// What a source of facts is, so that a page can name it in its reader's words.
package struct SourceName: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case parcels, plan, layer, streets, buildings, register, addresses
  }

  package let kind: Kind
  /// As the territory file calls it; empty where it does not.
  package let label: LocalText
  /// The plan's id, where the source is one.
  package let plan: String?
  /// The first day on which it counts.
  package let from: CivilDate?
}

extension TownData {
  /// Every source by the name under which facts carry it.
  var sourceNames: [String: SourceName] {
    var names: [String: SourceName] = [:]
    func add(_ kind: SourceName.Kind, _ source: String, _ entry: SourceEntry) {
      names[source] = SourceName(
        kind: kind, label: entry.label, plan: entry.plan, from: entry.from)
    }
    for edition in layers { add(.layer, edition.source, edition.entry) }
    for edition in register { add(.register, edition.source, edition.entry) }
    for edition in buildings { add(.buildings, edition.source, edition.entry) }
    for edition in streets { add(.streets, edition.source, edition.entry) }
    for edition in zones { add(.plan, edition.source, edition.entry) }
    for edition in parcels { add(.parcels, edition.source, edition.entry) }
    if !file.addresses.isEmpty {
      names["addresses"] = SourceName(kind: .addresses, label: LocalText(), plan: nil, from: nil)
    }
    return names
  }
}
