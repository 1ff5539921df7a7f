/// What came of checking a ledger from its first entry to its last.
package struct LedgerReport: Sendable, Hashable {
  /// One thing that is not as it was written.
  package struct Fault: Sendable, Hashable, CustomStringConvertible {
    /// The entry where it shows; nil for content that is kept for none in particular.
    package var number: Int?
    package var message: String
    package var description: String { number.map { "entry \($0): \(message)" } ?? message }
  }

  package var entries = 0
  package var contents = 0
  package var faults: [Fault] = []
  /// The last link, as hexadecimal. Noted elsewhere, it shows later whether anything was cut or rewritten since.
  package var link = ""

  package var isSound: Bool { faults.isEmpty }
}
