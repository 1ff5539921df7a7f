import Evaluation
import Facts
import Hummingbird

extension Server {
  /// The verdict as a sentence, what to do, why, and all that stands behind it. The answer is kept before it is shown.
  func resultPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let check = "/\(words.language)/check/\((call["town"] + "/" + call["number"]).pathEncoded)"
    // What cannot be read is asked for again where it was asked.
    guard let on = pageDay(call), let asking = Asking(call, on: on) else {
      return .seeOther("\(check)?\(call.query.text)")
    }
    let place = try await place(call, on: on, words)
    let town = enquiries.towns.first { $0.id == place.town }
    let label = try await workLabel(asking.work, in: place.town, words)
    let reply: Reply
    do {
      reply = try await answer(asking.question(parcel: place.parcel, language: words.language))
    } catch let problem as Problem
      where problem.errors.contains(where: {
        Self.input($0.pointer) != nil || $0.pointer == "/work"
      })
    {
      return .seeOther("\(check)?\(asking.query())")
    }
    let answer = reply.answer
    let rows = try await tables(of: answer, words)
    let envelope = try await work { enquiries.envelope(for: answer) }
    let drawn: HTML? =
      if let envelope { try await drawing(of: place, words, envelope: envelope) } else { nil }
    return page(
      ResultPage(
        words: words, place: place, work: label, asking: asking, reply: reply, drawing: drawn,
        tables: rows,
        server: self
      )
      .content, in: words, call,
      notice: answer.notices.isEmpty ? notice(town, words) : answer.notices.joined(separator: " "))
  }
}

extension Server {
  /// The tables of the regulations whose rows an answer cites, so that the row itself is quoted.
  private func tables(of answer: Answer, _ words: Catalogue) async throws -> [String:
    [RegulationText.Table]]
  {
    let ids = Set(
      answer.requirements.map(\.article).filter { $0.article.contains(" row ") }.map(\.regulation))
    return try await work {
      ids.reduce(into: [:]) { found, id in
        found[id] = enquiries.regulation(id, language: words.language)?.articles.flatMap(\.tables)
      }
    }
  }
}

/// The parts of a result in the order in which they are needed.
struct ResultPage {
  let words: Catalogue
  let place: PlaceSummary
  let work: String
  let asking: Asking
  let reply: Reply
  /// The lot with what may be built on, where the law says it.
  let drawing: HTML?
  /// The tables of each regulation that the answer cites by a row.
  let tables: [String: [RegulationText.Table]]
  let server: Server

  private var answer: Answer { reply.answer }
  private var checkPath: String { "/\(words.language)/check/\(place.parcel.pathEncoded)" }

  var content: Content {
    let headline = Wording(words.language).verdict(answer.verdict)
    let (icon, action) = Self.manner(of: answer.verdict)
    return Content(
      title: headline,
      main: """
        <p><a class="back" href="\(checkPath)?\(asking.query())">\(words(.back))</a></p>
        <p class="context"><bdi>\(place.label)</bdi> · \(words.sentence(work))</p>
        <h1 class="verdict \(answer.verdict.rawValue)"><span class="icon" aria-hidden="true">\(icon)</span><span>\(headline)</span></h1>
        <section aria-labelledby="now"><h2 id="now">\(words(.resultNow))</h2><p>\(words(action))</p>
        \(missing)\(remarks(.conditions, answer.conditions))\(remarks(.discretion, answer.discretion))\(remarks(.documents, answer.documents))\(remarks(.referrals, answer.referrals))\(fees)\(remarks(.observing, answer.observing))</section>
        <section aria-labelledby="why"><h2 id="why">\(words(.why))</h2>\(why)</section>
        \(nearest)\(envelope)\(exemptions)\(idle)\(data)
        <p class="legal">\(words(.legalStatus))</p>
        <p class="noprint"><a class="button second" href="\(checkPath)?\(asking.query())">\(words(.askAgain))</a></p>
        """)
  }

  /// An icon and what to do; never a colour alone.
  private static func manner(of verdict: Verdict) -> (String, Phrase) {
    switch verdict {
    case .exempt: ("✓", .doExempt)
    case .notify: ("✓", .doNotify)
    case .permitted: ("✓", .doPermitted)
    case .conditional: ("!", .doConditional)
    case .discretionary: ("⚖", .doDiscretionary)
    case .incomplete: ("?", .doIncomplete)
    case .notPermitted: ("✕", .doNotPermitted)
    }
  }

