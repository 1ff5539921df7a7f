import Evaluation
import Facts
import Foundation
import HTTPTypes
import Hummingbird
import Land
import Register

/// What people send to the office: applications and reports, each with a receipt; and the list that an officer reads.
extension Server {
  var officePages: [Endpoint] {
    [
      Endpoint(.get, "/{lang}/apply/{town}/{number…}") { call in try await applyPage(call) },
      Endpoint(.post, "/{lang}/apply/{town}/{number…}") { call in try await apply(call) },
      Endpoint(.get, "/{lang}/report/{town}/{number…}") { call in try await reportPage(call) },
      Endpoint(.post, "/{lang}/report/{town}/{number…}") { call in try await report(call) },
      Endpoint(.get, "/{lang}/receipt/{number}", isSecret: true) { call in
        try await receiptPage(call)
      },
      Endpoint(.get, "/{lang}/office") { call in try await officePage(call) },
      Endpoint(.post, "/{lang}/office") { call in try await officeList(call) },
    ]
  }

  // MARK: an application

  /// What an application needs before a name is asked for: the place, the question, its answer, and where it goes.
  private struct Applying {
    var words: Catalogue
    var place: PlaceSummary
    var work: String
    var asking: Asking
    var reply: Reply
    var centres: [ServiceCentre]

    /// Only where it is known whose district it is, and that one takes applications here.
    var isOnline: Bool { !centres.isEmpty && centres.allSatisfy(\.isOnline) }
  }

  /// Nil where the question has to be asked first.
  private func applying(_ call: Call) async throws -> Applying? {
    let words = try catalogue(call)
    guard let on = pageDay(call), let asking = Asking(call, on: on) else { return nil }
    let place = try await place(call, on: on, words)
    let reply: Reply
    do {
      reply = try await answer(asking.question(parcel: place.parcel, language: words.language))
    } catch let problem as Problem where !problem.errors.isEmpty { return nil }
    return Applying(
      words: words, place: place, work: try await workLabel(asking.work, in: place.town, words),
      asking: asking, reply: reply,
      centres: try await work { enquiries.serviceCentres(of: place.parcel, on: on) })
  }

  private func questionAgain(_ call: Call) -> Response {
    .seeOther(
      "/\(call["lang"].percentEncoded)/check/\((call["town"] + "/" + call["number"]).pathEncoded)?\(call.query.text)"
    )
  }

  private func applyPage(_ call: Call) async throws -> Response {
    guard let applying = try await applying(call) else { return questionAgain(call) }
    return page(
      applyPage(applying, fields: applicantFields(applying.words, nil), once: Form.once),
      in: applying.words, call, notice: notice(of: applying.place, applying.words)
    ).withForm()
  }

  private func notice(of place: PlaceSummary, _ words: Catalogue) -> String? {
    notice(enquiries.town(place.town), words)
  }

  private func applyPage(_ applying: Applying, fields: [FormField], once: HTML) -> Content {
    let words = applying.words
    let asking = applying.asking
    let path = "/\(words.language)/apply/\(applying.place.parcel.pathEncoded)"
    let back = "/\(words.language)/result/\(applying.place.parcel.pathEncoded)?\(asking.query())"
    let form: HTML =
      applying.isOnline
      ? """
      <p>\(words(.applyCarried))</p>
      <form action="\(path)" method="post" novalidate>\(once)\(asking.fields)\(fields.html(\.html))
      <p class="quiet">\(personalHint(until: lastOfPersonal, words))</p>
      <p><button type="submit">\(words(.applySend))</button></p></form>
      """
      : "<p>\(words(.applyClosed))</p>"
    let said = asking.inputs.html { input in
      let fact = applying.reply.asked.first { $0.name == input.name }
      let label = fact?.label.text(in: words.language) ?? input.name
      return
        "<div><dt>\(words.sentence(label))</dt><dd><bdi>\(spoken(input.text, fact, words))</bdi></dd></div>"
    }
    let title = words(.applyTitle)
    let isWrong = fields.contains { $0.fault != nil }
    return Content(
      title: "\(isWrong ? words(.errorTitle, ["title": title]) : title) – \(applying.place.label)",
      main: """
        <p><a class="back" href="\(back)">\(words(.back))</a></p>
        \(applying.isOnline ? FormField.summary(fields, words) : .nothing)<h1>\(title)</h1>
        <dl class="summary"><div><dt>\(words(.summaryPlace))</dt><dd><bdi>\(applying.place.label)</bdi></dd></div>
        <div><dt>\(words(.summaryWork))</dt><dd>\(words.sentence(applying.work))</dd></div>
        <div><dt>\(words(.onLabel))</dt><dd>\(time(asking.on, words))</dd></div>\(said)
        <div><dt>\(words(.applyResult))</dt><dd>\(Wording(words.language).verdict(applying.reply.answer.verdict))</dd></div></dl>
        \(form)\(office(applying.centres, words))
        """)
  }

