import Evaluation
import Facts
import Land
import Languages

/// How the zone of a place came about, in the reader's words.
extension Municipality {
  package func history(of parcel: String, language: String) -> PlaceHistory? {
    guard let territory, let reference = territory.parcel(parcel) else { return nil }
    let history = territory.history(of: reference)
    let words = Catalogue.of(language) ?? .english
    // A layer of which no day is known cannot be said to have been there on any.
    let dated = Set(
      history.spans.flatMap(\.changes).filter { $0.kind == .layer }.compactMap(\.name))
    let vocabulary = jurisdiction(of: reference.town).flatMap { ruleset(of: $0) }?.vocabulary
    return PlaceHistory(
      spans: history.spans.reversed().map {
        span($0, of: reference, dated: dated, vocabulary, words)
      },
      steps: history.lineage.reversed().compactMap { step($0, words) })
  }

  private func span(
    _ span: ParcelHistory.Span, of parcel: ParcelReference, dated: Set<String>,
    _ vocabulary: Vocabulary?, _ words: Catalogue
  ) -> PlaceHistory.Span {
    let layers = span.layers.filter { dated.contains($0.key) }.map { name, share in
      part(layerLabel(name, in: parcel.town, vocabulary, words), share, words)
    }
    return PlaceHistory.Span(
      from: span.from, until: span.until,
      zones: span.zones.map { part(words.digits($0.code), $0.share, words) },
      gap: span.gap.map { inWords($0, words) },
      layers: layers.sorted(by: words.spoken.inOrder),
      lots: span.parcels == [parcel.number] ? [] : span.parcels.map(words.digits),
      changes: span.changes.map { sentence($0, in: parcel.town, vocabulary, words) })
  }

  /// A zone or layer, with its share of the land where that is not all of it.
  private func part(_ name: String, _ share: Double, _ words: Catalogue) -> String {
    guard share < 0.995 else { return name }
    return "\(words.isolated(name)) (\(words.isolated(self.share(share, words))))"
  }

  private func share(_ share: Double, _ words: Catalogue) -> String {
    words.value(Number(share * 100)?.rounded(places: 1).map(JSON.number) ?? .null, unit: "%")
  }

  private func inWords(_ gap: ParcelHistory.Gap, _ words: Catalogue) -> String {
    switch gap {
    case .noParcelMap: words(.historyNoMap)
    case .noParcel: words(.historyNoLot)
    case .unreadable: words(.historyUnreadable)
    case .noPlan: words(.historyNoPlan)
    case .uncovered(let share): words(.historyNoZone, ["share": self.share(share, words)])
    }
  }

  private func sentence(
    _ change: ParcelHistory.Change, in town: String, _ vocabulary: Vocabulary?, _ words: Catalogue
  ) -> String {
    func name(_ source: String) -> String {
      change.kind == .layer
        ? layerLabel(change.name ?? source, in: town, vocabulary, words)
        : sourceLabel(source, in: town, words)
    }
    let text: String
    switch (change.sourceBefore.map(name), change.sourceAfter.map(name)) {
    case (let before?, let after?) where before != after:
      text = words(.historyReplaced, ["before": before, "after": after])
    case (_?, let source?): text = words(.historyRedrawn, ["source": source])
    case (nil, let source?): text = words(.historyBegan, ["source": source])
    case (let source?, nil): text = words(.historyEnded, ["source": source])
    case (nil, nil): text = ""
    }
    return words.sentence(text) + (change.isFelt ? "" : " " + words(.historySame))
  }

  private func step(_ step: LineageStep, _ words: Catalogue) -> PlaceHistory.Step? {
    let phrase: Phrase
    switch step.change {
    case .unchanged: return nil
    case .redrawn: phrase = .lineageRedrawn
    case .renumbered: phrase = .lineageRenumbered
    case .split: phrase = .lineageSplit
    case .merged: phrase = .lineageMerged
    case .rearranged: phrase = .lineageRearranged
    case .new: phrase = .lineageNew
    case .gone: phrase = .lineageGone
    }
    func list(_ relatives: [LineageStep.Relative]) -> String {
      words.list(relatives.map { words.digits($0.number) })
    }
    return PlaceHistory.Step(
      day: step.day,
      text: words(phrase, ["before": list(step.before), "after": list(step.after)]),
      source: words(step.isRegistered ? .lineageRegistered : .lineageRead))
  }
}
