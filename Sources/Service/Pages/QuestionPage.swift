import Evaluation
import Facts

extension Server {
  /// One question: why it is asked, its unit, an example, and "I don't know".
  ///
  /// - Parameter left: How many questions can follow at most: an answer never opens one that was not open before.
  /// - Parameter article: The article that waits for the answer.
  func questionPage(
    _ words: Catalogue, _ fact: FactDeclaration, place: PlaceSummary, work: String, asking: Asking,
    text: String, fault: Refusal.Fault?, left: Int,
    article: Answer.Citation?
  ) -> Content {
    let name = "i.\(fact.name)"
    let path = "/\(words.language)/check/\(place.parcel.pathEncoded)"
    let label = fact.label.text(in: words.language) ?? fact.name
    let question = fact.question.text(in: words.language) ?? label
    let hidden: HTML =
      [("work", asking.work), ("on", asking.on.description)].html { Self.hidden($0.0, $0.1) }
    let drawing: HTML = asking.drawing.map { Self.hidden("draw", $0) } ?? .nothing
    let before: HTML = "\(asking.inputs.html { Self.hidden("i.\($0.name)", $0.text) })\(drawing)"
    let reason: HTML = fact.why.text(in: words.language).map { "<p>\($0)</p>" } ?? .nothing
    let needed: HTML =
      article.map { article in
        let anchor = article.article.split(separator: " ").first.map(String.init) ?? article.article
        return
          "<p>\(words(.neededBy)) <a href=\"/\(words.language)/regulations/\(article.regulation.percentEncoded)?on=\(asking.on.description)#\(anchor.percentEncoded)\" lang=\"\(article.language)\"><bdi>\(article.heading.isEmpty ? article.article : article.heading)</bdi></a></p>"
      } ?? .nothing
    let why: HTML =
      fact.why.text(in: words.language) == nil && article == nil
      ? .nothing
      : "<details class=\"why\"><summary>\(words(.whyAsked))</summary>\(reason)\(needed)</details>"
    let hint = hint(words, fact)
    let summary: HTML =
      fault.map {
        """
        <div class="errors" role="alert" aria-labelledby="errors" tabindex="-1" autofocus><h2 id="errors">\(words(.errorHeading))</h2>
        <ul><li><a href="#answer"><bdi>\($0.detail)</bdi></a>\($0.mend.map { "<br><bdi>\($0)</bdi>" } ?? .nothing)</li></ul></div>
        """
      } ?? .nothing
    let message: HTML =
      fault.map { "<p id=\"fault\" class=\"fault\"><bdi>\($0.detail)</bdi></p>" } ?? .nothing
    let described = [fault == nil ? nil : "fault", hint == nil ? nil : "hint"].compactMap { $0 }
      .joined(separator: " ")
    let field: HTML
    if let choices = choices(words, fact) {
      field = """
        <fieldset\(described.isEmpty ? .nothing : " aria-describedby=\"\(described)\"")><legend><h1>\(question)</h1></legend>\(hint)\(message)
        \(choices.enumerated().html { index, choice in
          let id = index == 0 ? "answer" : "answer-\(index)"
          return "<div class=\"choice\"><input type=\"radio\" id=\"\(id)\" name=\"\(name)\" value=\"\(choice.value)\"\(choice.value == text ? " checked" : .nothing)><label for=\"\(id)\">\(words.sentence(choice.label))</label></div>"
        })</fieldset>
        """
    } else {
      let isNumber = fact.type == .number
      let unit: HTML =
        fact.unit.map {
          $0.symbol == "1"
            ? .nothing : " <span class=\"unit\">\($0.label(in: words.language))</span>"
        } ?? .nothing
      field = """
        <h1><label for="answer">\(question)</label></h1>\(hint)\(message)
        <p class="field"><input id="answer" name="\(name)" type="text" class="\(isNumber ? "short" : "long")"\(isNumber ? " inputmode=\"decimal\"" : .nothing) dir="auto" maxlength="200" autocomplete="off" value="\(text)"\(described.isEmpty ? .nothing : " aria-describedby=\"\(described)\"")\(fault == nil ? .nothing : " aria-invalid=\"true\"")>\(unit)</p>
        """
    }
    let back =
      asking.inputs.last.map { "\(path)?\(asking.query(asking: $0.name))" }
      ?? "/\(words.language)/parcel/\(place.parcel.pathEncoded)?\(asking.query())"
    return Content(
      title: fault == nil ? question : words(.errorTitle, ["title": question]),
      main: """
        <p><a class="back" href="\(back)">\(words(.back))</a></p>
        \(summary)
        <p class="context"><bdi>\(place.label)</bdi> · \(words.sentence(work))<br>\(words(.questionsLeft, counts: ["count": left]))</p>
        <form action="\(path)" method="get" novalidate>\(hidden)\(before)
        \(field)\(why)\(drawLink(words, fact, place: place, asking: asking))
        <p class="buttons"><button type="submit">\(words(.continue))</button>
        <button type="submit" class="second" name="unknown" value="\(fact.name)" aria-describedby="dontknow">\(words(.dontKnow))</button></p>
        <p id="dontknow" class="hint">\(words(.dontKnowHint))</p>
        </form>
        """)
  }

