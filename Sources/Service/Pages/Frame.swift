import Facts
import Hummingbird

/// What a page says, before the frame that all pages share.
struct Content: Sendable {
  var title: String
  var main: HTML
}

extension Server {
  /// The frame: language and direction, the way past the head to the content, the other languages of the same place.
  func page(
    _ content: Content, in words: Catalogue, _ call: Call, notice: String? = nil,
    hasMap: Bool = false
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
    let banner: HTML =
      notice.map {
        "<p class=\"notice\" role=\"note\"><span aria-hidden=\"true\">⚑</span> \($0)</p>"
      } ?? .nothing
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
      \(map)</head>
      <body>
      <a class="skip" href="#main">\(words(.skip))</a>
      <header><div class="wide">
      <a class="brand" href="/\(words.language)/"><span aria-hidden="true">⚖</span> \(words(.service))</a>
      <nav aria-label="\(words(.languages))"><ul>\(languages)</ul></nav>
      </div></header>
      <main id="main" class="wide" tabindex="-1">
      \(banner)\(content.main)
      </main>
      <footer><div class="wide"><p>\(words(.footer))</p>
      <p><a href="/\(words.language)/regulations">\(words(.regulations))</a> · <a href="/api/openapi.json" hreflang="en">\(words(.forPrograms))</a></p></div></footer>
      </body></html>
      """
    return .text(html.text, type: "text/html; charset=utf-8")
  }

  /// A day as the language writes numbers, with the ISO form for programs.
  func time(_ day: CivilDate, _ words: Catalogue) -> HTML {
    "<time datetime=\"\(day.description)\"><bdi>\(words.digits(day.description))</bdi></time>"
  }
}

extension Catalogue {
  /// A text with its digits as the language writes them.
  func digits(_ text: String) -> String {
    guard language == "fa" else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          (48...57).contains(scalar.value)
            ? Unicode.Scalar(0x06F0 + scalar.value - 48) ?? scalar : scalar
        }))
  }

  /// A figure of an answer with its unit, as the language writes it.
  func value(_ value: JSON, unit: String?) -> String {
    switch value {
    case .number(let number):
      let digits = number.formatted(in: language)
      guard let unit, unit != "1" else { return digits }
      return "\(digits) \(UnitOfMeasure(symbol: unit)?.label(in: language) ?? unit)"
    case .bool(let bool): return self(bool ? .yes : .no)
    case .string(let text): return text
    case .null: return self(.outcomeUnknown)
    case .array(let items): return items.map { self.value($0, unit: unit) }.joined(separator: ", ")
    case .object(let members):
      return members.map { "\($0.key): \(self.value($0.value, unit: unit))" }.joined(
        separator: ", ")
    }
  }
}
