import TestSupport
import Testing

@testable import Land

@Suite struct SearchIndexTests {
  /// Addresses of a town in five scripts, each of a lot of its own.
  struct Town {
    var addresses: [String] = []
    let texts: [SearchText]
    let index: SearchIndex

    init(seed: UInt64, streets: Int = 60, houses: Int = 12) {
      var random = SeededGenerator(seed: seed)
      var builder = SearchIndexBuilder()
      let words = [
        ["Main", "Mount", "Auburn", "Oak", "Mountain", "Harvard", "Aberdeen", "Elm", "Main East"],
        ["הרצל", "בן", "גוריון", "ז׳בוטינסקי", "רמב״ם", "האביב", "שמש", "ויצמן"],
        ["بهار", "شهید", "بهشتی", "یاس", "آفتاب", "ولیعصر", "شهریور", "تبریز"],
        ["الإمام", "علي", "النيل", "مكة", "رمضان", "القدس"],
        ["Пушкина", "Ёлкина", "Мира", "Садовая", "Ленина"],
      ]
      let kinds = [
        ["St", "Avenue", "Rd"], ["רחוב", "שדרות"], ["خیابان", "کوچه‌ی"], ["شارع"], ["улица"],
      ]
      for _ in 0..<streets {
        let script = Int.random(in: 0..<5, using: &random)
        let name = (0..<Int.random(in: 1...2, using: &random)).map { _ in
          words[script].randomElement(using: &random) ?? ""
        }.joined(separator: " ")
        let kind = kinds[script].randomElement(using: &random) ?? ""
        let street = script == 0 ? "\(name) \(kind)" : "\(kind) \(name)"
        for house in 0..<houses {
          let letter = house == 3 ? ["a", "א", "ب", "ب", "б"][script] : ""
          addresses.append("\(house * 2 + 1)\(letter) \(street)")
        }
      }
      for (lot, address) in addresses.enumerated() {
        builder.add(address, town: 0, lot: lot, isAddress: true)
      }
      index = builder.finished()
      texts = addresses.map { SearchText($0) }
    }

    /// The same question put to each address, one after the other.
    func scan(_ query: String) -> [Int: SearchTier] {
      let query = SearchText(query)
      let letters = query.letters
      var found: [Int: SearchTier] = [:]
      for (lot, own) in texts.enumerated() {
        guard query.numbers.allSatisfy(own.numbers.contains) else { continue }
        let tails = own.words.indices.map { own.words[$0...].flatMap { $0 } }
        let tier: SearchTier? =
          if own.letters == letters {
            .name
          } else if letters.isEmpty {
            nil
          } else if Transliteration.matches(letters, own.letters) {
            .sound
          } else if tails.contains(letters) {
            .end
          } else if own.letters.starts(with: letters) {
            .beginning
          } else if tails.contains(where: { $0.starts(with: letters) }) { .within } else { nil }
        if let tier { found[lot] = tier }
      }
      return found
    }
  }