  /// What is not known, why it is needed, and how to get it: first what the asker can say.
  private var missing: HTML {
    guard !answer.missing.isEmpty else { return .nothing }
    let canSay = Set(reply.next.map(\.name))
    func group(_ title: Phrase, _ how: Phrase?, _ facts: [Answer.MissingFact]) -> HTML {
      guard !facts.isEmpty else { return .nothing }
      let items = facts.html { fact in
        let link: HTML =
          canSay.contains(fact.name)
          ? " <a href=\"\(checkPath)?\(asking.query(asking: fact.name))\">\(words(.answerThis))</a>"
          : .nothing
        return
          "<li><bdi>\(words.sentence(name(of: fact)))</bdi>\(link)<br><span class=\"quiet\">\(reason(for: fact))</span></li>"
      }
      let means: HTML = how.map { "<p>\(words($0))</p>" } ?? .nothing
      return "<h4>\(words(title))</h4>\(means)<ul class=\"missing\">\(items)</ul>"
    }
    let others = answer.missing.filter { !["proposal", "officer"].contains($0.whoCanSupply) }
    return """
      <h3>\(words(.missing))</h3>\(group(.fromProposal, nil, answer.missing.filter { $0.whoCanSupply == "proposal" }))\
      \(group(.fromSite, .howSurvey, others))\(group(.fromOfficer, .howOfficer, answer.missing.filter { $0.whoCanSupply == "officer" }))
      """
  }

  /// The question where it is one for people; else, of what only a survey can say, what it is called.
  private func name(of fact: Answer.MissingFact) -> String {
    let declaration = reply.missing.first { $0.name == fact.name }
    guard let declaration, declaration.question.isEmpty,
      let label = declaration.label.text(in: words.language)
    else { return fact.question }
    return label
  }

  /// Why a fact is needed, in the vocabulary's words and by the article that waits for it.
  private func reason(for fact: Answer.MissingFact) -> HTML {
    let articles = answer.requirements.filter { requirement in
      requirement.outcome == .unknown
        && (requirement.subject == fact.name
          || requirement.figures.contains { $0.name == fact.name && $0.value == .null })
    }.map(\.article)
    let declared = reply.missing.first { $0.name == fact.name }?.why.text(in: words.language)
    // What a survey says is named by the article in the answer's own reason.
    let named = answer.requirements.map(\.article).first {
      !$0.heading.isEmpty && fact.why.contains($0.heading)
    }
    guard let article = articles.first ?? named else { return "<bdi>\(fact.why)</bdi>" }
    let why: HTML = declared.map { "<bdi>\($0)</bdi> " } ?? .nothing
    return
      "\(why)\(words(.neededBy)) <a href=\"\(address(of: article))\" lang=\"\(article.language)\"><bdi>\(article.heading)</bdi></a>"
  }

  private func remarks(_ title: Phrase, _ remarks: [Answer.Remark]) -> HTML {
    guard !remarks.isEmpty else { return .nothing }
    let items = remarks.html { remark in
      let source = remark.article.map(citation) ?? .nothing
      return
        "<li><p lang=\"\(remark.language)\" dir=\"\(direction(remark.language))\">\(remark.text)</p>\(source)</li>"
    }
    return "<h3>\(words(title))</h3><ul class=\"remarks\">\(items)</ul>"
  }

  private var fees: HTML {
    guard !answer.fees.isEmpty else { return .nothing }
    let items = answer.fees.html { fee in
      let amount =
        fee.amount == .null ? words(.feeUnknown) : words.value(fee.amount, unit: fee.unit)
      return
        "<li><bdi>\(fee.name)</bdi>: <bdi>\(amount)</bdi>\(fee.article.map(citation) ?? .nothing)</li>"
    }
    return "<h3>\(words(.fees))</h3><ul>\(items)</ul>"
  }

  /// What decides stands open; what is met follows in one fold, so that both are shown.
  private var why: HTML {
    let shown = answer.requirements.filter { $0.outcome != .notApplicable }
    // Once something refuses, what only waits for an answer decides nothing.
    let refuses = shown.contains { $0.outcome == .notMet }
    let waiting = shown.filter { $0.outcome == .unknown && refuses }
    let deciding = shown.filter { $0.outcome != .met && !($0.outcome == .unknown && refuses) }
    let met = shown.filter { $0.outcome == .met }
    // A permit is not needed because an exemption is met: that is the reason, and stands first.
    if let freed {
      return "\(detail(of: freed))\(shown.isEmpty ? .nothing : list(shown))"
    }
    if shown.isEmpty {
      let isOpen = [.discretionary, .incomplete, .notPermitted].contains(answer.verdict)
      return "<p>\(words(isOpen ? .whyOpen : .noWay))</p>"
    }
    if deciding.isEmpty { return list(met) }
    func fold(_ title: Phrase, _ requirements: [Answer.RequirementResult]) -> HTML {
      guard !requirements.isEmpty else { return .nothing }
      let count = Number(requirements.count).formatted(in: words.language)
      return
        "<details><summary>\(words(title)) (\(count))</summary>\(list(requirements))</details>"
    }
    return
      "\(list(deciding))\(fold(.openRules, waiting))\(fold(.moreParts, met))"
  }

