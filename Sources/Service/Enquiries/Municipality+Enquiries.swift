import Evaluation
import Facts
package import Land
import Languages
import RuleCompiler

extension Municipality: Enquiries {
  package var towns: [Town] {
    (territory?.towns ?? []).map { town in
      var summary = Town(
        id: town.id, label: town.label, notice: notice(of: town),
        languages: rulebook.rulesets[town.jurisdiction]?.jurisdiction.languages ?? ["en"],
        layers: layers(of: town),
        bounds: town.bounds ?? GeographicBox(west: 0, south: 0, east: 0, north: 0))
      summary.certificateYears = town.certificateYears
      return summary
    }
  }

  /// Parcels, zones, streets and buildings first, then the layers that the territory names.
  private func layers(of town: Land.Town) -> [Town.Layer] {
    func words(_ phrase: Phrase) -> LocalText {
      LocalText(
        Dictionary(Catalogue.all.map { ($0.language, $0(phrase)) }) { first, _ in first })
    }
    let own: [Town.Layer] = [
      .init(id: "parcels", label: words(.layerParcels)),
      .init(id: "zones", label: words(.layerZones)),
      .init(id: "streets", label: words(.layerStreets)),
      .init(id: "buildings", label: words(.layerBuildings)),
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
      for work in ruleset.vocabulary.workOrder.compactMap({ ruleset.vocabulary.works[$0] })
      where spoken.contains(work.name) && seen.insert(work.name).inserted {
        works.append(
          Work(
            name: work.name, label: work.label.text(in: language) ?? work.name,
            words: Set(work.words.values.flatMap { $0 } + work.label.byLanguage.values).sorted(),
            isCommon: work.common))
      }
    }
    // The common ones as the vocabulary declares them, the others as a reader looks a word up.
    let reader = Language.of(language) ?? .english
    return works.filter(\.isCommon)
      + works.filter { !$0.isCommon }.sorted { reader.inOrder($0.label, $1.label) }
  }

  package func parcel(longitude: Double, latitude: Double) -> String? {
    territory?.parcel(at: longitude, lat: latitude)?.description
  }

  package func features(of layer: String, in town: String, within box: GeographicBox, limit: Int)
    -> String?
  {
    territory?.geoJSON(layer: layer, town: town, within: box, limit: limit)
  }

  package func regulations(in town: String?) -> [(id: String, title: String, language: String)] {
    rulebook.regulations(in: town.flatMap { jurisdiction(of: $0) }).compactMap { id in
      rulebook.reading(of: id).map { ($0.id, $0.title, $0.language) }
    }
  }
}
