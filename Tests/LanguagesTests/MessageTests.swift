import Testing

@testable import Languages

private func say(
  _ text: String, _ values: [String: String] = [:], _ counts: [String: Int] = [:],
  in language: Language = .english
) throws -> String {
  try Message(text).filled(values, counts: counts, in: language)
}

struct MessageTests {
  @Test func `places are filled, and one without a value keeps its name`() throws {
    #expect(try say("Lot {lot} in {town}", ["lot": "12", "town": "{lot}"]) == "Lot 12 in {lot}")
    #expect(try say("Lot {lot}") == "Lot {lot}")
  }

  @Test func `a count chooses by the plural rules, and is written in the language's digits`() throws
  {
    let places = "{count, plural, =0 {no place} one {# place} other {# places}}"
    #expect(try say(places, [:], ["count": 0]) == "no place")
    #expect(try say(places, [:], ["count": 1]) == "1 place")
    #expect(try say(places, [:], ["count": 1234]) == "1,234 places")
    #expect(try say(places, [:], ["count": 12], in: .persian) == "۱۲ places")
    #expect(try say(places) == "# places")
    let rooms = "{count, plural, one {חדר} two {חדרים} other {# חדרים}}"
    #expect(try say(rooms, [:], ["count": 2], in: .hebrew) == "חדרים")
  }

  @Test func `a word chooses, and choices stand in choices`() throws {
    let text =
      "{kind, select, lot {{count, plural, one {# lot of {town}} other {# lots}}} other {?}}"
    #expect(try say(text, ["kind": "lot", "town": "Lengeh"], ["count": 1]) == "1 lot of Lengeh")
    #expect(try say(text, ["kind": "plan"]) == "?")
    #expect(try Message(text).arguments == ["kind", "count", "town"])
  }

  @Test func `a sentence that ends with an abbreviation has one point`() throws {
    let russian = try #require(Language.of("ru"))
    #expect(
      try say("До {day}. Потом", ["day": "1 мая 2027 г."], in: russian) == "До 1 мая 2027 г. Потом")
    #expect(try say("{day}…", ["day": "г."], in: russian) == "г.…")
    #expect(try say("Until {day}.", ["day": "May 1"]) == "Until May 1.")
  }

  @Test func `an apostrophe is one, and quotes the signs of the format`() throws {
    #expect(try say("the town's rule") == "the town's rule")
    #expect(try say("it''s '{'not a place'}'") == "it's {not a place}")
    #expect(try say("{n, plural, other {'#' #}}", [:], ["n": 3]) == "# 3")
  }

  @Test(arguments: [
    ("{", "a `{` needs a name behind it"), ("}", "a `}` closes nothing"),
    ("{a", "`{a` needs a `}`, or a `,` and a kind of choice"),
    ("{a, date}", "`date` is no choice: write `plural` or `select`"),
    ("{a, plural, one {x}}", "`a` needs the choice `other`"),
    ("{a, plural, some {x} other {y}}", "`some` is no plural category"),
    ("{a, plural, one {x} one {y} other {z}}", "`a` has the choice `one` twice"),
    ("{a, select, x {y", "the choice `x` of `a` is not closed"),
    ("{a, plural, =x {y} other {z}}", "`=x` is no count"),
  ])
  func `what is no message says why`(text: String, reason: String) {
    #expect(throws: Message.Fault(description: reason)) { () throws in _ = try Message(text) }
  }

  @Test func `choices that never end are refused`() {
    let deep = String(repeating: "{a, select, other {", count: 5000)
    #expect(throws: Message.Fault.self) { () throws in _ = try Message(deep) }
  }

  @Test func `a file says which line is wrong, and keeps the rest`() {
    let file = MessageFile("# words\n[page]\na = one\n two\nb\n\na = again\nc = {\nd=x\n")
    #expect(Set(file.messages.keys) == ["page.a", "page.d"])
    #expect(file.messages["page.a"]?.filled([:], in: .english) == "one two")
    #expect(file.faults.map(\.line) == [5, 7, 8])
  }
}
