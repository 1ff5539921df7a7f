import FEEL
package import Facts

/// All that was found for one proposal at one site, and what it comes to: no words yet.
///
/// A nearest value is searched on judgements, since most of the work of an answer is in its words.
package struct Judgement {
  var findings: [Finding] = []
  var offers: [Offer] = []
  var provisions: [ProvisionFinding] = []
  /// What the jurisdiction expects and no rule in force gives: subjects, ranks, layers.
  var silences: [Silence] = []
  var results: [Answer.RegimeResult] = []
  package var verdict: Verdict = .incomplete

  struct ProvisionFinding {
    var rule: ProvisionRule
    var outcome: Truth
    var amount: Value?
  }

  enum Silence: Hashable {
    case subject(String)
    case rank(String)
    case layer(String)
    case noRule
    case unknownWork

    /// Where the law does not speak somebody decides; a layer that is not known may still be looked at.
    var leavesItToSomebody: Bool { if case .layer = self { false } else { true } }
  }
}

extension Ruleset {
  package func judge(_ proposal: Proposal, at site: SiteFacts) -> Judgement {
    let portions = portions(of: site)
    var judgement = Judgement()
    if portions.count < 2 {
      let inquiry = Inquiry(ruleset: self, site: portions.first?.site ?? site, proposal: proposal)
      judgement.findings = inquiry.findings()
      judgement.offers = inquiry.offers()
      judgement.provisions = inquiry.provisionFindings()
    } else {
      let parts = portions.map { portion in
        let inquiry = Inquiry(ruleset: self, site: portion.site, proposal: proposal)
        return (portion, inquiry.findings(), inquiry.offers(), inquiry.provisionFindings())
      }
      judgement.findings = mergePortions(parts.map { ($0.0, $0.1) })
      judgement.offers = worst(of: parts.map(\.2))
      judgement.provisions = parts.flatMap(\.3)
    }
    applyPrecedence(to: &judgement.findings)
    judgement.silences = silences(proposal, site, judgement)
    let regimes = jurisdiction.regimes.isEmpty ? ["planning"] : jurisdiction.regimes
    judgement.results = regimes.map { result(for: $0, isMain: $0 == regimes[0], site, judgement) }
    judgement.verdict = judgement.results.map(\.verdict).max() ?? .incomplete
    return judgement
  }

  // MARK: split lots

  struct Portion {
    var zone: String
    var share: Number
    var site: SiteFacts
  }

  /// The site as each of its zones has it, largest first; one where it lies in one zone.
  func portions(of site: SiteFacts) -> [Portion] {
    guard case .list(let items)? = site.facts["zone portions"]?.value, items.count > 1 else {
      return []
    }
    let portions: [Portion] = items.compactMap { item in
      guard case .record(let members) = item, case .text(let zone)? = members["zone"],
        case .number(let share)? = members["share"], members["sliver"] != .boolean(true)
      else { return nil }
      var portion = site
      for (name, value) in members where name != "share" && name != "area" && name != "sliver" {
        var fact = site.facts[name] ?? SiteFact(value)
        fact.value = value
        portion.facts[name] = fact
      }
      return Portion(zone: zone, share: share, site: portion)
    }
    return portions.sorted { $1.share < $0.share }
  }

  /// Each portion stands alone, so that all must be met, unless the law says that the dominant zone governs a subject.
  private func mergePortions(_ parts: [(portion: Portion, findings: [Finding])]) -> [Finding] {
    var merged: [Finding] = []
    for (portion, findings) in parts {
      for finding in findings {
        let head = regulations[finding.rule.provenance.regulation]
        let rule =
          head.splitParcels.first { $0.subject == finding.subject }
          ?? head.splitParcels.first { $0.subject == "default" }
        if let rule, rule.rule == "dominant", let dominant = parts.first?.portion,
          (rule.share ?? .zero) < dominant.share,
          portion.zone != dominant.zone
        {
          continue
        }
        var finding = finding
        finding.portion = portion.zone
        // Outside its zone a rule of the zone has no row, and the portion's own does: the same rule once per portion.
        merged.append(finding)
      }
    }
    // A finding that says the same in every portion is one finding.
    var result: [Finding] = []
    for finding in merged {
      let twins = merged.filter {
        $0.rule.provenance.id == finding.rule.provenance.id
          && $0.element?.index == finding.element?.index
      }
      let agree = twins.allSatisfy {
        $0.outcome == finding.outcome && $0.limit == finding.limit
          && $0.measured == finding.measured
      }
      if agree {
        guard twins.first?.portion == finding.portion else { continue }
        var one = finding
        if twins.count == parts.count { one.portion = nil }
        result.append(one)
      } else {
        result.append(finding)
      }
    }
    return result
  }

