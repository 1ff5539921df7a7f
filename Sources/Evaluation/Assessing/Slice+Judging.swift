import FEEL
import Facts

/// What a judgement rests on beside the case: of one work in one span of days.
struct JudgementFrame {
  let regimes: [String]
  /// By regulation: the place of its regime, or -1.
  let regimeOf: [Int]
  /// Codes of the subjects that the work is governed by.
  let governs: [Int32]
  let governedSubjects: [String]
  let lacksRank: Bool
  /// By regime: whether a regulation of it is in force.
  let isRegimeInForce: [Bool]
  let hasExpectedLayers: Bool

  init(_ ruleset: Ruleset, work: String, date: CivilDate, _ texts: inout Texts) {
    let declared = ruleset.jurisdiction.regimes
    let regimes = declared.isEmpty ? ["planning"] : declared
    self.regimes = regimes
    regimeOf = ruleset.regulations.map { regimes.firstIndex(of: $0.regime) ?? -1 }
    governedSubjects = ruleset.jurisdiction.governs[work] ?? []
    governs = governedSubjects.map { texts.code($0) }
    lacksRank = ruleset.jurisdiction.expectedRanks.contains { rank in
      !ruleset.regulations.contains { $0.rank == rank && $0.isInForce(on: date) }
    }
    isRegimeInForce = regimes.map { regime in
      ruleset.regulations.contains { $0.regime == regime && $0.isInForce(on: date) }
    }
    hasExpectedLayers = !ruleset.jurisdiction.expectedLayers.isEmpty
  }
}

/// Cases as they are judged: rules of all portions of a site, which of them govern, what is silent, and what it comes to.
extension Slice {
  func assess(
    _ proposal: ProposalCells, _ sites: FixedSites, _ place: Int, _ texts: inout Texts,
    _ original: () -> (Proposal, SiteFacts)
  ) -> Assessment {
    let site = sites.sites[place]
    if site.isOdd {
      let (proposal, site) = original()
      return ruleset.assess(proposal, at: site)
    }
    // Taken out and put back, so that nobody checks at every step that nobody else writes to them.
    var scratch = Scratch()
    swap(&scratch, &self.scratch)
    defer { swap(&scratch, &self.scratch) }
    scratch.clear()
    for index in 0..<site.rowCount {
      let row = site.firstRow + index
      let run = run(proposal, siteClass: sites.classes[row], &texts)
      let cells = sites.cells(row: row, proposal)
      let firstFound = scratch.found.count
      let firstOffer = scratch.offers.count
      run.requirements(cells, into: &scratch.found)
      run.offers(into: &scratch.offers)
      run.provisions(into: &scratch.provisions)
      if !run.residual.refusals.isEmpty {
        evaluate(run.residual, original(), portion: index, firstOffer, &scratch, &texts)
      }
      if site.rowCount > 1 {
        leaveToDominant(from: firstFound, portion: index, site, &scratch.found, texts)
        if index > 0 { keepWorst(from: firstOffer, &scratch.offers) }
      }
    }
    applyPrecedence(&scratch.found, texts)
    return judged(site, scratch)
  }

  /// The rules without a form, in their places among the others.
  private func evaluate(
    _ residual: Residual, _ original: (proposal: Proposal, site: SiteFacts), portion: Int,
    _ firstOffer: Int, _ scratch: inout Scratch, _ texts: inout Texts
  ) {
    let portions = ruleset.portions(of: original.site)
    let facts =
      portions.count < 2
      ? portions.first?.site ?? original.site : portions[portion].site
    let inquiry = Inquiry(ruleset: ruleset, site: facts, proposal: original.proposal)
    for place in residual.evaluatedRequirements {
      for finding in inquiry.findings(at: place) {
        scratch.found.append(
          .init(
            place: Int32(place), subject: texts.code(finding.subject),
            regulation: Int32(finding.rule.provenance.regulation), outcome: finding.outcome,
            hasRelief: finding.relief != nil, settles: finding.settles, row: finding.row?.place))
      }
    }
    for place in residual.evaluatedOffers {
      guard let offer = inquiry.offer(at: place) else { continue }
      var subjects: UInt64 = 0
      let names = offer.limbs.reduce(into: Set<String>()) {
        $0.formUnion($1.limb.condition.expression.freeNames())
      }
      for (bit, subject) in frame.governedSubjects.enumerated() where names.contains(subject) {
        subjects |= 1 << UInt64(min(bit, 63))
      }
      scratch.offers.append(
        .init(
          place: Int32(place), regulation: Int32(offer.rule.provenance.regulation),
          track: offer.track,
          outcome: offer.outcome, subjects: subjects))
    }
    // Portions are compared offer by offer, so each has them in one order.
    scratch.offers[firstOffer...].sort { $0.place < $1.place }
    if !residual.evaluatedProvisions.isEmpty {
      for place in residual.evaluatedProvisions {
        let truth = inquiry.truth(of: ruleset.provisions[place])
        switch truth {
        case .yes: scratch.provisions.append(.init(place: place, truth: .yes))
        case .no: scratch.provisions.append(.init(place: place, truth: .no))
        case .open(let reasons):
          scratch.provisions.append(
            .init(
              place: place,
              truth: .open(ReasonSet(reasons.outcome == .discretion ? .gap : .missing))))
        }
      }
    }
  }

