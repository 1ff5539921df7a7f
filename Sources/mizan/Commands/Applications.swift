import ArgumentParser
import Facts
import Register
import Service

struct Applications: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What came in: applications, and reports that something is wrong; the newest first.",
    discussion: """
      What people wrote of themselves is shown, and not in JSON, which is for programs. It is deleted when its time is over.

      EXAMPLES
        mizan applications
        mizan applications --reports --json
      """)

  @OptionGroup var ledgerOptions: LedgerOptions
  @OptionGroup var cabinetOptions: CabinetOptions
  @Flag(help: "Reports that something is wrong, instead of applications.") var reports = false
  @Flag(help: "Each as one line of JSON, without what people wrote of themselves.") var json = false
  @Option(help: "At most so many.") var limit = 200

  func run() async throws {
    try await guarded {
      guard limit > 0 else { throw Wrong("`--limit` is 1 or more") }
      let cabinet = try cabinetOptions.open(beside: ledgerOptions)
      do {
        try await cabinet.forget(by: .today())
        for one in try cabinet.submissions(of: reports ? .correction : .application, limit: limit) {
          print(json ? one.json.canonical : text(of: one))
        }
      } catch let error as LedgerError { throw Wrong("\(error)") }
    }
  }

  private func text(of one: Submission) -> String {
    let about =
      one.kind == .application
      ? [one.entry["question"]?["work"], one.entry["verdict"]]
      : [one.entry["fact"], one.entry["value"]]
    let said = (one.personal?.object ?? []).compactMap { member in
      member.value.string.flatMap { $0.isEmpty ? nil : "\(member.key): \(oneLine($0))" }
    }
    return
      "\(one.number)  \(one.received)  \(one.parcel)  \(about.compactMap { $0?.string }.joined(separator: ", "))"
      + said.map { "\n  \($0)" }.joined()
  }

  /// What somebody else wrote, without what would move a terminal's cursor or its colours.
  private func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
