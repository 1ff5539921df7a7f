import Evaluation
import Facts

/// Why: each requirement with the figures and the words of the law behind it.
extension ResultPage {
  /// What decides stands open; what is met follows in one fold, so that both are shown.
  var why: HTML {
    let shown = answer.requirements.filter { $0.outcome != .notApplicable }
    // A permit is not needed because an exemption is met: that is the reason, and stands first.
    if let freed {
      return "\(detail(of: freed))\(shown.isEmpty ? .nothing : list(shown))"
    }
    if shown.isEmpty {
      let isOpen = [.discretionary, .incomplete, .notPermitted].contains(answer.verdict)
      return "<p>\(words(isOpen ? .whyOpen : .noWay))</p>"
    }
    return words.reasons(shown, outcome: \.outcome, list)
  }

  /// Requirements of one article in a row share its quotation, which stands below the last of them.
  func list(_ requirements: [Answer.RequirementResult]) -> HTML {
    let items = requirements.indices.map { index in
      let next = index + 1 < requirements.count ? requirements[index + 1] : nil
      let one = requirements[index]
      return requirement(
        one,
        isLast: next.map {
          $0.article.regulation != one.article.regulation
            || $0.article.article != one.article.article
            || $0.confidence != one.confidence
        } ?? true)
    }
    return "<ul class=\"requirements\">\(items)</ul>"
  }

  private func requirement(_ one: Answer.RequirementResult, isLast: Bool) -> HTML {
    let law =
      one.remark.map {
        "<p lang=\"\(one.article.language)\" dir=\"\(direction(one.article.language))\">\($0)</p>"
          as HTML
      } ?? .nothing
    let line: HTML = one.isOnTheLine ? "<p>\(words(.onTheLine))</p>" : .nothing
    let relief: HTML = one.relief.map { "<p>\(words(.reliefNote, ["relief": $0]))</p>" } ?? .nothing
    let source: HTML =
      isLast
      ? "\(citation(one.article))<p class=\"quiet\">\(confidence(one.confidence))</p>" : .nothing
    return """
      <li class="\(one.outcome.rawValue)"><p class="statement">\(words.mark(one.outcome)) \(words.sentence(one.statement))</p>
      \(law)\(line)\(relief)\(figures(one.figures, beside: one.statement))\(source)</li>
      """
  }

  /// A figure with as many decimals as people read; the answer's own bytes have all of them.
  private func shown(_ figure: Answer.Figure) -> String {
    guard case .number(let number) = figure.value else {
      return words.value(figure.value, unit: figure.unit)
    }
    let places = number.magnitude < .one ? 4 : 2
    return words.value(.number(number.rounded(places: places) ?? number), unit: figure.unit)
  }

  /// The figures that the statement does not say already.
  func figures(_ figures: [Answer.Figure], beside statement: String) -> HTML {
    let further = figures.filter { figure in
      switch figure.value {
      case .null, .bool: false
      default: !statement.contains(shown(figure))
      }
    }
    guard !further.isEmpty else { return .nothing }
    let rows = further.html {
      "<div><dt>\(words.sentence($0.label))</dt><dd><bdi>\(shown($0))</bdi></dd></div>"
    }
    return "<dl class=\"figures\" aria-label=\"\(words(.figures))\">\(rows)</dl>"
  }

  /// The law's own words in their own language, the row of its table where that gave the figure, and the way to the whole text.
  func citation(_ article: Answer.Citation) -> HTML {
    let text = Server.body(article.quote, below: article.heading)
    let row = row(of: article)
    // A table's caption is written for the compiler; its row says more.
    let quote: HTML =
      text.isEmpty || row != nil && text.hasPrefix("Table ")
      ? .nothing
      : "<p lang=\"\(article.language)\" dir=\"\(direction(article.language))\">\(text)</p>"
    return """
      <blockquote><p class="quiet"><span lang="\(article.language)" dir="\(direction(article.language))"><bdi>\(article.heading)</bdi></span> (\(words(article.isOfficial ? .official : .paraphrase)))</p>
      \(quote)\(row)
      <p><a href="\(address(of: article))">\(words(.readArticle))</a></p></blockquote>
      """
  }

  func address(of article: Answer.Citation) -> String {
    let anchor = article.article.split(separator: " ").first.map(String.init) ?? article.article
    return
      "/\(words.language)/regulations/\(article.regulation.percentEncoded)?on=\(answer.on.description)#\(anchor.percentEncoded)"
  }

  /// The row of a table that gave the figure, of an article such as `table-1-222 row 2`.
  private func row(of article: Answer.Citation) -> HTML? {
    let parts = article.article.split(separator: " row ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    let name: HTML =
      "<p class=\"quiet\">\(words.sentence(words(.tableRow, ["row": words.digits(parts[1])]))):</p>"
    let table = tables[article.regulation]?.first { $0.id == parts[0] }
    guard let table, let row = table.rows.first(where: { $0.number == parts[1] }) else {
      return name
    }
    let cells = zip(table.columns, row.cells).html { column, cell in
      "<div><dt>\(words.sentence(column))</dt><dd><bdi>\(cell)</bdi></dd></div>"
    }
    return "\(name)<dl class=\"figures\">\(cells)</dl>"
  }

  private func confidence(_ tag: String) -> String {
    switch tag.split(separator: ":").first {
    case "S": words(.tagS) + (tag.count > 2 ? " (\(tag.dropFirst(2)))" : "")
    case "G": words(.tagG)
    case "C": words(.tagC)
    case "X": words(.tagX)
    case "L": words(.tagL)
    case "GAP": words(.tagGap)
    default: words(.tagOther, ["tag": tag])
    }
  }
}

extension Catalogue {
  /// Rules in the order in which a reader wants them: what decides stands open, what waits for an answer and what is met in folds.
  func reasons<Rule>(_ rules: [Rule], outcome: (Rule) -> Outcome, _ list: ([Rule]) -> HTML) -> HTML
  {
    // Once something refuses, what only waits for an answer decides nothing.
    let refuses = rules.contains { outcome($0) == .notMet }
    let waiting = rules.filter { refuses && outcome($0) == .unknown }
    let met = rules.filter { outcome($0) == .met }
    let deciding = rules.filter {
      outcome($0) != .met && !(refuses && outcome($0) == .unknown)
    }
    if deciding.isEmpty { return list(met) }
    func fold(_ title: Phrase, _ rules: [Rule]) -> HTML {
      guard !rules.isEmpty else { return .nothing }
      let count = Number(rules.count).formatted(in: language)
      return "<details><summary>\(self(title)) (\(count))</summary>\(list(rules))</details>"
    }
    return "\(list(deciding))\(fold(.openRules, waiting))\(fold(.moreParts, met))"
  }

  /// How a rule came out, by a sign and a word; never by a colour alone.
  func mark(_ outcome: Outcome) -> HTML {
    let (icon, phrase): (String, Phrase) =
      switch outcome {
      case .met: ("✓", .outcomeMet)
      case .notMet: ("✕", .outcomeNotMet)
      case .unknown: ("?", .outcomeUnknown)
      case .discretion: ("⚖", .outcomeDiscretion)
      case .notApplicable: ("–", .outcomeNotApplicable)
      }
    return
      "<strong class=\"mark\"><span aria-hidden=\"true\">\(icon)</span> \(self(phrase))</strong>"
  }
}
