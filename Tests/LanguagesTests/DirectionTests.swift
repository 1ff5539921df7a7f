import Facts
import Foundation
import TestSupport
import Testing

@testable import Languages

/// Texts that stand in our sentences and run in either direction.
private let samples = [
  "R1-A", "12-3/45", "507/1 (b)", "5–10", "25%", "2025-02-10", "+972-4-123", "12.5 m²",
  "12 Elm Street, C", "part-1#A.1", "נ״צ 12/3", "خیابان ولی‌عصر، پلاک ۱۲", "שדרות הנשיא 12",
  "۱۲٫۵ متر مربع", "12.5 מ״ר", "۲۲ بهمن ۱۴۰۳", "1403/11/22", "۱۴۰۳/۱۱/۲۲", "١٢٫٥ م²", "-5", "۲۵٪",
  "רחוב Elm 5", "پلاک R1، طبقه ۲", "Зона Ж-1", "10 февраля 2025 г.", "3 (4)",
  "\u{2066}−5\u{2069} מ׳",
]

struct DirectionTests {
  @Test(arguments: [
    ("he", "R1-A"), ("he", "5–10"), ("he", "-5"), ("fa", "12 m"), ("ar", "25%"), ("en", "חלקה 12"),
    ("ru", "۱۲"), ("he", "ab\u{202E}cd"), ("en", "ab\u{202E}cd"),
  ])
  func `what could run the other way is isolated`(code: String, text: String) throws {
    let language = try #require(Language.of(code))
    #expect(language.isolated(text) == "\u{2068}\(text)\u{2069}")
    #expect(language.isolated(language.isolated(text)) == language.isolated(text))
  }

  @Test(arguments: [
    ("en", "R1-A, 5–10"), ("ru", "Зона Ж-1"), ("he", "שדרות הנשיא 12/3"), ("fa", "۱۲٫۵ متر مربع"),
    ("ar", "١٢٫٥ م²"), ("he", "\u{2066}−5\u{2069} מ׳"), ("fa", ""),
  ])
  func `what runs along stays as it is`(code: String, text: String) throws {
    #expect(try #require(Language.of(code)).isolated(text) == text)
  }

  @Test func `nobody breaks out of the isolation by signs in a text`() {
    #expect(Language.hebrew.isolated("a\u{2069}b") == "\u{2068}ab\u{2069}")
    #expect(Language.hebrew.isolated("\u{2067}a\u{2068}") == "\u{2068}a\u{2069}")
    #expect(Language.hebrew.isolated("\u{2068}a\u{2069}").withoutIsolates == "a")
  }

  @Test func `a list keeps its items apart`() {
    #expect(Language.hebrew.list(["R1", "R2"]) == "\u{2068}R1\u{2069}, \u{2068}R2\u{2069}")
    #expect(Language.persian.list(["الف", "ب"]) == "الف، ب")
    #expect(Language.arabic.series(["أ", "ب"]) == "أ؛ ب")
    #expect(Language.russian.list([]) == "")
  }
}

/// Every message as it is seen, by the bidirectional algorithm of another hand.
@Suite(
  .enabled(
    if: Oracle.python != nil,
    "no Python with the packages to compare with; `make test` installs them"))
struct DisplayTests {
  private struct Line: Encodable {
    var direction: String
    /// The sentence with its values.
    var text: String
    /// The sentence with a letter of its own direction for each value.
    var frame: String
    var values: [String: String]
  }

  /// What is seen must be what the sentence alone would show, with each value as it would show alone. Returns those that differ.
  private func disordered(_ lines: [Line]) throws -> [String] {
    let encoder = JSONEncoder()
    let input = try lines.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    return try Oracle.lines(
      of: """
        import json, sys, unicodedata
        from bidi import get_display
        marks = dict.fromkeys([0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
        def seen(text, direction):
            return get_display(text, base_dir=direction).translate(marks)
        def own(text, line):
            for sign in text:
                kind = unicodedata.bidirectional(sign)
                if kind in ("R", "AL"): return "R"
                if kind == "L": return "L"
            # Numbers alone: as they stand in the sentence where nothing isolates them.
            return "L" if chr(0x2068) + text in line["text"] else line["direction"]
        for line in sys.stdin:
            line = json.loads(line)
            expected = seen(line["frame"], line["direction"])
            for letter, value in line["values"].items():
                expected = expected.replace(letter, seen(value, own(value, line)))
            found = seen(line["text"], line["direction"])
            if found != expected: print(json.dumps([line["text"], found, expected], ensure_ascii=False))
        """, reading: input.joined(separator: "\n") + "\n")
  }

  /// A sentence in every form that counts give it, with one sample after another in its places.
  private func lines(_ message: Message, _ language: Language, isolates: Bool = true) -> [Line] {
    let names = message.arguments.sorted()
    // Letters that stand in no message, of the sentence's own direction.
    let first: UInt32 = language.isRightToLeft ? 0xFB21 : 0x0250
    var lines: [Line] = []
    let counts = message.pluralChoices.isEmpty ? [1] : [0, 1, 2, 3, 11, 100, 1234]
    for shift in samples.indices {
      for count in counts {
        var line = Line(
          direction: language.isRightToLeft ? "R" : "L", text: "", frame: "", values: [:])
        var values: [String: String] = [:]
        var letters: [String: String] = [:]
        var numbers: [String: Int] = [:]
        for (index, name) in names.enumerated() {
          numbers[name] = count
          guard let letter = Unicode.Scalar(first + UInt32(index)) else { continue }
          values[name] = samples[(shift + index * 7) % samples.count]
          letters[name] = String(letter)
          line.values[String(letter)] = values[name]
        }
        line.text = message.filled(values, counts: numbers, in: language)
        if !isolates { line.text = line.text.withoutIsolates }
        line.frame = message.filled(letters, counts: numbers, in: language)
        // An abbreviation's point ends the sentence, unless the value is kept apart from it.
        for (letter, value) in line.values
        where value.hasSuffix(".") && language.isolated(value) == value {
          line.frame = line.frame.replacing(letter + ".", with: letter)
        }
        lines.append(line)
      }
    }
    return lines
  }

  @Test(arguments: Language.all.map(\.code))
  func `every message shows its words in order whatever stands in it`(code: String) throws {
    let language = try #require(Language.of(code))
    let all = language.keys.sorted().compactMap { language.message($0) }
      .filter { !$0.arguments.isEmpty }
    #expect(all.count > 50)
    let found = try disordered(all.flatMap { lines($0, language) })
    #expect(found.isEmpty, "\(found.count): \(found.prefix(4).joined(separator: "\n"))")
  }

  @Test func `without isolation some would not`() throws {
    for language in [Language.hebrew, .persian, .english] {
      let message = try #require(language.message("page.sourceCorrected"))
      #expect(try !disordered(lines(message, language, isolates: false)).isEmpty)
    }
  }
}
