import Facts
import HTTPTypes

/// Whom to ask, what is kept, and for whom the pages were tested: one page, linked in the same place from all others.
extension Server {
  var helpPages: [Endpoint] {
    [
      Endpoint(.get, "/{lang}/help") { call in
        let words = try catalogue(call)
        return page(helpPage(words), in: words, call)
      }
    ]
  }

  private func helpPage(_ words: Catalogue) -> Content {
    let offices = enquiries.towns.html { town in
      let centres = enquiries.offices(in: town.id)
      return centres.isEmpty
        ? .nothing
        : "<h3>\(town.label.text(in: words.language) ?? town.id)</h3>\(officeList(centres, words))"
    }
    let kept: HTML =
      cabinet == nil
      ? .nothing
      : """
      <li>\(words(.helpKeptLink, counts: ["days": configuration.keptDays]))</li>
      <li>\(words(.helpKeptPersonal, counts: ["months": configuration.personalMonths]))</li>
      """
    return Content(
      title: words(.helpTitle),
      main: """
        <p><a class="back" href="/\(words.language)/">\(words(.back))</a></p>
        <h1>\(words(.helpTitle))</h1>
        <section aria-labelledby="ask"><h2 id="ask">\(words(.helpAsk))</h2><p>\(words(.helpAskText))</p>\(offices)</section>
        <section aria-labelledby="kept"><h2 id="kept">\(words(.helpKept))</h2>
        <ul><li>\(words(.helpKeptAnswers))</li>\(kept)<li>\(words(.helpNoCookies))</li></ul></section>
        <section aria-labelledby="tested"><h2 id="tested">\(words(.helpTested))</h2>
        <p>\(words(.helpTestedText))</p><p>\(words(.helpNotTested))</p></section>
        """)
  }
}
