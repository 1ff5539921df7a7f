package import Facts

extension Ruleset {
  /// What a proposal comes to, worked out in full and then stripped of its words: what every faster way must say too.
  package func assess(_ proposal: Proposal, at site: SiteFacts) -> Assessment {
    assessment(of: judge(proposal, at: site))
  }

  func assessment(of judgement: Judgement) -> Assessment {
    var assessment = Assessment(
      verdict: judgement.verdict, results: judgement.results,
      requirements: .init(repeating: nil, count: requirements.count),
      exemptions: .init(repeating: nil, count: exemptions.count),
      rows: .init(repeating: nil, count: requirements.count))
    for finding in judgement.findings {
      let before = assessment.requirements[finding.place]
      guard before.map({ $0.severity < finding.outcome.severity }) ?? true else { continue }
      assessment.requirements[finding.place] = finding.outcome
      assessment.rows[finding.place] = finding.row?.place
    }
    for offer in judgement.offers { assessment.exemptions[offer.place] = offer.outcome }
    return assessment
  }
}
