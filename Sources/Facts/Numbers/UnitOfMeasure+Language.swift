extension UnitOfMeasure {
  /// The unit as people of a language write it after a number: `1 day`, `2 days`; without one, as it is named by itself.
  package func label(in language: String, for amount: Number? = nil) -> String {
    guard let words = Self.labels[symbol]?[language] else { return symbol }
    let category = amount.map { PluralCategory(of: $0, in: language) } ?? .other
    return words.forms[category] ?? words.forms[.other] ?? symbol
  }

  /// The unit that people of some language write so.
  static func labelled(_ text: String) -> UnitOfMeasure? {
    labels.first { $0.value.values.contains { $0.forms.values.contains(text) } }
      .flatMap { UnitOfMeasure(symbol: $0.key) }
  }

  /// What a unit is called: one word, or one for each plural category that differs from `other`.
  private struct Words: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
    var forms: [PluralCategory: String]
    init(stringLiteral word: String) { forms = [.other: word] }
    init(dictionaryLiteral forms: (PluralCategory, String)...) {
      self.forms = Dictionary(forms) { first, _ in first }
    }
  }

  /// Every known unit in every language that its symbol is no word of.
  private static let labels: [String: [String: Words]] = [
    "m": ["fa": "متر", "he": "מ׳", "ar": "م", "ru": "м"],
    "cm": ["fa": "سانتی‌متر", "he": "ס״מ", "ar": "سم", "ru": "см"],
    "mm": ["fa": "میلی‌متر", "he": "מ״מ", "ar": "مم", "ru": "мм"],
    "km": ["fa": "کیلومتر", "he": "ק״מ", "ar": "كم", "ru": "км"],
    "in": [
      "fa": "اینچ", "he": "אינץ׳", "ar": "بوصة",
      "ru": [.one: "дюйм", .few: "дюйма", .many: "дюймов", .other: "дюйма"],
    ],
    "ft": [
      "fa": "فوت", "he": "רגל", "ar": "قدم",
      "ru": [.one: "фут", .few: "фута", .many: "футов", .other: "фута"],
    ],
    "m²": ["fa": "متر مربع", "he": "מ״ר", "ar": "م²", "ru": "м²"],
    "m³": ["fa": "متر مکعب", "he": "מ״ק", "ar": "م³", "ru": "м³"],
    "sq ft": [
      "fa": "فوت مربع", "he": "רגל רבועה", "ar": "قدم مربعة",
      "ru": [.one: "кв. фут", .few: "кв. фута", .many: "кв. футов", .other: "кв. фута"],
    ],
    "ha": ["fa": "هکتار", "he": "הקטאר", "ar": "هكتار", "ru": "га"],
    "acre": [
      "en": [.one: "acre", .other: "acres"], "fa": "ایکر", "he": "אקר", "ar": "فدان إنجليزي",
      "ru": [.one: "акр", .few: "акра", .many: "акров", .other: "акра"],
    ],
    "dunam": [
      "en": [.one: "dunam", .other: "dunams"], "fa": "دونم", "he": "דונם", "ar": "دونم",
      "ru": [.one: "дунам", .few: "дунама", .many: "дунамов", .other: "дунама"],
    ],
    "L": ["fa": "لیتر", "he": "ליטר", "ar": "لتر", "ru": "л"],
    "%": ["fa": "درصد", "ar": "بالمئة"],
    "°": ["fa": "درجه", "he": [.one: "מעלה", .other: "מעלות"], "ar": "درجة"],
    "days": [
      "en": [.one: "day", .other: "days"], "fa": "روز",
      "he": [.one: "יום", .other: "ימים"],
      "ar": [.few: "أيام", .many: "يومًا", .other: "يوم"],
      "ru": [.one: "день", .few: "дня", .many: "дней", .other: "дня"],
    ],
    "years": [
      "en": [.one: "year", .other: "years"], "fa": "سال",
      "he": [.one: "שנה", .other: "שנים"],
      "ar": [.few: "سنوات", .many: "سنة", .other: "سنة"],
      "ru": [.one: "год", .few: "года", .many: "лет", .other: "года"],
    ],
    "kg": ["fa": "کیلوگرم", "he": "ק״ג", "ar": "كغ", "ru": "кг"],
    "kg/m²": ["fa": "کیلوگرم بر متر مربع", "he": "ק״ג למ״ר", "ar": "كغ/م²", "ru": "кг/м²"],
    "kW": ["fa": "کیلووات", "he": "קו״ט", "ar": "كيلوواط", "ru": "кВт"],
    "BTU": [
      "fa": "بی‌تی‌یو", "he": "BTU", "ar": "وحدة حرارية بريطانية",
      "ru": "БТЕ",
    ],
    "NIS": [
      "fa": "شِکِل", "he": "ש״ח", "ar": "شيكل",
      "ru": [.one: "шекель", .few: "шекеля", .many: "шекелей", .other: "шекеля"],
    ],
    "rial": [
      "en": [.one: "rial", .other: "rials"], "fa": "ریال", "he": "ריאל", "ar": "ريال",
      "ru": [.one: "риал", .few: "риала", .many: "риалов", .other: "риала"],
    ],
    "rial/m²": [
      "fa": "ریال بر متر مربع", "he": "ריאל למ״ר", "ar": "ريال/م²", "ru": "риалов/м²",
    ],
    "GBP": [
      "fa": "پوند", "he": "ליש״ט", "ar": "جنيه إسترليني",
      "ru": [
        .one: "фунт стерлингов", .few: "фунта стерлингов", .many: "фунтов стерлингов",
        .other: "фунта стерлингов",
      ],
    ],
    "USD": [
      "fa": "دلار", "he": "דולר", "ar": "دولار",
      "ru": [.one: "доллар", .few: "доллара", .many: "долларов", .other: "доллара"],
    ],
  ]
}
