import Foundation

/// A list of addresses with the number of each one's lot, found by street and house.
struct AddressBook: Sendable {
  /// What answers call it: `addresses`, `assessor's table`.
  let label: String
  /// By street, then house as lists write it (`14`, `118r`): numbers of lots.
  private var houses: [String: [String: Set<String>]] = [:]
  /// By street, then number without its letter.
  private var numbers: [String: [Int: Set<String>]] = [:]

  init(_ label: String, _ entries: [(lot: String, address: String)], words: [String: String]) {
    self.label = label
    for entry in entries {
      let address = TypedAddress(entry.address, words: words)
      guard !address.street.isEmpty else { continue }
      for house in address.houses {
        houses[address.street, default: [:]][house, default: []].insert(entry.lot)
      }
      for number in address.range {
        numbers[address.street, default: [:]][number, default: []].insert(entry.lot)
        if address.numbers.count > 1 {
          houses[address.street, default: [:]]["\(number)", default: []].insert(entry.lot)
        }
      }
    }
  }

  var streets: some Sequence<String> { numbers.keys }
  func hasStreet(_ street: String) -> Bool { numbers[street] != nil }

  /// The lots of the very house typed.
  func lots(atHouse address: TypedAddress) -> Set<String> {
    guard address.numbers.count == 1, let house = address.houses.first else { return [] }
    return houses[address.street]?[house] ?? []
  }

  /// The lots of all numbers of a range that are listed, letters aside.
  func lots(inRange address: TypedAddress) -> Set<String> {
    guard let listed = numbers[address.street] else { return [] }
    return address.range.reduce(into: []) { $0.formUnion(listed[$1] ?? []) }
  }

  /// The lot on which both neighbours of a number that is not listed stand, on its side of the street.
  func lots(around address: TypedAddress) -> Set<String> {
    guard let number = address.numbers.first, let listed = numbers[address.street] else {
      return []
    }
    let side = listed.keys.filter { ($0 - number).isMultiple(of: 2) }
    guard let below = side.filter({ $0 < number }).max().flatMap({ listed[$0] }),
      let above = side.filter({ $0 > number }).min().flatMap({ listed[$0] })
    else { return [] }
    return below.intersection(above)
  }

  /// The houses of a street nearest to a number, with their lots: what stands next door.
  func neighbours(of address: TypedAddress, within distance: Int) -> [(number: Int, lot: String)] {
    guard let number = address.numbers.first, let listed = numbers[address.street] else {
      return []
    }
    return listed.filter { abs($0.key - number) <= distance }
      .flatMap { key, lots in lots.sorted().map { (key, $0) } }
      .sorted { (abs($0.0 - number), $0.0, $0.1) < (abs($1.0 - number), $1.0, $1.1) }
  }

  /// The lots of the same numbers on streets whose name goes on (`elm st n` beside `elm st`).
  func lots(onStreetsLike address: TypedAddress) -> Set<String> {
    streets.filter { $0.hasPrefix(address.street + " ") }.reduce(into: []) { found, street in
      var other = address
      other.street = street
      found.formUnion(lots(inRange: other))
    }
  }

  /// The one street whose name differs by a letter, where the name is long enough for that to be a slip.
  func misspelt(_ street: String) -> String? {
    guard street.count >= 7 else { return nil }
    let near = streets.filter { isOneSlip(street, $0) }
    return near.count == 1 ? near.first : nil
  }
}

/// Whether two words differ by one letter put in, left out, replaced, or by two exchanged.
func isOneSlip(_ a: String, _ b: String) -> Bool {
  let (a, b) = (Array(a.utf8), Array(b.utf8))
  guard a != b, abs(a.count - b.count) <= 1 else { return false }
  let head = zip(a, b).prefix { $0 == $1 }.count
  let (restA, restB) = (a[head...], b[head...])
  if a.count != b.count {
    return restA.count > restB.count
      ? restA.dropFirst().elementsEqual(restB) : restB.dropFirst().elementsEqual(restA)
  }
  if restA.dropFirst().elementsEqual(restB.dropFirst()) { return true }
  guard restA.count >= 2 else { return false }
  return a[head] == b[head + 1] && a[head + 1] == b[head]
    && restA.dropFirst(2).elementsEqual(restB.dropFirst(2))
}
