import Diagnostics
import RuleCompiler

extension Server {
  /// What the analysis found of the regulations, the graver first: for whoever writes them.
  func findingsPage(_ words: Catalogue, _ proof: Proof) -> Content {
    let groups: [(Diagnostic.Severity, Phrase)] = [
      (.error, .findingErrors), (.warning, .findingWarnings), (.note, .findingNotes),
    ]
    let sections = groups.html { severity, phrase in
      let findings = proof.findings.filter { $0.severity == severity }
      guard !findings.isEmpty else { return .nothing }
      return """
        <section><h2>\(words(phrase)) (\(words.digits("\(findings.count)")))</h2>
        <ul lang="en" dir="ltr">\(findings.html(finding))</ul></section>
        """
    }
    return Content(
      title: words(.findings),
      main: """
        <p><a class="back" href="/\(words.language)/regulations">\(words(.regulations))</a></p>
        <h1>\(words(.findings))</h1><p>\(words(.findingsLead))</p>
        \(proof.findings.isEmpty ? "<p>\(words(.findingsNone))</p>" : sections)
        <p class="quiet">\(words(.findingsCount, counts: ["questions": proof.questions, "undecided": proof.undecided]))</p>
        """)
  }

  private func finding(_ finding: Diagnostic) -> HTML {
    let places = ([finding.place].compactMap { $0 } + finding.related.map(\.place)).html { place in
      "<li class=\"quiet\"><code>\(place.file):\(place.line)</code>\(place.article.map { ", \($0)" } ?? "")</li>"
    }
    let mend: HTML = finding.mend.map { "<p>→ \($0)</p>" } ?? .nothing
    let example: HTML =
      finding.example.map {
        "<pre class=\"scroll\" tabindex=\"0\"><code>\($0)</code></pre>"
      } ?? .nothing
    return
      "<li><p>\(finding.message) <code>\(finding.id)</code></p>\(mend)<ul>\(places)</ul>\(example)</li>"
  }
}
