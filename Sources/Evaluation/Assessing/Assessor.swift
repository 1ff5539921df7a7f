import FEEL
package import Facts

/// Assesses many proposals at many sites under one ruleset, keeping what they have in common.
///
/// For each work and span of days the law is written once as a ``Residual`` in which nothing is known, and once more for each
/// class of site and of proposal, with all that the class knows worked out. It says what ``Ruleset/assess(_:at:)`` says, which
/// it asks itself where a case has no form.
///
/// `Sendable` so that it can wait where another thread takes it; never used by two at once (``AssessorPool``).
package final class Assessor: @unchecked Sendable {
  package let ruleset: Ruleset
  var texts = Texts()
  private var slices: [SliceKey: Slice] = [:]

  private struct SliceKey: Hashable {
    var work: String
    var span: Int
  }

  /// Between two of them the law is one.
  private let changes: [CivilDate]

  package init(_ ruleset: Ruleset) {
    self.ruleset = ruleset
    changes = ruleset.changes
  }

  /// One case.
  package func assess(_ proposal: Proposal, at site: SiteFacts) -> Assessment {
    guard let slice = slice(of: proposal.work, on: site.date) else {
      return ruleset.assess(proposal, at: site)
    }
    let sites = PreparedSites(slice.general)
    slice.append(site, to: sites, &texts)
    guard let cells = slice.cells(of: proposal, bindsNumbers: false, &texts) else {
      return ruleset.assess(proposal, at: site)
    }
    return slice.assess(cells, FixedSites(sites), 0, &texts) { (proposal, site) }
  }

  /// One proposal at many sites of one day, in order.
  package func assess(_ proposal: Proposal, at sites: [SiteFacts]) -> [Assessment] {
    guard let batch = batch(proposal.work, sites) else {
      return sites.map { ruleset.assess(proposal, at: $0) }
    }
    return batch.assess(proposal)
  }

  /// Sites of one day made ready for the proposals of one work; nil where the work is not known, or the days differ.
  package func batch(_ work: String, _ sites: [SiteFacts]) -> Batch? {
    guard let date = sites.first?.date, sites.allSatisfy({ $0.date == date }),
      let slice = slice(of: work, on: date)
    else { return nil }
    let prepared = PreparedSites(slice.general)
    for site in sites { slice.append(site, to: prepared, &texts) }
    return Batch(self, slice, prepared, sites)
  }

  func slice(of work: String, on date: CivilDate) -> Slice? {
    let key = SliceKey(work: work, span: changes.prefix { $0 <= date }.count)
    if let slice = slices[key] { return slice }
    guard ruleset.vocabulary.works[work] != nil else { return nil }
    let slice = Slice(ruleset, work: work, date: date, &texts)
    slices[key] = slice
    return slice
  }

  /// Many sites, and any number of proposals of one work that are put to all of them.
  package final class Batch {
    private let assessor: Assessor
    private let slice: Slice
    private let prepared: FixedSites
    private let sites: [SiteFacts]

    fileprivate init(
      _ assessor: Assessor, _ slice: Slice, _ prepared: PreparedSites, _ sites: [SiteFacts]
    ) {
      self.assessor = assessor
      self.slice = slice
      self.prepared = FixedSites(prepared)
      self.sites = sites
    }

    package var count: Int { sites.count }

    package func assess(_ proposal: Proposal) -> [Assessment] {
      var assessments: [Assessment] = []
      assessments.reserveCapacity(count)
      assess(proposal) { _, assessment in assessments.append(assessment) }
      return assessments
    }

    /// At the first site, under figures that no other proposal is expected to have; with its distance from a yes.
    func assessOne(_ proposal: Proposal) -> (assessment: Assessment, distance: (Int) -> Int) {
      guard let cells = slice.cells(of: proposal, bindsNumbers: false, &assessor.texts) else {
        return (assessor.ruleset.assess(proposal, at: sites[0]), { _ in 0 })
      }
      let assessment = slice.assess(cells, prepared, 0, &assessor.texts) { (proposal, sites[0]) }
      return (assessment, { [slice] in slice.distanceFromYes(by: $0) })
    }

    /// Hands over one assessment after the other, with the place of its site.
    package func assess(_ proposal: Proposal, _ take: (Int, Assessment) -> Void) {
      guard let cells = slice.cells(of: proposal, bindsNumbers: true, &assessor.texts) else {
        for site in sites.indices { take(site, assessor.ruleset.assess(proposal, at: sites[site])) }
        return
      }
      for site in sites.indices {
        take(
          site,
          slice.assess(cells, prepared, site, &assessor.texts) { (proposal, sites[site]) })
      }
    }
  }
}
