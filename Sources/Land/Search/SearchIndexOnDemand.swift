import Synchronization

/// The index of names of some towns, made when it is first asked for: most commands ask for a lot by its number and search
/// for nothing.
final class SearchIndexOnDemand: Sendable {
  private let towns: [TownData]
  private let made = Mutex<SearchIndex?>(nil)

  init(_ towns: [TownData]) { self.towns = towns }

  /// Who asks while it is being made waits for it.
  var index: SearchIndex {
    made.withLock { made in
      if let made { return made }
      let index = SearchIndex(towns)
      made = index
      return index
    }
  }
}

extension Territory {
  var words: SearchIndex { wordsOnDemand.index }

  /// Makes what a search needs now, so that the first one does not wait for it.
  package func prepareSearch() { _ = words }
}
