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
      "<li><a href=\"/\(words.language)/map/\(town.id.percentEncoded)\">\(town.label.text(in: words.language) ?? town.id)</a> · <a href=\"/\(words.language)/plans/\(town.id.percentEncoded)\">\(words(.plansLink))<span class=\"unseen\"> <bdi>\(town.label.text(in: words.language) ?? town.id)</bdi></span></a></li>"
    }
    return
      "<section aria-labelledby=\"maps\"><h2 id=\"maps\">\(words(.pickOnMap))</h2><ul>\(towns)</ul></section>"
  }
}
