import FEEL
package import Facts

extension Ruleset {
  /// The answer to a proposal at a site on the site's date: one pure function, the same for every channel.
  ///
  /// A missing fact is unknown and a case that no rule covers is discretionary; nothing that is missing or fails can make
  /// the verdict more permissive.
  /// - Parameter language: of the statements; English where there is no wording in it yet.
  package func evaluate(_ proposal: Proposal, at site: SiteFacts, language: String = "en") -> Answer
  {
    let judgement = judge(proposal, at: site)
    let speech = Speech(self, language, proposal, site)
    let inquiry = Inquiry(ruleset: self, site: site, proposal: proposal)
    let wording = speech.wording
    var answer = Answer(
      parcel: site.parcel, work: proposal.work, on: site.date, jurisdiction: jurisdiction.id,
      language: wording.language,
      ruleset: hash, verdict: judgement.verdict)
    answer.results = judgement.results

    var tags: [Answer.ConfidenceNote] = []
    func note(_ article: String, _ tag: String, _ text: String?) {
      let entry = Answer.ConfidenceNote(article: article, tag: tag, note: text)
      if !tags.contains(entry) { tags.append(entry) }
    }

    let conventional = Set(site.facts.filter { $0.value.restsOnConvention }.keys)
    /// Whether a rule looks at a fact that is told by convention, for want of law.
    func restsOnConvention(_ expressions: [FEELExpression], _ regulation: Int) -> Bool {
      !conventional.isEmpty
        && expressions.contains {
          !conventional.isDisjoint(with: inquiry.usedFacts($0, regulation))
        }
    }

    for finding in judgement.findings {
      let provenance = finding.rule.provenance
      var citation = provenance.citation
      var tag = provenance.tag
      if let row = finding.row {
        // The table gave the limit, so the table is what is quoted.
        if !row.provenance.citation.quote.isEmpty { citation = row.provenance.citation }
        citation.article = row.provenance.citation.article
        if !row.row.isEmpty { citation.article += " row \(row.row)" }
        citation.source = row.provenance.citation.source
        tag = row.tag
        note(citation.article, row.tag, row.note)
      } else {
        note(citation.article, tag, provenance.note)
      }
      let rule = finding.rule
      let isConventional = restsOnConvention(
        (rule.when + rule.unless + [rule.condition]).map(\.expression)
          + (rule.forEach.map { [$0.domain] } ?? []), provenance.regulation)
      if isConventional {
        tag = "G"
        note(citation.article, tag, SurveyOrder.conventionMark)
      }
      if let exception = finding.exception {
        note(exception.citation.article, exception.tag, exception.note)
      }
      let figures: [Answer.Figure]
      if let element = finding.element {
        figures = elementFigures(finding, element.value, speech)
      } else {
        figures = speech.figures(
          of: finding.rule.condition, regulation: provenance.regulation, in: inquiry)
      }
      answer.requirements.append(
        .init(
          id: finding.id, regime: regulations[provenance.regulation].regime, article: citation,
          subject: finding.subject,
          element: finding.element.map { "\($0.name) \($0.index + 1)" }, outcome: finding.outcome,
          statement: speech.statement(of: finding)
            + (isConventional ? " " + wording(.byConvention) : ""),
          remark: finding.remark ?? (finding.outcome == .notMet ? finding.rule.otherwise : nil),
          figures: figures,
          isOnTheLine: finding.isOnTheLine, confidence: tag,
          relief: finding.relief.map {
            wording(
              .relief,
              [
                "limit": speech.show($0.limit, in: finding.rule.condition.comparison?.unit),
                "article": $0.by?.heading ?? "",
              ])
          }, overriddenBy: finding.overriddenBy))
      answer.requirements[answer.requirements.count - 1].bound = speech.bound(of: finding)
      if finding.outcome == .discretion {
        answer.discretion.append(
          .init(
            text: finding.remark ?? answer.requirements[answer.requirements.count - 1].statement,
            language: finding.remark == nil
              ? wording.language : regulations[provenance.regulation].language,
            article: finding.exception?.citation ?? citation))
      }
    }

    for offer in judgement.offers {
      note(
        offer.rule.provenance.citation.article, offer.rule.provenance.tag,
        offer.rule.provenance.note)
      if offer.limbs.contains(where: {
        restsOnConvention([$0.limb.condition.expression], $0.regulation)
      }) {
        note(offer.rule.provenance.citation.article, "G", SurveyOrder.conventionMark)
      }
      answer.exemptions.append(
        .init(
          id: offer.rule.provenance.id,
          regime: regulations[offer.rule.provenance.regulation].regime, track: offer.track,
          article: offer.rule.provenance.citation, outcome: offer.outcome,
          conditions: offer.limbs.map { limb in
            let rule = limb.limb.condition
            var statement = speech.compared(
              rule, subject: nil, outcome: limb.outcome, measured: limb.measured, limit: limb.limit,
              reasons: limb.reasons)
            if limb.limb.isExclusion, rule.comparison == nil {
              statement = speech.compared(
                .init(rule.expression, text: rule.text), subject: nil,
                outcome: limb.outcome == .met
                  ? .notMet : limb.outcome == .notMet ? .met : limb.outcome, measured: nil,
                limit: nil, reasons: limb.reasons)
            }
            return .init(
              article: limb.limb.citation, outcome: limb.outcome, statement: statement,
              figures: speech.figures(of: rule, regulation: limb.regulation, in: inquiry),
              confidence: limb.limb.tag)
          }, deadline: offer.deadline.map(wording.deadline)))
      let isTaken = offer.outcome == .met && judgement.results.contains { $0.track == offer.track }
      let ownLanguage = regulations[offer.rule.provenance.regulation].language
      if isTaken {
        answer.documents += offer.documents.map {
          .init(
            text: $0.text, language: ownLanguage,
            article: $0.citation ?? offer.rule.provenance.citation)
        }
        answer.observing += offer.observing.map {
          .init(
            text: $0.text, language: ownLanguage,
            article: $0.citation ?? offer.rule.provenance.citation)
        }
      }
      if offer.outcome == .discretion {
        for limb in offer.limbs where limb.outcome == .discretion {
          answer.discretion.append(
            .init(
              text: speech.compared(
                limb.limb.condition, subject: nil, outcome: .discretion, measured: limb.measured,
                limit: limb.limit,
                reasons: limb.reasons), language: wording.language, article: limb.limb.citation))
        }
      }
    }

    for provision in judgement.provisions {
      let rule = provision.rule
      if case .no = provision.outcome { continue }
      let language = regulations[rule.provenance.regulation].language
      let remark = Answer.Remark(
        text: rule.text, language: language, article: rule.provenance.citation)
      note(rule.provenance.citation.article, rule.provenance.tag, rule.provenance.note)
      switch rule.kind {
      case .condition: if !answer.conditions.contains(remark) { answer.conditions.append(remark) }
      case .discretion: if !answer.discretion.contains(remark) { answer.discretion.append(remark) }
      case .refer: if !answer.referrals.contains(remark) { answer.referrals.append(remark) }
      case .document: if !answer.documents.contains(remark) { answer.documents.append(remark) }
      case .observing: if !answer.observing.contains(remark) { answer.observing.append(remark) }
      case .fee:
        var amount = JSON.null
        if case .yes = provision.outcome, case .number(let number)? = provision.amount {
          amount = .number(number)
        }
        answer.fees.append(
          .init(
            name: rule.text, amount: amount, unit: rule.unit?.symbol,
            article: rule.provenance.citation))
      }
    }

    for silence in judgement.silences {
      let text =
        switch silence {
        case .subject(let subject): wording(.silentSubject, ["subject": speech.label(subject)])
        case .rank(let rank): wording(.silentRank, ["rank": rank])
        case .layer(let layer):
          wording(
            .silentLayer, ["layer": vocabulary.layers[layer]?.text(in: wording.language) ?? layer])
        case .noRule: wording(.silentRule)
        case .unknownWork: wording(.unknownWork)
        }
      answer.discretion.append(.init(text: text, language: wording.language, article: nil))
    }

    answer.missing = missingFacts(judgement, speech)
    answer.nearest = nearestChanges(proposal, site, judgement, speech)
    answer.confidence = tags
    var notices = [jurisdiction.notice.text(in: wording.language)].compactMap { $0 }
    for index in Set(
      judgement.findings.map(\.rule.provenance.regulation)
        + judgement.offers.map(\.rule.provenance.regulation)
    ).sorted() {
      if let notice = regulations[index].notice.text(in: wording.language),
        !notices.contains(notice)
      {
        notices.append(notice)
      }
    }
    if !site.joined.isEmpty {
      let parcels = site.joined.map { "`\($0)`" }.joined(separator: ", ")
      notices.insert(wording(.asIfJoined, ["parcels": parcels]), at: 0)
    }
    answer.notices = notices
    answer.fingerprint = Fingerprint.of([
      "ruleset": .string(hash), "site": .string(Fingerprint.of(site.json)),
      "proposal": proposal.json,
      "on": .string(site.date.description), "language": .string(wording.language),
    ])
    return answer
  }

