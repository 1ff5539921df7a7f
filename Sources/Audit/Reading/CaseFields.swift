/// The fields of one case by column, each taken apart once.
final class CaseFields {
  private let texts: [String: String]
  private var known: [String: TypedValue] = [:]

  init(_ texts: [String: String]) { self.texts = texts }

  func text(_ column: String) -> String { texts[column] ?? "" }

  func typed(_ column: String) -> TypedValue {
    if let value = known[column] { return value }
    let value = TypedValue(text(column))
    known[column] = value
    return value
  }
}
