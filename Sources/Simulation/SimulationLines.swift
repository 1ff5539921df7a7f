import Evaluation
import Facts

/// Changes as lines of a table (RFC 4180): parcel, work, which way, both verdicts, the district, and under each law the articles that
/// do not simply hold.
///
/// `cambridge/12-3,new building,lose,permitted,not_permitted,C-1,,not_met table-5-1 row 5`
package struct SimulationLines: Sendable {
  private let sites: (before: SiteTable, after: SiteTable)
  private let laws: [AssessmentArticles]

  init(_ simulation: Simulation) {
    sites = simulation.sites
    laws = [AssessmentArticles(simulation.before), AssessmentArticles(simulation.after)]
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
      laws[law].append(assessment, to: &text)
      Self.quote(from: start, in: &text)
    }
    text.append(UInt8(ascii: "\n"))
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