  /// Requirements of one article in a row share its quotation, which stands below the last of them.
  private func list(_ requirements: [Answer.RequirementResult]) -> HTML {
    let items = requirements.indices.map { index in
      let next = index + 1 < requirements.count ? requirements[index + 1] : nil
      let one = requirements[index]
      return requirement(
        one,
        isLast: next.map {
          $0.article.regulation != one.article.regulation
            || $0.article.article != one.article.article
            || $0.confidence != one.confidence
        } ?? true)
    }
    return "<ul class=\"requirements\">\(items)</ul>"
  }

  private func requirement(_ one: Answer.RequirementResult, isLast: Bool) -> HTML {
    let law =
      one.remark.map {
        "<p lang=\"\(one.article.language)\" dir=\"\(direction(one.article.language))\">\($0)</p>"
          as HTML
      } ?? .nothing
    let line: HTML = one.isOnTheLine ? "<p>\(words(.onTheLine))</p>" : .nothing
    let relief: HTML = one.relief.map { "<p>\(words(.reliefNote, ["relief": $0]))</p>" } ?? .nothing
    let source: HTML =
      isLast
      ? "\(citation(one.article))<p class=\"quiet\">\(confidence(one.confidence))</p>" : .nothing
    return """
      <li class="\(one.outcome.rawValue)"><p class="statement">\(mark(one.outcome)) \(words.sentence(one.statement))</p>
      \(law)\(line)\(relief)\(figures(one.figures, beside: one.statement))\(source)</li>
      """
  }

  private func mark(_ outcome: Outcome) -> HTML {
    let (icon, phrase): (String, Phrase) =
      switch outcome {
      case .met: ("✓", .outcomeMet)
      case .notMet: ("✕", .outcomeNotMet)
      case .unknown: ("?", .outcomeUnknown)
      case .discretion: ("⚖", .outcomeDiscretion)
      case .notApplicable: ("–", .outcomeNotApplicable)
      }
    return
      "<strong class=\"mark\"><span aria-hidden=\"true\">\(icon)</span> \(words(phrase))</strong>"
  }

  /// A figure with as many decimals as people read; the answer's own bytes have all of them.
  private func shown(_ figure: Answer.Figure) -> String {
    guard case .number(let number) = figure.value else {
      return words.value(figure.value, unit: figure.unit)
    }
    let places = number.magnitude < .one ? 4 : 2
    return words.value(.number(number.rounded(places: places) ?? number), unit: figure.unit)
  }

  /// The figures that the statement does not say already.
  private func figures(_ figures: [Answer.Figure], beside statement: String) -> HTML {
    let further = figures.filter { figure in
      switch figure.value {
      case .null, .bool: false
      default: !statement.contains(shown(figure))
      }
    }
    guard !further.isEmpty else { return .nothing }
    let rows = further.html {
      "<div><dt>\(words.sentence($0.label))</dt><dd><bdi>\(shown($0))</bdi></dd></div>"
    }
    return "<dl class=\"figures\" aria-label=\"\(words(.figures))\">\(rows)</dl>"
  }

  /// The law's own words in their own language, the row of its table where that gave the figure, and the way to the whole text.
  private func citation(_ article: Answer.Citation) -> HTML {
    let text = Server.body(article.quote, below: article.heading)
    let row = row(of: article)
    // A table's caption is written for the compiler; its row says more.
    let quote: HTML =
      text.isEmpty || row != nil && text.hasPrefix("Table ")
      ? .nothing
      : "<p lang=\"\(article.language)\" dir=\"\(direction(article.language))\">\(text)</p>"
    return """
      <blockquote><p class="quiet"><span lang="\(article.language)" dir="\(direction(article.language))"><bdi>\(article.heading)</bdi></span> (\(words(article.isOfficial ? .official : .paraphrase)))</p>
      \(quote)\(row)
      <p><a href="\(address(of: article))">\(words(.readArticle))</a></p></blockquote>
      """
  }

  private func address(of article: Answer.Citation) -> String {
    let anchor = article.article.split(separator: " ").first.map(String.init) ?? article.article
    return
      "/\(words.language)/regulations/\(article.regulation.percentEncoded)#\(anchor.percentEncoded)"
  }

