import TestSupport
import Testing

@testable import Land

@Suite struct SearchTextTests {
  /// The first is how a register writes a place; the others are how people do.
  static let sameness: [[String]] = [
    [
      "12 הרצל", "הרצל 12", "רחוב הרצל 12", "רח' הרצל 12", "רח׳ הרצל, 12", "12 רחוב הרצל",
      "הרצל ۱۲",
      "\u{200F}הרצל 12\u{200E}",
    ],
    ["7 ז׳בוטינסקי", "ז'בוטינסקי 7", "ז’בוטינסקי 7", "זבוטינסקי 7"],
    ["3 שד' בן־גוריון", "בן גוריון 3", "שדרות בן-גוריון 3", "בןגוריון 3"],
    ["5 רמב״ם", "רמב\"ם 5", "רמבם 5"], ["12 א הרצל", "הרצל 12א", "הרצל 12 א", "הרצל 12א'"],
    [
      "12 خیابان شهید بهشتی", "شهید بهشتی ۱۲", "شهید‌بهشتی ١٢", "شهیدبهشتی 12",
      "خیابان شهيد بهشتي، پلاک ۱۲",
      "خ شهید بهشتی ۱۲",
    ],
    ["۱۲ کوچه‌ی یاس", "كوچه ی ياس 12", "کوچهی یاس ۱۲", "کوچهٔ یاس ۱۲", "یاس 12"],
    ["8 شارع الإمام علي", "الامام علی ٨", "شارع الامام عليّ 8"], ["4 مدرسة", "مدرسه 4"],
    ["5 بن‌بست لاله", "بنبست لاله 5", "بن بست لاله ۵", "لاله 5"],
    ["16 Aberdeen Ave", "aberdeen avenue 16", "ABERDEEN 16", "No. 16, Aberdeen Ave."],
    ["12 Ben-Gurion Blvd", "Ben Gurion 12", "bengurion 12"],
    ["3 Café Court", "cafe ct 3", "CAFE 3"], ["7 улица Ёлкина", "Елкина 7", "ул. ЕЛКИНА, д. 7"],
    ["6 Court St", "Court Street 6", "court street, 6"],
    ["12 A Street", "a street 12"], ["9 5th Ave", "5th avenue 9"],
    ["6941/23", "גוש 6941 חלקה 23", "6941 23", "6941-23", "۶۹۴۱/۲۳", "block 6941, lot 23"],
    ["124/3512", "پلاک ثبتی 124/3512", "پلاک ثبتی ۱۲۴/۳۵۱۲"], ["R1-23A", "lot r1 23a", "r1/23 A"],
  ]

