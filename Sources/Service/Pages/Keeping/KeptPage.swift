import Evaluation
import Facts
import Register

/// A kept result as a page: then, now, and what differs.
struct KeptPage {
  let words: Catalogue
  let place: String
  let work: String
  let parcel: String
  let kept: KeptResult
  /// The answer as it was given.
  let then: JSON
  /// The same question asked again; nil where it cannot be asked any more.
  let now: Reply?
  /// The lot and the proposal to scale, as the answer of today has it.
  let drawing: HTML?
  let server: Server

  var content: Content {
    Content(
      title: "\(words(.keptTitle)): \(place)",
      main: """
        <h1>\(words(.keptTitle))</h1>
        <p class="context"><bdi>\(place)</bdi> · \(words.sentence(work))</p>
        <p>\(words(.keptUntil)) \(server.time(kept.expires, words)). \(words(.keptReadOnly))</p>
        <section aria-labelledby="then"><h2 id="then">\(words(.keptThen)) \(server.time(kept.made, words))</h2>
        \(verdict(then))\(reasons(then))
        <p><code class="fingerprint" dir="ltr">\(then["fingerprint"]?.string ?? "")</code></p>
        <details><summary>\(words(.keptBytes))</summary><pre class="scroll" tabindex="0" dir="ltr"><code>\(String(decoding: kept.answer, as: UTF8.self))</code></pre></details></section>
        <section aria-labelledby="today"><h2 id="today">\(words(.keptNow)) \(server.time(server.today(), words))</h2>\(present)</section>
        \(drawing ?? .nothing)
        <p class="legal">\(words(.legalStatus))</p>
        """)
  }

  private var present: HTML {
    guard let now else { return "<p>\(words(.keptNotAgain))</p>" }
    let differences = AnswerDifference(
      then: then, thenSite: kept.site, now: now.answer.json, nowSite: now.site
    ).lines(words) { fact, value in
      server.enquiries.spoken(fact, value, of: parcel, language: words.language)
    }
    let list: HTML =
      differences.isEmpty
      ? "<p>\(words(.keptSame))</p>"
      : "<h3>\(words(.keptDiffers))</h3><ul class=\"differences\">\(differences.html { "<li>\($0)</li>" })</ul>"
    return "\(verdict(now.answer.json))\(list)"
  }

  private func verdict(_ answer: JSON) -> HTML {
    guard let verdict = answer["verdict"]?.string.flatMap(Verdict.init) else { return .nothing }
    return """
      <p class="verdict \(verdict.rawValue)"><span class="icon" aria-hidden="true">\(ResultPage.manner(of: verdict).0)</span><strong>\(Wording(words.language).verdict(verdict))</strong></p>
      """
  }

  /// What the answer said, in the language in which it said it: what decided stands open, the rest in folds.
  private func reasons(_ answer: JSON) -> HTML {
    let requirements = (answer["requirements"]?.array ?? []).compactMap { one in
      one["outcome"]?.string.flatMap(Outcome.init).map { (json: one, outcome: $0) }
    }.filter { $0.outcome != .notApplicable }
    let language = answer["language"]?.string ?? "en"
    return words.reasons(requirements, outcome: \.outcome) { part in
      guard !part.isEmpty else { return .nothing }
      return
        "<ul class=\"requirements\">\(part.html { reason($0.json, $0.outcome, language) })</ul>"
    }
  }

  private func reason(_ requirement: JSON, _ outcome: Outcome, _ language: String) -> HTML {
    let article = requirement["article"]
    let heading: HTML =
      article?["heading"]?.string.map { heading in
        let language = article?["language"]?.string ?? language
        return
          "<p class=\"quiet\" lang=\"\(language)\" dir=\"\(textDirection(language))\">\(heading)</p>"
      } ?? .nothing
    return """
      <li class="\(outcome.rawValue)"><p class="statement">\(words.mark(outcome)) <bdi lang="\(language)" dir="\(textDirection(language))">\(words.sentence(requirement["statement"]?.string ?? ""))</bdi></p>\(heading)</li>
      """
  }
}

/// What differs between two answers to one question, by what they say and what they were worked out from.
struct AnswerDifference {
  let then: JSON
  let thenSite: [UInt8]
  let now: JSON
  let nowSite: [UInt8]

