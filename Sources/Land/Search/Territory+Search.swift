import Columns
package import Facts
import Foundation

/// A parcel that a search found, with what it was found by.
package struct SearchHit: Sendable, Hashable {
  package let parcel: ParcelReference
  /// The address or number as the register has it.
  package let text: String
  package let isAddress: Bool
}

/// What a text may mean, best first, and what may have been meant where it means nothing.
package struct SearchResult: Sendable, Hashable {
  package var places: [FoundPlace] = []
  /// Texts to search for instead; empty where something was found.
  package var suggestions: [String] = []

  package init() {}
}

package enum FoundPlace: Sendable, Hashable {
  case lot(SearchHit)
  case block(FoundBlock)
  case plan(FoundPlan)
  /// A town by its id.
  case town(String)
  case point(FoundPoint)
}

/// Lots that have the first part of their number in common: a gush, the main number of a Persian plate, a sheet of a map.
package struct FoundBlock: Sendable, Hashable {
  package let town: String
  /// `6941`
  package let number: String
  package let lots: [ParcelReference]
}

/// A plan that a town's map is drawn by.
package struct FoundPlan: Sendable, Hashable {
  package let town: String
  /// `demo-507`, as the territory file names it; nil for a deposited plan that is only a layer, which has a label.
  package let id: String?
  package let label: LocalText
  package let from: CivilDate?
  /// The day on which it ended, not in it.
  package let until: CivilDate?
  package let isDeposited: Bool
  /// The regulation that the territory file names for it.
  package let regulation: String?
  /// Where it is drawn; nil where nothing is.
  package let bounds: GeographicBox?
}

extension Territory {
  /// Parcels by number or address, best first, at most one hit a parcel.
  package func search(_ text: String, limit: Int = 10) -> [SearchHit] {
    find(text, limit: limit).places.compactMap { place in
      if case .lot(let hit) = place { hit } else { nil }
    }
  }

  /// What a text means: coordinates, an address, the number of a lot, of a block or of a plan, or the name of a town.
  ///
  /// A town's name before or behind the rest, or its id and a slash, looks in that town only, if anything is found there.
  ///
  /// - Parameter town: The id of the only town to look in; all of them where it is nil.
  package func find(_ text: String, in town: String? = nil, limit: Int = 20) -> SearchResult {
    guard limit > 0, text.utf8.count <= 1000, town.map({ townPlaces[$0] != nil }) ?? true else {
      return SearchResult()
    }
    var result = SearchResult()
    if let point = point(text), town == nil || point.town == nil || point.town == town {
      result.places.append(.point(point))
    }
    var rest = text
    var only = town.flatMap { townPlaces[$0] }
    if let slash = text.firstIndex(of: "/"),
      let place = townPlaces[folded(String(text[..<slash]))], only == nil || only == place
    {
      only = place
      rest = String(text[text.index(after: slash)...])
    }
    let sought = SearchText(rest)
    var places: [FoundPlace] = []
    for (part, place) in partsNamingTowns(of: sought) where only == nil || only == place {
      places = self.places(part, in: place, limit: limit)
      if !places.isEmpty { break }
    }
    if places.isEmpty { places = self.places(sought, in: only, limit: limit) }
    result.places += places.prefix(limit - result.places.count)
    if result.places.isEmpty {
      result.suggestions = words.suggestions(for: rest, in: only)
    }
    return result
  }

  private func places(_ text: SearchText, in town: Int?, limit: Int) -> [FoundPlace] {
    guard !text.isEmpty else { return [] }
    let words = words
    let matches = words.search(text, in: town, limit: limit)
    let plans = plans(text, in: town).map(FoundPlace.plan)
    var places: [FoundPlace] = text.subject == .plan ? plans : []
    if text.words.isEmpty {
      let exact = matches.filter { words.numbers(of: $0.entry).elementsEqual(text.numbers) }
      let blocks = blocks(text, in: town).map(FoundPlace.block)
      if text.subject == .block { places += blocks }
      places += exact.compactMap(place)
      if text.subject != .block { places += blocks }
      places += matches.filter { !exact.contains($0) }.compactMap(place)
    } else {
      if text.numbers.isEmpty {
        places += towns.indices.filter { (town == nil || town == $0) && isName(text, ofTown: $0) }
          .map { .town(towns[$0].id) }
      }
      places += matches.compactMap(place)
    }
    if text.subject != .plan { places += plans }
    return Array(places.prefix(limit))
  }

