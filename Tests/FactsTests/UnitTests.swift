import Testing

@testable import Facts

struct UnitTests {
  @Test(arguments: ["fa", "he", "ar", "ru"])
  func `no unit is left that a reader cannot read`(language: String) {
    // Symbols that everybody reads.
    let understood: Set<String> = ["1", "%", "°"]
    for unit in Set(UnitOfMeasure.known.values) where !understood.contains(unit.symbol) {
      let label = unit.label(in: language)
      #expect(label != unit.symbol || label == "BTU", "\(language): \(unit.symbol)")
    }
  }

  /// Whoever types a unit as we write it must be understood, and as nothing else.
  @Test(arguments: ["en", "fa", "he", "ar", "ru"])
  func `a unit is read back as it is written`(language: String) {
    for unit in Set(UnitOfMeasure.known.values) where unit.symbol != "1" {
      for amount in [nil, 1, 2, 5, 11, 21] as [Number?] {
        let label = unit.label(in: language, for: amount)
        let read = UnitOfMeasure(symbol: label) ?? UnitOfMeasure.labelled(label)
        #expect(read == unit, "\(language): \(label)")
      }
    }
  }

  @Test(arguments: [
    ("en", Number(1), "1 day"), ("en", 2, "2 days"), ("he", 1, "1 יום"), ("he", 3, "3 ימים"),
    ("ru", 21, "21 день"), ("ru", 22, "22 дня"), ("ru", 25, "25 дней"),
    ("ar", 3, "٣ أيام"), ("ar", 11, "١١ يومًا"), ("fa", 3, "۳ روز"),
  ])
  func `a count agrees with its unit`(language: String, count: Number, expected: String) throws {
    let unit = try #require(UnitOfMeasure(symbol: "days"))
    #expect(
      "\(count.formatted(in: language)) \(unit.label(in: language, for: count))" == expected)
  }

  @Test(arguments: [
    ("en", "−1,234.5"), ("he", "\u{2066}−1,234.5\u{2069}"), ("fa", "\u{2066}−۱٬۲۳۴٫۵\u{2069}"),
    ("ar", "\u{2067}−١٬٢٣٤٫٥\u{2069}"), ("ru", "−1234,5"),
  ])
  func `a minus stays at its side of the number`(language: String, expected: String) throws {
    let number = try #require(Number("-1234.5"))
    #expect(number.formatted(in: language) == expected)
    if language != "ru" { #expect(Number(reading: expected) == number) }
    #expect(number.formatted(in: language, minimumPlaces: 2, maximumPlaces: 2).contains("−"))
  }
}