  /// In the order in which a reader wants it: the verdict, the rules and plans, the place, then article by article.
  func lines(_ words: Catalogue, spoken: (String, JSON) -> SpokenFact?) -> [HTML] {
    verdict(words) + law(words) + place(words, spoken) + articles(words)
  }

  private func verdict(_ words: Catalogue) -> [HTML] {
    guard let before = then["verdict"]?.string.flatMap(Verdict.init),
      let after = now["verdict"]?.string.flatMap(Verdict.init), before != after
    else { return [] }
    let wording = Wording(words.language)
    return [
      "\(words(.differsVerdict)) <q>\(wording.verdict(before))</q> → <q>\(wording.verdict(after))</q>"
    ]
  }

  private func law(_ words: Catalogue) -> [HTML] {
    guard let before = then["ruleset"]?.string, let after = now["ruleset"]?.string, before != after
    else { return [] }
    return [
      "\(words(.differsRules)) <code dir=\"ltr\">\(String(before.prefix(12)))</code> → <code dir=\"ltr\">\(String(after.prefix(12)))</code>"
    ]
  }

  private func place(_ words: Catalogue, _ spoken: (String, JSON) -> SpokenFact?) -> [HTML] {
    guard let before = try? JSON(parsing: thenSite), let after = try? JSON(parsing: nowSite) else {
      return []
    }
    var lines: [HTML] = []
    func plans(_ site: JSON) -> [String] {
      (site["plans"]?.array ?? []).compactMap { $0["id"]?.string }
    }
    if plans(before) != plans(after) {
      lines.append(
        "\(words(.differsPlans)) <bdi>\(words.list(plans(before)))</bdi> → <bdi>\(words.list(plans(after)))</bdi>"
      )
    }
    var silent = 0
    let (old, new) = (before["facts"], after["facts"])
    let names = Set((old?.object ?? []).map(\.key)).union((new?.object ?? []).map(\.key)).sorted()
    for name in names {
      let was = old?[name]?["value"] ?? ["unknown": ""]
      let becomes = new?[name]?["value"] ?? ["unknown": ""]
      guard was != becomes else { continue }
      if let was = spoken(name, was), let becomes = spoken(name, becomes), was != becomes {
        lines.append(
          "<bdi>\(words.sentence(was.label))</bdi>: <bdi>\(was.value)</bdi> → <bdi>\(becomes.value)</bdi>"
        )
      } else {
        silent += 1
      }
    }
    if before["layers"] != after["layers"] { silent += 1 }
    if silent > 0 { lines.append("\(words(.differsPlace, counts: ["count": silent]))") }
    return lines
  }

  private func articles(_ words: Catalogue) -> [HTML] {
    func byID(_ answer: JSON) -> [(String, JSON)] {
      (answer["requirements"]?.array ?? []).compactMap { one in
        one["id"]?.string.map { ($0, one) }
      }.filter { $0.1["outcome"]?.string != Outcome.notApplicable.rawValue }
    }
    let (before, after) = (byID(then), byID(now))
    func heading(_ one: JSON) -> HTML {
      let language = one["article"]?["language"]?.string ?? "en"
      return
        "<bdi lang=\"\(language)\" dir=\"\(textDirection(language))\">\(one["article"]?["heading"]?.string ?? "")</bdi>"
    }
    func statement(_ one: JSON, of answer: JSON) -> HTML {
      let language = answer["language"]?.string ?? "en"
      return
        "<q lang=\"\(language)\" dir=\"\(textDirection(language))\">\(one["statement"]?.string ?? "")</q>"
    }
    let changed: [HTML] = before.compactMap { id, one in
      guard let other = after.first(where: { $0.0 == id })?.1 else {
        return "\(words(.differsGone)) \(heading(one)) \(statement(one, of: then))"
      }
      // Said in two languages the same sentence is two; then what decides is compared.
      let isSame =
        then["language"] == now["language"]
        ? one["statement"] == other["statement"]
        : one["outcome"] == other["outcome"] && values(of: one) == values(of: other)
      return isSame
        ? nil : "\(heading(one)): \(statement(one, of: then)) → \(statement(other, of: now))"
    }
    let added: [HTML] = after.filter { id, _ in !before.contains { $0.0 == id } }.map { _, one in
      "\(words(.differsNew)) \(heading(one)) \(statement(one, of: now))"
    }
    return changed + added
  }

  private func values(of requirement: JSON) -> [JSON] {
    (requirement["figures"]?.array ?? []).compactMap { $0["value"] }
  }
}
