import Evaluation
package import Facts

/// One thread's share of a simulation.
struct SimulationWorker {
  private let simulation: Simulation
  private let works: [String]
  private let workPlaces: [String: Int]
  private let assessors: (before: TableAssessor, after: TableAssessor)
  private let lines: SimulationLines
  private let districtColumn: SiteField?
  private var comparison: ArticleComparison
  private(set) var tally: Tally

  init(_ simulation: Simulation, _ works: [String]) {
    self.simulation = simulation
    self.works = works
    workPlaces = Dictionary(
      works.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    assessors = (
      TableAssessor(simulation.before, simulation.sites.before),
      TableAssessor(simulation.after, simulation.sites.after)
    )
    lines = SimulationLines(simulation)
    districtColumn = simulation.districts.fact(named: simulation.district)?.field
    comparison = ArticleComparison(simulation.index)
    tally = Tally(works: works.count, articles: simulation.index.articles.count)
  }

  mutating func run(_ cases: Simulation.Cases, _ range: Range<Int>) -> Simulation.Part {
    var part = Simulation.Part()
    switch cases {
    case .everywhere(let proposals): run(proposals, range, into: &part)
    case .lines(let all):
      for place in range {
        let line = all[place]
        var site = SimulationOutcome.ChangedSite(row: line.row)
        note(
          assessors.before.assess(line.proposal, row: line.row),
          assessors.after.assess(line.proposal, row: line.row),
          line.row, work: workPlaces[line.proposal.work] ?? 0, place: place, &site, &part)
        close(site, &part)
      }
    }
    return part
  }

  private mutating func run(
    _ proposals: [Proposal], _ rows: Range<Int>, into part: inout Simulation.Part
  ) {
    func assess(_ assessor: TableAssessor, _ proposal: Proposal) -> [Assessment] {
      var found: [Assessment] = []
      found.reserveCapacity(rows.count)
      assessor.assess(proposal, rows: rows) { _, assessment in found.append(assessment) }
      return found
    }
    let outcomes = proposals.map { proposal in
      let before = assess(assessors.before, proposal)
      return (before, simulation.isUnchanged ? before : assess(assessors.after, proposal))
    }
    for (offset, row) in rows.enumerated() {
      var site = SimulationOutcome.ChangedSite(row: row)
      for (work, outcome) in outcomes.enumerated() {
        note(
          outcome.0[offset], outcome.1[offset], row, work: work,
          place: row * proposals.count + work, &site, &part)
      }
      if let standing = simulation.standing, let work = simulation.standingWork {
        noteStanding(work, standing, row, &site)
      }
      close(site, &part)
    }
  }

  // MARK: one case

  private mutating func note(
    _ before: Assessment, _ after: Assessment, _ row: Int, work: Int, place: Int,
    _ site: inout SimulationOutcome.ChangedSite, _ part: inout Simulation.Part
  ) {
    tally.verdicts[work * 49 + before.verdict.rank * 7 + after.verdict.rank] += 1
    let change = Change(before.verdict, after.verdict)
    tally.districts[district(row), default: Counts()].add(change)
    if change != .same {
      let articles = comparison.articles(before, after, stricter: change == .lose)
      for article in articles { tally.articles[Int(article)].add(change) }
      tally.kinds[
        .init(work: work, before: before.verdict, after: after.verdict, articles: articles),
        default: .init()
      ].add(place)
      if change == .gain { site.gains += 1 } else { site.losses += 1 }
    }
    if before.verdict != after.verdict {
      lines.append(
        before, after, change, row, work: works[work], district: districtName(row), to: &part.lines)
    }
  }

  private mutating func close(
    _ site: SimulationOutcome.ChangedSite, _ part: inout Simulation.Part
  ) {
    switch (site.gains > 0, site.losses > 0) {
    case (true, false): tally.sites[0] += 1
    case (false, true): tally.sites[1] += 1
    case (true, true): tally.sites[2] += 1
    case (false, false): tally.sites[3] += 1
    }
    if site.gains > 0 || site.losses > 0 || site.becomesNonConforming { part.sites.append(site) }
  }

  private func district(_ row: Int) -> Int64 {
    guard let column = districtColumn?.columns.first(where: { $0.states[row] == SiteColumn.known }),
      case .texts(let codes) = column.values
    else { return -1 }
    return Int64(codes[row])
  }

  private func districtName(_ row: Int) -> String {
    let code = district(row)
    return code < 0 ? "" : simulation.districts.text(UInt32(code))
  }

  // MARK: what stands there

  private mutating func noteStanding(
    _ work: String, _ standing: SiteTable, _ row: Int, _ site: inout SimulationOutcome.ChangedSite
  ) {
    guard let facts = StandingBuilding.facts(standing, row, simulation.before.vocabulary) else {
      tally.standing.unknown += 1
      return
    }
    let proposal = Proposal(work: work, facts: facts)
    let first = assessors.before.assess(proposal, row: row)
    let second = simulation.isUnchanged ? first : assessors.after.assess(proposal, row: row)
    switch (first.requirements.contains(.notMet), second.requirements.contains(.notMet)) {
    case (false, true):
      tally.standing.becomes += 1
      site.becomesNonConforming = true
    case (true, false): tally.standing.ceases += 1
    case (true, true): tally.standing.stays += 1
    case (false, false): tally.standing.never += 1
    }
  }
}

/// The building on a lot, said as if somebody proposed it.
package enum StandingBuilding {
  /// What the survey calls it, and what a proposal does.
  static let names = [
    "existing building height": "building height", "existing storeys": "storeys",
    "existing footprint area": "footprint area",
  ]

  /// What a survey is asked for to know what stands on each lot.
  package static let order = SurveyOrder(facts: Set(names.keys))

  /// Nil where nothing stands there, or nothing is known of it that the law asks of proposals.
  package static func facts(_ table: SiteTable, _ row: Int, _ vocabulary: Vocabulary) -> [String:
    FactValue]?
  {
    var facts: [String: FactValue] = [:]
    for (name, said) in names where vocabulary.facts[said]?.origin == .proposal {
      guard let field = table.fact(named: name)?.field, let value = table.value(of: field, row)
      else { continue }
      if value == .number(.zero) { return nil }
      if !value.isUnknown { facts[said] = value }
    }
    return facts.isEmpty ? nil : facts
  }
}
