import Evaluation
import Facts
import RuleCompiler

/// Regulations as they are read.
extension Municipality {
  package func regulation(_ id: String, language: String) -> RegulationText? {
    let words = Catalogue.of(language) ?? .english
    let jurisdictions = rulebook.rulesets.keys.sorted()
    let home = jurisdictions.first { rulebook.regulations(in: $0).contains(id) }
    let vocabulary = home.flatMap { ruleset(of: $0) }?.vocabulary ?? Vocabulary()
    return rulebook.reading(of: id).map { reading in
      var text = RegulationText(
        id: id, title: reading.title, language: reading.language, isOfficial: reading.isOfficial,
        articles: reading.blocks.map { block in
          var article = RegulationText.Article(
            anchor: block.anchor, heading: block.heading,
            text: block.isCaption ? caption(block.text, words) : block.text,
            tables: block.tables.map { inWords($0, vocabulary, words) })
          article.under = block.article == block.anchor ? "" : block.article
          article.term = block.term
          return article
        })
      text.term = reading.term
      return text
    }
  }

  /// `Table 4`: the rest of a caption says what the table is to the compiler.
  private func caption(_ text: String, _ words: Catalogue) -> String {
    let number = text.firstMatch(of: /^Table ([^\s:]+)/)?.1 ?? ""
    return "\(words(.tableName)) \(words.digits(String(number)))"
  }

  private func inWords(
    _ table: RegulationReading.Table, _ vocabulary: Vocabulary, _ words: Catalogue
  ) -> RegulationText.Table {
    RegulationText.Table(
      id: table.id,
      columns: (table.inputs + table.outputs).map { head($0, vocabulary, words) },
      rows: table.rows.map { row in
        let inputs = zip(table.inputs, row.inputs).map { column, cell in
          input(cell, vocabulary.facts[column.name], words)
        }
        return .init(
          number: row.number, cells: inputs + row.outputs.map { output($0, vocabulary, words) })
      })
  }

  /// `lot area (m²)` and `coverage, at most (%)`.
  private func head(
    _ column: RegulationReading.Column, _ vocabulary: Vocabulary, _ words: Catalogue
  ) -> String {
    func label(_ name: String) -> String? {
      vocabulary.facts[name]?.label.text(in: words.language)
    }
    let rest = String(column.name.dropFirst(4))
    var text = label(column.name) ?? column.name
    if column.name.hasPrefix("max "), let inner = label(rest) {
      text = words(.tableMost, ["label": inner])
    } else if column.name.hasPrefix("min "), let inner = label(rest) {
      text = words(.tableLeast, ["label": inner])
    } else if column.name.hasPrefix("max ") || column.name.hasPrefix("min "),
      words.language != "en"
    {
      // A limit that the vocabulary has no word for is called so in answers as well.
      text = Wording(words.language)(.allowed)
    }
    guard let unit = column.unit, unit != "1" else { return text }
    return "\(text) (\(UnitOfMeasure(symbol: unit)?.label(in: words.language) ?? unit))"
  }

  /// A cell that asks something of a fact: a range, a bound, or words.
  private func input(
    _ cell: String, _ fact: FactDeclaration?, _ words: Catalogue
  ) -> String {
    if cell == "-" { return words(.tableAny) }
    if cell.contains("\"") {
      return words.list(
        cell.split(separator: ",").map { part in
          let code = part.filter { $0 != "\"" }.trimmingPrefix(while: \.isWhitespace)
          return fact?.choiceLabels[String(code)]?.text(in: words.language)
            ?? words.digits(String(code))
        })
    }
    if cell == "true" || cell == "false" { return words(cell == "true" ? .yes : .no) }
    let wording = Wording(words.language)
    func bound(_ sentence: Wording.Sentence, _ limit: Substring) -> String {
      wording(sentence, ["limit": words.digits(String(limit))])
    }
    if let range = cell.wholeMatch(of: /([\[(])\s*([\d.]+?)\s*\.\.\s*([\d.]+)\s*([\])])/) {
      if range.1 == "[", range.4 == "]" {
        return "\(words.digits(String(range.2)))–\(words.digits(String(range.3)))"
      }
      return words.list([
        bound(range.1 == "[" ? .atLeast : .moreThan, range.2),
        bound(range.4 == "]" ? .atMost : .lessThan, range.3),
      ])
    }
    if let one = cell.wholeMatch(of: /(<=|>=|<|>)\s*([\d.]+)/) {
      let sentence: Wording.Sentence =
        switch one.1 {
        case "<=": .atMost
        case ">=": .atLeast
        case "<": .lessThan
        default: .moreThan
        }
      return bound(sentence, one.2)
    }
    return words.digits(cell)
  }

  private func output(_ cell: String, _ vocabulary: Vocabulary, _ words: Catalogue) -> String {
    switch cell {
    case "no limit": words(.tableNoLimit)
    case "none": words(.tableNone)
    case "?": words(.outcomeUnknown)
    case "true": words(.yes)
    case "false": words(.no)
    default: Number(cell)?.formatted(in: words.language) ?? formula(cell, vocabulary, words)
    }
  }

  /// `0.06 * lot area` with the facts by their labels.
  private func formula(_ cell: String, _ vocabulary: Vocabulary, _ words: Catalogue) -> String {
    var text = cell.replacing(" * ", with: " × ").replacing("\"", with: "")
    let names = vocabulary.facts.keys.filter { text.contains($0) }
    for name in names.sorted(by: { ($0.count, $0) > ($1.count, $1) }) {
      if let label = vocabulary.facts[name]?.label.text(in: words.language) {
        text = text.replacing(name, with: label)
      }
    }
    return words.digits(text)
  }
}
