import Evaluation
import Facts
import Register

/// A certificate as a page, in the reader's language, out of nothing but its own JSON.
struct CertificatePage {
  let words: Catalogue
  let certificate: Certificate
  let server: Server

  private var body: JSON { certificate.body }

  var content: Content {
    let number = words.lot(body["number"]?.string ?? "")
    return Content(
      title: "\(words(.certificateTitle)): \(number)",
      main: """
        <p class="noprint"><a class="back" href="/\(words.language)/parcel/\((body["parcel"]?.string ?? "").pathEncoded)">\(words(.back))</a></p>
        <h1>\(words(.certificateTitle))</h1>
        <p class="lead"><bdi>\(number)</bdi>, <bdi>\(spoken(body["town"]?["label"]))</bdi></p>
        <dl class="summary">
        \(row(words(.certificateSerial), "<code dir=\"ltr\">\(certificate.serial)</code>"))
        \(row(words(.certificateAddress), text(body["address"]?.string.map(words.address))))
        \(row(words(.certificateIssued), day("issued")))\(row(words(.certificateUntil), day("validUntil")))
        \(row(words(.dateUsed), day("on")))</dl>
        \(section("zones", .certificateZones, zones))\(section("plans", .plansInForce, plans))
        \(section("facts", .placeFacts, facts))\(section("limits", .certificateLimits, works))
        \(section("overlays", .certificateOverlays, layers))\(section("unknown", .certificateUnknown, unknown))
        <p class="legal">\(spoken(body["status"]))</p>
        \(section("proof", .certificateProof, proof))
        """)
  }

  // MARK: pieces

  /// A text that stands in several languages.
  private func spoken(_ texts: JSON?) -> String {
    texts?[words.language]?.string ?? texts?["en"]?.string ?? texts?.object?.first?.value.string
      ?? ""
  }

  private func text(_ text: String?) -> HTML {
    "<bdi>\(words.marked(text ?? words(.outcomeUnknown)))</bdi>"
  }

  private func day(_ key: String) -> HTML {
    guard let day = body[key]?.string.flatMap({ CivilDate($0) }) else { return text(nil) }
    return server.time(day, words)
  }

  private func row(_ label: String, _ value: HTML) -> HTML {
    "<div><dt>\(words.sentence(label))</dt><dd>\(value)</dd></div>"
  }

  private func section(_ id: String, _ title: Phrase, _ body: HTML) -> HTML {
    "<section aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(words.sentence(words(title)))</h2>\(body)</section>"
  }

  private func table(_ heads: [Phrase], _ rows: HTML) -> HTML {
    let head = heads.html { "<th scope=\"col\">\(words.sentence(words($0)))</th>" }
    return
      "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>\(head)</tr></thead><tbody>\(rows)</tbody></table></div>"
  }

  private func percent(_ share: JSON?) -> String? {
    share?.number.flatMap { ($0 * 100)?.rounded(places: 1) }.map {
      "\($0.formatted(in: words.language)) %"
    }
  }

  // MARK: sections

  private var zones: HTML {
    guard let zones = body["zones"]?.array, !zones.isEmpty else {
      return "<p>\(words(.outcomeUnknown))</p>"
    }
    let rows = zones.html { zone in
      """
      <tr><th scope="row"><bdi>\(zone["zone"]?.string ?? "")</bdi></th><td>\(text(percent(zone["share"])))</td><td>\(text(zone["area"]?.number.map { words.value(.number($0.rounded(places: 1) ?? $0), unit: "m²") }))</td></tr>
      """
    }
    return table([.certificateZone, .certificateShare, .certificateArea], rows)
  }

  private var plans: HTML {
    let plans = body["plans"]?.array ?? []
    guard !plans.isEmpty else { return "<p>\(words(.outcomeUnknown))</p>" }
    let items = plans.html { plan in
      let since = plan["effective"]?.string.flatMap { CivilDate($0) }
      let id = plan["id"]?.string ?? ""
      let name = since.map { words(.sourceSince, ["source": id, "date": words.date($0)]) } ?? id
      return "<li><bdi>\(name)</bdi></li>"
    }
    return "<ul>\(items)</ul>"
  }

  private var facts: HTML {
    // The address stands at the head.
    let rows = (body["facts"]?.array ?? []).filter { $0["name"]?.string != "address" }.html {
      fact in
      let value = fact["value"] ?? .null
      let choice = fact["choice"].map(spoken) ?? ""
      let shown =
        choice.isEmpty
        ? words.value(rounded(value), unit: fact["unit"]?.string) : choice
      return
        "<tr><th scope=\"row\">\(words.sentence(spoken(fact["label"])))</th><td><bdi>\(words.marked(shown))</bdi></td></tr>"
    }
    return table([.factName, .factValue], rows)
  }

