import Facts

/// What somebody typed into the box of works, and what it may mean.
struct SoughtWorks: Sendable {
  var text: String
  var found: [FoundWork]
}

/// Choosing the kind of work: the common ones, those that a word finds, and all others in a fold.
extension Server {
  /// Nil where nothing was typed.
  func sought(_ call: Call, _ works: [Work]) -> SoughtWorks? {
    guard let text = call.query["find"].map({ String($0.prefix(100)) }),
      !text.allSatisfy(\.isWhitespace)
    else { return nil }
    return SoughtWorks(text: text, found: WorkSearch(works).search(text))
  }

  /// The works that were found, or else those that people often ask about; then the others in a fold.
  func choices(_ words: Catalogue, _ works: [Work], sought: SoughtWorks?, chosen: String?) -> HTML {
    let found = sought?.found ?? []
    var first = found.map { choice($0.work, words, chosen: chosen, by: $0.word) }
    if found.isEmpty {
      first = works.filter(\.isCommon).map { choice($0, words, chosen: chosen) }
    }
    let shown = Set(found.isEmpty ? works.filter(\.isCommon).map(\.name) : found.map(\.work.name))
    let others = works.filter { !shown.contains($0.name) }
    let open: HTML = others.contains { $0.name == chosen } ? " open" : .nothing
    let rest: HTML =
      others.isEmpty
      ? .nothing
      : first.isEmpty
        ? others.html { choice($0, words, chosen: chosen) }
        : "<details\(open)><summary>\(words(.otherWorks))</summary>\(others.html { choice($0, words, chosen: chosen) })</details>"
    let told: HTML =
      sought.map { sought in
        let text = ["text": words.isolated(sought.text)]
        return found.isEmpty
          ? "<div class=\"notice\" role=\"status\"><p>\(words(.foundNoWork, text))</p><p>\(words(.foundNoWorkHelp))</p></div>"
          : "<p role=\"status\">\(words(.foundWorks, text, counts: ["count": found.count]))</p>"
      } ?? .nothing
    return
      "<fieldset id=\"works\" tabindex=\"-1\"><legend><h2>\(words(.chooseWork))</h2></legend>\(told)\(first.html { $0 })\(rest)</fieldset>"
  }

  private func choice(
    _ work: Work, _ words: Catalogue, chosen: String?, by word: String? = nil
  ) -> HTML {
    let id = "work-\(work.name.replacing(" ", with: "-"))"
    let checked: HTML = work.name == chosen ? " checked" : .nothing
    let also: HTML =
      word.map {
        " <span class=\"quiet\">\(words(.foundByWord, ["word": words.isolated($0)]))</span>"
      } ?? .nothing
    return
      "<div class=\"choice\"><input type=\"radio\" name=\"work\" required id=\"\(id)\" value=\"\(work.name)\"\(checked)><label for=\"\(id)\">\(words.sentence(work.label))\(also)</label></div>"
  }

  /// The box for those who do not find their work among the common ones.
  func workSearchForm(
    _ words: Catalogue, parcel: String, sought: SoughtWorks?, on: CivilDate, kept: HTML
  ) -> HTML {
    """
    <form class="search works" action="/\(words.language)/parcel/\(parcel.pathEncoded)#works" method="get" role="search" aria-label="\(words(.findWork))">
    <label for="find">\(words(.findWork))</label><p id="find-hint" class="hint">\(words(.findWorkHint))</p>
    \(Self.hidden("on", on.description))\(kept)
    <input id="find" name="find" type="text" dir="auto" maxlength="100" autocomplete="off" aria-describedby="find-hint" value="\(sought?.text ?? "")">
    <button type="submit" class="second">\(words(.findWorkButton))</button></form>
    """
  }
}
