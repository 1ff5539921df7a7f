import Facts
import Hummingbird
import Land

/// One box, and what it found.
extension Server {
  func searchForm(_ words: Catalogue, text: String, town: String?) -> HTML {
    let example = enquiries.towns.lazy.flatMap { enquiries.search("1", in: $0.id, limit: 1) }.first
    let hint: HTML =
      example.map {
        "<p id=\"q-hint\" class=\"hint\">\(words(.searchHint, ["example": words.digits(String(($0.parcel ?? "").drop { $0 != "/" }.dropFirst()))]))</p>"
      } ?? .nothing
    let choices = enquiries.towns.html { choice in
      let selected: HTML = choice.id == town ? " selected" : .nothing
      return
        "<option value=\"\(choice.id)\"\(selected)>\(choice.label.text(in: words.language) ?? choice.id)</option>"
    }
    let select: HTML =
      enquiries.towns.count > 1
      ? """
      <label for="town">\(words(.townLabel))</label>
      <select id="town" name="town"><option value="">\(words(.searchAll))</option>\(choices)</select>
      """ : .nothing
    return """
      <form class="search" action="/\(words.language)/place" method="get" role="search">
      <label for="q">\(words(.searchLabel))</label>\(hint)
      <input id="q" name="q" type="text" dir="auto" maxlength="200" autocomplete="address-line1" required value="\(text)"\(example == nil ? .nothing : " aria-describedby=\"q-hint\"")>
      \(select)
      <button type="submit">\(words(.searchButton))</button>
      </form>
      """
  }

  /// What a text typed into the box leads to.
  func searchPage(_ words: Catalogue, _ call: Call) async throws -> Response {
    let text = String((call.query["q"] ?? "").prefix(200))
    // A box that came back empty is the box again.
    guard !text.allSatisfy(\.isWhitespace) else { return .seeOther("/\(words.language)/") }
    let town = enquiries.town(call.query["town"])?.id
    let answer = try await work { enquiries.find(text, in: town, limit: 20) }
    if answer.hits.count == 1, let hit = answer.hits.first, hit.kind == .point {
      guard let parcel = hit.parcel else {
        return page(nowherePage(words, text: text), in: words, call)
      }
      return .seeOther("/\(words.language)/parcel/\(parcel.pathEncoded)")
    }
    let works = try await work { enquiries.works(in: town, language: words.language) }
    return page(
      resultsPage(
        words, text: text, town: town, answer: answer, works: WorkSearch(works).search(text)),
      in: words, call)
  }

  /// What was found, as a list of links, each with its kind and its town.
  private func resultsPage(
    _ words: Catalogue, text: String, town: String?, answer: SearchAnswer, works: [FoundWork]
  ) -> Content {
    let hits = answer.hits
    let title =
      words(hits.isEmpty ? .resultsNone : .resultsTitle, ["text": text])
    let towns = Dictionary(
      enquiries.towns.map { ($0.id, $0.label.text(in: words.language) ?? $0.id) },
      uniquingKeysWith: { first, _ in first })
    let meant: HTML =
      answer.suggestions.isEmpty
      ? .nothing
      : """
      <p>\(words(.didYouMean))</p><ul class="places">\(answer.suggestions.html { suggestion in
        let place = town.map { "&town=\($0.percentEncoded)" } ?? ""
        return "<li><a href=\"/\(words.language)/place?q=\(suggestion.percentEncoded)\(place)\"><bdi>\(words.marked(words.address(suggestion)))</bdi></a></li>"
      })</ul>
      """
    // Somebody began with what, and not with where.
    let aboutWorks: HTML =
      works.isEmpty
      ? .nothing
      : "<p class=\"notice\" role=\"note\">\(words(.worksToAsk, ["text": words.isolated(text), "works": words.list(works.prefix(3).map(\.work.label))]))</p>"
    let list: HTML =
      hits.isEmpty
      ? "\(aboutWorks)\(meant)<p>\(words(.resultsNoneHelp))</p>"
      : "<ul class=\"places\">\(hits.html { item(words, $0, towns: towns) })</ul>"
    return Content(
      title: title,
      main:
        "<p><a class=\"back\" href=\"/\(words.language)/\">\(words(.back))</a></p><h1>\(title)</h1>\(list)\(searchForm(words, text: text, town: town))\(hits.isEmpty ? townMaps(words) : .nothing)"
    )
  }

