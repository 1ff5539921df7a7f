/// FEEL's context: values by key, in the order they were written.
package struct Context: Sendable, Hashable {
  package private(set) var entries: [Entry]
  /// Places by key, kept where there are many.
  private var places: [String: Int]?

  package struct Entry: Sendable, Hashable {
    package var key: String
    package var value: Value
  }

  /// Of entries with one key the first is found.
  package init(_ entries: [(String, Value)] = []) {
    self.entries = entries.map { Entry(key: $0.0, value: $0.1) }
    indexMany()
  }

  package subscript(key: String) -> Value? {
    get { place(of: key).map { entries[$0].value } }
    set {
      switch (place(of: key), newValue) {
      case (let place?, let value?): entries[place].value = value
      case (let place?, nil):
        entries.remove(at: place)
        indexMany()
      case (nil, let value?):
        entries.append(Entry(key: key, value: value))
        if places != nil { places?[key] = entries.count - 1 } else { indexMany() }
      case (nil, nil): break
      }
    }
  }

  package static func == (a: Context, b: Context) -> Bool { a.entries == b.entries }
  package func hash(into hasher: inout Hasher) { hasher.combine(entries) }

  package var keys: [String] { entries.map(\.key) }

  private func place(of key: String) -> Int? {
    if let places { return places[key] }
    return entries.firstIndex { $0.key == key }
  }

  private mutating func indexMany() {
    places =
      entries.count < 24
      ? nil
      : Dictionary(
        entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
