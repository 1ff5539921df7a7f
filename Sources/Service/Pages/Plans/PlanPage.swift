import Facts
import Hummingbird
import Land

/// One plan: whether it holds, what it says where, what it was drawn from; of a deposited one, who may object by when.
extension Server {
  func planPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let (town, sheets) = try await plans(call)
    // The edition of today first; each of the others was or will be.
    let on = today()
    let ordered = sheets.filter { $0.isShown(on: on) } + sheets.filter { !$0.isShown(on: on) }
    guard let first = ordered.first else { throw Problem.notFound(call.request.uri.path) }
    let lot = try await lot(for: first, asked: call.query["parcel"])
    let sections = try await work {
      ordered.map { ($0, enquiries.fileHash(of: $0)) }
    }
    let title = name(of: first, words)
    let map =
      first.bounds.map { bounds in
        plansLink(
          words, town: town.id, at: (bounds.middle.longitude, bounds.middle.latitude),
          called: .plansMap)
      } ?? .nothing
    var content = Content(
      title: words(.planTitle, ["plan": title, "town": name(of: town, words)]),
      main: """
        <p><a class="back" href="/\(words.language)/plans/\(town.id.percentEncoded)">\(words(.plansLink))</a></p>
        <h1><bdi>\(title)</bdi></h1>
        \(sections.html { edition(words, $0, hash: $1, isOnly: sections.count == 1) })
        \(map)\(mapAgainstDocument(words, first, lot: lot))
        \(feedList(words, town))
        """)
    content.feeds = feeds(of: town, words)
    return page(content, in: words, call, notice: notice(town, words))
  }

  /// The town and the editions of the plan that an address names; none is a page that is not there.
  func plans(_ call: Call) async throws -> (town: Town, sheets: [PlanSheet]) {
    guard let town = enquiries.town(call["town"]) else {
      throw Problem.notFound(call.request.uri.path)
    }
    let id = call["plan"]
    let sheets = try await work { enquiries.plans(of: town.id).filter { $0.id == id } }
    guard !sheets.isEmpty else { throw Problem.notFound(call.request.uri.path) }
    return (town, sheets)
  }

  /// The lot by which a fault of a plan's map can be told: the one somebody came from, else one in its middle.
  private func lot(for plan: PlanSheet, asked: String?) async throws -> String? {
    if let asked, asked.hasPrefix(plan.town + "/") { return asked }
    guard let middle = plan.bounds?.middle else { return nil }
    return try await work {
      enquiries.parcel(longitude: middle.longitude, latitude: middle.latitude)
    }
  }

  private func edition(
    _ words: Catalogue, _ plan: PlanSheet, hash: String?, isOnly: Bool
  ) -> HTML {
    let on = today()
    let standing = words.standing(plan, on: on)
    let isLaw = plan.isInForce(on: on)
    let rank: HTML =
      plan.rank.isEmpty
      ? .nothing
      : "<div><dt>\(words(.planRank))</dt><dd><bdi>\(self.rank(plan.rank, words))</bdi></dd></div>"
    let rows = plan.areas.html { area in
      "<tr id=\"\(PlanMap.anchor(area.code))\"><th scope=\"row\"><bdi>\(area.code.isEmpty ? name(of: plan, words) : "")\(words.marked(words.digits(area.code)))</bdi></th><td>\(Number(area.count).formatted(in: words.language))</td><td><bdi>\(words.value(.number(area.area), unit: "m²"))</bdi></td></tr>"
    }
    let areas: HTML =
      plan.isUnreadable
      ? "<p class=\"fault\">\(words(.planUnreadable))</p>"
      : plan.areas.isEmpty
        ? "<p>\(words(.plansNoneHere))</p>"
        : """
        <div class="scroll" tabindex="0" role="group" aria-label="\(words(.certificateZones))"><table><thead><tr><th scope="col">\(words.sentence(words(.certificateZone)))</th><th scope="col">\(words(.planCount))</th><th scope="col">\(words.sentence(words(.certificateArea)))</th></tr></thead><tbody>\(rows)</tbody></table></div>
        """
    return """
      <section\(isOnly ? .nothing : " class=\"edition\"" as HTML)><p class="lead\(isLaw ? " met" : "")"><strong class="mark"><span aria-hidden="true">\(isLaw ? "✓" : "!")</span> \(standing)</strong></p>
      \(deposit(words, plan))
      <h2>\(words.sentence(words(.certificateZones)))</h2>\(areas)
      <h2>\(words(.planSource))</h2>\(source(of: plan, words))
      <dl class="figures">\(rank)
      <div><dt>\(words(.planFile))</dt><dd><code dir="ltr">\(plan.file)\(plan.table.map { ", \($0)" } ?? "")</code></dd></div>
      <div><dt>SHA-256</dt><dd>\(hash.map { "<code dir=\"ltr\">\($0)</code>" as HTML } ?? "\(words(.outcomeUnknown))")</dd></div></dl></section>
      """
  }

  /// A rank in the reader's language; ranks have the names of the town's law.
  private func rank(_ rank: String, _ words: Catalogue) -> String {
    switch rank {
    case "national": words(.rankNational)
    case "district": words(.rankDistrict)
    case "local": words(.rankLocal)
    case "detailed": words(.rankDetailed)
    default: rank
    }
  }

  /// The regulation that a plan is drawn by and the document: each as a link where there is one.
  func source(of plan: PlanSheet, _ words: Catalogue) -> HTML {
    let way: HTML
    if let regulation = enquiries.regulation(of: plan) {
      let day = plan.isInForce(on: today()) ? today() : plan.until?.adding(days: -1) ?? today()
      let article = regulation.article.map { "#\($0.percentEncoded)" } ?? ""
      way = """
        <a href="/\(words.language)/regulations/\(regulation.id.percentEncoded)?on=\(day.description)\(article)" lang="\(regulation.language)" dir="\(textDirection(regulation.language))"><bdi>\(regulation.title)</bdi></a>
        """
    } else {
      way = "\(words(.planNoRegulation))"
    }
    var document = HTML.nothing
    if let source = plan.document {
      let name = source.name.text(in: words.language) ?? source.url ?? ""
      // What has no name in the reader's language has its English one.
      let foreign: HTML =
        source.name.byLanguage[words.language] == nil ? " lang=\"en\" dir=\"ltr\"" : .nothing
      let link: HTML =
        source.url.map { "<a href=\"\($0)\" rel=\"noreferrer\"><bdi\(foreign)>\(name)</bdi></a>" }
        ?? "<bdi\(foreign)>\(name)</bdi>"
      document =
        "<p>\(words(.planDocument)) \(link)\(source.date.map { ", \(time($0, words))" as HTML } ?? .nothing)</p>"
    } else {
      document = "<p>\(words(.planDocument)) \(words(.planNoDocument))</p>"
    }
    return "<p>\(words(.planRegulation)) \(way)</p>\(document)"
  }

  /// What a deposited plan would change, who may say what of it until when, and the way to say it.
  private func deposit(_ words: Catalogue, _ plan: PlanSheet) -> HTML {
    guard let deposit = plan.deposit else { return .nothing }
    let summary: HTML =
      deposit.summary.text(in: words.language).map { "<p>\($0)</p>" } ?? .nothing
    let basis: HTML =
      deposit.basis.text(in: words.language).map {
        "<div><dt>\(words(.depositBasis))</dt><dd><bdi>\($0)</bdi></dd></div>"
      } ?? .nothing
    let receiver: HTML =
      deposit.receiver.text(in: words.language).map {
        "<div><dt>\(words(.depositReceiver))</dt><dd><bdi>\($0)</bdi></dd></div>"
      } ?? .nothing
    let last: HTML =
      deposit.lastDay.map {
        "<div><dt>\(words(.depositLast))</dt><dd>\(time($0, words))</dd></div>"
      } ?? .nothing
    var way: HTML
    switch deposit.period(on: today()) {
    case .open where cabinet != nil:
      way =
        "<p class=\"noprint\"><a class=\"button\" href=\"/\(words.language)/comment/\(plan.town.percentEncoded)/\(plan.id.pathEncoded)\">\(words(.commentLink))</a></p>"
    case .open, .coming: way = .nothing
    case .ended, .unknown: way = "<p>\(words(.commentElse))</p>"
    }
    return """
      <p>\(words(.planNoLaw))</p>\(summary)
      <section aria-labelledby="period"><h2 id="period">\(words(.depositTitle))</h2>
      <p class="lead">\(words.period(deposit, on: today()))</p>
      <dl class="figures"><div><dt>\(words(.depositDay))</dt><dd>\(time(deposit.day, words))</dd></div>\(last)\(basis)\(receiver)</dl>\(way)</section>
      """
  }

  /// The document is the law: where the map says another thing, the map is wrong, and somebody should know.
  private func mapAgainstDocument(_ words: Catalogue, _ plan: PlanSheet, lot: String?) -> HTML {
    let way: HTML
    if cabinet == nil {
      way = .nothing
    } else if let lot {
      way =
        "<p class=\"noprint\"><a href=\"/\(words.language)/report/\(lot.pathEncoded)?plan=\(plan.id.percentEncoded)\">\(words(.planReport))</a> (<bdi>\(words.lot(String(lot.drop { $0 != "/" }.dropFirst())))</bdi>) · <a href=\"/\(words.language)/map/\(plan.town.percentEncoded)\">\(words(.planReportElse))</a></p>"
    } else {
      way =
        "<p class=\"noprint\"><a href=\"/\(words.language)/map/\(plan.town.percentEncoded)\">\(words(.planReportElse))</a></p>"
    }
    return
      "<section aria-labelledby=\"against\"><h2 id=\"against\">\(words(.planAgainst))</h2><p>\(words(.planAgainstText))</p>\(way)</section>"
  }

  /// The deposited plans that would change a lot, in the reader's words; nothing where none would.
  func depositedHere(_ words: Catalogue, _ place: PlaceSummary, on date: CivilDate) async throws
    -> HTML
  {
    let here = try await work { enquiries.deposited(at: place.parcel, on: date) }
    guard !here.isEmpty else { return .nothing }
    let items = here.html { plan in
      let label =
        plan.label.byLanguage[words.language].map(words.sentence)
        ?? words.sentence(words(.sourcePlan, ["plan": plan.plan]))
      let what =
        !plan.isKnown
        ? words(.depositedMaybe)
        : plan.zonesNow.isEmpty
          ? words(.depositedZone, ["zones": words.list(plan.zones.map(words.digits))])
          : words(
            .depositedChange,
            [
              "before": words.list(plan.zonesNow.map(words.digits)),
              "after": words.list(plan.zones.map(words.digits)),
            ])
      return """
        <li><a href="\(address(ofPlan: plan.plan, in: place.town, words))?parcel=\(place.parcel.percentEncoded)"><bdi>\(label)</bdi></a><br>\(what) \(words.period(plan.deposit, on: today()))</li>
        """
    }
    return """
      <section class="deposited" aria-labelledby="deposited"><h2 id="deposited">\(words(.depositedHere))</h2><ul class="places">\(items)</ul>
      <p class="quiet">\(words(.planNoLaw))</p></section>
      """
  }
}
