import FEEL
import Facts

/// One exemption, notice or track as it came out, before it is put into words.
struct Offer {
  var rule: ExemptionRule
  /// Of the rule in the ruleset.
  var place = -1
  /// The track that it leads to, which an exception may have changed.
  var track: Track
  var deadline: DeadlineRule?
  var outcome: Outcome
  var limbs: [LimbFinding]
  /// Reasons that leave it open.
  var reasons: Reasons?
  var documents: [(text: String, citation: Answer.Citation?)] = []
  var observing: [(text: String, citation: Answer.Citation?)] = []
  var exception: Provenance?
}

struct LimbFinding {
  var limb: ExemptionRule.Limb
  var regulation: Int
  var outcome: Outcome
  var reasons: Reasons?
  var measured: Value?
  var limit: Value?
  var exception: Provenance?
}

extension Inquiry {
  func offers() -> [Offer] {
    ruleset.exemptions.indices.compactMap(offer(at:))
  }

  func offer(at place: Int) -> Offer? {
    let rule = ruleset.exemptions[place]
    guard isInForce(rule.provenance), rule.provenance.works?.contains(proposal.work) ?? false else {
      return nil
    }
    var offer = offer(of: rule)
    offer.place = place
    return offer
  }

  private func offer(of rule: ExemptionRule) -> Offer {
    let regulation = rule.provenance.regulation
    var offer = Offer(
      rule: rule, track: rule.track, deadline: rule.deadline, outcome: .met, limbs: [])
    // `every exemption requires` holds for the exemptions and notices of its own regulation.
    if rule.track == .exempt || rule.track == .exemptWithNotice {
      for general in ruleset.generalConditions
      where isInForce(general.provenance) && general.provenance.regulation == regulation {
        let limb = ExemptionRule.Limb(
          isExclusion: false, condition: general.condition, citation: general.provenance.citation,
          tag: general.provenance.tag, anchors: general.provenance.anchors)
        offer.limbs.append(finding(of: limb, general.provenance.regulation, &offer))
      }
    }
    for limb in rule.limbs { offer.limbs.append(finding(of: limb, regulation, &offer)) }
    for limb in offer.limbs {
      if limb.outcome.severity > offer.outcome.severity { offer.outcome = limb.outcome }
      if let reasons = limb.reasons, limb.outcome == .unknown || limb.outcome == .discretion {
        offer.reasons = offer.reasons?.union(reasons) ?? reasons
      }
    }
    offer.documents = attached(rule.documents, regulation)
    offer.observing = attached(rule.observing, regulation)
    return offer
  }

  private func finding(of limb: ExemptionRule.Limb, _ regulation: Int, _ offer: inout Offer)
    -> LimbFinding
  {
    var found = LimbFinding(limb: limb, regulation: regulation, outcome: .unknown)
    var truth = truth(of: limb.condition, for: regulation)
    if limb.isExclusion { truth = truth.negated }
    switch truth {
    case .yes: found.outcome = .met
    case .no: found.outcome = .notMet
    case .open(let reasons):
      found.reasons = reasons
      // What the law does not limit here cannot stand against an exemption; what it does not have cannot be met.
      found.outcome = reasons.outcome == .notApplicable ? .met : reasons.outcome
    }
    if let comparison = limb.condition.comparison {
      found.measured = evaluate(comparison.measured, for: regulation)
      found.limit = evaluate(comparison.limit, for: regulation)
    }
    guard found.outcome != .met else { return found }
    switch exceptions(toAnyOf: limb.anchors, row: nil) {
    case .none: break
    case .holds(let exception):
      guard found.outcome == .notMet else {
        // Open whether it is needed at all: both ways must be kept.
        return found
      }
      found.exception = exception.provenance
      if exception.discretion != nil {
        found.outcome = .discretion
      } else {
        found.outcome = .met
        let instead = exception.requirements.map { truthOfRequirement($0) }
        for truth in instead {
          switch truth {
          case .yes: break
          case .no: found.outcome = .notMet
          case .open(let reasons):
            found.reasons = reasons
            if found.outcome == .met { found.outcome = reasons.outcome }
          }
        }
        if let track = exception.track, found.outcome != .notMet {
          offer.track = track
          offer.deadline = exception.deadline ?? offer.deadline
          offer.exception = exception.provenance
        }
      }
    case .clash(let rules):
      found.outcome = .discretion
      found.reasons = Reasons(
        rules.map { .init(kind: Cause.conflict.rawValue, name: $0.provenance.citation.article) })
    case .open(let reasons, _):
      if found.outcome == .notMet {
        found.outcome = reasons.outcome == .discretion ? .discretion : .unknown
        found.reasons = reasons
      }
    }
    return found
  }

  private func truthOfRequirement(_ rule: RequirementRule) -> Truth {
    truth(of: rule.condition, for: rule.provenance.regulation)
  }

  func attached(_ rules: [AttachedRule], _ regulation: Int) -> [(
    text: String, citation: Answer.Citation?
  )] {
    var anyHeld = false
    return rules.compactMap { rule in
      if rule.isOtherwise { return anyHeld ? nil : (rule.text, rule.citation) }
      var truth = rule.when.map { Truth(evaluate($0, for: regulation)) } ?? .yes
      if let unless = rule.unless {
        truth = .and(truth, Truth(evaluate(unless, for: regulation)).negated)
      }
      switch truth {
      case .yes:
        anyHeld = true
        return (rule.text, rule.citation)
      case .no: return nil
      // A duty that may be due is said, not kept back.
      case .open: return (rule.text, rule.citation)
      }
    }
  }
}
