import Diagnostics
import Testing

struct DiagnosticTests {
  private let finding = Diagnostic(
    .error, "unknown-name", "no fact is named `lot aera`",
    at: Place(file: "law.md", line: 2, column: 4), mend: "write `lot area`")

  @Test func `a finding shows the line that it is about`() {
    #expect(
      finding.description(in: "# Law\nif lot aera > 5\n") == """
        law.md:2:4: error: no fact is named `lot aera` [unknown-name]
          2 | if lot aera > 5
            |    ^
          mend: write `lot area`
        """)
  }

  @Test func `a line that is not there is left out`() {
    #expect(finding.description(in: "one line") == finding.description)
  }

  @Test func `a finding is one line of JSON`() {
    #expect(
      finding.json
        == #"{"severity":"error","id":"unknown-name","message":"no fact is named `lot aera`","place":{"file":"law.md","line":2,"column":4},"mend":"write `lot area`"}"#
    )
  }

  @Test func `findings come in the order of the text, the graver first`() {
    func at(_ line: Int, _ severity: Diagnostic.Severity) -> Diagnostic {
      Diagnostic(severity, "x", "y", at: Place(file: "a", line: line))
    }
    let general = Diagnostic(.note, "x", "y")
    #expect(
      [at(10, .note), at(2, .warning), at(2, .error), general].inReadingOrder == [
        general, at(2, .error), at(2, .warning), at(10, .note),
      ])
  }
}