  @Test(arguments: sameness) func `every spelling of a place is one text`(_ spellings: [String]) {
    let canonical = SearchText(spellings[0])
    for spelling in spellings {
      let text = SearchText(spelling)
      #expect(
        text.letters == canonical.letters && text.numbers == canonical.numbers,
        "\(spelling): \(String(decoding: text.letters, as: UTF16.self)) \(text.numbers)")
    }
  }

  @Test(arguments: [
    ("הרצל 12", "הרצל 21"), ("הרצל 12", "הרצל 12א"), ("Main 1", "Main 10"), ("North 3", "South 3"),
    ("N Main St 3", "S Main St 3"), ("یاس 2", "یاسمن 2"), ("6941/23", "6941/32"),
  ])
  func `different places are different texts`(_ a: String, _ b: String) {
    let (a, b) = (SearchText(a), SearchText(b))
    #expect(a.letters != b.letters || a.numbers != b.numbers)
  }

  @Test(arguments: [
    ("Herzl", "הרצל"), ("Hertzl", "הרצל"), ("Tabriz", "تبریز"), ("Allenby", "אלנבי"),
    ("Jabotinsky", "ג'בוטינסקי"), ("Weizmann", "ויצמן"),
    ("Rothschild", "רוטשילד"), ("Hillel", "הלל"), ("Ben Gurion", "בן גוריון"), ("Haim", "חיים"),
    ("Chaim", "חיים"), ("Michael", "מיכאל"), ("Levi", "לוי"), ("Yafo", "יפו"),
    ("Tehran", "تهران"), ("Isfahan", "اصفهان"), ("Valiasr", "ولیعصر"), ("Qom", "قم"),
    ("Ghom", "قم"),
    ("Mashhad", "مشهد"), ("Shiraz", "شیراز"), ("Ramadan", "رمضان"), ("Khalid", "خالد"),
    ("Pushkin", "Пушкин"), ("Chaikovsky", "Чайковски"),
    ("Haaviv", "האביב"), ("Beheshti", "بهشتی"),
  ])
  func `a name is spelled in Latin letters as people spell it`(_ latin: String, _ word: String) {
    let (a, b) = (SearchText(latin).letters, SearchText(word).letters)
    #expect(Transliteration.matches(a, b) && Transliteration.matches(b, a))
    let keys = Set(Transliteration.soundKeys(of: a))
    #expect(!keys.isDisjoint(with: Transliteration.soundKeys(of: b)), "they are candidates")
  }

  @Test(arguments: [("Герцль", "הרצל"), ("Тебриз", "تبریز"), ("هرتزل", "הרצל")])
  func `scripts other than Latin find each other`(_ a: String, _ b: String) {
    #expect(Transliteration.matches(SearchText(a).letters, SearchText(b).letters))
  }

  @Test(arguments: [("Herzl", "הזז"), ("Tabriz", "تهران"), ("Haifa", "הרצל"), ("Tel", "תלמי")])
  func `another name is another name`(_ latin: String, _ word: String) {
    #expect(!Transliteration.matches(SearchText(latin).letters, SearchText(word).letters))
  }

  @Test func `what the table spells is always found, letter by letter`() {
    // Any word of a script, spelled by its table with vowels between, has the word's sound and spells it.
    var random = SeededGenerator(seed: 14)
    for alphabet in [
      "אבגדהוזחטיכלמנסעפצקרשת", "ابپتجچحخدرزژسشصطعغفقکگلمنوهی", "абвгдежзиклмнопрстуфхцчшэюя",
    ] {
      let letters = Array(alphabet.utf16)
      for _ in 0..<500 {
        let word = (0..<Int.random(in: 2...9, using: &random)).map { _ in
          letters.randomElement(using: &random) ?? letters[0]
        }
        let latin = Transliteration.spelling(of: word, using: &random)
        guard !latin.isEmpty, latin.count < 60 else { continue }
        let shown =
          "\(String(decoding: word, as: UTF16.self)) \(String(decoding: latin, as: UTF16.self))"
        #expect(Transliteration.spells(latin, word), "\(shown)")
        #expect(
          Transliteration.soundKeys(of: latin).first == Transliteration.soundKeys(of: word).first,
          "\(shown)")
      }
    }
  }

  @Test func `letters off are counted as by the plain recurrence`() {
    var random = SeededGenerator(seed: 3)
    func word() -> [SearchLetter] {
      (0..<Int.random(in: 1...7, using: &random)).map { _ in .random(in: 97...99, using: &random) }
    }
    func plain(_ a: [SearchLetter], _ b: [SearchLetter]) -> Int {
      var rows = [[Int]](
        repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
      for i in 0...a.count {
        for j in 0...b.count {
          if i == 0 || j == 0 {
            rows[i][j] = i + j
            continue
          }
          rows[i][j] = min(
            rows[i - 1][j] + 1, rows[i][j - 1] + 1,
            rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
          if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
            rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
          }
        }
      }
      return rows[a.count][b.count]
    }
    for _ in 0..<5000 {
      let (a, b) = (word(), word())
      let distance = plain(a, b)
      for most in 1...2 {
        let isWithin = a.withUnsafeBufferPointer { a in
          b.withUnsafeBufferPointer { Misspelling.isWithin(most, a, $0) }
        }
        #expect(isWithin == (distance <= most), "\(a) \(b)")
        let bits = (Misspelling.mask(of: a) ^ Misspelling.mask(of: b)).nonzeroBitCount
        if distance <= most { #expect(bits <= 2 * most) }
      }
    }
  }
}
