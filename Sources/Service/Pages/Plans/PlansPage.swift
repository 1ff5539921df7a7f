import Facts
import Foundation
import Hummingbird
import Land

/// The plan map of a town: what is in force, and what lies open, each area with the way to its legal source.
extension Server {
  var planPages: [Endpoint] {
    [
      Endpoint(.get, "/{lang}/plans/{town}") { call in try await plansPage(call) },
      Endpoint(.get, "/{lang}/plans/{town}/{plan…}") { call in try await planPage(call) },
      Endpoint(.get, "/{lang}/comment/{town}/{plan…}") { call in try await commentPage(call) },
      Endpoint(.post, "/{lang}/comment/{town}/{plan…}") { call in try await comment(call) },
    ]
  }

  /// Half the height of what a map shows, in metres.
  private static let reaches = [100, 200, 400, 800, 1600, 3200]

  private func plansPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    guard let town = enquiries.town(call["town"]) else {
      throw Problem.notFound(call.request.uri.path)
    }
    let day = pageDay(call)
    let on = day ?? today()
    let reach =
      call.query["reach"].flatMap { Int($0) }.flatMap { Self.reaches.contains($0) ? $0 : nil }
      ?? 200
    let view = PlanView(town, at: call.query["at"], reach: reach)
    let (sheets, shapes) = try await work {
      (
        enquiries.plans(of: town.id).filter { $0.isShown(on: on) },
        enquiries.planShapes(of: town.id, within: view.box, on: on)
      )
    }
    // Lots give a hold where one looks closely.
    let lots = reach <= 200 ? try await features("parcels", in: town.id, view.box) : []
    let chosen = Set(call.query.items.filter { $0.name == "show" }.map(\.value))
    let map = PlanMap(
      words: words, town: town, view: view, on: on, isToday: on == today(), sheets: sheets,
      shapes: shapes, lots: lots,
      chosen: chosen.isEmpty ? Set(sheets.map(\.id)) : chosen, server: self)
    let typed = day == nil ? call.query["on"] : nil
    let faults = typed.map { text in
      [("on", words(.errorDate, ["text": words.isolated(String(text.prefix(40)))]))]
    }
    let title = words(.plansTitle, ["town": name(of: town, words)])
    var content = Content(
      title: faults == nil ? title : words(.errorTitle, ["title": title]),
      main: """
        <p><a class="back" href="/\(words.language)/">\(words(.back))</a></p>
        \(errorSummary((faults ?? []).map { (field: $0.0, text: $0.1) }, words))<h1>\(title)</h1><p>\(words(.plansLead))</p>
        \(depositedList(words, town: town.id, sheets))
        <section aria-labelledby="map"><h2 id="map">\(words(.plansMap))</h2>\(map.figure)\(map.choices(typed: typed))</section>
        <section aria-labelledby="list"><h2 id="list">\(words(.plansList))</h2>\(map.list)</section>
        \(feedList(words, town))
        """)
    content.feeds = feeds(of: town, words)
    var response = page(content, in: words, call, notice: notice(town, words))
    if typed != nil { response.status = .unprocessableContent }
    return response
  }

  func name(of town: Town, _ words: Catalogue) -> String {
    town.label.text(in: words.language) ?? town.id
  }

  /// The way to the plans around a point.
  func plansLink(
    _ words: Catalogue, town: String, at point: (longitude: Double, latitude: Double)?,
    called phrase: Phrase = .plansLink
  ) -> HTML {
    let at = point.map { "?at=\(PlanView.text($0.longitude)),\(PlanView.text($0.latitude))" } ?? ""
    return
      "<p><a href=\"/\(words.language)/plans/\(town.percentEncoded)\(at)\">\(words(phrase))</a></p>"
  }

  func address(ofPlan id: String, in town: String, _ words: Catalogue) -> String {
    "/\(words.language)/plans/\(town.percentEncoded)/\(id.pathEncoded)"
  }

  /// What a plan is called: `Plan M-1394`, or the layer's own name.
  func name(of plan: PlanSheet, _ words: Catalogue) -> String {
    let layer = enquiries.town(plan.town)?.layers.first { $0.id == plan.id }?.label
    let label = plan.kind == .overlay && plan.label.isEmpty ? layer ?? plan.label : plan.label
    // A label in another language than the reader's says less than the number.
    if let text = label.byLanguage[words.language] { return words.sentence(text) }
    return plan.kind == .overlay
      ? words.sentence(label.text(in: words.language) ?? plan.id)
      : words.sentence(words(.sourcePlan, ["plan": plan.id]))
  }

  /// The plans that lie open, with what is left of their period.
  private func depositedList(_ words: Catalogue, town: String, _ sheets: [PlanSheet]) -> HTML {
    let open = sheets.filter { $0.kind == .deposited }
    let items = open.html { plan in
      """
      <li><a href="\(address(ofPlan: plan.id, in: town, words))"><bdi>\(name(of: plan, words))</bdi></a><br>\(plan.deposit.map { words.period($0, on: today()) } ?? "")</li>
      """
    }
    let list: HTML =
      open.isEmpty ? "<p>\(words(.plansNoneOpen))</p>" : "<ul class=\"places\">\(items)</ul>"
    return
      "<section aria-labelledby=\"open\"><h2 id=\"open\">\(words(.plansOpen))</h2>\(list)</section>"
  }
}

/// What a map of plans shows: some metres around a point of the town.
struct PlanView {
  let town: Town
  let centre: (longitude: Double, latitude: Double)
  let reach: Int
  private let high: Double
  private let wide: Double

  init(_ town: Town, at: String?, reach: Int) {
    self.town = town
    self.reach = reach
    let bounds = town.bounds
    var centre = (
      longitude: (bounds.west + bounds.east) / 2, latitude: (bounds.south + bounds.north) / 2
    )
    let parts = (at ?? "").split(separator: ",").map { Number(reading: String($0))?.double }
    if parts.count == 2, let longitude = parts[0], let latitude = parts[1] {
      // Nothing is beyond the town's own edge.
      centre = (
        min(max(longitude, bounds.west), bounds.east),
        min(max(latitude, bounds.south), bounds.north)
      )
    }
    self.centre = centre
    high = Double(reach) / 111_320
    // A sheet is wider than it is high.
    wide = high * 4 / 3 / max(0.01, cos(centre.latitude * .pi / 180))
  }

  var box: GeographicBox {
    GeographicBox(
      west: centre.longitude - wide, south: centre.latitude - high, east: centre.longitude + wide,
      north: centre.latitude + high)
  }

  /// A point some parts of the sheet away, as an address has it.
  func at(_ east: Double, _ north: Double) -> String {
    "\(Self.text(centre.longitude + east * wide)),\(Self.text(centre.latitude + north * high))"
  }

  static func text(_ degrees: Double) -> String {
    Number(degrees)?.rounded(places: 5)?.description ?? "0"
  }
}
