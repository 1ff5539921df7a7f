import Facts
import Hummingbird
import RuleCompiler

extension Server {
  func regulationsPage(_ words: Catalogue) -> Content {
    let items = enquiries.regulations(in: nil).html {
      "<li><a href=\"/\(words.language)/regulations/\($0.id.percentEncoded)\" lang=\"\($0.language)\" dir=\"\(textDirection($0.language))\">\($0.title)</a></li>"
    }
    return Content(
      title: words(.regulations),
      main:
        "<h1>\(words(.regulations))</h1><ul class=\"places\">\(items)</ul><p><a href=\"/\(words.language)/findings\">\(words(.findings))</a></p>"
    )
  }

  func regulation(_ call: Call, _ words: Catalogue) async throws -> RegulationText {
    let id = call["id"]
    guard let regulation = try await work({ enquiries.regulation(id, language: words.language) })
    else { throw Problem.notFound(call.request.uri.path) }
    return regulation
  }

  /// A regulation as it is on a day: `?on=`, today where none is named.
  func regulationPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let regulation = try await regulation(call, words)
    let day = pageDay(call)
    var response = page(
      regulationPage(
        words, regulation, on: day ?? today(), typed: day == nil ? call.query["on"] : nil),
      in: words, call)
    if day == nil { response.status = .unprocessableContent }
    return response
  }

  /// A regulation in its own language, each article under the anchor that answers cite, with the days on which it is law.
  private func regulationPage(
    _ words: Catalogue, _ regulation: RegulationText, on day: CivilDate, typed: String?
  ) -> Content {
    let way = textDirection(regulation.language)
    let address = "/\(words.language)/regulations/\(regulation.id.percentEncoded)"
    let contents = regulation.articles.filter { !$0.heading.isEmpty }.html {
      "<li><a href=\"#\($0.anchor.percentEncoded)\"><bdi>\($0.heading)</bdi></a></li>"
    }
    let terms = Dictionary(
      regulation.articles.map { ($0.anchor, $0.term) }, uniquingKeysWith: { first, _ in first })
    let articles = regulation.articles.html { article in
      let heading: HTML =
        article.heading.isEmpty || article.heading == regulation.title
        ? .nothing : "<h2>\(article.heading)</h2>"
      let paragraphs = Self.body(article.text, below: article.heading).split(separator: "\n\n").html
      {
        "<p class=\"law\">\(String($0))</p>"
      }
      let tables = article.tables.html { lawTable(words, $0, rows: $0.rows) }
      // What stands under a heading says its days only where they are others.
      let isSaid =
        article.under.isEmpty
        ? article.heading != regulation.title : terms[article.under] != article.term
      let isLaw = article.term.isInForce(on: day)
      let term: HTML = isSaid ? self.term(article.term, on: day, words) : .nothing
      return
        "<section id=\"\(article.anchor)\" tabindex=\"-1\"\(isLaw ? .nothing : " class=\"idle\"" as HTML)>\(heading)\(term)\(paragraphs)\(tables)</section>"
    }
    let status: HTML =
      regulation.isOfficial
      ? .nothing
      : "<p class=\"notice\" role=\"note\"><span aria-hidden=\"true\">⚑</span> \(words(.regulationNotOfficial))</p>"
    let fault = typed.map {
      (field: "on", text: words(.errorDate, ["text": words.isolated(String($0.prefix(40)))]))
    }
    return Content(
      title: fault == nil
        ? regulation.title : words(.errorTitle, ["title": words.isolated(regulation.title)]),
      main: """
        <p><a class="back" href="/\(words.language)/regulations">\(words(.regulations))</a></p>
        \(errorSummary(fault.map { [$0] } ?? [], words))<h1 lang="\(regulation.language)" dir="\(way)">\(regulation.title)</h1>\(status)
        <p class="lead">\(words(.regulationOn)) \(time(day, words))</p>\(term(regulation.term, on: day, words))
        <form action="\(address)" method="get" class="day">\(dayInput("on", words(.regulationOther), day, typed: typed, words))
        <p><button type="submit" class="second">\(words(.regulationShow))</button></p></form>
        \(changeDays(regulation, address, words))
        <nav aria-label="\(words(.contents))"><details><summary>\(words(.contents))</summary><ul lang="\(regulation.language)" dir="\(way)">\(contents)</ul></details></nav>
        <div class="law" lang="\(regulation.language)" dir="\(way)">\(articles)</div>
        """)
  }

  /// The days on which the text changed, the newest first, each with the way to the text and to what changed.
  private func changeDays(_ regulation: RegulationText, _ address: String, _ words: Catalogue)
    -> HTML
  {
    let items = regulation.changes.reversed().html { day in
      """
      <li><a href="\(address)?on=\(day.description)">\(time(day, words))</a> · <a href="\(address)/changes?from=\(day.adding(days: -1).description)&amp;to=\(day.description)">\(words(.changesLink))<span class="unseen"> \(words.date(day))</span></a></li>
      """
    }
    let list: HTML =
      items.text.isEmpty ? "<p>\(words(.changesNone))</p>" : "<ul class=\"places\">\(items)</ul>"
    return """
      <section aria-labelledby="days"><h2 id="days">\(words(.changesDays))</h2>\(list)</section>
      """
  }

  /// Since when and until when something is law, in words; marked where it is none on the day.
  func term(_ term: LegalTerm, on day: CivilDate, _ words: Catalogue) -> HTML {
    let text = words.term(term, on: day)
    return term.isInForce(on: day)
      ? "<p class=\"term\" lang=\"\(words.language)\" dir=\"\(words.direction)\">\(text)</p>"
      : "<p class=\"term\" lang=\"\(words.language)\" dir=\"\(words.direction)\"><strong class=\"mark\"><span aria-hidden=\"true\">✕</span> \(text)</strong></p>"
  }

  /// A field for a day, as somebody types it.
  func dayInput(
    _ name: String, _ label: String, _ day: CivilDate, typed: String?, _ words: Catalogue
  ) -> HTML {
    """
    <div class="field"><label for="\(name)">\(label)</label>
    <p id="\(name)-hint" class="hint">\(words(.onHint, ["example": words.isolated(words.typed(day))]))</p>
    <input id="\(name)" name="\(name)" type="text" inputmode="text" dir="ltr" class="short" autocomplete="off" maxlength="40" aria-describedby="\(name)-hint"\(typed == nil ? .nothing : " aria-invalid=\"true\"" as HTML) value="\(typed ?? words.typed(day))"></div>
    """
  }

  /// What is wrong on a page, each with the way to its field; nothing where nothing is.
  func errorSummary(_ faults: [(field: String, text: String)], _ words: Catalogue) -> HTML {
    guard !faults.isEmpty else { return .nothing }
    let items = faults.html { "<li><a href=\"#\($0.field)\"><bdi>\($0.text)</bdi></a></li>" }
    return """
      <div class="errors" role="alert" aria-labelledby="errors" tabindex="-1"><h2 id="errors">\(words(.errorHeading))</h2><ul>\(items)</ul></div>
      """
  }

  /// A block's words without the heading that they begin with, which stands above them already.
  static func body(_ text: String, below heading: String) -> String {
    guard !heading.isEmpty, text.hasPrefix(heading) else { return text }
    return String(text.dropFirst(heading.count).drop(while: \.isWhitespace))
  }

  /// Rows of a table of the law, in the reader's words.
  func lawTable(
    _ words: Catalogue, _ table: RegulationText.Table, rows: [RegulationText.Table.Row]
  ) -> HTML {
    let heads = table.columns.html { "<th scope=\"col\">\(words.sentence($0))</th>" }
    let lines = rows.html { row in
      "<tr><th scope=\"row\">\(words.digits(row.number))</th>\(row.cells.html { "<td><bdi>\($0)</bdi></td>" })</tr>"
    }
    return """
      <div class="scroll" lang="\(words.language)" dir="\(words.direction)" tabindex="0" role="group" aria-label="\(words(.tableName))"><table><thead><tr><th scope="col">#</th>\(heads)</tr></thead><tbody>\(lines)</tbody></table></div>
      """
  }
}

extension RegulationText {
  /// The days on which what is law in it became another, in order.
  var changes: [CivilDate] { LegalTerm.changes(of: articles.map(\.term)) }
}

extension Catalogue {
  /// Since when and until when something is law, as a sentence.
  func term(_ term: LegalTerm, on day: CivilDate) -> String {
    switch term.state(on: day) {
    case .inForce(let period):
      // People speak of the last day, and the law of the first day without.
      switch (period.from, period.until?.adding(days: -1)) {
      case (let from?, let last?): self(.termBetween, ["from": date(from), "last": date(last)])
      case (let from?, nil): self(.termSince, ["date": date(from)])
      case (nil, let last?): self(.termUntil, ["last": date(last)])
      case (nil, nil): self(.termOpen)
      }
    case .coming(let first): self(.termComing, ["date": date(first)])
    case .ended(let end?): self(.termEnded, ["date": date(end)])
    case .ended(nil): self(.termEndedOpen)
    case .noLaw(let status):
      switch status {
      case "draft": self(.termDraft)
      case "deposited": self(.termDeposited)
      default: self(.termEndedOpen)
      }
    }
  }
}
