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

  /// Which of the spans between days on which some rule begins or ends to bind a day lies in: within one the law is one.
  func span(of date: CivilDate) -> Int { changes.prefix { $0 <= date }.count }

  /// The days on which what binds changes, in order.
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
    definitions.forEach { add($0.provenance) }
    for table in tables { table.parts.forEach { add($0.provenance) } }
    requirements.forEach { add($0.provenance) }
    exemptions.forEach { add($0.provenance) }
    generalConditions.forEach { add($0.provenance) }
    exceptions.forEach { add($0.provenance) }
    provisions.forEach { add($0.provenance) }
    return days.sorted()
  }
}