  /// An exemption reaches a split lot only where it reaches every portion of it.
  private func worst(of parts: [[Offer]]) -> [Offer] {
    guard let first = parts.first else { return [] }
    return first.indices.map { index in
      parts.compactMap { index < $0.count ? $0[index] : nil }.max {
        $0.outcome.severity < $1.outcome.severity
      } ?? first[index]
    }
  }

  // MARK: precedence

  private func applyPrecedence(to findings: inout [Finding]) {
    let groups = Dictionary(grouping: findings.indices) { index in
      let finding = findings[index]
      return regulations[finding.rule.provenance.regulation].regime + "\u{0}" + finding.subject
    }
    for indices in groups.values {
      let speaking = indices.filter { findings[$0].settles }
      guard Set(speaking.map { findings[$0].rule.provenance.regulation }).count > 1 else {
        continue
      }
      let standings = standings(
        of: speaking.map { findings[$0].rule.provenance.regulation },
        subject: findings[indices[0]].subject)
      guard let top = standings.max(), let governing = standings.firstIndex(of: top) else {
        continue
      }
      for (standing, index) in zip(standings, speaking) where standing < top {
        findings[index].overriddenBy = findings[speaking[governing]].id
        findings[index].outcome = .notApplicable
      }
    }
  }

  /// How high regulations stand that speak on one subject: only the highest governs.
  func standings(of speaking: [Int], subject: String) -> [Int] {
    let heads = speaking.map { regulations[$0] }
    let policy =
      jurisdiction.onConflict[subject] ?? heads.lazy.compactMap { $0.onConflict[subject] }.first
      ?? jurisdiction.onConflict["default"] ?? heads.lazy.compactMap { $0.onConflict["default"] }
      .first ?? .stricter
    return heads.map { head in
      let rank = jurisdiction.ranks.firstIndex(of: head.rank) ?? jurisdiction.ranks.count
      switch policy {
      case .higher, .declared: return -rank
      case .particular, .overlay: return rank
      case .later: return head.effective?.dayNumber ?? .min
      case .stricter: return 0
      }
    }
  }

  // MARK: silence

  private func silences(_ proposal: Proposal, _ site: SiteFacts, _ judgement: Judgement)
    -> [Judgement.Silence]
  {
    var silences: [Judgement.Silence] = []
    guard vocabulary.works[proposal.work] != nil else { return [.unknownWork] }
    var settled = Set(judgement.findings.filter(\.settles).map(\.subject))
    // One that is still open may yet settle it, and leaves no yes meanwhile.
    for offer in judgement.offers where offer.outcome != .notMet {
      for limb in offer.limbs {
        settled.formUnion(limb.limb.condition.expression.freeNames())
      }
    }
    for subject in jurisdiction.governs[proposal.work] ?? [] where !settled.contains(subject) {
      silences.append(.subject(subject))
    }
    // A track alone settles nothing: only what frees from a permit says that the work may be done.
    let reached = judgement.offers.contains { offer in
      offer.track != .short && offer.track != .full && offer.outcome != .notMet
    }
    if !reached, !judgement.findings.contains(where: \.settles), silences.isEmpty {
      silences.append(.noRule)
    }
    for rank in jurisdiction.expectedRanks
    where !regulations.contains(where: { $0.rank == rank && $0.isInForce(on: site.date) }) {
      silences.append(.rank(rank))
    }
    if site.parcel != nil {
      for layer in jurisdiction.expectedLayers
      where site.layers[layer].map({ $0.share.isUnknown }) ?? true {
        silences.append(.layer(layer))
      }
    }
    return silences
  }

