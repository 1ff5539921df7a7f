package import Facts

extension Ruleset {
  /// Whether a rule binds on a day: its regulation does, its own days do, and no regulation in force repeals it.
  package func isInForce(_ provenance: Provenance, on date: CivilDate) -> Bool {
    regulations[provenance.regulation].isInForce(on: date)
      && (provenance.from.map { $0 <= date } ?? true)
      && (provenance.until.map { date < $0 } ?? true)
      && !isRepealed(provenance, on: date)
  }

  private func isRepealed(_ provenance: Provenance, on date: CivilDate) -> Bool {
    let id = regulations[provenance.regulation].id
    return regulations.contains { other in
      other.isInForce(on: date)
        && other.repeals.contains {
          $0.regulation == id
            && ($0.articles.isEmpty || !provenance.anchors.isDisjoint(with: $0.articles))
        }
    }
  }

  /// The days on which what binds changes, in order: between two of them the law is one.
  package var changes: [CivilDate] {
    var days: Set<CivilDate> = []
    func add(_ provenance: Provenance) {
      if let from = provenance.from { days.insert(from) }
      if let until = provenance.until { days.insert(until) }
    }
    for head in regulations {
      if let day = head.effective { days.insert(day) }
      if let day = head.until { days.insert(day) }
    }
    for rule in definitions { add(rule.provenance) }
    for part in tables.flatMap(\.parts) { add(part.provenance) }
    for rule in requirements { add(rule.provenance) }
    for rule in exemptions { add(rule.provenance) }
    for rule in generalConditions { add(rule.provenance) }
    for rule in exceptions { add(rule.provenance) }
    for rule in provisions { add(rule.provenance) }
    return days.sorted()
  }
}
