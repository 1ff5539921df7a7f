package import Facts

/// Assesses many proposals at many sites under one ruleset, keeping what they have in common.
///
/// Not to be shared between threads: each has its own.
package final class Assessor {
  package let ruleset: Ruleset

  package init(_ ruleset: Ruleset) { self.ruleset = ruleset }

  package func assess(_ proposal: Proposal, at site: SiteFacts) -> Assessment {
    ruleset.assess(proposal, at: site)
  }
}
