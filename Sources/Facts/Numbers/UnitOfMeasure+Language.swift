extension UnitOfMeasure {
  /// The unit as people of a language write it after a number.
  package func label(in language: String) -> String {
    Self.labels[symbol]?[language] ?? symbol
  }

  private static let labels: [String: [String: String]] = [
    "m": ["fa": "متر", "he": "מ׳", "ar": "م", "ru": "м"], "cm": ["fa": "سانتی‌متر", "he": "ס״מ", "ar": "سم", "ru": "см"],
    "mm": ["fa": "میلی‌متر", "he": "מ״מ", "ar": "مم", "ru": "мм"],
    "m²": ["fa": "متر مربع", "he": "מ״ר", "ar": "م²", "ru": "м²"], "m³": ["fa": "متر مکعب", "he": "מ״ק", "ar": "م³", "ru": "м³"],
    "ft": ["fa": "فوت", "he": "רגל", "ar": "قدم", "ru": "фут"],
    "sq ft": ["fa": "فوت مربع", "he": "רגל רבועה", "ar": "قدم مربع", "ru": "кв. футов"],
    "days": ["fa": "روز", "he": "ימים", "ar": "يوم", "ru": "дней"], "years": ["fa": "سال", "he": "שנים", "ar": "سنة", "ru": "лет"],
    "kg": ["fa": "کیلوگرم", "he": "ק״ג", "ar": "كغ", "ru": "кг"], "kW": ["fa": "کیلووات", "he": "קו״ט", "ar": "كيلوواط", "ru": "кВт"],
    "L": ["fa": "لیتر", "he": "ליטר", "ar": "لتر", "ru": "л"], "°": ["fa": "درجه", "he": "מעלות"], "rial": ["fa": "ریال"],
    "NIS": ["he": "ש״ח"], "dunam": ["he": "דונם", "fa": "دونم"],
  ]
}