  private func rounded(_ value: JSON) -> JSON {
    value.number.flatMap { $0.rounded(places: 2) }.map(JSON.number) ?? value
  }

  private var works: HTML {
    (body["works"]?.array ?? []).html { work in
      let limits = work["limits"]?.array ?? []
      let rows = limits.html { limit in
        let bound = spoken(limit["bound"])
        let label = spoken(limit["label"])
        let article = limit["article"]
        let language = article?["language"]?.string ?? "en"
        let kind: Phrase = article?["official"]?.bool == true ? .official : .paraphrase
        let address =
          "/\(words.language)/regulations/\((article?["regulation"]?.string ?? "").percentEncoded)?on=\(body["on"]?.string ?? "")#\((article?["article"]?.string ?? "").split(separator: " ").first.map { String($0).percentEncoded } ?? "")"
        let allowed: HTML =
          bound.isEmpty ? "<bdi>\(spoken(limit["statement"]))</bdi>" : "<bdi>\(bound)</bdi>"
        return """
          <tr><th scope="row">\(words.sentence(label.isEmpty ? limit["subject"]?.string ?? "" : label))</th><td>\(allowed)</td><td><a href="\(address)" lang="\(language)" dir="\(textDirection(language))"><bdi>\(article?["heading"]?.string ?? "")</bdi></a> (\(words(kind)))</td></tr>
          """
      }
      let open = (work["open"]?[words.language]?.array ?? []).html {
        "<li><bdi>\(words.marked($0.string ?? ""))</bdi></li>"
      }
      return """
        <h3>\(words.sentence(spoken(work["label"])))</h3>
        \(limits.isEmpty ? "<p>\(words(.certificateNoLimit))</p>" : table([.certificateSubject, .certificateAllowed, .certificateArticle], rows))
        \(open.text.isEmpty ? .nothing : "<p>\(words(.discretion)):</p><ul>\(open)</ul>")
        """
    }
  }

  private var layers: HTML {
    let rows = (body["layers"]?.array ?? []).html { layer in
      let share = layer["share"]?.number
      let names = (layer["names"]?.array ?? []).compactMap(\.string).map(words.digits)
      let value: String =
        share.map {
          $0.isZero
            ? words(.no) : words.list([words(.yes)] + names + [percent(layer["share"]) ?? ""])
        }
        ?? words(.outcomeUnknown)
      return
        "<tr><th scope=\"row\">\(words.sentence(spoken(layer["label"])))</th><td><bdi>\(words.marked(value))</bdi></td></tr>"
    }
    return table([.factName, .factValue], rows)
  }

  /// What is not known is said to be so; widening and permitted uses are, wherever no map tells them.
  private var unknown: HTML {
    let names = (body["unknown"]?.array ?? []).map { spoken($0["label"]) }
    let known = Set((body["facts"]?.array ?? []).compactMap { $0["name"]?.string })
    var items = names
    if !known.contains("street widening") { items.append(words(.certificateWidening)) }
    if !known.contains("permitted uses") { items.append(words(.certificateUses)) }
    return "<ul>\(items.html { "<li><bdi>\(words.sentence($0))</bdi></li>" })</ul>"
  }

  private var proof: HTML {
    let address = "/\(words.language)/certificates/\(certificate.serial)"
    return """
      <dl class="figures"><div><dt>SHA-256</dt><dd><code dir="ltr">\(certificate.hash)</code></dd></div>
      <div><dt>\(words(.certificateKey))</dt><dd><code dir="ltr">Ed25519 \(body["key"]?.string ?? "")</code></dd></div>
      <div><dt>\(words(.rulesUsed))</dt><dd><code dir="ltr">\(body["rules"]?.string ?? "")</code></dd></div>
      <div><dt>\(words(.certificateData))</dt><dd><code dir="ltr">\(body["data"]?.string ?? "–")</code></dd></div></dl>
      <p>\(words(.certificateVerify)) <code dir="ltr">\(address)</code></p>
      <p class="noprint"><a href="/api/v1/certificates/\(certificate.serial)" hreflang="en">\(words(.certificateFile))</a> · <a href="/\(words.language)/verify">\(words(.verifyTitle))</a></p>
      """
  }
}
