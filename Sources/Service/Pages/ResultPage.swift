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
    let town = enquiries.town(place.town)
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
    let drawn = try await pictures(of: place, reply, asking, words)
    let deposited = try await depositedHere(words, place, on: on)
    return page(
      ResultPage(
        words: words, place: place, work: label, asking: asking, reply: reply, drawing: drawn,
        tables: rows, deposited: deposited,
        server: self
      )
      .content, in: words, call,
      notice: answer.notices.isEmpty ? notice(town, words) : answer.notices.joined(separator: " ")
    ).withForm()
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
  /// The lot and the proposal to scale.
  let drawing: HTML?
  /// The tables of each regulation that the answer cites by a row.
  let tables: [String: [RegulationText.Table]]
  /// What deposited plans would change of the lot; they decide nothing of the answer.
  let deposited: HTML
  let server: Server

  var answer: Answer { reply.answer }
  var checkPath: String { "/\(words.language)/check/\(place.parcel.pathEncoded)" }

  var content: Content {
    let headline = Wording(words.language).verdict(answer.verdict)
    let (icon, manner) = Self.manner(of: answer.verdict)
    let action =
      manner == .doNotPermitted && answer.nearest.isEmpty ? .doNotPermittedAnyway : manner
    return Content(
      title: "\(headline) – \(place.label)",
      main: """
        <p><a class="back" href="\(checkPath)?\(asking.query())">\(words(.back))</a></p>
        <p class="context"><bdi>\(place.label)</bdi> · \(words.sentence(work))</p>
        <h1 class="verdict \(answer.verdict.rawValue)"><span class="icon" aria-hidden="true">\(icon)</span><span>\(headline)</span></h1>
        <section aria-labelledby="now"><h2 id="now">\(words(.resultNow))</h2><p>\(words(action))</p>
        \(missing)\(remarks(.conditions, answer.conditions))\(remarks(.discretion, answer.discretion))\(remarks(.documents, answer.documents))\(remarks(.referrals, answer.referrals))\(fees)\(remarks(.observing, answer.observing))</section>
        <section aria-labelledby="why"><h2 id="why">\(words(.why))</h2>\(why)</section>
        \(nearest)\(deposited)\(drawing)\(exemptions)\(idle)\(data)
        <p class="legal">\(words(.legalStatus))</p>
        <p class="noprint"><a class="button second" href="\(checkPath)?\(asking.query())">\(words(.askAgain))</a></p>
        \(server.afterResult(words, place: place, asking: asking))
        """)
  }

  /// An icon and what to do; never a colour alone.
  static func manner(of verdict: Verdict) -> (String, Phrase) {
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

  private var nearest: HTML {
    guard !answer.nearest.isEmpty else { return .nothing }
    let all: Phrase =
      answer.missing.isEmpty && answer.discretion.isEmpty ? .nearestAll : .nearestOpen
    let items = answer.nearest.html { change in
      let line = words(
        .nearestLine,
        [
          "label": change.label, "from": words.value(change.from, unit: change.unit),
          "to": words.value(change.to, unit: change.unit),
        ])
      return
        "<li><strong>\(line)</strong>. \(words(change.liftsAll ? all : .nearestPart))</li>"
    }
    return
      "<section aria-labelledby=\"nearest\"><h2 id=\"nearest\">\(words(.nearest))</h2><ul>\(items)</ul></section>"
  }

  /// The exemption by which no permit is needed.
  var freed: Answer.ExemptionResult? {
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
      <details><summary>\(words.mark(exemption.outcome)) <span lang="\(exemption.article.language)" dir="\(direction(exemption.article.language))"><bdi>\(exemption.article.heading)</bdi></span></summary>
      \(detail(of: exemption))</details>
      """
    }
    return
      "<section aria-labelledby=\"exemptions\"><h2 id=\"exemptions\">\(words(.exemptions))</h2>\(items)</section>"
  }

  func detail(of exemption: Answer.ExemptionResult) -> HTML {
    let conditions = exemption.conditions.html {
      "<li class=\"\($0.outcome.rawValue)\"><p class=\"statement\">\(words.mark($0.outcome)) \(words.sentence($0.statement))</p>\(figures($0.figures, beside: $0.statement))</li>"
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

  func direction(_ language: String) -> String { textDirection(language) }
}

/// In which direction a language is written.
func textDirection(_ language: String) -> String {
  ["fa", "he", "ar", "ur", "yi"].contains(language) ? "rtl" : "ltr"
}
