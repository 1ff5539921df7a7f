import Facts
import Land
import RuleCompiler

/// The drawn map of plans, the legend beside it, and the same as a list.
struct PlanMap {
  let words: Catalogue
  let town: Town
  let view: PlanView
  let on: CivilDate
  let isToday: Bool
  let sheets: [PlanSheet]
  let shapes: [PlanShape]
  let lots: [JSON]
  /// The plans that are drawn, by id.
  let chosen: Set<String>
  let server: Server

  private static let patterns = 8

  /// Which pattern an area is filled with: the same for a code wherever one looks.
  private func pattern(_ plan: String, _ code: String) -> Int {
    guard let place = sheets.firstIndex(where: { $0.id == plan }) else { return 0 }
    let sheet = sheets[place]
    let own = sheet.areas.firstIndex { $0.code == code } ?? 0
    return (sheet.kind == .overlay ? place + 3 : own + (sheet.kind == .deposited ? 4 : 0))
      % Self.patterns
  }

  private func address(_ shape: PlanShape) -> String {
    server.address(ofPlan: shape.plan, in: town.id, words)
      + (shape.code.isEmpty ? "" : "#\(Self.anchor(shape.code))")
  }

  /// Under which an area stands on its plan's page.
  static func anchor(_ code: String) -> String { "area-\(code.percentEncoded)" }

  private func title(_ shape: PlanShape) -> String {
    guard let sheet = sheets.first(where: { $0.id == shape.plan }) else { return shape.code }
    let name = server.name(of: sheet, words)
    // The name of a feature has the town's language, which the list beside the map can mark.
    let what =
      shape.code.isEmpty || shape.kind == .overlay
      ? name : words.list([words.isolated(words.digits(shape.code)), name])
    return "\(what). \(words.standing(sheet, on: on))"
  }

  // MARK: the drawing

