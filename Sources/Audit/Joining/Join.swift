import Facts
package import Land

/// The lots that a case speaks of, and how they were found; or why none was.
package struct Join: Sendable, Hashable {
  package enum Way: String, Sendable, CaseIterable {
    case house = "the house as listed"
    case range = "a range of numbers, by those that are listed"
    case letterAside = "the number, its letter aside"
    case between = "an unlisted number between two of one lot"
    case misspelt = "a street name with one letter wrong"

    case noAddress = "no house number was typed"
    case noStreet = "the street is in no list"
    case noNumber = "the number is in no list"
    case noLot = "its lot is not in the parcels of that day"
  }

  package var way: Way
  /// The list that it was found in.
  package var list: String?
  package var lots: [ParcelReference]
  package var isFound: Bool { !lots.isEmpty }
}

/// Finds lots by address, in one list after another, on the parcels of the case's day. A point is never asked: most geocoded points lie
/// in a street.
struct Joiner: Sendable {
  let territory: Territory
  let town: String
  let books: [AddressBook]
  let words: [String: String]

  func join(_ text: String, on date: CivilDate) -> (Join, TypedAddress) {
    let address = TypedAddress(text, words: words)
    guard !address.numbers.isEmpty, !address.street.isEmpty else {
      return (Join(way: .noAddress, list: nil, lots: []), address)
    }
    var isListed = false
    func found(_ numbers: Set<String>, _ way: Join.Way, _ book: AddressBook) -> Join? {
      if !numbers.isEmpty { isListed = true }
      let lots = numbers.compactMap { territory.parcel($0, of: town, on: date) }.sorted()
      return lots.isEmpty ? nil : Join(way: way, list: book.label, lots: lots)
    }
    func lookUp(_ address: TypedAddress) -> Join? {
      for book in books {
        if let join = found(book.lots(atHouse: address), .house, book) { return join }
        if address.numbers.count > 1,
          let join = found(book.lots(inRange: address), .range, book)
        {
          return join
        }
      }
      for book in books {
        if let join = found(book.lots(inRange: address), .letterAside, book) { return join }
      }
      for book in books {
        if let join = found(book.lots(around: address), .between, book) { return join }
      }
      return nil
    }
    if let join = lookUp(address) { return (join, address) }
    let isStreet = books.contains { $0.hasStreet(address.street) }
    if !isStreet {
      for book in books {
        guard let street = book.misspelt(address.street) else { continue }
        var meant = address
        meant.street = street
        if var join = lookUp(meant) {
          join.way = .misspelt
          return (join, meant)
        }
      }
    }
    return (
      Join(way: isListed ? .noLot : isStreet ? .noNumber : .noStreet, list: nil, lots: []), address
    )
  }
}
