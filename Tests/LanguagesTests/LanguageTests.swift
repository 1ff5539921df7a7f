import Testing

@testable import Languages

struct LanguageTests {
  @Test(arguments: Language.all.map(\.code))
  func `the file of a language is read whole`(code: String) throws {
    #expect(try #require(Language.of(code)).faults == [])
  }

  /// Against the English file, which the code is held against where each key is used.
  @Test(arguments: Language.all.map(\.code))
  func `a language has every message, and none that English lacks`(code: String) throws {
    let language = try #require(Language.of(code))
    #expect(Language.english.keys.subtracting(language.keys).sorted() == [])
    #expect(language.keys.subtracting(Language.english.keys).sorted() == [])
  }

  @Test(arguments: Language.all.map(\.code))
  func `a message has the same places to fill in every language`(code: String) throws {
    let language = try #require(Language.of(code))
    for key in Language.english.keys {
      #expect(
        language.message(key)?.arguments == Language.english.message(key)?.arguments,
        "\(code): \(key)")
    }
  }

  @Test(arguments: Language.all.map(\.code))
  func `a choice by a count offers what the language tells apart`(code: String) throws {
    let language = try #require(Language.of(code))
    for key in language.keys.sorted() {
      for choice in language.message(key)?.pluralChoices ?? [] {
        #expect(choice == language.pluralCategories, "\(code): \(key)")
      }
    }
  }

  @Test(arguments: Language.all.map(\.code))
  func `no message is empty, and none has a sign of direction that is not closed`(code: String)
    throws
  {
    let language = try #require(Language.of(code))
    for key in language.keys {
      for text in language.message(key)?.variants ?? [] {
        #expect(text.contains { !$0.isWhitespace }, "\(code): \(key)")
        let opened = text.unicodeScalars.count { (0x2066...0x2068).contains($0.value) }
        let closed = text.unicodeScalars.count { $0.value == 0x2069 }
        #expect(opened == closed, "\(code): \(key)")
      }
    }
  }
}
