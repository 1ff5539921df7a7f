import Facts
import Hummingbird
import Land

extension Server {
  /// The place in words and on the map, so that somebody sees whether it is the right one; then the works to choose from.
  ///
  /// - Parameter isChoosing: Whether somebody sent the form, so that what is missing in it is said.
  func placePage(_ call: Call, isChoosing: Bool = false) async throws -> Response {
    let words = try catalogue(call)
    let day = pageDay(call)
    let on = day ?? today()
    let place = try await place(call, on: on, words)
    let town = enquiries.town(place.town)
    let works = try await work { enquiries.works(in: place.town, language: words.language) }
    let drawing = try await drawing(of: place, words)
    let deposited = try await depositedHere(words, place, on: on)
    var fault: (field: String, text: String)?
    if day == nil {
      let text = String((call.query["on"] ?? "").prefix(40))
      fault = ("on", words(.errorDate, ["text": words.isolated(text)]))
    } else if isChoosing {
      fault = ("works", words(.errorWork))
    }
    var content = placePage(
      words, place: place, town: town, works: works, sought: sought(call, works),
      before: Asking(call, on: on), drawing: drawing, deposited: deposited, on: on,
      typed: day == nil ? call.query["on"] : nil, fault: fault)
    content.feeds = town.map { feeds(of: $0, words) } ?? []
    var response = page(content, in: words, call, notice: notice(town, words), hasMap: true)
      .withForm()
    if fault != nil { response.status = .unprocessableContent }
    return response
  }

  private func placePage(
    _ words: Catalogue, place: PlaceSummary, town: Town?, works: [Work], sought: SoughtWorks?,
    before: Asking?, drawing: HTML, deposited: HTML, on: CivilDate, typed: String?,
    fault: (field: String, text: String)?
  ) -> Content {
    let townName = town?.label.text(in: words.language) ?? place.town
    let under = [place.address, townName].compactMap { $0 }.html {
      "<bdi class=\"part\">\(words.marked($0))</bdi>"
    }
    let errors: HTML =
      fault.map {
        """
        <div class="errors" role="alert" aria-labelledby="errors" tabindex="-1" autofocus><h2 id="errors">\(words(.errorHeading))</h2>
        <ul><li><a href="#\($0.field)"><bdi>\($0.text)</bdi></a></li></ul></div>
        """
      } ?? .nothing
    // Who comes back to choose another day keeps the answers.
    let kept: HTML =
      before.map { asking in
        "\(Self.hidden("was", asking.work))\(asking.inputs.html { Self.hidden("i.\($0.name)", $0.text) })"
      } ?? .nothing
    return Content(
      title: fault == nil ? place.label : words(.errorTitle, ["title": place.label]),
      main: """
        <p><a class="back" href="/\(words.language)/">\(words(.back))</a></p>
        \(errors)<h1><bdi>\(place.label)</bdi></h1>
        <p class="lead parts">\(under)</p>
        <p class="noprint"><a class="button" href="#works">\(words(.chooseWork))</a></p>
        <div class="columns place">
        <section aria-labelledby="facts"><h2 id="facts">\(words(.placeFacts))</h2>
        \(factTable(words, place.facts.filter(\.isMain)))
        \(otherFacts(words, place))\(historyLink(words, place))\(wrongLink(words, place))</section>
        <section aria-labelledby="map-heading"><h2 id="map-heading">\(words(.map))</h2>\(drawing)</section>
        </div>
        \(deposited)
        <div class="columns place">
        <form action="/\(words.language)/check/\(place.parcel.pathEncoded)" method="get">
        \(choices(words, works, sought: sought, chosen: before?.work))\(kept)
        \(dayField(words, on, typed: typed))
        <p><button type="submit">\(words(.continue))</button></p>
        </form>
        \(workSearchForm(words, parcel: place.parcel, sought: sought, on: on, kept: kept))
        </div>
        \(plansLink(words, town: place.town, at: place.bounds.middle))
        \(aboutPlace(words, place))
        """)
  }

  /// The day whose law is asked for: today, unless somebody opens the fold and writes another.
  private func dayField(_ words: Catalogue, _ on: CivilDate, typed: String?) -> HTML {
    let isToday = on == today() && typed == nil
    let day = isToday ? words(.today, ["date": words.date(on)]) : words.date(on)
    return """
      <details class="day"\(isToday ? .nothing : " open")><summary>\(words(.onLabel)): <bdi>\(day)</bdi></summary>
      <label for="on">\(words(.onLabel))</label>
      <p id="on-hint" class="hint">\(words(.onHint, ["example": words.isolated(words.typed(on))]))</p>
      <input id="on" name="on" type="text" inputmode="text" dir="ltr" class="short" autocomplete="off" maxlength="40" aria-describedby="on-hint"\(typed == nil ? .nothing : " aria-invalid=\"true\"") value="\(typed ?? words.typed(on))"></details>
      """
  }

  func factTable(_ words: Catalogue, _ facts: [PlaceSummary.Fact]) -> HTML {
    let rows = facts.html {
      """
      <tr><th scope="row">\(words.sentence($0.label))</th><td><bdi dir="\(words.direction)">\(words.marked($0.value))</bdi></td><td class="quiet source"><bdi dir="\(words.direction)">\($0.source.map(words.sentence) ?? "")</bdi></td></tr>
      """
    }
    return """
      <table class="facts"><thead><tr><th scope="col">\(words(.factName))</th><th scope="col">\(words(.factValue))</th><th scope="col" class="source">\(words(.factSource))</th></tr></thead><tbody>\(rows)</tbody></table>
      """
  }

  func otherFacts(_ words: Catalogue, _ place: PlaceSummary) -> HTML {
    let others = place.facts.filter { !$0.isMain }
    guard !others.isEmpty else { return .nothing }
    let count = Number(others.count).formatted(in: words.language)
    return
      "<details><summary>\(words(.moreFacts)) (\(count))</summary>\(factTable(words, others))</details>"
  }
}
