/// FEEL's context: values by key, in the order they were written.
package struct Context: Sendable, Hashable {
  package private(set) var entries: [Entry]

  package struct Entry: Sendable, Hashable {
    package var key: String
    package var value: Value
  }

  package init(_ entries: [(String, Value)] = []) {
    self.entries = entries.map { Entry(key: $0.0, value: $0.1) }
  }

  package subscript(key: String) -> Value? {
    get { entries.first { $0.key == key }?.value }
    set {
      let index = entries.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append(Entry(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  package var keys: [String] { entries.map(\.key) }
}

/// FEEL's range: a missing end (`>= 5`) is unbounded.
package struct RangeValue: Sendable, Hashable {
  package var low: Value?
  package var includesLow: Bool
  package var high: Value?
  package var includesHigh: Bool

  package init(low: Value?, includesLow: Bool, high: Value?, includesHigh: Bool) {
    self.low = low
    self.includesLow = includesLow
    self.high = high
    self.includesHigh = includesHigh
  }
}