  private func elementFigures(_ finding: Finding, _ element: Value, _ speech: Speech) -> [Answer
    .Figure]
  {
    let unit = finding.rule.condition.comparison?.unit
    var figures: [Answer.Figure] = []
    if let measured = finding.measured {
      figures.append(
        .init(
          name: finding.subject, label: speech.label(finding.subject),
          value: speech.json(measured, in: unit), unit: unit?.symbol, from: "proposal"))
    }
    if let limit = finding.limit {
      let name = finding.rule.limitNames.sorted().first ?? "limit"
      figures.append(
        .init(
          name: name, label: speech.limitLabel(name, isTable: finding.row != nil),
          value: speech.json(limit, in: unit),
          unit: unit?.symbol, from: finding.row == nil ? "definition" : "table"))
    }
    return figures
  }

  // MARK: what is missing

  /// Only what can still decide: nothing where a requirement fails for certain, else the reasons of what is open, the
  /// most often needed first.
  private func missingFacts(_ judgement: Judgement, _ speech: Speech) -> [Answer.MissingFact] {
    var weights: [String: (count: Int, order: Int, citation: Answer.Citation?)] = [:]
    var order = 0
    func add(_ reasons: Reasons?, _ citation: Answer.Citation?) {
      guard let reasons else { return }
      for name in reasons.names(of: .missing) {
        order += 1
        let before = weights[name]
        weights[name] = (
          (before?.count ?? 0) + 1, before?.order ?? order, before?.citation ?? citation
        )
      }
    }
    // Where a relief reaches all that fails, one more failure that it does not reach would end it.
    for result in judgement.results
    where result.verdict == .incomplete || result.track == .variance {
      func belongs(_ provenance: Provenance) -> Bool {
        regulations[provenance.regulation].regime == result.regime
      }
      if result.track == .unknown || result.complies == .yes || result.complies == .discretion {
        for offer in judgement.offers
        where belongs(offer.rule.provenance) && offer.outcome == .unknown {
          for limb in offer.limbs where limb.outcome == .unknown {
            add(limb.reasons, limb.limb.citation)
          }
        }
      }
      for finding in judgement.findings
      where belongs(finding.rule.provenance) && finding.outcome == .unknown {
        add(finding.reasons, finding.row?.provenance.citation ?? finding.rule.provenance.citation)
      }
      if result.complies == .unknown {
        // Where somebody decides anyway, it is the same whether a provision leaves it to somebody or adds a condition.
        let isDecided =
          (result.regime == judgement.results.first?.regime
            && judgement.silences.contains(where: \.leavesItToSomebody))
          || judgement.findings.contains {
            belongs($0.rule.provenance) && $0.outcome == .discretion
          }
        for provision in judgement.provisions where belongs(provision.rule.provenance) && !isDecided
        {
          if provision.rule.kind == .condition || provision.rule.kind == .discretion,
            case .open(let reasons) = provision.outcome
          {
            add(reasons, provision.rule.provenance.citation)
          }
        }
      }
    }
    var missing = weights.sorted {
      ($1.value.count, $0.value.order) < ($0.value.count, $1.value.order)
    }.map { name, weight in
      let declaration = vocabulary.facts[name]
      let label = speech.label(name)
      let question =
        declaration?.question.text(in: speech.wording.language)
        ?? speech.wording(
          declaration.map {
            $0.type == .number
              ? .questionNumber : $0.type == .boolean ? .questionBoolean : .questionOther
          }
            ?? .questionOther, ["label": label])
      let isLayer = name.contains("(\"")
      let why =
        declaration?.why.text(in: speech.wording.language)
        ?? (isLayer
          ? speech.wording(.whyLayer)
          : speech.wording(
            .whyMissing,
            ["article": weight.citation.map { $0.heading.isEmpty ? $0.article : $0.heading } ?? ""]))
      return Answer.MissingFact(
        name: name, question: question, why: why,
        whoCanSupply: isLayer || declaration?.origin == .site || declaration?.origin == .plan
          ? "site" : "proposal",
        article: weight.citation)
    }
    for case .layer(let layer) in judgement.silences
    where judgement.results.contains(where: { $0.verdict == .incomplete }) {
      let name = "share in(\"\(layer)\")"
      if !missing.contains(where: { $0.name == name }) {
        missing.append(
          .init(
            name: name, question: speech.wording(.questionOther, ["label": speech.label(name)]),
            why: speech.wording(.whyLayer), whoCanSupply: "site"))
      }
    }
    return missing
  }

  /// What would still have to be asked of the person who proposes, most decisive first.
  package func questions(for proposal: Proposal, at site: SiteFacts, language: String = "en")
    -> [FactDeclaration]
  {
    evaluate(proposal, at: site, language: language).missing.filter {
      $0.whoCanSupply == "proposal"
    }
    .compactMap { vocabulary.facts[$0.name] }
  }
}
