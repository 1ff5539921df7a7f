import Testing

@testable import Languages

struct ListTests {
  @Test(arguments: [
    ("fa", ["آب", "بام", "پاوه", "تهران", "چالوس", "ژاله", "سرو", "کرمان", "گنبد", "لار", "یزد"]),
    (
      "ar",
      ["أرض", "باب", "جدار", "حدود", "سقف", "شارع", "طابق", "قبو", "كراج", "مبنى", "نافذة", "يوم"]
    ),
    ("he", ["בית", "גדר", "דלת", "חומה", "מחסן", "פרגולה", "קיר", "שער"]),
    ("ru", ["балкон", "Дом", "ёлка", "ель", "жалюзи", "окно", "Ярус"]),
    ("en", ["balcony", "Fence", "plan 9", "plan 10", "roof"]),
  ])
  func `a list stands by the reader's alphabet`(code: String, words: [String]) throws {
    let language = try #require(Language.of(code))
    #expect(words.reversed().sorted(by: language.inOrder) == words)
    #expect(words.sorted(by: language.inOrder) == words)
  }

  @Test func `letters typed on another keyboard do not part words`() {
    let words = ["كرمان", "کرمانشاه", "کرمان"].sorted(by: Language.persian.inOrder)
    #expect(words.last == "کرمانشاه")
  }

  @Test func `two texts have one order`() {
    #expect(!Language.russian.inOrder("дом", "дом"))
    #expect(Language.russian.inOrder("дом", "Дом") != Language.russian.inOrder("Дом", "дом"))
  }
}
