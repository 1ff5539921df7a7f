/// A finding about something an author wrote: what is wrong, where, and how to mend it.
package struct Diagnostic: Sendable, Hashable {
  package enum Severity: String, Sendable, Comparable {
    case note, warning, error

    package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
  }

  package var severity: Severity
  /// A stable, kebab-case name of the kind of finding, as `unknown-name`.
  package var id: String
  /// One line, lower case, no full stop, a rule rather than a complaint; what the author wrote stands in `backticks`.
  package var message: String
  package var place: Place?
  /// Other places that the finding speaks of, each with a word on what is there.
  package var related: [Related]
  /// What to write instead, as an imperative.
  package var mend: String?
  /// A command line that shows what the finding says.
  package var example: String?

  package init(
    _ severity: Severity, _ id: String, _ message: String, at place: Place? = nil,
    related: [Related] = [], mend: String? = nil
  ) {
    self.severity = severity
    self.id = id
    self.message = message
    self.place = place
    self.related = related
    self.mend = mend
  }

  package struct Related: Sendable, Hashable {
    package var message: String
    package var place: Place
    package init(_ message: String, at place: Place) {
      self.message = message
      self.place = place
    }
  }
}

/// A place in a source: a file, a line and a column, both from 1; and the article that it belongs to, where there is one.
package struct Place: Sendable, Hashable, CustomStringConvertible {
  package var file: String
  package var line: Int
  package var column: Int
  package var article: String?

  package init(file: String, line: Int, column: Int = 1, article: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.article = article
  }

  package var description: String { "\(file):\(line):\(column)" }
}

/// The finding as a terminal shows it: place, severity, message, mend, related places.
extension Diagnostic: CustomStringConvertible {
  package var description: String {
    var text = place.map { "\($0): " } ?? ""
    text += "\(severity.rawValue): \(message)"
    if let article = place?.article { text += " (\(article))" }
    text += " [\(id)]"
    if let mend { text += "\n  mend: \(mend)" }
    for other in related { text += "\n  \(other.place): \(other.message)" }
    if let example { text += "\n  example: \(example)" }
    return text
  }
}

extension Sequence where Element == Diagnostic {
  package var hasErrors: Bool { contains { $0.severity == .error } }
}
