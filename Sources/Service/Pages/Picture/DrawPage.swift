import Evaluation
import Facts
import Geometry
import Hummingbird
import Land

/// Drawing a proposal on its lot: by typing distances or corners, or, with the script, by hand. The server measures.
extension Server {
  var drawingPages: [Endpoint] {
    [
      Endpoint(.get, "/{lang}/draw/{town}/{number…}") { call in try await drawPage(call) }
    ]
  }

  /// The way to the drawing, at a question that a drawing answers.
  func drawLink(
    _ words: Catalogue, _ fact: FactDeclaration, place: PlaceSummary, asking: Asking
  ) -> HTML {
    guard fact.measure != nil else { return .nothing }
    return
      "<p><a href=\"\(drawAddress(words, place, asking, asking: fact.name))\">\(words(asking.drawing == nil ? .drawLink : .drawChange))</a></p>"
  }

  /// The way back to a drawing, at what everybody said.
  func drawAgain(_ words: Catalogue, place: PlaceSummary, asking: Asking) -> HTML {
    guard asking.drawing != nil else { return .nothing }
    return "<p><a href=\"\(drawAddress(words, place, asking))\">\(words(.drawChange))</a></p>"
  }

  private func drawAddress(
    _ words: Catalogue, _ place: PlaceSummary, _ asking: Asking, asking name: String? = nil
  ) -> String {
    "/\(words.language)/draw/\(place.parcel.pathEncoded)?\(asking.query(asking: name))"
  }

  private func drawPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let check = "/\(words.language)/check/\((call["town"] + "/" + call["number"]).pathEncoded)"
    guard let on = pageDay(call), let asking = Asking(call, on: on) else {
      return .seeOther("\(check)?\(call.query.text)")
    }
    let place = try await place(call, on: on, words)
    let question = asking.question(parcel: place.parcel, language: words.language)
    // What cannot be read is asked for again where it was asked.
    guard case .success(let reply) = try await work({ enquiries.ask(question) }),
      let plain = try await work({
        enquiries.picture(of: place.parcel, on: on, answer: reply.answer, drawn: nil)
      })
    else { return .seeOther("\(check)?\(asking.query(asking: call.query["ask"]))") }

    let front = plain.lines.firstIndex { $0.line.kind == .front } ?? 0
    var form = DrawForm(
      call, base: plain.lines.isEmpty ? 0 : front + 1, unit: Self.lengthUnit(of: reply), words)
    var (measurement, fault): (Measurement?, FootprintFault?) = (nil, nil)
    if form.isSaid {
      if let placement = form.placement(words) {
        let isCleared = form.isCleared
        (measurement, fault) = try await work {
          do throws(FootprintFault) {
            let footprint = try enquiries.footprint(
              placement, on: place.parcel, day: on, isCleared: isCleared)
            return (
              try footprint.flatMap { footprint throws(FootprintFault) in
                try enquiries.measure(footprint, on: place.parcel, day: on)
              }, nil
            )
          } catch { return (nil, error) }
        }
      }
    } else {
      (measurement, fault) = try await drawn(asking, on: place.parcel)
      if let measurement { form.fill(from: measurement.drawn) }
    }
    var picture = plain
    if let drawn = measurement?.drawn {
      picture = try await work {
        enquiries.picture(of: place.parcel, on: on, answer: reply.answer, drawn: drawn) ?? plain
      }
      picture.measure(in: form.unit)
    }
    let content = DrawPage(
      words: words, place: place, work: try await workLabel(asking.work, in: place.town, words),
      asking: asking, asked: call.query["ask"], reply: reply, picture: picture, form: form,
      measurement: measurement, fault: fault)
    var response = page(
      content.content, in: words, call, notice: notice(enquiries.town(place.town), words),
      script: "sketch.js")
    if fault != nil || !form.faults.isEmpty { response.status = .unprocessableContent }
    return response
  }

  /// The unit of the first length that the law here asks of a drawing; metres where it asks for none.
  private static func lengthUnit(of reply: Reply) -> UnitOfMeasure {
    let asked = (reply.missing + reply.asked + reply.next).first {
      $0.measure != nil && $0.unit?.dimension == .length
    }
    return asked?.unit ?? .metre
  }
}

/// The page of a drawing: the lot, what may be typed, what was measured, and the one button that takes it over.
struct DrawPage {
  let words: Catalogue
  let place: PlaceSummary
  let work: String
  let asking: Asking
  /// The question that it was come from.
  let asked: String?
  let reply: Reply
  let picture: LotPicture
  let form: DrawForm
  let measurement: Measurement?
  let fault: FootprintFault?