  /// What everybody said, with a way to change each, before the result.
  func summaryPage(
    _ words: Catalogue, place: PlaceSummary, work: String, asking: Asking, reply: Reply,
    measured: Set<String> = []
  ) -> Content {
    let path = "/\(words.language)/check/\(place.parcel.pathEncoded)"
    let back =
      asking.inputs.last.map { "\(path)?\(asking.query(asking: $0.name))" }
      ?? "/\(words.language)/parcel/\(place.parcel.pathEncoded)?\(asking.query())"
    let rows = asking.inputs.html { input in
      let fact = (reply.asked + reply.next).first { $0.name == input.name }
      let label = fact?.label.text(in: words.language) ?? input.name
      return """
        <div><dt>\(words.sentence(label))</dt><dd><bdi>\(spoken(input.text, fact, words))</bdi>\(measured.contains(input.name) ? "<br><span class=\"quiet\">\(words(.drawTag))</span>" : .nothing)</dd>
        <dd><a href="\(path)?\(asking.query(asking: input.name))" aria-label="\(words(.changeOf, ["label": label]))">\(words(.change))</a></dd></div>
        """
    }
    let start = "/\(words.language)/parcel/\(place.parcel.pathEncoded)"
    return Content(
      title: words(.summaryTitle),
      main: """
        <p><a class="back" href="\(back)">\(words(.back))</a></p>
        <h1>\(words(.summaryTitle))</h1>
        <p>\(words(.summaryDone))</p>
        <dl class="summary">
        <div><dt>\(words(.summaryPlace))</dt><dd><bdi>\(place.label)</bdi></dd><dd><a href="/\(words.language)/" aria-label="\(words(.changeOf, ["label": words(.summaryPlace)]))">\(words(.change))</a></dd></div>
        <div><dt>\(words(.summaryWork))</dt><dd>\(words.sentence(work))</dd><dd><a href="\(start)?\(asking.query())#works" aria-label="\(words(.changeOf, ["label": words(.summaryWork)]))">\(words(.change))</a></dd></div>
        <div><dt>\(words(.onLabel))</dt><dd>\(time(asking.on, words))</dd><dd><a href="\(start)?\(asking.query())#on" aria-label="\(words(.changeOf, ["label": words(.onLabel)]))">\(words(.change))</a></dd></div>
        \(rows)</dl>\(drawAgain(words, place: place, asking: asking))
        <p><a class="button" href="/\(words.language)/result/\(place.parcel.pathEncoded)?\(asking.query())">\(words(.seeResult))</a></p>
        """)
  }

  static func hidden(_ name: String, _ value: String) -> HTML {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
  }

  private func hint(_ words: Catalogue, _ fact: FactDeclaration) -> HTML? {
    var parts: [String] = []
    if let unit = fact.unit, unit.symbol != "1" {
      parts.append(words(.inUnit, ["unit": unit.label(in: words.language)]))
    }
    if let example = fact.example {
      parts.append(words(.example, ["example": words.isolated(words.example(example))]))
    }
    return parts.isEmpty
      ? nil : "<p id=\"hint\" class=\"hint\">\(parts.joined(separator: ". "))</p>"
  }

  /// What a closed question offers; nil for one that is answered by typing.
  private func choices(_ words: Catalogue, _ fact: FactDeclaration) -> [(
    value: String, label: String
  )]? {
    switch fact.type {
    case .boolean: [("yes", words(.yes)), ("no", words(.no))]
    case .code(let codes):
      codes.map { ($0, fact.choiceLabels[$0]?.text(in: words.language) ?? $0) }
    default: nil
    }
  }

  /// An answer as it is shown again: digits of the language, the unit, the choice's own words.
  func spoken(_ text: String, _ fact: FactDeclaration?, _ words: Catalogue) -> String {
    if text == Asking.unknown { return words(.dontKnow) }
    guard let fact else { return text }
    if let choice = choices(words, fact)?.first(where: { $0.value == text }) { return choice.label }
    func amount(_ value: FactValue) -> String {
      guard case .number(let base) = value else { return words(.outcomeUnknown) }
      return words.value(
        .number(fact.unit.flatMap { $0.amount(of: base) } ?? base), unit: fact.unit?.symbol)
    }
    switch try? fact.read(text) {
    case .date(let day)?: return words.date(day)
    case .number(let base)?: return amount(.number(base))
    case .list(let items)? where fact.type == .list(.number) || fact.perLine != nil:
      return words.list(items.map(amount))
    default: return words.digits(text)
    }
  }
}
