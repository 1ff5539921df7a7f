/// The articles behind every part of an assessment that is not simply met, as text.
///
/// `not_met table-5-1 (table-5-1 row 5);unknown fn-n`. The words for each rule and outcome are made once, so that a line of
/// a table is a few copies.
package struct AssessmentArticles: Sendable {
  /// All words, one after the other.
  private var words: [UInt8] = []
  private var requirements: [[Range<Int>]] = []
  private var exemptions: [[Range<Int>]] = []
  /// By table, part and row.
  private var rows: [[[Range<Int>]]] = []

  package init(_ ruleset: Ruleset) {
    requirements = ruleset.requirements.map { rule in
      [Outcome.notMet, .unknown, .discretion].map {
        add("\($0.rawValue) \(rule.provenance.citation.article)")
      }
    }
    exemptions = ruleset.exemptions.map { rule in
      [Outcome.met, .unknown, .discretion].map {
        add("\($0.rawValue) \(rule.provenance.citation.article)")
      }
    }
    rows = ruleset.tables.map { table in
      table.parts.map { part in
        part.rows.map { add(" (\(part.provenance.citation.article) row \($0.number))") }
      }
    }
  }

  private mutating func add(_ text: String) -> Range<Int> {
    let start = words.count
    words += text.utf8
    return start..<words.count
  }

  /// Writes them, parted by `;`. What is met or does not apply is left out: only an exemption that holds is named.
  package func append(_ assessment: Assessment, to text: inout [UInt8]) {
    words.withUnsafeBufferPointer { words in
      func put(_ range: Range<Int>) { text.append(contentsOf: words[range]) }
      var isFirst = true
      func separate() {
        if !isFirst { text.append(UInt8(ascii: ";")) }
        isFirst = false
      }
      for (place, outcome) in assessment.requirements.enumerated() {
        let index: Int
        switch outcome {
        case .notMet: index = 0
        case .unknown: index = 1
        case .discretion: index = 2
        default: continue
        }
        separate()
        put(requirements[place][index])
        if let row = assessment.rows[place] {
          put(rows[Int(row.table)][Int(row.part)][Int(row.row)])
        }
      }
      for (place, outcome) in assessment.exemptions.enumerated() {
        let index: Int
        switch outcome {
        case .met: index = 0
        case .unknown: index = 1
        case .discretion: index = 2
        default: continue
        }
        separate()
        put(exemptions[place][index])
      }
    }
  }
}