  private var path: String { "/\(words.language)/draw/\(place.parcel.pathEncoded)" }
  private var checkPath: String { "/\(words.language)/check/\(place.parcel.pathEncoded)" }

  var content: Content {
    let drawing = PictureDrawing(
      picture, words, title: words(.pictureOf, ["lot": place.label]), isMeasured: true)
    let isFaulty = fault != nil || !form.faults.isEmpty
    let title = words(.drawTitle)
    return Content(
      title: isFaulty ? words(.errorTitle, ["title": title]) : title,
      main: """
        <p><a class="back" href="\(checkPath)?\(asking.query(asking: asked))">\(words(.back))</a></p>
        \(errors)<p class="context"><bdi>\(place.label)</bdi> · \(words.sentence(work))</p>
        <h1>\(title)</h1><p>\(words(.drawLead))</p>
        <div class="columns"><div>\(drawing.html)\(sketch(drawing.sheet))\(drawing.remarks)</div>
        <div>\(typing)</div></div>
        \(measured(drawing))\(corners)
        """)
  }

  private var errors: HTML {
    var items: [HTML] = []
    for field in DrawForm.Field.allCases {
      guard let fault = form.faults[field] else { continue }
      items.append(
        "<li><a href=\"#\(field.rawValue)\">\(words(field.label)): \(fault)</a></li>")
    }
    if let fault {
      items.append(
        "<li><a href=\"#\(form.isSaid ? "away" : "draw")\">\(words.fault(fault))</a></li>")
    }
    guard !items.isEmpty else { return .nothing }
    return """
      <div class="errors" role="alert" aria-labelledby="errors" tabindex="-1"><h2 id="errors">\(words(.errorHeading))</h2><ul>\(items)</ul></div>
      """
  }

  /// What both forms carry: the question as it stands.
  private var hidden: HTML {
    let fields =
      [("work", asking.work), ("on", asking.on.description)]
      + asking.inputs.map { ("i.\($0.name)", $0.text) } + (asked.map { [("ask", $0)] } ?? [])
    return fields.html { Server.hidden($0.0, $0.1) }
  }

  private var cleared: HTML {
    picture.buildings.isEmpty
      ? .nothing
      : "<div class=\"choice\"><input type=\"checkbox\" id=\"cleared\" name=\"cleared\" value=\"yes\"\(form.isCleared ? " checked" : .nothing)><label for=\"cleared\">\(words(.drawCleared))</label></div>"
  }

  private var typing: HTML {
    let bases = picture.lines.indices.html { place in
      let line = picture.lines[place].line
      let length = Number(line.length).flatMap { form.unit.amount(of: $0) }?.rounded(places: 1)
      let name =
        "\(words.lineName(place + 1, line.kind)), \(words.value(length.map(JSON.number) ?? .null, unit: form.unit.symbol))"
      return
        "<option value=\"\(place + 1)\"\(form.base == place + 1 ? " selected" : .nothing)>\(name)</option>"
    }
    let south: HTML =
      picture.lines.isEmpty
      ? "<option value=\"0\" selected>\(words(.drawSouth))</option>" : .nothing
    let sides = [(LotSide.left, Phrase.drawLeft), (.right, .drawRight)].html {
      "<option value=\"\($0.0.rawValue)\"\(form.side == $0.0 ? " selected" : .nothing)>\(words($0.1))</option>"
    }
    let unit = form.unit.label(in: words.language)
    func field(_ field: DrawForm.Field) -> HTML {
      let id = field.rawValue
      let fault = form.faults[field]
      let message: HTML =
        fault.map { "<p class=\"fault\" id=\"\(id)-fault\">\($0)</p>" } ?? .nothing
      return """
        <div class="field"><label for="\(id)">\(words(field.label))</label>\(message)
        <p class="with-unit"><input id="\(id)" name="\(id)" type="text" class="short" inputmode="decimal" dir="auto" maxlength="40" autocomplete="off" value="\(form.texts[field].map(words.digits) ?? "")"\(fault == nil ? .nothing : " aria-invalid=\"true\" aria-describedby=\"\(id)-fault\"")> <span class="unit">\(unit)</span></p></div>
        """
    }
    return """
      <form action="\(path)" method="get" novalidate>\(hidden)
      <fieldset><legend><h2>\(words(.drawDistances))</h2></legend>
      <div class="field"><label for="base">\(words(.drawBase))</label><select id="base" name="base">\(south)\(bases)</select></div>
      \(field(.away))<div class="field"><label for="side">\(words(.drawSide))</label><select id="side" name="side">\(sides)</select></div>
      \(field(.gap))\(field(.wide))\(field(.deep))\(cleared)</fieldset>
      <p class="buttons"><button type="submit" class="second">\(words(.drawPlace))</button></p></form>
      """
  }

