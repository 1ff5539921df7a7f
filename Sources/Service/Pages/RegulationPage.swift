import Facts

extension Server {
  func regulationsPage(_ words: Catalogue) -> Content {
    let items = enquiries.regulations(in: nil).html {
      "<li><a href=\"/\(words.language)/regulations/\($0.id.percentEncoded)\" lang=\"\($0.language)\" dir=\"\(textDirection($0.language))\">\($0.title)</a></li>"
    }
    return Content(
      title: words(.regulations),
      main: "<h1>\(words(.regulations))</h1><ul class=\"places\">\(items)</ul>")
  }

  /// A regulation in its own language, each article under the anchor that answers cite.
  func regulationPage(_ words: Catalogue, _ regulation: RegulationText) -> Content {
    let way = textDirection(regulation.language)
    let contents = regulation.articles.html {
      "<li><a href=\"#\($0.anchor.percentEncoded)\"><bdi>\($0.heading)</bdi></a></li>"
    }
    let articles = regulation.articles.html { article in
      let paragraphs = article.text.split(separator: "\n\n").html {
        "<p class=\"law\">\(String($0))</p>"
      }
      return
        "<section id=\"\(article.anchor)\" tabindex=\"-1\"><h2>\(article.heading)</h2>\(paragraphs)</section>"
    }
    let status: HTML =
      regulation.isOfficial
      ? .nothing
      : "<p class=\"notice\" role=\"note\"><span aria-hidden=\"true\">⚑</span> \(words(.regulationNotOfficial))</p>"
    return Content(
      title: regulation.title,
      main: """
        <p><a class="back" href="/\(words.language)/regulations">\(words(.regulations))</a></p>
        <h1 lang="\(regulation.language)" dir="\(way)">\(regulation.title)</h1>\(status)
        <nav aria-label="\(words(.contents))"><details><summary>\(words(.contents))</summary><ul lang="\(regulation.language)" dir="\(way)">\(contents)</ul></details></nav>
        <div class="law" lang="\(regulation.language)" dir="\(way)">\(articles)</div>
        """)
  }
}