  // MARK: split lots

  private func leaveToDominant(
    from first: Int, portion: Int, _ site: PreparedSites.Site, _ found: inout [ResidualRun.Found],
    _ texts: Texts
  ) {
    guard portion > 0 || site.portions[portion].zone != site.portions[0].zone else { return }
    let dominant = site.portions[0]
    found.removeSubrange(
      first...,
      where: { one in
        let head = ruleset.regulations[Int(one.regulation)]
        guard !head.splitParcels.isEmpty else { return false }
        let rule =
          head.splitParcels.first { texts.known($0.subject) == one.subject }
          ?? head.splitParcels.first { $0.subject == "default" }
        guard let rule, rule.rule == "dominant" else { return false }
        return (rule.share ?? .zero) < dominant.share
          && site.portions[portion].zone != dominant.zone
      })
  }

  /// An exemption reaches a split lot only where it reaches every portion of it.
  private func keepWorst(from first: Int, _ offers: inout [ResidualRun.OfferFound]) {
    let count = offers.count - first
    for index in 0..<min(count, first) {
      if offers[first + index].outcome.severity > offers[index].outcome.severity {
        offers[index] = offers[first + index]
      }
    }
    offers.removeSubrange(first...)
  }

  // MARK: precedence

  private func applyPrecedence(_ found: inout [ResidualRun.Found], _ texts: Texts) {
    guard let regulation = found.first?.regulation,
      found.contains(where: { $0.regulation != regulation })
    else { return }
    var done: Set<Int64> = []
    for index in found.indices where found[index].settles {
      let regime = frame.regimeOf[Int(found[index].regulation)]
      let subject = found[index].subject
      guard done.insert(Int64(regime) << 32 | Int64(subject)).inserted else { continue }
      let group = found.indices.filter {
        found[$0].settles && found[$0].subject == subject
          && ruleset.regulations[Int(found[$0].regulation)].regime
            == ruleset.regulations[Int(found[index].regulation)].regime
      }
      guard Set(group.map { found[$0].regulation }).count > 1 else { continue }
      let standings = ruleset.standings(
        of: group.map { Int(found[$0].regulation) },
        subject: texts.text(subject))
      guard let top = standings.max() else { continue }
      for (standing, member) in zip(standings, group) where standing < top {
        found[member].outcome = .notApplicable
      }
    }
  }

  // MARK: what it comes to

  private func judged(_ site: PreparedSites.Site, _ scratch: borrowing Scratch) -> Assessment {
    var settled: UInt64 = 0
    var anySettles = false
    for one in scratch.found where one.settles {
      anySettles = true
      for (bit, subject) in frame.governs.enumerated() where subject == one.subject {
        settled |= 1 << UInt64(min(bit, 63))
      }
    }
    var reached = false
    for offer in scratch.offers where offer.outcome != .notMet {
      settled |= offer.subjects
      if offer.track != .short, offer.track != .full { reached = true }
    }
    let isSubjectSilent = frame.governs.indices.contains {
      settled & (1 << UInt64(min($0, 63))) == 0
    }
    let isSilent =
      isSubjectSilent || (!reached && !anySettles && !isSubjectSilent) || frame.lacksRank
    var results: [Answer.RegimeResult] = []
    results.reserveCapacity(frame.regimes.count)
    for regime in frame.regimes.indices {
      results.append(result(regime, site, isSilent, scratch))
    }
    var assessment = Assessment(
      verdict: results.map(\.verdict).max() ?? .incomplete, results: results,
      requirements: .init(repeating: nil, count: ruleset.requirements.count),
      exemptions: .init(repeating: nil, count: ruleset.exemptions.count),
      rows: .init(repeating: nil, count: ruleset.requirements.count))
    for one in scratch.found {
      let place = Int(one.place)
      let before = assessment.requirements[place]
      guard before.map({ $0.severity < one.outcome.severity }) ?? true else { continue }
      assessment.requirements[place] = one.outcome
      assessment.rows[place] = one.row
    }
    for offer in scratch.offers { assessment.exemptions[Int(offer.place)] = offer.outcome }
    return assessment
  }

