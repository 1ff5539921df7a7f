import Facts
import Hummingbird

/// What a page says, before the frame that all pages share.
struct Content: Sendable {
  var title: String
  var main: HTML
  /// What a reader of news may subscribe to here (RFC 4287).
  var feeds: [(title: String, address: String)] = []
}

extension Server {
  /// The frame: language and direction, the way past the head to the content, the other languages of the same place.
  ///
  /// - Parameter notice: What a town or an answer says of itself, in place of the sentence about all towns.
  func page(
    _ content: Content, in words: Catalogue, _ call: Call, notice: String? = nil,
    hasMap: Bool = false, script: String? = nil
  ) -> Response {
    let path = call.request.uri.path
    let rest = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2)
      .joined(separator: "/")
    let query = call.query.text
    let languages = Catalogue.all.html { other in
      let address = "/\(other.language)/\(rest)" + (query.isEmpty ? "" : "?\(query)")
      let current: HTML = other.language == words.language ? #" aria-current="true""# : .nothing
      return """
        <li><a href="\(address)" lang="\(other.language)" hreflang="\(other.language)" dir="\(other.direction)"\(current)>\(other.name)</a></li>
        """
    }
    let map: HTML =
      hasMap && files.hasLeaflet
      ? """
      <link rel="stylesheet" href="/assets/leaflet/leaflet.css">
      <script src="/assets/leaflet/leaflet.js" defer></script><script src="/assets/map.js" defer></script>
      """ : .nothing
    let feeds = content.feeds.html {
      "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"\($0.title)\" href=\"\($0.address)\">\n"
    }
    // Once on each page: what the towns are, and what the texts are not.
    let standing = "\(notice ?? words(.demonstration)) \(words(.notCompared))"
    let html: HTML = """
      <!doctype html>
      <html lang="\(words.language)" dir="\(words.direction)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(content.title) – \(words(.service))</title>
      <link rel="stylesheet" href="/assets/mizan.css">
      <link rel="icon" href="data:,">
      \(feeds)\(map)\(script.map { "<script src=\"/assets/\($0)\" defer></script>" as HTML } ?? .nothing)</head>
      <body>
      <a class="skip" href="#main">\(words(.skip))</a>
      <header><div class="wide">
      <a class="brand" href="/\(words.language)/"><span aria-hidden="true">⚖</span> \(words(.service))</a>
      <nav aria-label="\(words(.languages))"><ul>\(languages)</ul></nav>
      </div></header>
      <main id="main" class="wide" tabindex="-1">
      <p class="standing" role="note">\(standing)</p>
      \(content.main)
      </main>
      <footer><div class="wide"><p>\(words(.footer))</p>
      <p><a href="/\(words.language)/help">\(words(.helpTitle))</a> · <a href="/\(words.language)/regulations">\(words(.regulations))</a> · <a href="/api/openapi.json" hreflang="en">\(words(.forPrograms))</a></p></div></footer>
      </body></html>
      """
    return .text(html.text, type: "text/html; charset=utf-8")
  }

  /// A day in words, with the ISO form for programs.
  func time(_ day: CivilDate, _ words: Catalogue) -> HTML {
    "<time datetime=\"\(day.description)\"><bdi>\(words.formalDate(day))</bdi></time>"
  }
}