  /// The row of a table that gave the figure, of an article such as `table-1-222 row 2`.
  private func row(of article: Answer.Citation) -> HTML? {
    let parts = article.article.split(separator: " row ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    let name: HTML =
      "<p class=\"quiet\">\(words.sentence(words(.tableRow, ["row": words.digits(parts[1])]))):</p>"
    let table = tables[article.regulation]?.first { $0.id == parts[0] }
    guard let table, let row = table.rows.first(where: { $0.number == parts[1] }) else {
      return name
    }
    let cells = zip(table.columns, row.cells).html { column, cell in
      "<div><dt>\(words.sentence(column))</dt><dd><bdi>\(cell)</bdi></dd></div>"
    }
    return "\(name)<dl class=\"figures\">\(cells)</dl>"
  }

  private func confidence(_ tag: String) -> String {
    switch tag.split(separator: ":").first {
    case "S": words(.tagS) + (tag.count > 2 ? " (\(tag.dropFirst(2)))" : "")
    case "G": words(.tagG)
    case "C": words(.tagC)
    case "X": words(.tagX)
    case "L": words(.tagL)
    case "GAP": words(.tagGap)
    default: words(.tagOther, ["tag": tag])
    }
  }

  private var nearest: HTML {
    guard !answer.nearest.isEmpty else { return .nothing }
    let items = answer.nearest.html { change in
      let line = words(
        .nearestLine,
        [
          "label": change.label, "from": words.value(change.from, unit: change.unit),
          "to": words.value(change.to, unit: change.unit),
        ])
      return
        "<li><strong>\(line)</strong>. \(words(change.liftsAll ? .nearestAll : .nearestPart))</li>"
    }
    return
      "<section aria-labelledby=\"nearest\"><h2 id=\"nearest\">\(words(.nearest))</h2><ul>\(items)</ul></section>"
  }

  private var envelope: HTML {
    guard let drawing else { return .nothing }
    return
      "<section aria-labelledby=\"envelope\"><h2 id=\"envelope\">\(words(.envelopeTitle))</h2>\(drawing)<p class=\"quiet\">\(words(.envelopeNote))</p></section>"
  }

  /// The exemption by which no permit is needed.
  private var freed: Answer.ExemptionResult? {
    guard [.exempt, .notify].contains(answer.verdict) else { return nil }
    return answer.exemptions.first {
      $0.outcome == .met && [.exempt, .exemptWithNotice].contains($0.track)
    }
  }

  private var exemptions: HTML {
    let others = answer.exemptions.filter { $0.id != freed?.id }
    guard !others.isEmpty else { return .nothing }
    let items = others.html { exemption in
      """
      <details><summary>\(mark(exemption.outcome)) <span lang="\(exemption.article.language)" dir="\(direction(exemption.article.language))"><bdi>\(exemption.article.heading)</bdi></span></summary>
      \(detail(of: exemption))</details>
      """
    }
    return
      "<section aria-labelledby=\"exemptions\"><h2 id=\"exemptions\">\(words(.exemptions))</h2>\(items)</section>"
  }

  private func detail(of exemption: Answer.ExemptionResult) -> HTML {
    let conditions = exemption.conditions.html {
      "<li class=\"\($0.outcome.rawValue)\"><p class=\"statement\">\(mark($0.outcome)) \(words.sentence($0.statement))</p>\(figures($0.figures, beside: $0.statement))</li>"
    }
    let deadline: HTML = exemption.deadline.map { "<p>\($0)</p>" } ?? .nothing
    return "\(deadline)<ul class=\"requirements\">\(conditions)</ul>\(citation(exemption.article))"
  }

  private var idle: HTML {
    let idle = answer.requirements.filter { $0.outcome == .notApplicable }
    guard !idle.isEmpty else { return .nothing }
    return """
      <details><summary><h2>\(words(.notApplying)) (\(Number(idle.count).formatted(in: words.language)))</h2></summary>
      \(list(idle))</details>
      """
  }

  private var data: HTML {
    return """
      <details><summary><h2>\(words(.dataUsed))</h2></summary>\(server.factTable(words, place.facts))<dl class="figures">
      <div><dt>\(words(.dateUsed))</dt><dd>\(server.time(answer.on, words))</dd></div>
      <div><dt>\(words(.rulesUsed))</dt><dd><code dir="ltr">\(answer.ruleset)</code></dd></div></dl></details>
      <h2>\(words(.fingerprint))</h2><p><code class="fingerprint" dir="ltr">\(answer.fingerprint)</code></p><p class="quiet">\(words(.fingerprintHint))</p>
      """
  }

  private func direction(_ language: String) -> String { textDirection(language) }
}

/// In which direction a language is written.
func textDirection(_ language: String) -> String {
  ["fa", "he", "ar", "ur", "yi"].contains(language) ? "rtl" : "ltr"
}
