import Facts
import Hummingbird
import Land
import Register

/// A comment on a deposited plan, or an objection to it: only while its period is open.
extension Server {
  /// What somebody says of a plan.
  enum Stance: String, CaseIterable {
    case object, support, neutral

    var phrase: Phrase {
      switch self {
      case .object: .stanceObject
      case .support: .stanceSupport
      case .neutral: .stanceNeutral
      }
    }
  }

  /// The deposited plan that an address names.
  private func deposited(_ call: Call) async throws -> (
    town: Town, plan: PlanSheet, deposit: Deposit
  ) {
    let (town, sheets) = try await plans(call)
    let on = today()
    for plan in sheets where plan.kind == .deposited {
      if let deposit = plan.deposit, deposit.isDeposited(on: on) || deposit.until != nil {
        return (town, plan, deposit)
      }
    }
    throw Problem.notFound(call.request.uri.path)
  }

  func commentPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let (town, plan, deposit) = try await deposited(call)
    let fields = commentFields(words, town, deposit, nil, lot: call.query["parcel"] ?? "")
    return page(
      commentPage(words, plan, deposit, fields: fields, once: Form.once), in: words, call,
      notice: notice(town, words)
    ).withForm()
  }

  func comment(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    let (town, plan, deposit) = try await deposited(call)
    let form = try await Form(of: call)
    var fields = commentFields(words, town, deposit, form, lot: form["lot"])
    var isOpen = false
    if case .open = deposit.period(on: today()) { isOpen = true }
    // A lot is taken as people write it, and kept as the map calls it.
    let lot = try await concerned(form["lot"], in: town.id)
    if !form["lot"].isEmpty, lot == nil, let place = fields.firstIndex(where: { $0.name == "lot" })
    {
      fields[place].fault = words(.errorLot, ["text": words.isolated(form["lot"])])
    }
    guard isOpen, fields.allSatisfy({ $0.fault == nil }) else {
      var response = page(
        commentPage(
          words, plan, deposit, fields: fields, once: Self.hidden("once", form.once.text)),
        in: words, call, notice: notice(town, words)
      ).withForm()
      response.status = isOpen ? .unprocessableContent : .conflict
      return response
    }
    return try await file(
      .comment, form, parcel: lot ?? town.id, words,
      entry: [
        "plan": .string(plan.id), "town": .string(town.id), "stance": .string(form["stance"]),
        "deposited": .string(deposit.day.description),
        "objectionsUntil": deposit.lastDay.map { .string($0.description) } ?? .null,
        "language": .string(words.language),
      ], personal: fields.filter { ["name", "contact", "text"].contains($0.name) })
  }

  /// The lot that a text means, if it means exactly one of the town's.
  private func concerned(_ text: String, in town: String) async throws -> String? {
    guard !text.isEmpty else { return nil }
    return try await work {
      let hits = enquiries.search(text, in: town, limit: 5)
      let exact = hits.filter { $0.parcel == text || $0.parcel == "\(town)/\(text)" }
      return exact.first?.parcel ?? (hits.count == 1 ? hits[0].parcel : nil)
        ?? hits.first { $0.kind == .parcel }?.parcel
    }
  }

  private func commentFields(
    _ words: Catalogue, _ town: Town, _ deposit: Deposit, _ form: Form?, lot: String
  ) -> [FormField] {
    let isObjection = form?["stance"] == Stance.object.rawValue
    func label(_ need: String, _ phrase: Phrase) -> String {
      deposit.needs.contains(need)
        ? words(.commentNeeded, ["label": words(phrase)])
        : words(.commentOptional, ["label": words(phrase)])
    }
    var stance = FormField(
      name: "stance", label: words(.commentStance), value: form?["stance"] ?? "",
      choices: [("", words(.fieldChoose))] + Stance.allCases.map { ($0.rawValue, words($0.phrase)) }
    )
    var text = FormField(
      name: "text", label: words(.commentText), hint: words(.commentTextHint),
      value: form?.text("text") ?? "", isLong: true)
    let place = FormField(
      name: "lot", label: words(.commentOptional, ["label": words(.commentLot)]),
      hint: words(.commentLotHint),
      value: lot.hasPrefix("\(town.id)/") ? String(lot.dropFirst(town.id.count + 1)) : lot)
    var name = FormField(
      name: "name", label: label("name", .fieldName), value: form?["name"] ?? "",
      autocomplete: "name")
    var contact = FormField(
      name: "contact", label: label("contact", .fieldContact), hint: words(.fieldContactHint),
      value: form?["contact"] ?? "", autocomplete: "email")
    if form != nil {
      if Stance(rawValue: stance.value) == nil { stance.fault = words(.errorStance) }
      if text.value.isEmpty { text.fault = words(.errorText) }
      if isObjection, deposit.needs.contains("name"), name.value.isEmpty {
        name.fault = words(.errorName)
      }
      let isAsked = isObjection && deposit.needs.contains("contact")
      if isAsked || !contact.value.isEmpty, !Self.isContact(contact.value) {
        contact.fault = words(.errorContact)
      }
    }
    return [stance, text, place, name, contact]
  }

  private func commentPage(
    _ words: Catalogue, _ plan: PlanSheet, _ deposit: Deposit, fields: [FormField], once: HTML
  ) -> Content {
    let name = name(of: plan, words)
    let title = words(.commentTitle, ["plan": name])
    let address = "/\(words.language)/comment/\(plan.town.percentEncoded)/\(plan.id.pathEncoded)"
    var isOpen = false
    if case .open = deposit.period(on: today()), cabinet != nil { isOpen = true }
    let isWrong = isOpen && fields.contains { $0.fault != nil }
    let basis: HTML =
      deposit.basis.text(in: words.language).map {
        "<p>\(words(.depositBasis)): <bdi>\($0)</bdi></p>"
      } ?? .nothing
    let form: HTML =
      isOpen
      ? """
      <form action="\(address)" method="post" novalidate>\(once)\(fields.html(\.html))
      <p class="quiet">\(personalHint(until: lastOfPersonal, words))</p>
      <p><button type="submit">\(words(.commentSend))</button></p></form>
      """
      : "<p>\(words(.commentClosed, ["plan": name]))</p><p>\(words(.commentElse))</p>"
    return Content(
      title: isWrong ? words(.errorTitle, ["title": title]) : title,
      main: """
        <p><a class="back" href="\(self.address(ofPlan: plan.id, in: plan.town, words))">\(words(.back))</a></p>
        \(isOpen ? FormField.summary(fields, words) : .nothing)<h1>\(title)</h1>
        <p class="lead">\(words.period(deposit, on: today()))</p>\(basis)
        \(form)
        """)
  }
}
