import Facts
import Foundation
import HTTPTypes
import Hummingbird

/// The pages for people. Everything works without a script, and all state stands in the address.
extension Server {
  var pages: [Endpoint] {
    [
      Endpoint(.get, "/") { call in
        .seeOther("/\(Catalogue.preferred(call.request.headers[.acceptLanguage]).language)/")
      },
      Endpoint(.get, "/{lang}") { call in .seeOther("/\(try catalogue(call).language)/") },
      Endpoint(.get, "/{lang}/") { call in
        let words = try catalogue(call)
        let works = try await work {
          enquiries.works(in: nil, language: words.language).filter(\.isCommon)
        }
        return page(startPage(words, works: works), in: words, call)
      },
      Endpoint(.get, "/{lang}/place") { call in
        let words = try catalogue(call)
        if let at = call.query["at"] { return try await pointPage(at, words, call) }
        if let block = call.query["block"] { return try await blockPage(block, words, call) }
        return try await searchPage(words, call)
      },
      Endpoint(.get, "/{lang}/map/{town}") { call in try await townMapPage(call) },
      Endpoint(.get, "/{lang}/parcel/{town}/{number…}") { call in try await placePage(call) },
      Endpoint(.get, "/{lang}/history/{town}/{number…}") { call in try await historyPage(call) },
      Endpoint(.get, "/{lang}/check/{town}/{number…}") { call in try await checkPage(call) },
      Endpoint(.get, "/{lang}/result/{town}/{number…}") { call in try await resultPage(call) },
      Endpoint(.get, "/{lang}/regulations") { call in
        let words = try catalogue(call)
        return page(regulationsPage(words), in: words, call)
      },
      Endpoint(.get, "/{lang}/findings") { call in
        let words = try catalogue(call)
        let proof = try await work { enquiries.findings() }
        return page(findingsPage(words, proof), in: words, call)
      },
      Endpoint(.get, "/{lang}/regulations/{id}") { call in try await regulationPage(call) },
      Endpoint(.get, "/{lang}/regulations/{id}/changes") { call in
        try await changesPage(call)
      },
    ]
  }

  func catalogue(_ call: Call) throws -> Catalogue {
    guard let words = Catalogue.of(call["lang"]) else {
      throw Problem.notFound(call.request.uri.path)
    }
    return words
  }

  /// The day that an address asks about, today where it names none; nil where what it names is no day.
  func pageDay(_ call: Call) -> CivilDate? {
    guard let text = call.query["on"], !text.allSatisfy(\.isWhitespace) else { return today() }
    return CivilDate(typed: text)
  }

  /// From a point to its lot: `?at=54.88,26.55`, longitude first.
  private func pointPage(_ at: String, _ words: Catalogue, _ call: Call) async throws -> Response {
    let parts = at.split(separator: ",", omittingEmptySubsequences: false)
      .map { Number(reading: String($0))?.double }
    guard parts.count == 2, let longitude = parts[0], let latitude = parts[1],
      (-180...180).contains(longitude), (-90...90).contains(latitude)
    else {
      throw Problem.badQuery(
        "at", "`\(at.prefix(80))` is no point", mend: "write longitude and latitude: `54.88,26.55`")
    }
    let parcel = try await work { enquiries.parcel(longitude: longitude, latitude: latitude) }
    guard let parcel else { return page(nowherePage(words), in: words, call) }
    return .seeOther("/\(words.language)/parcel/\(parcel.pathEncoded)")
  }

  func place(_ call: Call, on: CivilDate, _ words: Catalogue) async throws -> PlaceSummary {
    let parcel = call["town"] + "/" + call["number"]
    guard let place = try await work({ enquiries.place(parcel, on: on, language: words.language) })
    else { throw Problem.notFound(call.request.uri.path) }
    return place
  }

  func notice(_ town: Town?, _ words: Catalogue) -> String? {
    town?.notice.text(in: words.language)
  }

  /// A problem, said to people.
  func problemPage(_ problem: Problem, _ call: Call) -> Response {
    let first = call.request.uri.path.split(separator: "/").first.map(String.init) ?? ""
    let words = Catalogue.of(first) ?? Catalogue.preferred(call.request.headers[.acceptLanguage])
    let (title, text): (Phrase, Phrase) =
      switch problem.status {
      case .notFound: (.notFoundTitle, .notFoundText)
      case .internalServerError, .serviceUnavailable: (.failureTitle, .failureText)
      default: (.badRequestTitle, .badRequestText)
      }
    let faults = problem.errors.html { "<li><bdi lang=\"en\">\($0.detail)</bdi></li>" }
    let content = Content(
      title: words(title),
      main: """
        <h1>\(words(title))</h1><p>\(words(text))</p>
        \(problem.errors.isEmpty ? .nothing : "<ul>\(faults)</ul>")
        <p class="quiet">\(words(.requestNumber, ["id": call.id]))</p>
        <p><a class="button" href="/\(words.language)/">\(words(.home))</a></p>
        """)
    var response = page(content, in: words, call)
    response.status = problem.status
    return response
  }
}
