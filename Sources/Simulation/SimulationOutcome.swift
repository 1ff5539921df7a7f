package import Evaluation
package import Facts

/// What an amendment changes, counted: the sums close, and the largest changes can be explained.
package struct SimulationOutcome: Sendable {
  /// Of all cases: one proposal at one site each.
  package var cases = Counts()
  package var works: [Work] = []
  /// Those behind a change, the ones behind most changes first.
  package var articles: [(article: Article, counts: Counts)] = []
  /// By name; nil is lots that lie in no district or in several.
  package var districts: [(name: String?, counts: Counts)] = []
  /// Sites with a gain and no loss, and so on.
  package var sites = Sites()
  /// Nil where nothing stands anywhere, or the law knows no new building.
  package var standing: StandingTally?
  /// Sites with a change, in their order.
  package var changed: [ChangedSite]
  /// The largest changes, the most telling first.
  package var largest: [Example] = []
  package let jurisdiction: String
  package let date: CivilDate
  package let hashes: (before: String, after: String)

  package struct Work: Sendable {
    package var name: String
    package var counts = Counts()
    /// Those that change, or change their name without changing their step.
    package var verdicts: [(before: Verdict, after: Verdict, count: Int)] = []
  }

  package struct Sites: Sendable, Hashable {
    package var gain = 0
    package var lose = 0
    /// With a gain for one work and a loss for another.
    package var both = 0
    package var same = 0
    package var all: Int { gain + lose + both + same }
  }

  package struct ChangedSite: Sendable, Hashable {
    package var row: Int
    package var gains = 0
    package var losses = 0
    package var becomesNonConforming = false
    package init(row: Int) { self.row = row }
  }

  /// One case of a kind of change.
  package struct Example: Sendable {
    package var row: Int
    package var proposal: Proposal
    package var before: Verdict
    package var after: Verdict
    package var articles: [Article]
    /// How many cases are of this kind.
    package var count: Int
  }

  init(_ simulation: Simulation, _ cases: Simulation.Cases, _ tally: Tally, sites: [ChangedSite]) {
    jurisdiction = simulation.sites.before.jurisdiction
    date = simulation.sites.before.date
    hashes = (simulation.before.hash, simulation.after.hash)
    changed = sites
    self.sites = Sites(
      gain: tally.sites[0], lose: tally.sites[1], both: tally.sites[2], same: tally.sites[3])
    for (place, name) in cases.works.enumerated() {
      var work = Work(name: name)
      for before in Verdict.allCases {
        for after in Verdict.allCases {
          let count = tally.verdicts[place * 49 + before.rank * 7 + after.rank]
          guard count > 0 else { continue }
          work.counts.add(Change(before, after), count)
          if before != after { work.verdicts.append((before, after, count)) }
        }
      }
      self.cases.add(work.counts)
      works.append(work)
    }
    articles = zip(simulation.index.articles, tally.articles).filter { $0.1.all > 0 }
      .sorted {
        ($1.1.all, $0.0.regulation, $0.0.article) < ($0.1.all, $1.0.regulation, $1.0.article)
      }
      .map { (article: $0.0, counts: $0.1) }
    // A file gives codes in the order of its making: names put them in one order.
    districts = tally.districts.map { code, counts in
      (name: code < 0 ? nil : simulation.districts.text(UInt32(code)), counts: counts)
    }.sorted { ($0.name == nil ? 1 : 0, $0.name ?? "") < ($1.name == nil ? 1 : 0, $1.name ?? "") }
    if simulation.standing != nil, simulation.standingWork != nil { standing = tally.standing }
    largest = Self.largest(simulation, cases, tally)
  }

  /// One of each kind, the largest step first, then the kind with most cases; then the second of each kind, until ten stand there.
  private static func largest(
    _ simulation: Simulation, _ cases: Simulation.Cases, _ tally: Tally
  ) -> [Example] {
    let kinds = tally.kinds.sorted { a, b in
      let (far, near) = (
        abs(a.key.after.step - a.key.before.step), abs(b.key.after.step - b.key.before.step)
      )
      if far != near { return far > near }
      if a.value.count != b.value.count { return a.value.count > b.value.count }
      return a.value.places[0] < b.value.places[0]
    }
    var examples: [Example] = []
    for turn in 0..<Tally.explained {
      for (kind, found) in kinds where turn < found.places.count {
        guard examples.count < Tally.explained else { return examples }
        let place = found.places[turn]
        let row: Int
        let proposal: Proposal
        switch cases {
        case .everywhere(let proposals):
          row = place / proposals.count
          proposal = proposals[place % proposals.count]
        case .lines(let lines): (row, proposal) = lines[place]
        }
        examples.append(
          Example(
            row: row, proposal: proposal, before: kind.before, after: kind.after,
            articles: kind.articles.map { simulation.index.articles[Int($0)] },
            count: found.count))
      }
    }
    return examples
  }
}
