import Dispatch
package import Evaluation
package import Facts
import Synchronization

/// Puts the same proposals to the same sites under two laws, and counts what comes out differently.
///
/// ```swift
/// let simulation = Simulation(before: law, after: amended, sites: table)
/// let outcome = simulation.run(.everywhere([Proposal(work: "new building")]))
/// ```
package struct Simulation: Sendable {
  package let before: Ruleset
  package let after: Ruleset
  /// The sites as each law asks for them; one table where both ask for the same.
  package let sites: (before: SiteTable, after: SiteTable)
  /// What is known of the same sites beside what the laws ask for, row by row: the existing buildings, which are put as
  /// proposals of ``standingWork``, and the ``district``. No law sees it.
  package var standing: SiteTable?
  package var standingWork: String?
  /// The fact by which is counted: a zone, a district.
  package var district = "zone"
  let index: ArticleIndex

  /// Where the district stands.
  var districts: SiteTable { standing ?? sites.before }

  /// Which questions are put.
  package enum Cases: Sendable {
    /// Each proposal to every site.
    case everywhere([Proposal])
    /// Each to its own site, by row.
    case lines([(row: Int, proposal: Proposal)])

    /// The works in question, in order.
    var works: [String] {
      switch self {
      case .everywhere(let proposals): proposals.map(\.work)
      case .lines(let lines): Set(lines.map(\.proposal.work)).sorted()
      }
    }
  }

  package init(before: Ruleset, after: Ruleset, sites: (before: SiteTable, after: SiteTable)) {
    precondition(sites.before.count == sites.after.count, "both laws see the same sites")
    self.before = before
    self.after = after
    self.sites = sites
    index = ArticleIndex([before, after])
  }

  package init(before: Ruleset, after: Ruleset, sites: SiteTable) {
    self.init(before: before, after: after, sites: (sites, sites))
  }

  /// Whether both laws are one: nothing can come out differently.
  package var isUnchanged: Bool { before.hash == after.hash }

  /// - Parameters:
  ///   - threads: How many work at a time; the outcome does not depend on it.
  ///   - progress: Called with the number of sites done since it was last called, from any thread.
  ///   - changed: Called with lines of the changes (see ``SimulationLines``) in the order of the sites, one call at a time.
  package func run(
    _ cases: Cases, threads: Int = 2, progress: @Sendable (Int) -> Void = { _ in },
    changed: @Sendable ([UInt8]) -> Void = { _ in }
  ) -> SimulationOutcome {
    let rows: Int
    switch cases {
    case .everywhere: rows = sites.before.count
    case .lines(let lines): rows = lines.count
    }
    let works = cases.works
    let chunks = (rows + Self.chunk - 1) / Self.chunk
    let next = Atomic(0)
    let whole = Mutex(Tally(works: works.count, articles: index.articles.count))
    let writing = Mutex((next: 0, waiting: [Int: Part]()))
    let changes = Mutex<[SimulationOutcome.ChangedSite]>([])
    withoutActuallyEscaping(progress) { progress in
      withoutActuallyEscaping(changed) { changed in
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, chunks))) { _ in
          var worker = SimulationWorker(self, works)
          while true {
            let chunk = next.add(1, ordering: .relaxed).oldValue
            guard chunk < chunks else { break }
            let range = chunk * Self.chunk..<min(rows, (chunk + 1) * Self.chunk)
            let part = worker.run(cases, range)
            progress(range.count)
            writing.withLock { state in
              state.waiting[chunk] = part
              while let part = state.waiting.removeValue(forKey: state.next) {
                if !part.lines.isEmpty { changed(part.lines) }
                changes.withLock { $0 += part.sites }
                state.next += 1
              }
            }
          }
          let tally = worker.tally
          whole.withLock { $0.add(tally) }
        }
      }
    }
    return SimulationOutcome(
      self, cases, whole.withLock { $0 }, sites: changes.withLock { $0 })
  }

  /// Sites that are worked on at a time.
  private static let chunk = 2048

  struct Part: Sendable {
    var lines: [UInt8] = []
    var sites: [SimulationOutcome.ChangedSite] = []
  }
}
