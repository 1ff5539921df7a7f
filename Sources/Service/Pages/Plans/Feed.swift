import Evaluation
import Facts
import Foundation
import HTTPTypes
import Hummingbird
import Land

/// What is new in a town or in a district of it, for readers of news (Atom, RFC 4287).
///
/// Everything in it comes from the days of the data: the same data give the same bytes, whenever they are asked for.
extension Server {
  var feedEndpoints: [Endpoint] {
    [
      Endpoint(.get, "/feeds/{lang}/{town}.atom") { call in try await feed(call, district: nil) },
      Endpoint(.get, "/feeds/{lang}/{town}/{district}.atom") { call in
        try await feed(call, district: call["district"])
      },
    ]
  }

  private func feed(_ call: Call, district: String?) async throws -> Response {
    let words = try catalogue(call)
    guard let town = enquiries.town(call["town"]) else {
      throw Problem.notFound(call.request.uri.path)
    }
    if let district {
      let known = try await work { enquiries.districts(of: town.id) }
      guard known.contains(district) else { throw Problem.notFound(call.request.uri.path) }
    }
    let today = today()
    let events = try await work {
      enquiries.events(in: town.id, district: district, until: today)
    }
    let feed = Feed(
      words: words, town: town, district: district, events: events, base: call.base,
      title: feedTitle(words, town, district))
    return .tagged(feed.text, type: "application/atom+xml; charset=utf-8", for: call)
  }

  func feedTitle(_ words: Catalogue, _ town: Town, _ district: String?) -> String {
    let place = name(of: town, words)
    return words(
      .feedTitle, ["place": district.map { words.list([$0, place]) } ?? place])
  }

  func feeds(of town: Town, _ words: Catalogue) -> [(title: String, address: String)] {
    ([nil] + enquiries.districts(of: town.id).map { $0 }).map { district in
      (feedTitle(words, town, district), Feed.path(words, town, district))
    }
  }

  /// The feeds as links, for those whose browser does not offer them.
  func feedList(_ words: Catalogue, _ town: Town) -> HTML {
    let items = feeds(of: town, words).html {
      "<li><a href=\"\($0.address)\" type=\"application/atom+xml\"><bdi>\(words.marked($0.title))</bdi></a></li>"
    }
    return
      "<section class=\"noprint\" aria-labelledby=\"feeds\"><h2 id=\"feeds\">\(words(.feedHeading))</h2><p>\(words(.feedLead))</p><ul class=\"places\">\(items)</ul></section>"
  }
}

/// One feed, as the text of its file.
struct Feed {
  let words: Catalogue
  let town: Town
  let district: String?
  let events: [PlanEvent]
  /// `http://127.0.0.1:8080`
  let base: String
  let title: String

  static func path(_ words: Catalogue, _ town: Town, _ district: String?) -> String {
    let rest = district.map { "/\($0.percentEncoded)" } ?? ""
    return "/feeds/\(words.language)/\(town.id.percentEncoded)\(rest).atom"
  }

  /// Markup is escaped as on pages: what is a character of HTML's escaping is one of XML's.
  var text: String {
    let page = "\(base)/\(words.language)/plans/\(town.id.percentEncoded)"
    let updated = events.map(\.day).max() ?? CivilDate(dayNumber: 0)
    let feed: HTML = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(words.language)">
      <id>\(Self.id(["feed", words.language, town.id, district ?? ""]))</id>
      <title>\(title)</title>
      <updated>\(Self.moment(updated))</updated>
      <author><name>\(town.label.text(in: words.language) ?? town.id)</name></author>
      <link rel="self" type="application/atom+xml" href="\(base)\(Self.path(words, town, district))"/>
      <link rel="alternate" type="text/html" hreflang="\(words.language)" href="\(page)"/>
      \(events.html(entry))</feed>

      """
    return feed.text
  }

  private func entry(_ event: PlanEvent) -> HTML {
    // Titles of regulations have the law's language, which stands beside the reader's.
    let name = event.title.text(in: words.language) ?? event.id
    let plan =
      event.title.byLanguage[words.language] == nil && event.kind != .regulation
      ? words(.sourcePlan, ["plan": event.id]) : name
    let day = words.date(event.day)
    let (title, address): (String, String) =
      switch event.kind {
      case .deposited:
        (
          words(.feedDeposited, ["plan": plan]),
          "plans/\(town.id.percentEncoded)/\(event.id.pathEncoded)"
        )
      case .planInForce:
        (
          words(.feedInForce, ["plan": plan]),
          "plans/\(town.id.percentEncoded)/\(event.id.pathEncoded)"
        )
      case .regulation:
        (
          words(.feedRegulation, ["title": name]),
          "regulations/\(event.id.percentEncoded)/changes?from=\(event.day.adding(days: -1).description)&to=\(event.day.description)"
        )
      }
    var said = [words(.sourceSince, ["source": plan, "date": day])]
    if event.kind == .regulation { said = [words(.feedRegulationOn, ["date": day])] }
    if let deposit = event.deposit {
      said = [words(.planDepositedOn, ["date": day])]
      // No word of how many days are left: that would be another text each day.
      if let last = deposit.lastDay {
        said.append(words(.feedObjections, ["date": words.date(last)]))
      }
      said.append(words(.planNoLaw))
    }
    if let summary = event.summary.text(in: words.language) { said.append(summary) }
    return """
      <entry>
      <id>\(Self.id([town.id, event.kind.rawValue, event.id, event.day.description]))</id>
      <title>\(words.sentence(title))</title>
      <updated>\(Self.moment(event.day))</updated>
      <published>\(Self.moment(event.day))</published>
      <link rel="alternate" type="text/html" hreflang="\(words.language)" href="\(base)/\(words.language)/\(address)"/>
      <summary>\(said.joined(separator: " "))</summary>
      </entry>

      """
  }

  /// The data know days; a day begins at midnight.
  private static func moment(_ day: CivilDate) -> String { "\(day.description)T00:00:00Z" }

  /// A name that follows from what is named, whichever machine says it: a UUID of the eighth kind (RFC 9562).
  static func id(_ parts: [String]) -> String {
    var digits = Array(Fingerprint.of(.array(parts.map(JSON.string))).prefix(32))
    digits[12] = "8"
    digits[16] = ["8", "9", "a", "b"][(digits[16].hexDigitValue ?? 0) % 4]
    let text = String(digits)
    var groups: [Substring] = []
    var rest = text[...]
    for length in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return "urn:uuid:\(groups.joined(separator: "-"))"
  }
}

extension Call {
  /// What stands before a path to make it an address for elsewhere, as the asker reached us.
  var base: String {
    let scheme =
      HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] } == "https"
      ? "https" : "http"
    return "\(scheme)://\(request.head.authority ?? "localhost")"
  }
}

extension Response {
  /// A text with a tag of its bytes; without them where the asker has them already (RFC 9110, 13.1.2).
  static func tagged(_ text: String, type: String, for call: Call) -> Response {
    let tag = "\"\(Fingerprint.of(text.utf8).prefix(32))\""
    let known = (call.request.headers[.ifNoneMatch] ?? "").split(separator: ",").map { item in
      var item = item.drop { $0 == " " }
      if item.hasPrefix("W/") { item = item.dropFirst(2) }
      return item.trimmingCharacters(in: .whitespaces)
    }
    let isKnown = known.contains(tag) || known == ["*"]
    var response =
      isKnown ? Response(status: .notModified) : Response.text(text, type: type)
    response.headers[.eTag] = tag
    // Whoever keeps it asks whether it is still the same.
    response.headers[.cacheControl] = "no-cache"
    return response
  }
}