  private func item(_ words: Catalogue, _ hit: SearchHit, towns: [String: String]) -> HTML {
    let town = hit.town.flatMap { towns[$0] } ?? ""
    let map = hit.town.map { id in
      let at = hit.longitude.flatMap { Number($0)?.rounded(places: 5) }.flatMap { longitude in
        hit.latitude.flatMap { Number($0)?.rounded(places: 5) }.map { "?at=\(longitude),\($0)" }
      }
      return "/\(words.language)/map/\(id.percentEncoded)\(at ?? "")"
    }
    func line(_ address: String?, _ label: String, _ kind: String, more: HTML = .nothing) -> HTML {
      let name: HTML =
        address.map { "<a href=\"\($0)\"><bdi>\(words.marked(label))</bdi></a>" }
        ?? "<bdi>\(words.marked(label))</bdi>"
      return
        "<li>\(name) <span class=\"quiet\">\(kind)\(town.isEmpty ? "" : " · ")<bdi>\(town)</bdi></span>\(more)</li>"
    }
    let parcel = hit.parcel.map { "/\(words.language)/parcel/\($0.pathEncoded)" }
    switch hit.kind {
    case .parcel: return line(parcel, words.lot(hit.label), words(.kindLot))
    case .address: return line(parcel, words.address(hit.label), words(.kindAddress))
    case .block:
      let block = "\(hit.town ?? "")/\(hit.label)"
      return line(
        "/\(words.language)/place?block=\(block.percentEncoded)",
        words(.blockLabel, ["block": words.digits(hit.label)]),
        words(.kindBlock, counts: ["count": hit.lotCount ?? 0]))
    case .plan:
      let rule = hit.plan?.regulation.map { "/\(words.language)/regulations/\($0.percentEncoded)" }
      let area: HTML =
        rule == nil
        ? .nothing
        : " <a href=\"\(rule ?? "")\">\(words(.regulations))</a>\(map.map { " <a href=\"\($0)\">\(words(.planArea))</a>" as HTML })"
      let page = hit.plan?.number.flatMap { id in
        hit.town.map { address(ofPlan: id, in: $0, words) }
      }
      return line(
        page ?? rule ?? map, hit.plan?.label.text(in: words.language) ?? hit.label,
        words(hit.plan?.isDeposited == true ? .kindPlanDeposited : .kindPlan), more: area)
    case .town: return line(map, town, words(.kindTown))
    case .point:
      return line(
        parcel ?? map, words.digits(hit.label),
        words(hit.parcel == nil ? .kindPointNoLot : .kindPoint))
    }
  }

  /// The lots of a block: `?block=town/number`.
  func blockPage(_ block: String, _ words: Catalogue, _ call: Call) async throws -> Response {
    guard let slash = block.firstIndex(of: "/"),
      let town = enquiries.town(String(block[..<slash]))
    else { throw Problem.notFound(call.request.uri.path) }
    let number = String(block[block.index(after: slash)...])
    let lots = try await work { enquiries.lots(ofBlock: number, in: town.id) }
    guard !lots.isEmpty else { throw Problem.notFound(call.request.uri.path) }
    let title = words(.blockLabel, ["block": words.digits(number)])
    let content = Content(
      title: title,
      main: """
        <p><a class="back" href="/\(words.language)/">\(words(.back))</a></p>
        <h1>\(title)</h1><p class="lead"><bdi>\(town.label.text(in: words.language) ?? town.id)</bdi> · \(words(.kindBlock, counts: ["count": lots.count]))</p>
        <ul class="places">\(lots.html { lot in
          "<li><a href=\"/\(words.language)/parcel/\((lot.parcel ?? "").pathEncoded)\"><bdi>\(words.lot(lot.label))</bdi></a></li>"
        })</ul>
        """)
    return page(content, in: words, call, notice: notice(town, words))
  }

  /// A point at which there is no lot, and how far the towns' maps reach.
  func nowherePage(_ words: Catalogue, text: String = "") -> Content {
    func corner(_ latitude: Double, _ longitude: Double) -> String {
      words.digits(
        [latitude, longitude].map { Number($0)?.rounded(places: 4)?.description ?? "" }
          .joined(separator: ", "))
    }
    let reach = enquiries.towns.html { town in
      let bounds = town.bounds
      return
        "<li>\(words(.mapReach, ["town": town.label.text(in: words.language) ?? town.id, "southwest": corner(bounds.south, bounds.west), "northeast": corner(bounds.north, bounds.east)]))</li>"
    }
    return Content(
      title: words(.noLotHere),
      main: """
        <p><a class="back" href="/\(words.language)/">\(words(.back))</a></p>
        <h1>\(words(.noLotHere))</h1><p>\(words(.noLotHereHelp))</p><ul>\(reach)</ul>
        \(searchForm(words, text: text, town: nil))\(townMaps(words))
        """)
  }
}