  private func result(
    _ regime: Int, _ site: PreparedSites.Site, _ isSilent: Bool, _ scratch: borrowing Scratch
  ) -> Answer.RegimeResult {
    let isMain = regime == 0
    var hasFindings = false
    var failing = false
    var relieved = true
    var anyUnknown = false
    var anyDiscretion = false
    for one in scratch.found where frame.regimeOf[Int(one.regulation)] == regime {
      hasFindings = true
      switch one.outcome {
      case .notMet:
        failing = true
        relieved = relieved && one.hasRelief
      case .unknown: anyUnknown = true
      case .discretion: anyDiscretion = true
      case .met, .notApplicable: break
      }
    }
    var hasOffers = false
    var met: UInt16 = 0
    var unknown: UInt16 = 0
    var judged: UInt16 = 0
    for offer in scratch.offers where frame.regimeOf[Int(offer.regulation)] == regime {
      hasOffers = true
      guard let place = Self.trackOrder.firstIndex(of: offer.track) else { continue }
      switch offer.outcome {
      case .met: met |= 1 << UInt16(place)
      case .unknown: unknown |= 1 << UInt16(place)
      case .discretion: judged |= 1 << UInt16(place)
      default: break
      }
    }
    var track = Track.full
    var trackIsJudged = false
    if !hasFindings, !hasOffers, !isMain {
      track = .notRegulated
    } else {
      for place in Self.trackOrder.indices {
        let bit: UInt16 = 1 << UInt16(place)
        if met & bit != 0 {
          track = Self.trackOrder[place]
          break
        }
        if unknown & bit != 0 {
          track = .unknown
          break
        }
        if judged & bit != 0 {
          track = .unknown
          trackIsJudged = true
          break
        }
      }
    }
    var complies: Compliance =
      failing ? .no : anyUnknown ? .unknown : anyDiscretion ? .discretion : .yes
    if trackIsJudged, complies == .yes { complies = .discretion }
    if isMain ? isSilent : !frame.isRegimeInForce[regime], complies == .yes {
      complies = .discretion
    }
    var conditionsOpen = false
    var hasConditions = false
    for provision in scratch.provisions {
      let rule = ruleset.provisions[provision.place]
      guard frame.regimeOf[rule.provenance.regulation] == regime else { continue }
      switch (rule.kind, provision.truth) {
      case (.discretion, .yes): if complies == .yes { complies = .discretion }
      case (.discretion, .open(let reasons)):
        if complies == .yes { complies = reasons.outcome == .discretion ? .discretion : .unknown }
      case (.condition, .open): conditionsOpen = true
      case (.condition, .yes): hasConditions = true
      default: break
      }
    }
    if conditionsOpen, complies == .yes, track == .full || track == .short { complies = .unknown }
    if isMain, site.lacksLayer, complies == .yes || complies == .discretion { complies = .unknown }
    let reliefReachesAll = failing && relieved
    if reliefReachesAll { track = .variance }
    return .init(
      regime: frame.regimes[regime], complies: complies, track: track,
      verdict: Verdict(
        complies: complies, track: track, hasConditions: hasConditions,
        reliefReachesAll: reliefReachesAll))
  }

  /// The most permissive first.
  private static let trackOrder: [Track] = [
    .notRegulated, .exempt, .exemptWithNotice, .priorApproval, .short, .full,
  ]
}

extension Slice {
  /// How far the case that was assessed last is from a yes: rules that do not hold, and conditions of one exemption, or of all
  /// where the number is that of none.
  func distanceFromYes(by exemption: Int) -> Int {
    var distance = 0
    for one in scratch.found {
      switch one.outcome {
      case .notMet: distance += 10
      case .unknown: distance += 4
      case .discretion: distance += 2
      case .met, .notApplicable: break
      }
    }
    let choice = exemption % (scratch.offers.count + 1)
    for (place, offer) in scratch.offers.enumerated()
    where choice == place || choice == scratch.offers.count {
      distance += 3 * Int(offer.unmet)
    }
    return distance
  }
}

extension Array {
  fileprivate mutating func removeSubrange(
    _ range: PartialRangeFrom<Int>, where test: (Element) -> Bool
  ) {
    let kept = self[range].filter { !test($0) }
    replaceSubrange(range, with: kept)
  }
}
