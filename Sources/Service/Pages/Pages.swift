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
        let text = String((call.query["q"] ?? "").prefix(200))
        let town = enquiries.towns.first { $0.id == call.query["town"] }?.id
        let hits =
          text.isEmpty ? [] : try await work { enquiries.search(text, in: town, limit: 20) }
        return page(resultsPage(words, text: text, town: town, hits: hits), in: words, call)
      },
      Endpoint(.get, "/{lang}/parcel/{town}/{number…}") { call in
        let words = try catalogue(call)
        let on = try pageDay(call)
        let place = try await place(call, on: on, words)
        let town = enquiries.towns.first { $0.id == place.town }
        let works = try await work { enquiries.works(in: place.town, language: words.language) }
        let drawing = try await drawing(of: place, words)
        return page(
          placePage(words, place: place, town: town, works: works, drawing: drawing, on: on),
          in: words, call, notice: notice(town, words), hasMap: true)
      },
      Endpoint(.get, "/{lang}/check/{town}/{number…}") { call in try await checkPage(call) },
      Endpoint(.get, "/{lang}/result/{town}/{number…}") { call in try await resultPage(call) },
      Endpoint(.get, "/{lang}/regulations") { call in
        let words = try catalogue(call)
        return page(regulationsPage(words), in: words, call)
      },
      Endpoint(.get, "/{lang}/regulations/{id}") { call in
        let words = try catalogue(call)
        let id = call["id"]
        guard let regulation = try await work({ enquiries.regulation(id) }) else {
          throw Problem.notFound(call.request.uri.path)
        }
        return page(regulationPage(words, regulation), in: words, call)
      },
    ]
  }

  func catalogue(_ call: Call) throws -> Catalogue {
    guard let words = Catalogue.of(call["lang"]) else {
      throw Problem.notFound(call.request.uri.path)
    }
    return words
  }

  func pageDay(_ call: Call) throws -> CivilDate {
    guard let text = call.query["on"], !text.isEmpty else { return today() }
    guard let day = Self.day(reading: text) else {
      throw Problem.badQuery("on", "`\(text)` is no day", mend: "write it as `2026-03-21`")
    }
    return day
  }

  /// A day as people type it: digits of any script; a year before 1600 is one of the Solar Hijri calendar.
  static func day(reading text: String) -> CivilDate? {
    let parts = text.asciiDigits.split { $0 == "-" || $0 == "/" || $0 == "." }
      .map { Int($0.trimmingCharacters(in: .whitespaces)) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else {
      return nil
    }
    return (1200..<1600).contains(year)
      ? CivilDate(solarHijriYear: year, month: month, day: day)
      : CivilDate(year: year, month: month, day: day)
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
      default: (.badRequestTitle, .notFoundText)
      }
    let faults = problem.errors.html { "<li><bdi>\($0.detail)</bdi></li>" }
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