  /// The corners as text: what the script writes, and what may be typed.
  private var corners: HTML {
    let text = measurement?.drawn.footprint.description ?? asking.drawing ?? ""
    return """
      <details id="corners"\(fault != nil && !form.isSaid ? " open" : .nothing)><summary>\(words(.drawCorners))</summary>
      <form action="\(path)" method="get" novalidate>\(hidden)
      <div class="field"><label for="draw">\(words(.drawCornersLabel))</label>
      <p class="hint" id="draw-hint">\(words(.drawCornersHint, ["example": "1@3,5;11,5;11,15;3,15"]))</p>
      <input id="draw" name="draw" type="text" class="long" dir="ltr" maxlength="2000" autocomplete="off" spellcheck="false" value="\(text)" aria-describedby="draw-hint"></div>
      <p class="buttons"><button type="submit" class="second">\(words(.drawMeasure))</button></p></form></details>
      """
  }

  /// The facts that the question asks or may ask, as far as a drawing says them.
  private var wanted: [Measurement.Fact] {
    let answer = reply.answer
    var names = Set(answer.missing.map(\.name) + asking.inputs.map(\.name))
    for requirement in answer.requirements where requirement.outcome != .notApplicable {
      names.insert(requirement.subject)
      names.formUnion(requirement.figures.map(\.name))
      // Where the distance that is needed follows the building, the wall that faces the line is needed too.
      guard requirement.bound?.limit == .null,
        let measured = measurement?.facts.first(where: { $0.name == requirement.subject }),
        case .distance(let kind)? = measured.declaration.measure
      else { continue }
      names.formUnion(
        measurement?.facts.filter { $0.declaration.measure == .wall(kind) }.map(\.name) ?? [])
    }
    names.formUnion(answer.exemptions.flatMap(\.conditions).flatMap(\.figures).map(\.name))
    return measurement?.facts.filter { names.contains($0.name) } ?? []
  }

  private func measured(_ drawing: PictureDrawing) -> HTML {
    guard let measurement else { return .nothing }
    let wanted = wanted
    let taken = wanted.filter { $0.text != nil }
    let rows = wanted.html { fact in
      let label = fact.declaration.label.text(in: words.language) ?? fact.name
      let value = shown(fact).map { words.isolated($0) } ?? words(.drawUnknown)
      return "<tr><th scope=\"row\">\(words.sentence(label))</th><td>\(value)</td></tr>"
    }
    let accuracy = form.unit.amount(of: measurement.drawn.plan.accuracy)?.rounded(
      .ceiling, places: 2)
    let area = form.areaUnit.amount(of: measurement.area)?.rounded(.ceiling, places: 2)
    let others = asking.inputs.filter { input in !taken.contains { $0.name == input.name } }
    let carried =
      ([("work", asking.work), ("on", asking.on.description)]
      + others.map { ("i.\($0.name)", $0.text) }
      + taken.map { ("i.\($0.name)", $0.text ?? "") }
      + [("draw", measurement.drawn.footprint.description)]).html { Server.hidden($0.0, $0.1) }
    let button: HTML =
      taken.isEmpty
      ? "<p>\(words(.drawNothing))</p>"
      : "<form action=\"\(checkPath)\" method=\"get\">\(carried)<p class=\"buttons\"><button type=\"submit\">\(words(.drawTake))</button></p></form>"
    return """
      <section aria-labelledby="measured"><h2 id="measured">\(words(.drawMeasured))</h2>
      \(drawing.table)<table class="ways-table"><caption>\(words(.drawAnswers))</caption><tbody>\(rows)</tbody></table>
      <table class="ways-table"><caption>\(words(.drawLines))</caption><tbody>
      <tr><th scope="row">\(words(.drawArea))</th><td><bdi>\(words.value(area.map(JSON.number) ?? .null, unit: form.areaUnit.symbol))</bdi></td></tr>
      <tr><th scope="row">\(words(.drawShare))</th><td><bdi>\(words.value(.number(measurement.share), unit: "%"))</bdi></td></tr></tbody></table>
      <p class="quiet">\(words(.drawRounding, ["accuracy": words.value(accuracy.map(JSON.number) ?? .null, unit: form.unit.symbol)]))</p>
      \(button)</section>
      """
  }

  /// A measured value in the fact's own unit, as the reader writes it.
  private func shown(_ fact: Measurement.Fact) -> String? {
    fact.json.map { words.value($0, unit: fact.declaration.unit?.symbol) }
  }
}
