import Facts
import Hummingbird

/// What changed in a regulation between two days: side by side, and on a phone one above the other.
extension Server {
  func changesPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let regulation = try await regulation(call, words)
    // Without days, those around the last change that has come.
    let last = regulation.changes.last { $0 <= today() } ?? today()
    var faults: [(field: String, text: String)] = []
    func day(_ name: String, _ usual: CivilDate) -> (day: CivilDate, typed: String?) {
      guard let text = call.query[name], !text.allSatisfy(\.isWhitespace) else {
        return (usual, nil)
      }
      if let day = CivilDate(typed: text) { return (day, nil) }
      faults.append((name, words(.errorDate, ["text": words.isolated(String(text.prefix(40)))])))
      return (usual, text)
    }
    let from = day("from", last.adding(days: -1))
    let to = day("to", last)
    var response = page(
      changesPage(words, regulation, from: from, to: to, faults: faults), in: words, call)
    if !faults.isEmpty { response.status = .unprocessableContent }
    return response
  }

  private func changesPage(
    _ words: Catalogue, _ regulation: RegulationText, from: (day: CivilDate, typed: String?),
    to: (day: CivilDate, typed: String?), faults: [(field: String, text: String)]
  ) -> Content {
    let address = "/\(words.language)/regulations/\(regulation.id.percentEncoded)"
    let title = words(.changesTitle, ["title": words.isolated(regulation.title)])
    // Who writes the days the other way round means the same.
    let (first, last) = from.day <= to.day ? (from.day, to.day) : (to.day, from.day)
    let comparison = RegulationComparison(regulation, from: first, to: last)
    let page = ChangesPage(
      words: words, regulation: regulation, first: first, last: last, server: self)
    let result: HTML =
      faults.isEmpty
      ? """
      <dl class="figures"><div><dt>\(time(first, words))</dt><dd>\(words.term(regulation.term, on: first))</dd></div>
      <div><dt>\(time(last, words))</dt><dd>\(words.term(regulation.term, on: last))</dd></div></dl>
      \(comparison.changes.isEmpty ? "<p>\(words(.changesSame))</p>" : comparison.changes.enumerated().map { $0 }.html { page.change($0.element, $0.offset) })
      <p class="quiet">\(words(.changesUnchanged, counts: ["count": comparison.unchanged]))</p>
      """ : .nothing
    return Content(
      title: faults.isEmpty ? title : words(.errorTitle, ["title": title]),
      main: """
        <p><a class="back" href="\(address)">\(words(.back))</a></p>
        \(errorSummary(faults, words))<h1>\(words(.changesLink)): <bdi lang="\(regulation.language)" dir="\(textDirection(regulation.language))">\(regulation.title)</bdi></h1>
        <form action="\(address)/changes" method="get" class="days">\(dayInput("from", words(.changesFrom), from.day, typed: from.typed, words))\(dayInput("to", words(.changesTo), to.day, typed: to.typed, words))
        <p><button type="submit" class="second">\(words(.changesCompare))</button></p></form>
        \(result)
        """)
  }
}

/// One article that changed, as it was and as it is.
struct ChangesPage {
  let words: Catalogue
  let regulation: RegulationText
  let first: CivilDate
  let last: CivilDate
  let server: Server

  func change(_ change: RegulationComparison.Change, _ place: Int) -> HTML {
    let (icon, kind): (String, Phrase) =
      change.before == nil
      ? ("+", .changeAdded) : change.after == nil ? ("−", .changeRemoved) : ("±", .changeChanged)
    let heading = change.after?.heading ?? change.before?.heading ?? ""
    let texts = WordDifference(from: change.before?.text ?? "", to: change.after?.text ?? "")
    let (old, new) = tables(change)
    return """
      <section class="change" aria-labelledby="change-\(place)"><h2 id="change-\(place)"><strong class="mark"><span aria-hidden="true">\(icon)</span> \(words(kind))</strong> <span lang="\(regulation.language)" dir="\(textDirection(regulation.language))"><bdi>\(heading)</bdi></span></h2>
      <div class="sides">\(side(first, change.before, texts.before, isNew: false, old))\(side(last, change.after, texts.after, isNew: true, new))</div></section>
      """
  }

