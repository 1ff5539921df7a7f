import Evaluation
import Facts
import Foundation
import Hummingbird
import Register

/// Keeping a result: an address to read it, which may be given to others, and one to take it away.
extension Server {
  var keepingPages: [Endpoint] {
    [
      Endpoint(.post, "/{lang}/keep/{town}/{number…}") { call in try await keepResult(call) },
      Endpoint(.get, "/{lang}/kept/{token}", isSecret: true) { call in try await keptPage(call) },
      Endpoint(.get, "/{lang}/keeper/{token}", isSecret: true) { call in
        try await keeperPage(call)
      },
      Endpoint(.post, "/{lang}/keeper/{token}", isSecret: true) { call in
        try await deleteKept(call)
      },
    ]
  }

  /// What can be done with a result: keep it, or apply. Every answer is carried over.
  func afterResult(_ words: Catalogue, place: PlaceSummary, asking: Asking) -> HTML {
    guard cabinet != nil else { return .nothing }
    let fields = asking.fields
    let apply = "/\(words.language)/apply/\(place.parcel.pathEncoded)?\(asking.query())"
    return """
      <section class="noprint" aria-labelledby="keep"><h2 id="keep">\(words(.keep))</h2>
      <p>\(words(.keepHint, counts: ["days": configuration.keptDays]))</p>
      <form action="/\(words.language)/keep/\(place.parcel.pathEncoded)" method="post">\(Form.once)\(fields)
      <p class="buttons"><button type="submit" class="second">\(words(.keepButton))</button>
      <a class="button" href="\(apply)">\(words(.applyStart))</a></p></form></section>
      """
  }

  private func keepResult(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let form = try await Form(of: call)
    var asked = call
    asked.query = form.query
    let parcel = call["town"] + "/" + call["number"]
    guard let on = pageDay(asked), let asking = Asking(asked, on: on) else {
      return .seeOther("/\(words.language)/parcel/\(parcel.pathEncoded)")
    }
    let question = asking.question(parcel: parcel, language: words.language)
    let reply: Reply
    do { reply = try await answer(question) } catch let problem as Problem
      where !problem.errors.isEmpty
    {
      // What cannot be read is asked for again where it was asked.
      return .seeOther("/\(words.language)/check/\(parcel.pathEncoded)?\(asking.query())")
    }
    let made = today()
    let kept = KeptResult(
      question: question.json(drawing: asking.drawing), answer: reply.bytes, site: reply.site,
      made: made,
      expires: made.adding(days: configuration.keptDays))
    let keeper = form.once.derived(for: "keep \(reply.answer.fingerprint)")
    try await withCabinet { cabinet in
      try await cabinet.forget(by: made)
      try await cabinet.keep(kept, for: keeper)
    }
    return Response.seeOther("/\(words.language)/keeper/\(keeper.text)").secret()
  }

  /// What is kept under a reader's token, or that nothing is.
  private func kept(for reader: Token?, _ call: Call) async throws -> KeptResult {
    let kept: KeptResult?? = try await withCabinet { cabinet in
      try reader.map { try cabinet.kept(for: $0, on: today()) }
    }
    guard case .some(.some(let kept)) = kept else {
      throw Problem(
        .notFound, "not-kept-any-more", "nothing is kept here",
        detail: "it was deleted, its time is over, or the address is not whole")
    }
    return kept
  }

  private func keeperPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let keeper = Token(call["token"])
    let kept = try await kept(for: keeper.map(KeptResult.reader), call)
    let reader = keeper.map { KeptResult.reader(of: $0).text } ?? ""
    let content = Content(
      title: words(.keeperTitle),
      main: """
        <h1>\(words(.keeperTitle))</h1>
        <p>\(words(.keptUntil)) \(time(kept.expires, words)).</p>
        <h2>\(words(.keeperShare))</h2><p>\(words(.keeperShareHint))</p>
        <p><a class="button" href="/\(words.language)/kept/\(reader)">\(words(.keeperOpen))</a></p>
        <h2>\(words(.keeperOwn))</h2><p>\(words(.keeperOwnHint))</p>
        <form action="/\(words.language)/keeper/\(call["token"])" method="post"><p><button type="submit" class="second">\(words(.keeperDelete))</button></p></form>
        """)
    return page(content, in: words, call).secret()
  }

  private func deleteKept(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    _ = try await Form(of: call, isSecret: true)
    guard let keeper = Token(call["token"]) else { throw Problem.notFound("") }
    _ = try await withCabinet { try await $0.delete(for: keeper) }
    let content = Content(
      title: words(.keptDeleted),
      main: """
        <h1>\(words(.keptDeleted))</h1><p>\(words(.keptDeletedHint))</p>
        <p><a class="button" href="/\(words.language)/">\(words(.home))</a></p>
        """)
    return page(content, in: words, call).secret()
  }

  /// The bytes as they were given; for people, what was said then, what is said now, and what differs.
  private func keptPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let kept = try await kept(for: Token(call["token"]), call)
    if call.wantsJSON { return Response.json(kept.answer).secret() }
    guard let question = Question(json: kept.question), let parcel = question.parcel,
      let then = try? JSON(parsing: kept.answer)
    else { throw Problem.notFound("") }
    // Asked for the law of its own day, it is asked now for the law of today.
    var again = question
    again.language = words.language
    if question.on == kept.made { again.on = today() }
    var now: Reply?
    do { now = try await answer(again) } catch let problem as Problem where !problem.errors.isEmpty
    {}
    let place = try await work { [again] in
      enquiries.place(parcel, on: again.on, language: words.language)
    }
    var drawing: HTML?
    if let place, let now {
      let asking = Asking(again, drawing: kept.question["draw"]?.string)
      drawing = try await pictures(of: place, now, asking, words)
    }
    let town = String(parcel.split(separator: "/").first ?? "")
    let content = KeptPage(
      words: words, place: place?.label ?? parcel,
      work: try await workLabel(question.work, in: town, words), parcel: parcel, kept: kept,
      then: then, now: now, drawing: drawing, server: self
    ).content
    return page(
      content, in: words, call, notice: notice(enquiries.town(town), words)
    ).secret()
  }
}

extension Asking {
  /// All that was asked and said, as hidden fields of a form.
  var fields: HTML {
    let asked = [("work", work), ("on", on.description)].html { Server.hidden($0.0, $0.1) }
    let drawn: HTML = drawing.map { Server.hidden("draw", $0) } ?? .nothing
    return "\(asked)\(inputs.html { Server.hidden("i.\($0.name)", $0.text) })\(drawn)"
  }
}

extension Question {
  /// As it is kept, to be asked again, with what was drawn for it.
  func json(drawing: String?) -> JSON {
    [
      "parcel": parcel.map(JSON.string) ?? .null, "work": .string(work), "inputs": .object(inputs),
      "on": .string(on.description), "language": .string(language),
      "draw": drawing.map(JSON.string) ?? .null,
    ]
  }

  /// Nil where the JSON is no question about a parcel.
  init?(json: JSON) {
    guard let parcel = json["parcel"]?.string, let work = json["work"]?.string,
      let inputs = json["inputs"]?.object, let on = json["on"]?.string.flatMap({ CivilDate($0) }),
      let language = json["language"]?.string
    else { return nil }
    self.init(parcel: parcel, work: work, inputs: inputs, on: on, language: language)
  }
}