  private func apply(_ call: Call) async throws -> Response {
    let form = try await Form(of: call)
    var asked = call
    asked.query = form.query
    guard let applying = try await applying(asked) else { return questionAgain(asked) }
    let words = applying.words
    let fields = applicantFields(words, form)
    guard applying.isOnline, fields.allSatisfy({ $0.fault == nil }) else {
      var response = page(
        applyPage(applying, fields: fields, once: Self.hidden("once", form.once.text)), in: words,
        call, notice: notice(of: applying.place, words)
      ).withForm()
      response.status = applying.isOnline ? .unprocessableContent : .conflict
      return response
    }
    let answer = applying.reply.answer
    let question = applying.asking.question(
      parcel: applying.place.parcel, language: words.language)
    return try await file(
      .application, form, parcel: applying.place.parcel, words,
      entry: [
        "question": question.json(drawing: applying.asking.drawing),
        "verdict": .string(answer.verdict.rawValue),
        "fingerprint": .string(answer.fingerprint),
        "districts": .array(applying.centres.map { .string($0.district) }),
      ], personal: fields)
  }

  private func applicantFields(_ words: Catalogue, _ form: Form?) -> [FormField] {
    var name = FormField(
      name: "name", label: words(.fieldName), value: form?["name"] ?? "", autocomplete: "name")
    var contact = FormField(
      name: "contact", label: words(.fieldContact), hint: words(.fieldContactHint),
      value: form?["contact"] ?? "", autocomplete: "email")
    let note = FormField(
      name: "note", label: words(.fieldNote), value: form?.text("note") ?? "", isLong: true)
    if form != nil {
      if name.value.isEmpty { name.fault = words(.errorName) }
      if !Self.isContact(contact.value) { contact.fault = words(.errorContact) }
    }
    return [name, contact, note]
  }

  /// An address of electronic mail, or a telephone number in digits of any script.
  static func isContact(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count == 2 {
      return !parts[0].isEmpty && parts[1].contains(".") && !text.contains(where: \.isWhitespace)
    }
    return text.count { $0.isWholeNumber } >= 6
      && text.allSatisfy { $0.isWholeNumber || "+-() ./".contains($0) }
  }

  // MARK: a report

