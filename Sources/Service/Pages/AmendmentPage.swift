package import Evaluation
package import Facts
package import Land

/// What an amendment would change in one town, as a page shows it.
package struct AmendmentSummary: Sendable {
  package var town: LocalText
  package var on: CivilDate
  /// Lots that gain, lose, gain for one work and lose for another, stay the same.
  package var lots: (gain: Int, lose: Int, both: Int, same: Int)
  package var works: [Row] = []
  package var articles: [Row] = []
  package var districts: [Row] = []
  /// Existing buildings: become non-conforming, cease to be, stay so, nothing known against, not known.
  package var standing: [Int]?
  package var largest: [Example] = []
  package var shapes: [Shape] = []
  package var hashes: (before: String, after: String)
  /// The vocabulary's examples were put, since nobody said what is built.
  package var isOfExamples = false

  package struct Row: Sendable {
    /// Nil is what has no name of its own.
    package var name: String?
    package var gain: Int
    package var lose: Int
    package init(_ name: String?, gain: Int, lose: Int) {
      self.name = name
      self.gain = gain
      self.lose = lose
    }
  }

  package struct Example: Sendable {
    package var parcel: String
    package var work: String
    package var count: Int
    package var before: Answer
    package var after: Answer
    package init(parcel: String, work: String, count: Int, before: Answer, after: Answer) {
      self.parcel = parcel
      self.work = work
      self.count = count
      self.before = before
      self.after = after
    }
  }

  /// A lot on the map: its outline as GeoJSON, and `gain`, `lose`, `both` or `same`.
  package struct Shape: Sendable {
    package var outline: JSON
    package var bounds: GeographicBox
    package var change: String
    package var parcel: String
    package init(outline: JSON, bounds: GeographicBox, change: String, parcel: String) {
      self.outline = outline
      self.bounds = bounds
      self.change = change
      self.parcel = parcel
    }
  }

  package init(
    town: LocalText, on: CivilDate, lots: (gain: Int, lose: Int, both: Int, same: Int),
    hashes: (before: String, after: String)
  ) {
    self.town = town
    self.on = on
    self.lots = lots
    self.hashes = hashes
  }
}

