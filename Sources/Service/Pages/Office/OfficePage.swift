import Facts
import HTTPTypes
import Hummingbird
import Register

extension Server {
  /// Where an officer signs in; for a program that shows the officer's token (RFC 6750), what came in, without what people
  /// wrote of themselves.
  func officePage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    guard let token = configuration.officerToken else {
      throw Problem.notFound(call.request.uri.path)
    }
    if let shown = call.request.headers[.authorization] {
      guard shown.hasPrefix("Bearer "), Token(String(shown.dropFirst(7)))?.matches(token) == true
      else {
        var problem = Problem(
          .unauthorized, "not-an-officer", "this is for officers",
          detail: "send the officer's token as `Authorization: Bearer TOKEN`")
        problem.headers[.wwwAuthenticate] = "Bearer"
        throw problem
      }
      let all = try await withCabinet { try $0.submissions() }
      return Response.json(JSON.array(all.map(\.json)).canonicalBytes).secret()
    }
    return page(signInPage(words, fault: nil), in: words, call).withForm()
  }

  /// What came in, with what people wrote, for who sent the officer's token. Nothing is remembered of the officer.
  func officeList(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let form = try await Form(of: call)
    guard let token = configuration.officerToken else {
      throw Problem.notFound(call.request.uri.path)
    }
    guard Token(form["token"])?.matches(token) == true else {
      var response = page(signInPage(words, fault: words(.officeRefused)), in: words, call)
        .withForm()
      response.status = .unprocessableContent
      return response
    }
    let all = try await withCabinet { cabinet in
      try await cabinet.forget(by: today())
      return try cabinet.submissions()
    }
    return page(listPage(words, all), in: words, call).secret()
  }

  private func signInPage(_ words: Catalogue, fault: String?) -> Content {
    let field = FormField(
      name: "token", label: words(.officeToken), hint: words(.officeTokenHint), fault: fault,
      isSecret: true, autocomplete: "current-password")
    let title = words(.officeSignIn)
    return Content(
      title: fault == nil ? title : words(.errorTitle, ["title": title]),
      main: """
        \(FormField.summary([field], words))<h1>\(title)</h1>
        <form action="/\(words.language)/office" method="post" novalidate>\(field.html)
        <p><button type="submit">\(words(.continue))</button></p></form>
        """)
  }

  private func listPage(_ words: Catalogue, _ all: [Submission]) -> Content {
    let rows = all.html { one in
      let kind: Phrase =
        switch one.kind {
        case .application: .applyTitle
        case .correction: .reportTitle
        case .comment: .officeComment
        }
      let personal = (one.personal?.object ?? []).filter { $0.value.string?.isEmpty == false }
      let said = personal.html {
        "<dt>\(words(Self.fields[$0.key] ?? .fieldNote))</dt><dd><bdi>\($0.value.string ?? "")</bdi></dd>"
      }
      let wrote: HTML = one.personal == nil ? "–" : "<dl>\(said)</dl>"
      return """
        <tr><th scope="row"><code dir="ltr">\(one.number)</code><br>\(words(kind))</th><td>\(time(one.received, words))</td>
        <td><a href="/\(words.language)/\(one.parcel.contains("/") ? "parcel" : "plans")/\(one.parcel.pathEncoded)"><bdi>\(one.parcel)</bdi></a><br>\(about(one, words))</td>
        <td>\(wrote)</td></tr>
        """
    }
    let heads = [Phrase.receiptNumber, .receiptReceived, .officeAbout, .officeWrote].html {
      "<th scope=\"col\">\(words($0))</th>"
    }
    let list: HTML =
      all.isEmpty
      ? "<p>\(words(.findingsNone))</p>"
      : "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>"
    return Content(
      title: words(.officeList),
      main: """
        <h1>\(words(.officeList))</h1>
        \(list)
        """)
  }

  private static let fields: [String: Phrase] = [
    "name": .fieldName, "contact": .fieldContact, "note": .fieldNote, "right": .fieldRight,
    "evidence": .fieldEvidence, "text": .commentText,
  ]

  private func about(_ one: Submission, _ words: Catalogue) -> HTML {
    let stance = one.entry["stance"]?.string.flatMap(Stance.init(rawValue:))
    let texts =
      [stance.map { words($0.phrase) }].compactMap { $0 }
      + [
        one.entry["question"]?["work"], one.entry["verdict"], one.entry["fact"],
        one.entry["value"], one.entry["plan"],
      ].compactMap { $0?.string }
    let districts = (one.entry["districts"]?.array ?? []).compactMap(\.string)
    return (texts + districts).html { "<bdi class=\"part\">\($0)</bdi>" }
  }
}
