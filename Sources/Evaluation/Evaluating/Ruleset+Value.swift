package import FEEL
package import Facts

extension Ruleset {
  /// The value of one definition for a proposal at a site, in base units; nil where no definition in force has the name.
  package func value(of name: String, for proposal: Proposal, at site: SiteFacts) -> Value? {
    let inquiry = Inquiry(ruleset: self, site: site, proposal: proposal)
    guard
      let index = (definitionsByName[name] ?? []).first(where: {
        inquiry.isInForce(definitions[$0].provenance)
      })
    else {
      return inquiry.given(name)
    }
    return inquiry.established(index).value
  }
}
