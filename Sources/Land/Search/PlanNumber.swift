/// The number of a plan as people write it: `507/1`, `תכנית 507/1`, `plan-507-1`, `طرح M-1394`.
package struct PlanNumber: Sendable, Hashable {
  private let text: SearchText

  package init(_ text: String) { self.text = SearchText(text) }

  package var numbers: [UInt32] { text.numbers }

  /// Whether it says of itself that it is a plan's.
  package var speaksOfPlan: Bool { text.subject == .plan }

  /// Whether a title has the number's parts one after the other, and its letters.
  package func isIn(_ title: String) -> Bool {
    let own = SearchText(title)
    let letters = text.letters
    return !numbers.isEmpty && own.numbers.contains(numbers)
      && (letters.isEmpty || own.letters.contains(letters))
  }
}