  private func reportPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let place = try await place(call, on: today(), words)
    return page(
      reportPage(
        words, place, fields: reportFields(words, place, nil, plan: call.query["plan"]),
        once: Form.once), in: words,
      call, notice: notice(of: place, words)
    ).withForm()
  }

  private func report(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let form = try await Form(of: call)
    let place = try await place(call, on: today(), words)
    let fields = reportFields(words, place, form)
    guard fields.allSatisfy({ $0.fault == nil }) else {
      var response = page(
        reportPage(words, place, fields: fields, once: Self.hidden("once", form.once.text)),
        in: words, call, notice: notice(of: place, words)
      ).withForm()
      response.status = .unprocessableContent
      return response
    }
    let fact = form["fact"]
    let shown = place.facts.first { $0.label == fact }
    return try await file(
      .correction, form, parcel: place.parcel, words,
      entry: [
        "fact": shown.map { .string($0.label) } ?? .null,
        "plan": Self.plan(ofFact: fact).map(JSON.string) ?? .null,
        "value": shown.map { .string($0.value) } ?? .null,
        "source": shown?.source.map(JSON.string) ?? .null, "language": .string(words.language),
      ], personal: Array(fields.dropFirst()))
  }

  /// The plan of which a report says that its map differs from its document: `plan:M-1394`.
  private static func plan(ofFact fact: String) -> String? {
    fact.hasPrefix("plan:") ? String(fact.dropFirst(5)) : nil
  }

  private func reportFields(
    _ words: Catalogue, _ place: PlaceSummary, _ form: Form?, plan: String? = nil
  ) -> [FormField] {
    let asked = plan ?? form.flatMap { Self.plan(ofFact: $0["fact"]) }
    let plan = asked.flatMap { id in enquiries.plans(of: place.town).first { $0.id == id }?.id }
    let own = plan.map { [("plan:\($0)", words(.planReportChoice, ["plan": $0]))] } ?? []
    var fact = FormField(
      name: "fact", label: words(.fieldFact), value: form?["fact"] ?? own.first?.0 ?? "",
      choices: [("", words(.fieldChoose))] + own
        + place.facts.map { ($0.label, "\(words.sentence($0.label)): \($0.value)") }
        + [("other", words(.fieldOther))])
    var right = FormField(
      name: "right", label: words(.fieldRight), value: form?["right"] ?? "")
    let evidence = FormField(
      name: "evidence", label: words(.fieldEvidence), hint: words(.fieldEvidenceHint),
      value: form?.text("evidence") ?? "", isLong: true)
    var contact = FormField(
      name: "contact", label: words(.fieldContactOptional), hint: words(.fieldContactHint),
      value: form?["contact"] ?? "", autocomplete: "email")
    if form != nil {
      if !fact.choices.dropFirst().contains(where: { $0.value == fact.value }) {
        fact.fault = words(.errorFact)
      }
      if right.value.isEmpty { right.fault = words(.errorRight) }
      if !contact.value.isEmpty, !Self.isContact(contact.value) {
        contact.fault = words(.errorContact)
      }
    }
    return [fact, right, evidence, contact]
  }

  private func reportPage(
    _ words: Catalogue, _ place: PlaceSummary, fields: [FormField], once: HTML
  ) -> Content {
    let path = place.parcel.pathEncoded
    let title = words(.reportTitle)
    let isWrong = fields.contains { $0.fault != nil }
    return Content(
      title: isWrong ? words(.errorTitle, ["title": title]) : title,
      main: """
        <p><a class="back" href="/\(words.language)/parcel/\(path)">\(words(.back))</a></p>
        \(FormField.summary(fields, words))<h1>\(title)</h1>
        <p class="context"><bdi>\(place.label)</bdi></p><p>\(words(.reportLead))</p>
        <form action="/\(words.language)/report/\(path)" method="post" novalidate>\(once)\(fields.html(\.html))
        <p class="quiet">\(personalHint(until: lastOfPersonal, words))</p>
        <p><button type="submit">\(words(.reportSend))</button></p></form>
        """)
  }

  // MARK: the receipt

  /// That what somebody says of themselves is kept no longer than to a day.
  func personalHint(until day: CivilDate, _ words: Catalogue) -> String {
    words(.personalHint, ["date": words.formalDate(day)])
  }

  /// The first day on which what somebody says today of themselves is not there any more.
  var lastOfPersonal: CivilDate {
    today().adding(months: configuration.personalMonths) ?? today()
  }

  func file(
    _ kind: Submission.Kind, _ form: Form, parcel: String, _ words: Catalogue, entry: JSON,
    personal: [FormField]
  ) async throws -> Response {
    let submission = Submission(
      kind, once: form.once, received: today(), parcel: parcel, entry: entry,
      personal: .object(personal.map { .init($0.name, .string($0.value)) }),
      until: lastOfPersonal)
    let filed = try await withCabinet { cabinet in
      try await cabinet.forget(by: today())
      return try await cabinet.file(submission)
    }
    return .seeOther("/\(words.language)/receipt/\(filed.number)").secret()
  }

  private func receiptPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    guard let number = ReceiptNumber.reading(call["number"]),
      let submission = try await withCabinet({ try $0.submission(number) })
    else { throw Problem.notFound("") }
    if call.wantsJSON { return Response.json(submission.json.canonicalBytes).secret() }
    let (heading, next): (Phrase, Phrase) =
      switch submission.kind {
      case .application: (.receiptApplication, .receiptNextApplication)
      case .correction: (.receiptReport, .receiptNextReport)
      case .comment: (.receiptComment, .receiptNextComment)
      }
    let plan: HTML =
      submission.entry["plan"]?.string.map {
        "<div><dt>\(words(.kindPlan))</dt><dd><bdi>\($0)</bdi></dd></div>"
      } ?? .nothing
    let place = try await work {
      enquiries.place(submission.parcel, on: submission.received, language: words.language)
    }
    let centres = try await work {
      enquiries.serviceCentres(of: submission.parcel, on: submission.received)
    }
    let town = enquiries.town(submission.parcel)
    let title = words(heading)
    let content = Content(
      title: title,
      main: """
        <h1>\(title)</h1>
        <p class="lead">\(words(.receiptNumber)) <strong><code dir="ltr">\(number)</code></strong></p>
        <dl class="summary"><div><dt>\(words(.receiptReceived))</dt><dd>\(time(submission.received, words))</dd></div>
        <div><dt>\(words(.summaryPlace))</dt><dd><bdi>\(place?.label ?? town?.label.text(in: words.language) ?? submission.parcel)</bdi></dd></div>\(plan)</dl>
        <h2>\(words(.receiptNext))</h2><p>\(words(next))</p>
        \(place == nil && submission.kind == .comment ? .nothing : office(centres, words))
        <p class="quiet">\(personalHint(until: submission.until, words))</p>
        """)
    return page(
      content, in: words, call,
      notice: place.flatMap { notice(of: $0, words) } ?? notice(town, words)
    ).secret()
  }

  /// Where one goes with a matter of a place.
  private func office(_ centres: [ServiceCentre], _ words: Catalogue) -> HTML {
    let list: HTML =
      centres.isEmpty ? "<p>\(words(.officeUnknown))</p>" : officeList(centres, words)
    return
      "<section aria-labelledby=\"office\"><h2 id=\"office\">\(words(.officeTitle))</h2>\(list)</section>"
  }

  func officeList(_ centres: [ServiceCentre], _ words: Catalogue) -> HTML {
    let items = centres.html { centre in
      let hours: HTML =
        centre.hours.text(in: words.language).map { "<br><bdi>\($0)</bdi>" } ?? .nothing
      return
        "<li><strong><bdi>\(words.marked(centre.district))</bdi></strong><br><bdi>\(words.marked(centre.address))</bdi>\(hours)</li>"
    }
    return "<ul class=\"places\">\(items)</ul>"
  }
}