  /// Ways to write an address that change no place.
  static func variant(of address: String, using random: inout SeededGenerator) -> String {
    var text = address
    func maybe() -> Bool { Bool.random(using: &random) }
    if maybe(), let space = text.firstIndex(of: " ") {
      text = text[text.index(after: space)...] + (maybe() ? " " : ", ") + text[..<space]
    }
    let zero: UInt32 = [0x30, 0x660, 0x6F0].randomElement(using: &random) ?? 0x30
    let (yeh, kaf) = maybe() ? ("ي", "ك") : ("ی", "ک")
    text = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          (0x30...0x39).contains(scalar.value)
            ? Unicode.Scalar(zero + scalar.value - 0x30) ?? scalar : scalar
        }))
    text = text.replacing("ی", with: yeh).replacing("ک", with: kaf)
    text = text.replacing("׳", with: maybe() ? "'" : "").replacing("״", with: maybe() ? "\"" : "")
    text = text.replacing("Ё", with: maybe() ? "Е" : "ё").replacing("إ", with: maybe() ? "ا" : "إ")
    for word in [" St", " Avenue", " Rd", "רחוב ", "שדרות ", "خیابان ", "شارع ", "улица "]
    where maybe() {
      text = text.replacing(word, with: "")
    }
    if maybe() {
      text = text.replacing("کوچه‌ی", with: "کوچه ی")
    }
    // Two words of a name, run together or with a half-space.
    for (first, second) in [("בן", "גוריון"), ("شهید", "بهشتی"), ("Mount", "Auburn")] where maybe()
    {
      let middle = maybe() ? "\u{200C}" : ""
      text = text.replacing("\(first) \(second)", with: "\(first)\(middle)\(second)")
    }
    if maybe() { text = text.uppercased() }
    return "  \(text) "
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `every variant of an address is the same text and finds the same places`(seed: UInt64) {
    let town = Town(seed: seed)
    var random = SeededGenerator(seed: seed &* 77)
    for _ in 0..<400 {
      guard let address = town.addresses.randomElement(using: &random) else { continue }
      let canonical = SearchText(address)
      let expected = Set(town.index.search(address, limit: 500))
      #expect(!expected.isEmpty, "\(address)")
      let written = Self.variant(of: address, using: &random)
      let text = SearchText(written)
      #expect(
        text.letters == canonical.letters && text.numbers == canonical.numbers,
        "\(address) → \(written)")
      #expect(Set(town.index.search(written, limit: 500)) == expected, "\(address) → \(written)")
    }
  }

  @Test(arguments: [4, 5] as [UInt64])
  func `the index finds what a look at every address finds, in the same order of goodness`(
    seed: UInt64
  ) {
    let town = Town(seed: seed)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      guard let address = town.addresses.randomElement(using: &random) else { continue }
      var query = Self.variant(of: address, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: query = String(query.prefix(Int.random(in: 4...12, using: &random)))
      case 1: query = query.filter { !$0.isNumber }
      case 2: query = query.split(separator: " ").last.map(String.init) ?? query
      default: break
      }
      let expected = town.scan(query)
      let found = town.index.search(query, limit: 10_000)
      if expected.isEmpty {
        #expect(found.allSatisfy { $0.tier == .words }, "\(query)")
        continue
      }
      // What only sounds alike is followed by what is a letter off.
      let places = Dictionary(
        found.filter { $0.tier != .words }.map { (town.index.lot(of: $0.entry), $0.tier) },
        uniquingKeysWith: min)
      #expect(places == expected, "\(query)")
      #expect(found.map(\.tier) == found.map(\.tier).sorted(), "\(query)")
      let few = town.index.search(query, limit: 7)
      #expect(
        few.map(\.tier).filter { $0 != .words } == Array(expected.values.sorted().prefix(7)),
        "\(query)")
    }
  }

  @Test func `a letter wrong, too many, missing or swapped in a word still finds its street`() {
    let town = Town(seed: 9)
    var random = SeededGenerator(seed: 9)
    for _ in 0..<300 {
      guard let address = town.addresses.randomElement(using: &random) else { continue }
      let parts = address.split(separator: " ")
      guard
        let place = parts.indices.last(where: {
          let word = SearchText("x \(parts[$0])").words.dropFirst()
          return (word.first?.count ?? 0) >= 5
        })
      else { continue }
      var letters = Array(parts[place])
      let at = Int.random(in: 0..<letters.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: letters.remove(at: at)
      case 1: letters.insert(letters[at], at: at)
      default: letters.swapAt(at, (at + 1) % letters.count == 0 ? max(0, at - 1) : at + 1)
      }
      var typed = parts.map(String.init)
      typed[place] = String(letters)
      let query = typed.joined(separator: " ")
      let found = town.index.search(query, limit: 1000).map { town.index.text(of: $0.entry) }
      #expect(found.contains(address), "\(address) → \(query)")
    }
  }

  static let small: SearchIndex = {
    var builder = SearchIndexBuilder()
    let texts = [
      "12 רחוב הרצל", "12א רחוב הרצל", "14 רחוב הרצל", "1 Main St", "10 Main St", "1 Main Ave",
      "4 רחוב הברוש 2", "2 רחוב הברוש", "3 خیابان تبریز", "5 улица Герцля",
    ]
    for (lot, text) in texts.enumerated() {
      builder.add(text, town: 0, lot: lot, isAddress: true)
    }
    for (lot, number) in ["6941/1", "6941/2", "6941/23", "6942/1", "23"].enumerated() {
      builder.add(number, town: 0, lot: 100 + lot, isAddress: false)
    }
    return builder.finished()
  }()

  @Test(arguments: [
    ("12 Herzl", "12 רחוב הרצל"), ("Herzl 12", "12 רחוב הרצל"), ("הרצל 12א", "12א רחוב הרצל"),
    ("1 main", "1 Main St"), ("1 main avenue", "1 Main Ave"), ("main 10", "10 Main St"),
    ("הברוש 2", "2 רחוב הברוש"), ("הברוש 2 4", "4 רחוב הברוש 2"), ("Tabriz 3", "3 خیابان تبریز"),
    ("תבריז 3", "3 خیابان تبریز"), ("6941/23", "6941/23"), ("23", "23"), ("6941 2", "6941/2"),
  ])
  func `the best hit is the one that is meant`(query: String, best: String) {
    let found = Self.small.search(query, limit: 5).first.map { Self.small.text(of: $0.entry) }
    #expect(found == best)
  }

  @Test(arguments: [
    ("", 0), ("   ", 0), ("רחוב", 0), ("nowhere", 0), ("12", 0), ("/", 0), ("Main 2", 0),
  ])
  func `nothing is found for nothing`(query: String, count: Int) {
    #expect(Self.small.search(query, limit: 5).count == count)
  }

  @Test(arguments: [
    ("Main 9", "10 Main St"), ("6941/22", "6941/23"), ("Herzl 13", "12 רחוב הרצל"),
  ])
  func `where nothing is found, what is next to it is proposed`(query: String, nearest: String) {
    #expect(Self.small.search(query, limit: 5).isEmpty)
    #expect(Self.small.suggestions(for: query).contains(nearest))
  }

  @Test func `a street two letters off is proposed and not taken`() {
    var builder = SearchIndexBuilder()
    builder.add("12 Massachusetts Ave", town: 0, lot: 0, isAddress: true)
    let index = builder.finished()
    #expect(index.search("Masachusets 12", limit: 5).isEmpty)
    #expect(index.suggestions(for: "Masachusets 12") == ["12 Massachusetts Ave"])
  }

  @Test func `lots that share the first part of their number are a block`() {
    let index = Self.small
    #expect(
      index.lots(ofBlock: [6941], town: 0).map(index.text(of:)) == ["6941/1", "6941/2", "6941/23"])
    #expect(index.lots(ofBlock: [6942], town: 0).isEmpty, "one lot is no block")
    #expect(index.lots(ofBlock: [6941], town: 1).isEmpty)
  }

  @Test func `odd texts neither stop a search nor the index`() {
    var builder = SearchIndexBuilder()
    let odd = [
      "", "   ", "\u{0}", "🏠 12", String(repeating: "x", count: 400),
      String(repeating: "9", count: 60),
      String(repeating: "a ", count: 300), "\u{202E}12 Main", "１２ Ｍａｉｎ", "ﷲ 3",
      "12" + String(repeating: "é", count: 70_000),
    ]
    for (lot, text) in odd.enumerated() { builder.add(text, town: 0, lot: lot, isAddress: true) }
    let index = builder.finished()
    for text in odd { _ = index.search(text, limit: 3) }
    #expect(index.search("main 12", limit: 5).count == 2)
    #expect(SearchIndexBuilder().finished().search("12", limit: 3).isEmpty)
    #expect(SearchIndexBuilder().finished().suggestions(for: "Main 12").isEmpty)
  }
}
