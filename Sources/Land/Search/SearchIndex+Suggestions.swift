import Columns

extension SearchIndex {
  /// What somebody may have meant whose search found nothing: addresses beside the number that is not there, or names two letters
  /// off. Each is the text of an entry.
  package func suggestions(for text: String, in town: Int? = nil, limit: Int = 3) -> [String] {
    let text = SearchText(text)
    guard !text.isEmpty, text.words.count <= 20, text.numbers.count <= 20 else { return [] }
    let found = nearestNumbers(text, town, limit)
    return found.isEmpty ? nearestNames(text, town, limit) : found
  }

  /// Entries of the names that are meant whose last number is next to the one that is sought.
  private func nearestNumbers(_ text: SearchText, _ town: Int?, _ limit: Int) -> [String] {
    guard let wanted = text.numbers.last(where: { $0 >> 31 == 0 }) else { return [] }
    var candidates: [Int] = []
    if text.words.isEmpty {
      // Of a lot's number the block is taken as it stands.
      guard text.numbers.count > 1 else { return [] }
      for name in bareNames where town == nil || nameTowns[Int(name)] == town ?? 0 {
        candidates += entries(ofName: Int(name), having: Array(text.numbers.dropLast()))
      }
    } else {
      let letters = text.letters
      let whole = letters.withUnsafeBufferPointer { names(beginningWith: $0).whole }
      for (name, _) in whole + names(soundingLike: letters)
      where town == nil || nameTowns[Int(name)] == town ?? 0 {
        candidates += entries(ofName: Int(name))
        if candidates.count > Self.mostNames { break }
      }
    }
    func distance(_ entry: Int) -> Int {
      let own = numbers(of: entry).last { $0 >> 31 == 0 } ?? 0
      return abs(Int(own) - Int(wanted))
    }
    return texts(candidates.map { (distance($0), $0) }, limit)
  }

  private func nearestNames(_ text: SearchText, _ town: Int?, _ limit: Int) -> [String] {
    text.letters.withUnsafeBufferPointer { letters in
      let near = near(letters, 2, nameMasks) { self.letters(ofName: $0) }
        .filter { town == nil || nameTowns[$0] == town ?? 0 }
      return texts(
        near.compactMap { name in
          let own = entries(ofName: name)
          let numbered =
            text.numbers.isEmpty ? nil : entries(ofName: name, having: text.numbers).first
          guard let entry = numbered ?? own.first else { return nil }
          return (abs(self.letters(ofName: name).count - letters.count), entry)
        }, limit)
    }
  }

  /// The texts of the entries with the least rank, each once.
  private func texts(_ ranked: [(rank: Int, entry: Int)], _ limit: Int) -> [String] {
    var texts: [String] = []
    for item in ranked.sorted(by: { ($0.rank, $0.entry) < ($1.rank, $1.entry) }) {
      let text = text(of: item.entry)
      if !texts.contains(text) { texts.append(text) }
      if texts.count == limit { break }
    }
    return texts
  }

  /// Lots whose number is a block's and one number more: `6941/1`, `6941/2` of block 6941. Empty where there are not two.
  func lots(ofBlock numbers: [UInt32], town: Int) -> [Int] {
    guard !numbers.isEmpty else { return [] }
    return bareNames.filter { nameTowns[Int($0)] == town }.flatMap { name -> [Int] in
      let own = entries(ofName: Int(name))
      // Entries of a name stand in the order of their numbers.
      let first = firstPlace(own) { entry in
        !self.numbers(of: entry).lexicographicallyPrecedes(numbers)
      }
      var found: [Int] = []
      for entry in first..<own.upperBound {
        let theirs = self.numbers(of: entry)
        guard theirs.starts(with: numbers) else { break }
        if theirs.count == numbers.count + 1, !isAddress[entry] { found.append(entry) }
      }
      return found.count > 1 ? found : []
    }
  }
}