  // MARK: what it comes to

  private func result(for regime: String, isMain: Bool, _ site: SiteFacts, _ judgement: Judgement)
    -> Answer.RegimeResult
  {
    func belongs(_ provenance: Provenance) -> Bool {
      regulations[provenance.regulation].regime == regime
    }
    let findings = judgement.findings.filter { belongs($0.rule.provenance) }
    let offers = judgement.offers.filter { belongs($0.rule.provenance) }
    let provisions = judgement.provisions.filter { belongs($0.rule.provenance) }

    var track = Track.full
    var trackIsJudged = false
    if findings.isEmpty, offers.isEmpty, !isMain {
      track = .notRegulated
    } else {
      // The most permissive offer that certainly reaches it, unless a more permissive one is still open.
      let order: [Track] = [
        .notRegulated, .exempt, .exemptWithNotice, .priorApproval, .short, .full,
      ]
      for candidate in order {
        let here = offers.filter { $0.track == candidate }
        if here.contains(where: { $0.outcome == .met }) {
          track = candidate
          break
        }
        if here.contains(where: { $0.outcome == .unknown }) {
          track = .unknown
          break
        }
        if here.contains(where: { $0.outcome == .discretion }) {
          track = .unknown
          trackIsJudged = true
          break
        }
      }
    }

    let failing = findings.filter { $0.outcome == .notMet }
    var complies = Compliance.yes
    var conditionsOpen = false
    if !failing.isEmpty {
      complies = .no
    } else if findings.contains(where: { $0.outcome == .unknown }) {
      complies = .unknown
    } else if findings.contains(where: { $0.outcome == .discretion }) {
      complies = .discretion
    }
    if trackIsJudged, complies == .yes { complies = .discretion }
    if isMain {
      if judgement.silences.contains(where: \.leavesItToSomebody), complies == .yes {
        complies = .discretion
      }
      if judgement.silences.contains(.unknownWork) { track = .unknown }
    } else if !regulations.contains(where: { $0.regime == regime && $0.isInForce(on: site.date) }),
      complies == .yes
    {
      complies = .discretion
    }
    // Whether somebody decides is open: that matters only where nobody decides anyway.
    for provision in provisions {
      switch (provision.rule.kind, provision.outcome) {
      case (.discretion, .yes): if complies == .yes { complies = .discretion }
      case (.discretion, .open(let reasons)):
        if complies == .yes { complies = reasons.outcome == .discretion ? .discretion : .unknown }
      case (.condition, .open): conditionsOpen = true
      default: break
      }
    }
    if conditionsOpen, complies == .yes, track == .full || track == .short { complies = .unknown }
    if isMain, complies == .yes || complies == .discretion,
      judgement.silences.contains(where: { !$0.leavesItToSomebody })
    {
      complies = .unknown
    }
    // Everything fails, but a relief that somebody may grant reaches all of it: a decision, on the variance track.
    let relieved = !failing.isEmpty && failing.allSatisfy { $0.relief != nil }
    if relieved { track = .variance }
    let hasConditions = provisions.contains {
      if $0.rule.kind == .condition, case .yes = $0.outcome { true } else { false }
    }
    return .init(
      regime: regime, complies: complies, track: track,
      verdict: Verdict(
        complies: complies, track: track, hasConditions: hasConditions, reliefReachesAll: relieved))
  }
}

extension Inquiry {
  func provisionFindings() -> [Judgement.ProvisionFinding] {
    ruleset.provisions.filter { isInForce($0.provenance) && reaches($0.provenance) }.map { rule in
      .init(
        rule: rule, outcome: truth(of: rule),
        amount: rule.amount.map { evaluate($0, for: rule.provenance.regulation) })
    }
  }

  /// Whether what a provision says holds here.
  func truth(of rule: ProvisionRule) -> Truth {
    let regulation = rule.provenance.regulation
    var truth = Truth.yes
    for condition in rule.when { truth = .and(truth, self.truth(of: condition, for: regulation)) }
    for condition in rule.unless {
      truth = .and(truth, self.truth(of: condition, for: regulation).negated)
    }
    return truth
  }
}
