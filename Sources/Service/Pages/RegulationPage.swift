import Facts

extension Server {
  func regulationsPage(_ words: Catalogue) -> Content {
    let items = enquiries.regulations(in: nil).html {
      "<li><a href=\"/\(words.language)/regulations/\($0.id.percentEncoded)\" lang=\"\($0.language)\" dir=\"\(textDirection($0.language))\">\($0.title)</a></li>"
    }
    return Content(
      title: words(.regulations),
      main:
        "<h1>\(words(.regulations))</h1><ul class=\"places\">\(items)</ul><p><a href=\"/\(words.language)/findings\">\(words(.findings))</a></p>"
    )
  }

  /// A regulation in its own language, each article under the anchor that answers cite.
  func regulationPage(_ words: Catalogue, _ regulation: RegulationText) -> Content {
    let way = textDirection(regulation.language)
    let contents = regulation.articles.filter { !$0.heading.isEmpty }.html {
      "<li><a href=\"#\($0.anchor.percentEncoded)\"><bdi>\($0.heading)</bdi></a></li>"
    }
    let articles = regulation.articles.html { article in
      let heading: HTML =
        article.heading.isEmpty || article.heading == regulation.title
        ? .nothing : "<h2>\(article.heading)</h2>"
      let paragraphs = Self.body(article.text, below: article.heading).split(separator: "\n\n").html
      {
        "<p class=\"law\">\(String($0))</p>"
      }
      let tables = article.tables.html { lawTable(words, $0, rows: $0.rows) }
      return
        "<section id=\"\(article.anchor)\" tabindex=\"-1\">\(heading)\(paragraphs)\(tables)</section>"
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

  /// A block's words without the heading that they begin with, which stands above them already.
  static func body(_ text: String, below heading: String) -> String {
    guard !heading.isEmpty, text.hasPrefix(heading) else { return text }
    return String(text.dropFirst(heading.count).drop(while: \.isWhitespace))
  }

  /// Rows of a table of the law, in the reader's words.
  func lawTable(
    _ words: Catalogue, _ table: RegulationText.Table, rows: [RegulationText.Table.Row]
  ) -> HTML {
    let heads = table.columns.html { "<th scope=\"col\">\(words.sentence($0))</th>" }
    let lines = rows.html { row in
      "<tr><th scope=\"row\">\(words.digits(row.number))</th>\(row.cells.html { "<td><bdi>\($0)</bdi></td>" })</tr>"
    }
    return """
      <div class="scroll" lang="\(words.language)" dir="\(words.direction)" tabindex="0" role="group" aria-label="\(words(.tableName))"><table><thead><tr><th scope="col">#</th>\(heads)</tr></thead><tbody>\(lines)</tbody></table></div>
      """
  }
}
