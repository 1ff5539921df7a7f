import Evaluation
import Facts

/// Changes as lines of a table (RFC 4180): parcel, work, which way, both verdicts, the district, and under each law the articles that
/// do not simply hold.
///
/// `cambridge/12-3,new building,lose,permitted,not_permitted,C-1,,not_met table-5-1 row 5`. The words for each rule and outcome
/// are made once, so that a line is a few copies.
package struct SimulationLines: Sendable {
  private let sites: (before: SiteTable, after: SiteTable)
  private let laws: [Words]

  /// What one law says of each rule, by outcome.
  private struct Words: Sendable {
    var requirements: [[[UInt8]]]
    var exemptions: [[[UInt8]]]
    var rows: [[[[UInt8]]]]

    init(_ ruleset: Ruleset) {
      func words(_ outcomes: [Outcome], _ article: String) -> [[UInt8]] {
        outcomes.map { Array("\($0.rawValue) \(article)".utf8) }
      }
      requirements = ruleset.requirements.map {
        words([.notMet, .unknown, .discretion], $0.provenance.citation.article)
      }
      exemptions = ruleset.exemptions.map {
        words([.met, .unknown, .discretion], $0.provenance.citation.article)
      }
      rows = ruleset.tables.map { table in
        table.parts.map { part in
          part.rows.map { Array(" (\(part.provenance.citation.article) row \($0.number))".utf8) }
        }
      }
    }
  }

  init(_ simulation: Simulation) {
    sites = simulation.sites
    laws = [Words(simulation.before), Words(simulation.after)]
  }

  package static let header =
    "parcel,work,change,before,after,district,articles before,articles after"

  func append(
    _ before: Assessment, _ after: Assessment, _ change: Change, _ row: Int, work: String,
    district: String, to text: inout [UInt8]
  ) {
    Self.field(sites.before.bytes(ofParcel: row), to: &text)
    for word in [work, change.rawValue, before.verdict.rawValue, after.verdict.rawValue, district] {
      text.append(UInt8(ascii: ","))
      Self.field(word.utf8, to: &text)
    }
    for (law, assessment) in [before, after].enumerated() {
      text.append(UInt8(ascii: ","))
      let start = text.count
      articles(of: assessment, laws[law], to: &text)
      Self.quote(from: start, in: &text)
    }
    text.append(UInt8(ascii: "\n"))
  }

  private func articles(of assessment: Assessment, _ words: Words, to text: inout [UInt8]) {
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
      text += words.requirements[place][index]
      if let row = assessment.rows[place] {
        text += words.rows[Int(row.table)][Int(row.part)][Int(row.row)]
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
      text += words.exemptions[place][index]
    }
  }

  /// A field as it stands, in quotes where it holds what separates.
  private static func field(_ bytes: some Collection<UInt8>, to text: inout [UInt8]) {
    let start = text.count
    text += bytes
    quote(from: start, in: &text)
  }

  private static func quote(from start: Int, in text: inout [UInt8]) {
    let separators: [UInt8] = [44, 34, 10, 13]
    guard text[start...].contains(where: separators.contains) else { return }
    var quoted: [UInt8] = [34]
    for byte in text[start...] {
      if byte == 34 { quoted.append(34) }
      quoted.append(byte)
    }
    quoted.append(34)
    text.replaceSubrange(start..., with: quoted)
  }
}
