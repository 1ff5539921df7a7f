import Facts
import Hummingbird

extension Server {
  /// What held on a lot before today, and which plan or map changed it.
  func historyPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let place = try await place(call, on: today(), words)
    let history = try await work {
      enquiries.history(of: place.parcel, language: words.language)
    }
    guard let history else { throw Problem.notFound(call.request.uri.path) }
    let spans = history.spans.html { span in
      """
      <section><h2>\(days(of: span, words))</h2>
      <dl class="figures">\(figures(of: span, words))</dl>\(list(span.changes, words))</section>
      """
    }
    let steps = history.steps.html { step in
      let day: HTML = step.day.map { "\(time($0, words)): " } ?? .nothing
      return "<li>\(day)<bdi>\(step.text)</bdi> <span class=\"quiet\">\(step.source)</span></li>"
    }
    let lineage: HTML =
      history.steps.isEmpty
      ? .nothing
      : "<section aria-labelledby=\"lineage\"><h2 id=\"lineage\">\(words(.historyLots))</h2><ul>\(steps)</ul></section>"
    let content = Content(
      title: "\(words(.historyTitle)) – \(place.label)",
      main: """
        <p><a class="back" href="/\(words.language)/parcel/\(place.parcel.pathEncoded)">\(words(.back))</a></p>
        <p class="context"><bdi>\(place.label)</bdi></p><h1>\(words(.historyTitle))</h1>
        <p>\(words(.historyLead))</p>\(lineage)\(spans)
        """)
    return page(content, in: words, call, notice: notice(enquiries.town(place.town), words))
  }

  /// The way to it from the place.
  func historyLink(_ words: Catalogue, _ place: PlaceSummary) -> HTML {
    "<p class=\"noprint\"><a href=\"/\(words.language)/history/\(place.parcel.pathEncoded)\">\(words(.historyTitle))</a></p>"
  }

  private func days(of span: PlaceHistory.Span, _ words: Catalogue) -> String {
    // The last day on which it held, as people say it.
    let last = (span.until?.adding(days: -1)).map(words.formalDate)
    return switch (span.from.map(words.formalDate), last) {
    case (let from?, let last?): words(.historyBetween, ["from": from, "until": last])
    case (let from?, nil): words(.historySince, ["from": from])
    case (nil, let last?): words(.historyUntil, ["until": last])
    case (nil, nil): words(.historyAlways)
    }
  }

  private func figures(of span: PlaceHistory.Span, _ words: Catalogue) -> HTML {
    let zones = [span.zones.isEmpty ? nil : words.list(span.zones), span.gap].compactMap(\.self)
    let rows = [
      (words(.certificateZone), zones.joined(separator: " ")),
      (words(.historyLayers), words.list(span.layers)),
      (words(.historyThen), words.list(span.lots)),
    ].filter { !$0.1.isEmpty }
    return rows.html {
      "<div><dt>\(words.sentence($0.0))</dt><dd><bdi dir=\"\(words.direction)\">\(words.marked($0.1))</bdi></dd></div>"
    }
  }

  private func list(_ sentences: [String], _ words: Catalogue) -> HTML {
    guard !sentences.isEmpty else { return .nothing }
    return
      "<ul>\(sentences.html { "<li><bdi dir=\"\(words.direction)\">\(words.marked($0))</bdi></li>" })</ul>"
  }
}