  var figure: HTML {
    let drawing = Drawing(view.box)
    let title = words(.plansTitle, ["town": server.name(of: town, words)])
    let drawn = shapes.filter { chosen.contains($0.plan) }.map { shape in
      (shape, (try? JSON(parsing: shape.geometry)) ?? .null)
    }
    // Areas of one plan and one code lead to one place, and are drawn as one path.
    let kinds = Dictionary(grouping: drawn) { [$0.0.plan, $0.0.code] }
    var seen: Set<[String]> = []
    let areas = drawn.map(\.0).filter { seen.insert([$0.plan, $0.code]).inserted }.html { shape in
      let all = kinds[[shape.plan, shape.code]] ?? []
      return """
        <a href="\(address(shape))" tabindex="-1"><title>\(self.title(shape))</title><path class="\(shape.kind.rawValue)" fill="url(#fill-\(pattern(shape.plan, shape.code)))" d="\(all.map { drawing.sketch($0.1) }.joined())"/></a>
        """
    }
    let codes = drawn.filter { $0.0.kind != .overlay }.html { shape, geometry in
      guard let middle = drawing.middle(of: geometry), middle.width > 40, shape.code.count <= 8
      else { return .nothing }
      let down = shape.kind == .deposited ? 22 : 0
      return
        "<text x=\"\(Int(middle.x))\" y=\"\(Int(middle.y) + 6 + down)\"\(shape.kind == .deposited ? " class=\"deposited\"" as HTML : .nothing)>\(words.digits(shape.code))</text>"
    }
    let outlines: HTML =
      lots.isEmpty
      ? .nothing
      : "<path class=\"parcel\" d=\"\(lots.map { drawing.sketch($0["geometry"] ?? .null) }.joined())\"/>"
    return """
      <figure class="planmap"><svg viewBox="0 0 \(Int(drawing.width)) \(Int(drawing.height))">
      <defs>\(Self.fills)</defs><g role="group" aria-label="\(title)"><g aria-hidden="true">\(areas)\(outlines)\(codes)</g></g>\(server.marks(drawing))</svg>
      <figcaption>\(legend)\(server.scaleKey(drawing, words)) · \(words(.plansOn, ["date": words.date(on)]))</figcaption></figure>
      <nav aria-label="\(words(.mapMove))"><ul class="ways">\(way(.mapGoNorth, view.at(0, 1.4)))\(way(.mapGoSouth, view.at(0, -1.4)))\(way(.mapGoEast, view.at(1.4, 0)))\(way(.mapGoWest, view.at(-1.4, 0)))\(way(.zoomIn, view.at(0, 0), reach: view.reach / 2))\(way(.zoomOut, view.at(0, 0), reach: view.reach * 2))</ul></nav>
      """
  }

  /// Dots, strokes and grids: what an area is can be told without colours.
  private static let fills: HTML = {
    let strokes = [
      "M0 6H12", "M6 0V12", "M0 12L12 0M-3 3L3 -3M9 15L15 9", "M0 0L12 12M-3 9L3 15M9 -3L15 3",
      "M3 3h.1M9 9h.1", "M0 6H12M6 0V12", "M0 12L12 0M0 0L12 12", "M2 6h8M6 2v8",
    ]
    return strokes.enumerated().html { place, stroke in
      "<pattern id=\"fill-\(place)\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\"><path class=\"hatch\" d=\"\(stroke)\"/></pattern>"
    }
  }()

  private func swatch(_ kind: PlanSheet.Kind, _ pattern: Int) -> HTML {
    "<svg class=\"swatch\" viewBox=\"0 0 28 18\" aria-hidden=\"true\"><path class=\"\(kind.rawValue)\" fill=\"url(#fill-\(pattern))\" d=\"M1 1H27V17H1Z\"/></svg>"
  }

  private var legend: HTML {
    let kinds = PlanSheet.Kind.allCases.filter { kind in
      shapes.contains { $0.kind == kind && chosen.contains($0.plan) }
    }
    return kinds.html { kind in
      let phrase: Phrase =
        switch kind {
        case .zones: .plansKeyZones
        case .overlay: .plansKeyOverlay
        case .deposited: .plansKeyDeposited
        }
      return "\(swatch(kind, 2)) \(words(phrase)) "
    }
  }

  /// The address of this page with some other part.
  private func address(at: String, reach: Int) -> String {
    var items = [Query.Item(name: "at", value: at), Query.Item(name: "reach", value: "\(reach)")]
    if !isToday { items.append(Query.Item(name: "on", value: on.description)) }
    if chosen != Set(sheets.map(\.id)) {
      items += chosen.sorted().map { Query.Item(name: "show", value: $0) }
    }
    return "/\(words.language)/plans/\(town.id.percentEncoded)?\(Query(items).text)"
  }

  private func way(_ phrase: Phrase, _ at: String, reach: Int? = nil) -> HTML {
    let reach = reach ?? view.reach
    guard (100...3200).contains(reach) else { return .nothing }
    return "<li><a href=\"\(address(at: at, reach: reach))\">\(words(phrase))</a></li>"
  }

  /// What is drawn, and on which day.
  func choices(typed: String?) -> HTML {
    let boxes = sheets.enumerated().html { place, sheet in
      """
      <div class="choice"><input type="checkbox" name="show" id="show-\(place)" value="\(sheet.id)"\(chosen.contains(sheet.id) ? " checked" as HTML : .nothing)><label for="show-\(place)"><bdi>\(server.name(of: sheet, words))</bdi></label></div>
      """
    }
    return """
      <details\(typed == nil ? .nothing : " open" as HTML)><summary>\(words(.plansChoose))</summary>
      <form action="/\(words.language)/plans/\(town.id.percentEncoded)" method="get">\(Server.hidden("at", view.at(0, 0)))\(Server.hidden("reach", "\(view.reach)"))
      <fieldset><legend>\(words(.mapLayers))</legend>\(boxes)</fieldset>
      \(server.dayInput("on", words(.onLabel), on, typed: typed, words))
      <p><button type="submit" class="second">\(words(.regulationShow))</button></p></form></details>
      """
  }

  // MARK: the same as a list

  /// Every plan that has an area in view, with its areas, since when it holds, and what it was drawn from.
  var list: HTML {
    let here = sheets.filter { sheet in
      chosen.contains(sheet.id) && shapes.contains { $0.plan == sheet.id }
    }
    let lost = sheets.filter(\.isUnreadable)
    let items = here.html { sheet in
      let own = shapes.filter { $0.plan == sheet.id }
      let counts = Dictionary(grouping: own, by: \.code).mapValues(\.count)
      let areas = counts.keys.sorted().html { code in
        let count = words(.plansAreas, counts: ["count": counts[code] ?? 0])
        let label: HTML =
          code.isEmpty ? .nothing : "<bdi>\(words.marked(words.digits(code)))</bdi>: "
        return
          "<li>\(swatch(sheet.kind, pattern(sheet.id, code))) \(label)\(count)</li>"
      }
      return """
        <li><a href="\(server.address(ofPlan: sheet.id, in: town.id, words))"><bdi>\(server.name(of: sheet, words))</bdi></a><br>
        <span class="quiet">\(words.standing(sheet, on: on))</span>\(server.source(of: sheet, words))<ul class="ways">\(areas)</ul></li>
        """
    }
    let faults = lost.html {
      "<p class=\"fault\">\(words(.planUnreadable)) <bdi>\(server.name(of: $0, words))</bdi></p>"
    }
    return here.isEmpty
      ? "\(faults)<p>\(words(.plansNoneHere))</p>"
      : "\(faults)<ul class=\"places\">\(items)</ul>"
  }
}

extension Catalogue {
  /// Whether a plan holds on a day, and since when, as a sentence.
  func standing(_ plan: PlanSheet, on day: CivilDate) -> String {
    plan.deposit.map { self(.planDepositedOn, ["date": date($0.day)]) }
      ?? term(LegalTerm(from: plan.from, until: plan.until), on: day)
  }

  /// Whether one may object to a deposited plan, and by when, as a sentence.
  func period(_ deposit: Deposit, on day: CivilDate) -> String {
    switch deposit.period(on: day) {
    case .coming(let first): self(.periodComing, ["date": date(first)])
    case .open(let last, let days):
      days == 0
        ? self(.periodLastDay, ["date": date(last)])
        : self(.periodOpen, ["date": date(last)], counts: ["days": days])
    case .ended(let last): self(.periodEnded, ["date": date(last)])
    case .unknown: self(.periodUnknown)
    }
  }
}