  private func side(
    _ day: CivilDate, _ version: RegulationComparison.Version?, _ pieces: [WordDifference.Piece],
    isNew: Bool, _ tables: HTML
  ) -> HTML {
    let head: HTML = "<h3>\(words(.changesAsOf)) \(server.time(day, words))</h3>"
    guard let version else {
      return "<div class=\"side\">\(head)<p>\(words(.changesAbsent))</p></div>"
    }
    let address =
      "/\(words.language)/regulations/\(regulation.id.percentEncoded)?on=\(day.description)#\(version.anchor.percentEncoded)"
    return """
      <div class="side">\(head)<div lang="\(regulation.language)" dir="\(textDirection(regulation.language))">\(Self.paragraphs(pieces, isNew: isNew))</div>\(tables)
      <p><a href="\(address)">\(words(.readArticle))</a></p></div>
      """
  }

  /// Pieces as paragraphs, what differs in `del` or `ins`.
  static func paragraphs(_ pieces: [WordDifference.Piece], isNew: Bool) -> HTML {
    var paragraphs: [HTML] = []
    var open = HTML.nothing
    func close() {
      if !open.text.allSatisfy(\.isWhitespace) { paragraphs.append("<p class=\"law\">\(open)</p>") }
      open = .nothing
    }
    for piece in pieces {
      for (place, part) in piece.text.split(separator: "\n\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        if place > 0 { close() }
        let text = String(part)
        guard !text.isEmpty else { continue }
        open =
          !piece.isChanged
          ? "\(open)\(text)"
          : isNew ? "\(open)<ins>\(text)</ins>" : "\(open)<del>\(text)</del>"
      }
    }
    close()
    return "\(paragraphs)"
  }

  /// The rows that differ, of the tables before and after.
  private func tables(_ change: RegulationComparison.Change) -> (old: HTML, new: HTML) {
    var old = HTML.nothing
    var new = HTML.nothing
    let before = change.before?.tables ?? []
    let after = change.after?.tables ?? []
    for place in 0..<max(before.count, after.count) {
      let one = before.indices.contains(place) ? before[place] : nil
      let other = after.indices.contains(place) ? after[place] : nil
      // Tables of other columns have no rows in common.
      let isComparable = one == nil || other == nil || one?.columns == other?.columns
      let rows = RowDifference(from: one?.rows ?? [], to: isComparable ? other?.rows ?? [] : [])
      let further = isComparable ? nil : other.map { RowDifference(from: [], to: $0.rows) }
      if rows.pairs.isEmpty, further == nil, one?.columns == other?.columns { continue }
      if let one { old = "\(old)\(table(one, rows, isNew: false))" }
      if let other { new = "\(new)\(table(other, further ?? rows, isNew: true))" }
    }
    return (old, new)
  }

  private func table(
    _ table: RegulationText.Table, _ difference: RowDifference, isNew: Bool
  ) -> HTML {
    let heads = table.columns.html { "<th scope=\"col\">\(words.sentence($0))</th>" }
    let lines = difference.pairs.html { pair in
      guard let row = isNew ? pair.after : pair.before else { return .nothing }
      let other = isNew ? pair.before : pair.after
      let cells = row.cells.enumerated().map { $0 }.html { place, cell in
        let isSame = other.map { $0.cells.indices.contains(place) && $0.cells[place] == cell }
        let text: HTML =
          isSame ?? false
          ? "<bdi>\(cell)</bdi>"
          : isNew ? "<ins><bdi>\(cell)</bdi></ins>" : "<del><bdi>\(cell)</bdi></del>"
        return "<td>\(text)</td>"
      }
      return "<tr><th scope=\"row\">\(words.digits(row.number))</th>\(cells)</tr>"
    }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(words(.tableName))"><table><thead><tr><th scope="col">#</th>\(heads)</tr></thead><tbody>\(lines)</tbody></table></div>
      <p class="quiet">\(words(.changesRows, counts: ["count": difference.unchanged]))</p>
      """
  }
}
