/// Assessments as lines of text, with the article behind every part that is not simply met.
///
/// `cambridge/12-3,new building,not_permitted,not_met table-5-1 row 5;unknown fn-n` : the parcel, the work, the verdict, and by
/// outcome the articles. The words for each rule and outcome are made once, so that a line is a few copies.
package struct AssessmentLines: Sendable {
  private let requirements: [[[UInt8]]]
  private let exemptions: [[[UInt8]]]
  /// By table, part and row.
  private let rows: [[[[UInt8]]]]

  private static let outcomes: [Outcome] = [.notMet, .unknown, .discretion]

  package init(_ ruleset: Ruleset) {
    func words(_ outcomes: [Outcome], _ article: String) -> [[UInt8]] {
      outcomes.map { Array("\($0.rawValue) \(article)".utf8) }
    }
    requirements = ruleset.requirements.map {
      words(Self.outcomes, $0.provenance.citation.article)
    }
    exemptions = ruleset.exemptions.map { rule in
      words([.met, .unknown, .discretion], rule.provenance.citation.article)
    }
    rows = ruleset.tables.map { table in
      table.parts.map { part in
        part.rows.map { Array(" (\(part.provenance.citation.article) row \($0.number))".utf8) }
      }
    }
  }

  /// The columns that ``append(_:parcel:work:to:)`` writes.
  package static let header = "parcel,work,verdict,articles"

  /// Writes one line. What is met or does not apply is left out: only an exemption that holds is named.
  package func append(
    _ assessment: Assessment, parcel: [UInt8], work: [UInt8], to text: inout [UInt8]
  ) {
    text += parcel
    text.append(UInt8(ascii: ","))
    text += work
    text.append(UInt8(ascii: ","))
    text += Self.verdicts[assessment.verdict.rank]
    text.append(UInt8(ascii: ","))
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
      text += requirements[place][index]
      if let row = assessment.rows[place] {
        text += rows[Int(row.table)][Int(row.part)][Int(row.row)]
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
      text += exemptions[place][index]
    }
    text.append(UInt8(ascii: "\n"))
  }

  private static let verdicts = Verdict.allCases.map { Array($0.rawValue.utf8) }
}