/// The page of an amendment: how many gain and lose, where, by which articles, and the largest changes in full.
package struct AmendmentPage {
  let words: Catalogue
  let towns: [AmendmentSummary]

  /// - Parameter language: One that pages have; English stands in for any other.
  package init(_ towns: [AmendmentSummary], language: String) {
    self.towns = towns
    words = Catalogue.of(language) ?? .english
  }

  /// The page with its style and its map in one file that needs no other.
  package var document: String {
    let style = HTML(markup: String(decoding: PackageResources.mizan_css, as: UTF8.self))
    let html: HTML = """
      <!doctype html>
      <html lang="\(words.language)" dir="\(words.direction)">
      <head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(words(.amendTitle)) – \(words(.service))</title>
      <style>\(style)</style></head>
      <body><header><div class="wide"><span class="brand"><span aria-hidden="true">⚖</span> \(words(.service))</span></div></header>
      <main id="main" class="wide"><h1>\(words(.amendTitle))</h1><p class="standing" role="note">\(words(.notCompared))</p>
      \(towns.html(town))</main></body></html>

      """
    return html.text
  }

  private func number(_ count: Int) -> String { Number(count).formatted(in: words.language) }

  private func town(_ town: AmendmentSummary) -> HTML {
    let name = town.town.text(in: words.language) ?? ""
    let note: HTML =
      town.isOfExamples ? "<p class=\"quiet\">\(words(.amendExamples))</p>" : .nothing
    let all = town.lots.gain + town.lots.lose + town.lots.both + town.lots.same
    return """
      <section><h2>\(name)</h2>
      <p class="context">\(words(.amendLead, ["date": words.date(town.on)], counts: ["lots": all]))</p>\(note)
      \(map(town, name))
      \(standing(town))
      \(table(.amendWorks, .summaryWork, town.works))
      \(table(.amendDistricts, .amendDistrict, town.districts))
      \(table(.amendArticles, .amendArticle, town.articles, hint: .amendArticlesHint))
      \(largest(town))
      <h3>\(words(.rulesUsed))</h3>
      <p class="quiet">\(words(.amendBefore)) <code class="fingerprint" dir="ltr">\(town.hashes.before)</code>\(words(.amendAfter)) <code class="fingerprint" dir="ltr">\(town.hashes.after)</code></p></section>
      """
  }

  // MARK: the map

  private func map(_ town: AmendmentSummary, _ name: String) -> HTML {
    let counts: [(String, Phrase, Int)] = [
      ("gain", .amendGain, town.lots.gain), ("lose", .amendLose, town.lots.lose),
      ("both", .amendBoth, town.lots.both), ("same", .amendSame, town.lots.same),
    ]
    let key = counts.filter { $0.2 > 0 || $0.0 != "both" }.html { change, phrase, count in
      "<li><span class=\"key \(change)\"></span> \(words(phrase)): <b>\(number(count))</b></li>"
    }
    guard let first = town.shapes.first else { return "<ul class=\"ways\">\(key)</ul>" }
    let box = town.shapes.dropFirst().reduce(first.bounds) { $0.union($1.bounds) }
    let drawing = Drawing(box.grown(by: 0.02))
    // What changes is drawn over what stays.
    let order = ["same", "gain", "lose", "both"]
    let shapes = order.flatMap { change in town.shapes.filter { $0.change == change } }
    let paths = shapes.html { shape in
      let path = drawing.path(shape.outline)
      return shape.change == "same"
        ? "<path d=\"\(path)\"/>"
        : "<path class=\"\(shape.change)\" d=\"\(path)\"><title>\(words.digits(shape.parcel))</title></path>"
    }
    return """
      <figure class="drawing amendment"><svg viewBox="0 0 \(Int(drawing.width)) \(Int(drawing.height))" role="img" aria-label="\(words(.mapOfTown, ["town": name]))">\(paths)</svg>
      <figcaption><ul class="ways">\(key)</ul></figcaption></figure>
      """
  }

  // MARK: tables

  private func table(
    _ title: Phrase, _ head: Phrase, _ rows: [AmendmentSummary.Row], hint: Phrase? = nil
  ) -> HTML {
    let rows = rows.filter { $0.gain + $0.lose > 0 }
    guard !rows.isEmpty else { return .nothing }
    let body = rows.html { row in
      "<tr><th scope=\"row\"><bdi>\(row.name.map(words.digits) ?? words(.amendNone))</bdi></th><td>\(number(row.gain))</td><td>\(number(row.lose))</td></tr>"
    }
    let note: HTML = hint.map { "<p class=\"hint\">\(words($0))</p>" } ?? .nothing
    return """
      <h3>\(words(title))</h3>\(note)
      <table><thead><tr><th scope="col">\(words(head))</th><th scope="col">\(words(.amendGain))</th><th scope="col">\(words(.amendLose))</th></tr></thead><tbody>\(body)</tbody></table>
      """
  }

  private func standing(_ town: AmendmentSummary) -> HTML {
    guard let counts = town.standing, counts.count == 5 else { return .nothing }
    let phrases: [Phrase] = [
      .amendBecomes, .amendCeases, .amendStays, .amendNever, .amendUnknown,
    ]
    let body = zip(phrases, counts).html { phrase, count in
      "<tr><th scope=\"row\">\(words(phrase))</th><td>\(number(count))</td></tr>"
    }
    return "<h3>\(words(.amendStanding))</h3><table><tbody>\(body)</tbody></table>"
  }

  // MARK: the largest changes

  private func largest(_ town: AmendmentSummary) -> HTML {
    guard !town.largest.isEmpty else { return .nothing }
    let items = town.largest.html { example in
      let like: HTML =
        example.count > 1
        ? "<p class=\"quiet\">\(words(.amendLikeIt, counts: ["count": example.count]))</p>"
        : .nothing
      return """
        <section class="place"><h4><bdi>\(words.digits(example.parcel))</bdi> – \(example.work)</h4>\(like)
        <div class="columns">\(side(.amendBefore, example.before))\(side(.amendAfter, example.after))</div></section>
        """
    }
    return "<h3>\(words(.amendLargest))</h3>\(items)"
  }

  /// One law's answer: the verdict, then what stands against it; the rest folded.
  private func side(_ title: Phrase, _ answer: Answer) -> HTML {
    func item(_ requirement: Answer.RequirementResult) -> HTML {
      let phrase: Phrase =
        switch requirement.outcome {
        case .met: .outcomeMet
        case .notMet: .outcomeNotMet
        case .unknown: .outcomeUnknown
        case .discretion: .outcomeDiscretion
        case .notApplicable: .outcomeNotApplicable
        }
      return """
        <li class="\(requirement.outcome.rawValue)"><p class="statement"><span class="mark">\(words(phrase))</span> \(requirement.statement)</p>
        <p class="quiet"><bdi lang="\(requirement.article.language)">\(requirement.article.heading)</bdi> <code dir="ltr">\(requirement.article.regulation)#\(requirement.article.article)</code></p></li>
        """
    }
    let open = answer.requirements.filter { $0.outcome != .met && $0.outcome != .notApplicable }
    let rest = answer.requirements.filter { $0.outcome == .met || $0.outcome == .notApplicable }
    let exemptions = answer.exemptions.filter { $0.outcome == .met }.html { exemption in
      "<li class=\"met\"><span class=\"mark\">\(words(.outcomeMet))</span> <bdi lang=\"\(exemption.article.language)\">\(exemption.article.heading)</bdi></li>"
    }
    let discretion = answer.discretion.html { "<li lang=\"\($0.language)\">\($0.text)</li>" }
    let folded: HTML =
      rest.isEmpty
      ? .nothing
      : "<details><summary>\(words(.outcomeMet)), \(words(.outcomeNotApplicable)): \(number(rest.count))</summary><ul class=\"requirements\">\(rest.html(item))</ul></details>"
    return """
      <div><p class="context">\(words(title))</p><p class="verdict \(answer.verdict.rawValue)"><b>\(Wording(words.language).verdict(answer.verdict))</b></p>
      <ul class="requirements">\(exemptions)\(open.html(item))\(discretion)</ul>\(folded)</div>
      """
  }
}
