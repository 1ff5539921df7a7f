import Facts

extension Server {
  /// What one can learn here, one box to search in, and what this is not.
  func startPage(_ words: Catalogue, works: [Work]) -> Content {
    let asked = works.prefix(12).map { words.sentence($0.label) }.joined(separator: " · ")
    return Content(
      title: words(.title),
      main: """
        <h1>\(words(.title))</h1>
        <p class="lead">\(words(.startLead))</p>
        \(searchForm(words, text: "", town: nil))
        \(townMaps(words))
        <div class="columns">
        <section aria-labelledby="works"><h2 id="works">\(words(.worksHeading))</h2><p>\(asked)</p><p class="quiet">\(words(.worksHint))</p></section>
        <section aria-labelledby="is"><h2 id="is">\(words(.whatItIs))</h2><p>\(words(.whatItIsText))</p></section>
        <section aria-labelledby="isnot"><h2 id="isnot">\(words(.whatItIsNot))</h2><p>\(words(.whatItIsNotText))</p></section>
        </div>
        """)
  }

  /// The way to a lot for those who know where it lies and not what it is called.
  func townMaps(_ words: Catalogue) -> HTML {
    let towns = enquiries.towns.html { town in
      "<li><a href=\"/\(words.language)/map/\(town.id.percentEncoded)\">\(town.label.text(in: words.language) ?? town.id)</a></li>"
    }
    return
      "<section aria-labelledby=\"maps\"><h2 id=\"maps\">\(words(.pickOnMap))</h2><ul>\(towns)</ul></section>"
  }

  func searchForm(_ words: Catalogue, text: String, town: String?) -> HTML {
    let example = enquiries.towns.lazy.flatMap { enquiries.search("1", in: $0.id, limit: 1) }.first
    let hint: HTML =
      example.map {
        "<p id=\"q-hint\" class=\"hint\">\(words(.searchHint, ["example": words.isolated(words.digits(String($0.parcel.drop { $0 != "/" }.dropFirst())))]))</p>"
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
      <input id="q" name="q" type="text" dir="auto" maxlength="200" autocomplete="street-address" required value="\(text)"\(example == nil ? .nothing : " aria-describedby=\"q-hint\"")>
      \(select)
      <button type="submit">\(words(.searchButton))</button>
      </form>
      """
  }

  /// The places that match, as a list of links.
  func resultsPage(_ words: Catalogue, text: String, town: String?, hits: [SearchHit]) -> Content {
    let title =
      words(hits.isEmpty ? .resultsNone : .resultsTitle, ["text": words.isolated(text)])
    let list: HTML =
      hits.isEmpty
      ? "<p>\(words(.resultsNoneHelp))</p>"
      : """
      <ul class="places">\(hits.html { hit in
        let town = enquiries.towns.first { hit.parcel.hasPrefix($0.id + "/") }?.label.text(in: words.language) ?? ""
        return "<li><a href=\"/\(words.language)/parcel/\(hit.parcel.pathEncoded)\"><bdi>\(hit.kind == "parcel" ? words.lot(hit.label) : words.address(hit.label))</bdi></a> <span class=\"quiet\">\(town)</span></li>"
      })</ul>
      """
    return Content(
      title: title,
      main:
        "<p><a class=\"back\" href=\"/\(words.language)/\">\(words(.back))</a></p><h1>\(title)</h1>\(list)\(searchForm(words, text: text, town: town))\(hits.isEmpty ? townMaps(words) : .nothing)"
    )
  }

  /// A point at which there is no lot.
  func nowherePage(_ words: Catalogue) -> Content {
    Content(
      title: words(.noLotHere),
      main: """
        <p><a class="back" href="/\(words.language)/">\(words(.back))</a></p>
        <h1>\(words(.noLotHere))</h1><p>\(words(.noLotHereHelp))</p>
        \(searchForm(words, text: "", town: nil))\(townMaps(words))
        """)
  }
}
