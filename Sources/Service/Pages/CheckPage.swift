import Evaluation
import Facts
import Foundation
import HTTPTypes
import Hummingbird

/// What a question's address says: the work, the day, and the answers so far as `i.NAME=text`.
struct Asking: Sendable {
  var work: String
  var on: CivilDate
  var inputs: [(name: String, text: String)] = []
  /// What was drawn on the lot, as ``Footprint`` writes it.
  var drawing: String?

  /// What stands for "I don't know".
  static let unknown = "?"

  /// Nil where no work is named.
  init?(_ call: Call, on: CivilDate) {
    guard let work = call.query["work"], !work.isEmpty else { return nil }
    self.work = work
    self.on = on
    // What was said of another work is not said of this one.
    if let before = call.query["was"], before != work { return }
    for item in call.query.items where item.name.hasPrefix("i.") {
      let name = String(item.name.dropFirst(2))
      var text = String(item.value.prefix(200)).trimmingCharacters(in: .whitespaces)
      // In Russian the comma is the decimal sign; elsewhere `1,5` is asked for again.
      if call["lang"] == "ru", text.wholeMatch(of: /[-−+]?[\d\s]+,\d+/) != nil {
        text = text.replacing(",", with: ".")
      }
      inputs.removeAll { $0.name == name }
      if !text.isEmpty { inputs.append((name, text)) }
    }
    drawing = call.query["draw"].flatMap { $0.isEmpty ? nil : String($0.prefix(2000)) }
    if let name = call.query["unknown"], !name.isEmpty { set(name, Self.unknown) }
  }

  /// As somebody would have typed a question.
  init(_ question: Question, drawing: String?) {
    work = question.work
    on = question.on
    inputs = question.inputs.map { ($0.key, $0.value.string ?? Self.unknown) }
    self.drawing = drawing
  }

  mutating func set(_ name: String, _ text: String) {
    inputs.removeAll { $0.name == name }
    inputs.append((name, text))
  }

  func query(asking name: String? = nil) -> String {
    var query = Query([.init(name: "work", value: work), .init(name: "on", value: on.description)])
    for input in inputs { query.items.append(.init(name: "i.\(input.name)", value: input.text)) }
    if let drawing { query.items.append(.init(name: "draw", value: drawing)) }
    if let name { query.items.append(.init(name: "ask", value: name)) }
    return query.text
  }

  func question(parcel: String, language: String) -> Question {
    Question(
      parcel: parcel, work: work,
      inputs: inputs.map {
        JSON.Member($0.name, $0.text == Self.unknown ? .null : .string($0.text))
      }, on: on, language: language)
  }
}

extension Server {
  /// The next question that still decides, one to a page; when there is none, the answers for checking.
  func checkPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    guard let on = pageDay(call), let asking = Asking(call, on: on) else {
      return try await placePage(call, isChoosing: true)
    }
    let place = try await place(call, on: on, words)
    let path = "/\(words.language)/check/\(place.parcel.pathEncoded)"
    // "I don't know" came as a button: give it an address of its own.
    if call.query["unknown"] != nil { return .seeOther("\(path)?\(asking.query())") }
    let notice = notice(enquiries.town(place.town), words)
    let label = try await workLabel(asking.work, in: place.town, words)

