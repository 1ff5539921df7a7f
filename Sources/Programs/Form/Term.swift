package import FEEL
import Facts

/// What an expression is while a program is written, and how its value is put together when the program has run.
package indirect enum Term: Sendable {
  case slot(Program.Slot)
  /// Members by name; null without a row of the table that they are all read from.
  case context([(name: String, value: Term)], row: Program.Slot? = nil)
  /// A boxed context of which some members are known to be of a type.
  case opened(Program.Slot, [(name: String, value: Term)])
  case texts([String])

  var members: [(name: String, value: Term)] {
    switch self {
    case .context(let members, _), .opened(_, let members): members
    case .slot, .texts: []
    }
  }

  /// Single values in it: contexts of contexts double with every line, and are boxed before they are too many.
  var weight: Int {
    if case .context(let entries, _) = self { return entries.reduce(1) { $0 + $1.value.weight } }
    return 1
  }
  static let heaviest = 1000

  /// The slots that its value is read from.
  var slots: [Program.Slot] {
    switch self {
    case .slot(let slot), .opened(let slot, _): [slot]
    case .context(let entries, let row): entries.flatMap(\.value.slots) + (row.map { [$0] } ?? [])
    case .texts: []
    }
  }

  func mapped(_ place: (Program.Slot) -> Program.Slot) -> Term {
    switch self {
    case .slot(let slot), .opened(let slot, _): .slot(place(slot))
    case .context(let entries, let row):
      .context(entries.map { ($0.name, $0.value.mapped(place)) }, row: row.map(place))
    case .texts: self
    }
  }

  /// Its value from those of slots; nil where one of them cannot be said, or where they are more than a value may hold.
  ///
  /// - Parameter read: The value of a slot; of a row, null where there is none, and any value where there is one.
  package func value(_ read: (Program.Slot) -> Value?) -> Value? {
    guard case .context = self else { return put(together: read) }
    guard let value = put(together: read), value.isBounded else { return nil }
    return value
  }

  private func put(together read: (Program.Slot) -> Value?) -> Value? {
    switch self {
    case .slot(let slot), .opened(let slot, _): return read(slot)
    case .texts(let texts): return .list(texts.map(Value.string))
    case .context(let entries, let row):
      if let row {
        switch read(row) {
        case nil: return nil
        case .null: return .null
        case .unknown(let reasons): return .unknown(reasons)
        default: break
        }
      }
      var members: [(String, Value)] = []
      for entry in entries {
        guard let value = entry.value.put(together: read) else { return nil }
        members.append((entry.name, value))
      }
      return .context(Context(members))
    }
  }
}

/// One expression that FEEL's evaluator works out from slots, since no types say beforehand what it comes to.
package struct BoxedExpression: Sendable {
  package var expression: FEELExpression
  /// What the names in it mean.
  package var names: [(name: String, value: Term)]
  /// Functions and types that it sees.
  var scope: Environment
  /// Where it is a table: which rows can hold.
  var rows: RowSets?

  var slots: [Program.Slot] { names.flatMap(\.value.slots) }
}

/// What a typed table was made from: asked where a case has a null, an unknown or several rows.
struct TableSource: Sendable {
  var expression: FEELExpression
  var table: DecisionTableExpression
  var scope: Environment
  var rows: RowSets?
  /// By row of the index, the rule's place in the table.
  var rules: [Int]
}
