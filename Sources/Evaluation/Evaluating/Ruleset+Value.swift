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

  /// Whether a condition of a rule holds for a proposal at a site, at one element of a list where it speaks of one; nil where
  /// that is open.
  package func holds(
    _ condition: ConditionRule, of regulation: Int,
    element: (name: String, value: FactValue)? = nil,
    for proposal: Proposal, at site: SiteFacts
  ) -> Bool? {
    let inquiry = Inquiry(ruleset: self, site: site, proposal: proposal)
    func truth() -> Truth { inquiry.truth(of: condition, for: regulation) }
    let truth = element.map { inquiry.looking(at: $0.name, Value($0.value), truth) } ?? truth()
    return switch truth {
    case .yes: true
    case .no: false
    case .open: nil
    }
  }

  /// Why a definition (by place) has no value although all that it needs is known: nil where it has one, or where a fact is missing.
  package func lapse(
    of definition: Int, element: (name: String, value: FactValue)? = nil, for proposal: Proposal,
    at site: SiteFacts
  ) -> String? {
    let inquiry = Inquiry(ruleset: self, site: site, proposal: proposal)
    func established() -> Value { inquiry.established(definition).value }
    let value =
      element.map { inquiry.looking(at: $0.name, Value($0.value), established) } ?? established()
    guard case .unknown(let reasons) = value else { return nil }
    let wanted: [Cause] = [.failure, .gap, .conflict]
    guard !reasons.contains(.missing), !reasons.contains(.judged) else { return nil }
    return wanted.lazy.compactMap { reasons.names(of: $0).first }.first
  }
}

extension Value {
  /// A fact as FEEL has it; what is not known is missing.
  init(_ fact: FactValue) {
    switch fact {
    case .number(let number): self = .number(number)
    case .boolean(let boolean): self = .boolean(boolean)
    case .text(let text): self = .string(text)
    case .date(let date): self = .date(date)
    case .list(let items): self = .list(items.map { Value($0) })
    case .record(let members):
      self = .context(Context(members.sorted { $0.key < $1.key }.map { ($0.key, Value($0.value)) }))
    case .unknown(let why): self = Cause.missing.value(why)
    }
  }
}
