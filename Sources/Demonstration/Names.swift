/// Names of streets and offices. All are words for plants, birds, virtues and work; none is a person's or a real town's.
enum Names {
  static func streets(_ language: TownStyle.Language) -> [String] {
    language == .fa ? persian : hebrew
  }

  /// The name of a street: its word and what kind of street it is; after the list is used up, with a number.
  static func street(_ place: Int, _ kind: TownStreet.Kind, _ language: TownStyle.Language)
    -> String
  {
    let words = streets(language)
    let round = place / words.count
    let word = words[place % words.count]
    switch language {
    case .fa:
      let kindWord =
        switch kind {
        case .arterial: "بلوار"
        case .collector: "خیابان"
        case .local: "کوچهٔ"
        case .culDeSac: "بن‌بست"
        }
      return "\(kindWord) \(word)" + (round > 0 ? " \(persianDigits(round + 1))" : "")
    case .he:
      let kindWord =
        switch kind {
        case .arterial: "שדרות"
        case .collector, .local: "רחוב"
        case .culDeSac: "סמטת"
        }
      return "\(kindWord) \(word)" + (round > 0 ? " \(round + 1)" : "")
    }
  }

  static func persianDigits(_ number: Int) -> String {
    String(
      String(number).unicodeScalars.map { scalar in
        Character(UnicodeScalar(scalar.value - 0x30 + 0x6F0) ?? scalar)
      })
  }

  static func offices(_ language: TownStyle.Language) -> [String] {
    language == .fa
      ? [
        "دفتر محلهٔ جنوب باختری", "دفتر محلهٔ جنوب خاوری", "دفتر محلهٔ شمال باختری",
        "دفتر محلهٔ شمال خاوری",
      ]
      : [
        "לשכת רובע דרום־מערב", "לשכת רובע דרום־מזרח", "לשכת רובע צפון־מערב", "לשכת רובע צפון־מזרח",
      ]
  }

  private static let persian = [
    "ترازو", "سرو", "نرگس", "لاله", "یاس", "بهار", "مهر", "آفتاب", "سپیده", "باران", "دریا", "صدف",
    "مروارید", "نخل", "انار", "بادام", "گردو", "زیتون", "چنار", "صنوبر", "بنفشه", "نیلوفر", "شقایق",
    "ریحان", "پونه", "کبوتر", "پرستو", "هدهد", "بلبل", "قناری", "داد", "راستی", "دوستی", "امید",
    "آشتی",
    "دانش", "هنر", "کوشش", "بهزیستی", "خرد", "سفال", "بافنده", "آهنگر", "نجار", "درودگر", "کشاورز",
    "باغبان", "چشمه", "قنات", "آبشار", "کوهسار", "دشت", "بیابان", "ستاره", "ماه", "خورشید", "شبنم",
    "نسیم", "سحر", "بامداد", "فانوس", "بادبان", "لنگرگاه", "ساحل",
  ]

  private static let hebrew = [
    "המאזניים", "הברוש", "הנרקיס", "הצבעוני", "היסמין", "האביב", "השמש", "השחר", "הגשם", "הים",
    "הצדף",
    "הפנינה", "הדקל", "הרימון", "השקד", "האגוז", "הזית", "הדולב", "האורן", "הסיגלית", "הכלנית",
    "הרקפת",
    "הבזיליקום", "המנטה", "היונה", "הסנונית", "הדוכיפת", "הזמיר", "החוחית", "הצדק", "היושר",
    "הידידות",
    "התקווה", "השלום", "הדעת", "האמנות", "העמל", "החוכמה", "היוצר", "האורג", "הנפח", "הנגר",
    "האיכר",
    "הגנן", "המעיין", "הנחל", "המפל", "ההר", "העמק", "הגבעה", "הכוכב", "הירח", "הטל", "הרוח",
    "הבוקר",
    "הפנס", "המפרש", "העוגן", "החוף", "החרוב", "האלון", "האלה", "הגפן", "התאנה",
  ]
}