  private func place(_ match: SearchMatch) -> FoundPlace? {
    let words = words
    let town = data[words.town(of: match.entry)]
    let lot = words.lot(of: match.entry)
    guard let numbers = town.parcels.first?.numbers, lot < numbers.count else { return nil }
    return .lot(
      SearchHit(
        parcel: ParcelReference(town: town.file.id, number: numbers[lot]),
        text: words.text(of: match.entry), isAddress: words.isAddress[match.entry]))
  }

  // MARK: Blocks

  private func blocks(_ text: SearchText, in town: Int?) -> [FoundBlock] {
    let words = words
    return data.indices.filter { town == nil || town == $0 }.compactMap { place in
      let lots = words.lots(ofBlock: text.numbers, town: place)
      guard let numbers = data[place].parcels.first?.numbers, let first = lots.first else {
        return nil
      }
      let whole = words.text(of: first)
      // A number without a sign between its parts has no block that people speak of.
      guard let end = whole.lastIndex(where: { $0 == "/" || $0 == "-" }) else { return nil }
      let id = data[place].file.id
      return FoundBlock(
        town: id, number: String(whole[..<end]),
        lots: lots.map { ParcelReference(town: id, number: numbers[words.lot(of: $0)]) })
    }
  }

  /// The lots of a block, in the order of their numbers; nil where the town has no such block.
  package func block(_ number: String, of town: String) -> FoundBlock? {
    townPlaces[town].flatMap { blocks(SearchText(number), in: $0).first }
  }

  // MARK: Towns

  private func isName(_ text: SearchText, ofTown town: Int) -> Bool {
    let letters = text.letters
    return names(ofTown: town).contains { name in
      name == letters || Transliteration.matches(letters, name)
    }
  }

  /// A town's names in every language, without what stands in brackets or behind a comma; and its id.
  private func names(ofTown town: Int) -> [[SearchLetter]] {
    let labels = towns[town].label.byLanguage.sorted { $0.key < $1.key }.map(\.value)
    return ([towns[town].id] + labels).map { label in
      SearchText(String(label.prefix { !"(,،".contains($0) })).letters
    }.filter { !$0.isEmpty }
  }

  /// The text without a town's name at its head or end, for each town that it so names.
  private func partsNamingTowns(of text: SearchText) -> [(text: SearchText, town: Int)] {
    guard text.words.count > 1 || !text.numbers.isEmpty else { return [] }
    return towns.indices.compactMap { town in
      let names = names(ofTown: town)
      func isTown(_ words: ArraySlice<[SearchLetter]>) -> Bool {
        let letters = words.flatMap { $0 }
        return names.contains { $0 == letters || Transliteration.matches(letters, $0) }
      }
      for count in stride(from: min(text.words.count, 4), to: 0, by: -1) {
        if isTown(text.words.suffix(count)) {
          return (text.keeping(text.words.dropLast(count)), town)
        }
        if isTown(text.words.prefix(count)) {
          return (text.keeping(text.words.dropFirst(count)), town)
        }
      }
      return nil
    }
  }

  // MARK: Plans

  /// The plans of a text's number: those by which zones are drawn, and those that are deposited.
  private func plans(_ text: SearchText, in town: Int?) -> [FoundPlan] {
    guard !text.numbers.isEmpty else { return [] }
    let letters = text.letters
    func isMeant(_ name: String) -> Bool {
      let own = SearchText(name)
      return own.numbers == text.numbers && (letters.isEmpty || own.letters.contains(letters))
    }
    return data.indices.filter { town == nil || town == $0 }.flatMap { place -> [FoundPlan] in
      let town = data[place]
      func plan(_ entry: SourceEntry, _ shapes: ShapeSet, isDeposited: Bool) -> FoundPlan {
        FoundPlan(
          town: town.file.id, id: entry.plan, label: entry.label,
          from: entry.deposit?.day ?? entry.from, until: entry.until, isDeposited: isDeposited,
          regulation: entry.regulation.map { String($0.prefix { $0 != "#" }) },
          bounds: GeographicBox(shapes.box, of: town.system.code))
      }
      return town.zones.filter { $0.entry.plan.map(isMeant) ?? false }
        .map { plan($0.entry, $0.shapes, isDeposited: false) }
        + town.deposited.filter { isMeant($0.name) }
        .map { plan($0.entry, $0.shapes, isDeposited: true) }
        + town.layers.filter { layer in
          layer.name == "deposited plan" && town.deposited.isEmpty
            && layer.entry.label.byLanguage.values.contains(where: isMeant)
        }.map { plan($0.entry, $0.shapes, isDeposited: true) }
    }
  }
}
