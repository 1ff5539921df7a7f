import Testing

@testable import Land

struct TextFoldingTests {
  @Test(arguments: [
    ("شارع الأمين", "شارع الامين"), ("إبراهيم", "ابراهیم"), ("آب", "اب"), ("مدرسة", "مدرسه"),
    ("يحيى", "یحیی"), ("كرمان", "کرمان"), ("خانۀ", "خانهٔ"), ("١٢", "۱۲"), ("ٱلنور", "النور"),
    ("ул. Лёвина", "УЛ. ЛЕВИНА"), ("ז׳בוטינסקי", "ז'בוטינסקי"), ("רמב״ם", "רמב\"ם"),
    ("\u{061C}12", "12"),
  ])
  func `spellings of one word are one`(first: String, second: String) {
    #expect(folded(first) == folded(second))
  }
}