    let question = asking.question(parcel: place.parcel, language: words.language)
    let asked = call.query["ask"]
    switch try await work({ enquiries.ask(question) }) {
    case .failure(let refusal):
      if refusal.faults.contains(where: { $0.pointer == "/work" }) {
        return try await placePage(call, isChoosing: true)
      }
      // One of the answers cannot be read: ask for it again and say why.
      let name = refusal.faults.lazy.compactMap { Self.input($0.pointer) }.first
      guard let name else { throw problem(refusal) }
      var without = asking
      let text = asking.inputs.first { $0.name == name }?.text ?? ""
      without.inputs.removeAll { input in
        refusal.faults.contains { Self.input($0.pointer) == input.name }
      }
      // Said to be unknown, it is among what was asked, whether or not it still decides.
      var retry = without
      retry.set(name, Asking.unknown)
      let again = retry.question(parcel: place.parcel, language: words.language)
      guard case .success(let reply) = try await work({ enquiries.ask(again) }),
        let fact = reply.asked.first(where: { $0.name == name })
      else { throw problem(refusal) }
      var response = page(
        questionPage(
          words, fact, place: place, work: label, asking: without, text: text,
          fault: Self.fault(fact, text: text, words),
          left: reply.open(without: without, but: fact),
          article: reply.article(for: fact)),
        in: words, call, notice: notice)
      response.status = .unprocessableContent
      return response
    case .success(let reply):
      let answered = Set(asking.inputs.map(\.name))
      let open = try await work {
        enquiries.nextFact(of: question, after: reply, answered: answered)
      }
      let again = asked.flatMap { name in (reply.asked + reply.next).first { $0.name == name } }
      if let fact = again ?? open {
        var without = asking
        without.inputs.removeAll { $0.name == fact.name }
        let text = asking.inputs.first { $0.name == fact.name }?.text ?? ""
        // A form that came back empty is told so.
        let isEmpty = call.query.items.contains { $0.name == "i.\(fact.name)" && $0.value.isEmpty }
        let fault = isEmpty ? Refusal.Fault("/inputs/\(fact.name)", words(.errorEmpty)) : nil
        return page(
          questionPage(
            words, fact, place: place, work: label, asking: without,
            text: text == Asking.unknown ? "" : text, fault: fault,
            left: reply.open(without: asking, but: fact),
            article: reply.article(for: fact)),
          in: words, call, notice: notice)
      }
      let measured = try await drawn(asking, on: place.parcel).measurement?.kept(by: asking)
      return page(
        summaryPage(
          words, place: place, work: label, asking: asking, reply: reply, measured: measured ?? []),
        in: words, call, notice: notice)
    }
  }

  func workLabel(_ name: String, in town: String, _ words: Catalogue) async throws -> String {
    let known = try await work { enquiries.works(in: town, language: words.language) }
    return known.first { $0.name == name }?.label ?? name
  }

  /// Why an answer is asked for again, in the reader's language.
  private static func fault(_ fact: FactDeclaration, text: String, _ words: Catalogue)
    -> Refusal.Fault
  {
    let pointer = "/inputs/\(fact.name)"
    if fact.type == .number, let number = Number(reading: text) {
      func shown(_ base: Number) -> String {
        let amount = fact.unit.flatMap { $0.amount(of: base) } ?? base
        return words.isolated(words.value(.number(amount), unit: fact.unit?.symbol))
      }
      let base = fact.unit.flatMap { $0.base(number) } ?? number
      if let lowest = fact.lowest, base < lowest {
        return .init(pointer, words(.errorLow, ["limit": shown(lowest)]))
      }
      if let highest = fact.highest, base > highest {
        return .init(pointer, words(.errorHigh, ["limit": shown(highest)]))
      }
    }
    let example = fact.example.map { words.example($0) } ?? words.digits("2.5")
    let mend: String? =
      switch fact.type {
      case .number, .list(.number):
        words(.errorNumber, ["example": words.isolated(example)])
      case .date: words(.onHint, ["example": words.isolated(example)])
      default: nil
      }
    return .init(pointer, words(.errorRead, ["text": words.isolated(text)]), mend: mend)
  }

  /// The input that a fault's pointer names.
  static func input(_ pointer: String) -> String? {
    guard pointer.hasPrefix("/inputs/") else { return nil }
    return String(pointer.dropFirst(8)).replacing("~1", with: "/").replacing("~0", with: "~")
  }
}

extension Reply {
  /// How many questions are still open besides one, and besides those that were answered.
  fileprivate func open(without asking: Asking, but fact: FactDeclaration) -> Int {
    next.filter { next in
      next.name != fact.name && !asking.inputs.contains { $0.name == next.name }
    }.count
  }

  /// The article that waits for a fact; nil for what was answered already.
  fileprivate func article(for fact: FactDeclaration) -> Answer.Citation? {
    answer.missing.first { $0.name == fact.name }?.article
  }
}
