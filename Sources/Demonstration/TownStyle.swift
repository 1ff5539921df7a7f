/// A text in the languages of the pages.
struct Words: Sendable {
  var fa: String
  var he: String
  var en: String
  var ar: String
  var ru: String
}

/// What makes one demonstration town differ from the other.
struct TownStyle: Sendable {
  /// Of the files: `NAME.gpkg` and `NAME.yaml`.
  var file: String
  var name: Words
  var language: Language
  var jurisdiction: String
  /// The town's extent before it is bent, in metres.
  var length: Int
  var breadth: Int
  /// Cells between streets, in metres.
  var leastCell: Int
  var longestCell: Int
  /// Two rows of lots stand back to back where each is at least so deep, in metres.
  var leastDepth: Int
  var widths: ClosedRange<Double>
  /// From this depth on, some lots are cut in two across.
  var pairDepth: Double
  var pairWidth: Double
  /// Lots around the head of a cul-de-sac.
  var pies: Int
  /// What is taken off a corner, in millimetres.
  var chamfer: Int
  var bending: Bending
  var zones: [Zone]
  /// `laidOpen` is deposited as well, and still open for objections.
  var plans: (former: Plan, current: Plan, deposited: Plan, laidOpen: Plan)
  /// The regulation that the current plan borrows its limits from.
  var regulation: String

  enum Language: String, Sendable { case fa, he }

  struct Zone: Sendable {
    var code: String
    /// `low`, `medium` or `high`; empty where the plan gives none.
    var density: String
    var landUse: String
    var storeys: ClosedRange<Int>
  }

  struct Plan: Sendable {
    var code: String
    var from: String
    var until: String?
    /// The last day for objections to a deposited plan.
    var objections = ""
  }

  /// An area that a lot of this town may be drawn with, in square metres.
  func wantedArea(_ dice: inout Dice) -> Double {
    let at = dice.unit()
    switch language {
    case .fa:
      return at < 0.42
        ? dice.between(112, 199)
        : at < 0.72
          ? dice.between(202, 299)
          : at < 0.75
            ? dice.between(200.2, 200.8) : dice.between(302, 460)
    case .he:
      return at < 0.18
        ? dice.between(280, 380) : at < 0.85 ? dice.between(380, 620) : dice.between(620, 900)
    }
  }

  static let persian = TownStyle(
    file: "persian",
    name: Words(
      fa: "دهنو میزان (شهر نمایشی)", he: "דהנו מיזאן (עיר הדגמה)",
      en: "Dehnow-e Mizan (demonstration town)", ar: "دهنو ميزان (مدينة للعرض)",
      ru: "Дехноу-е Мизан (демонстрационный город)"),
    language: .fa, jurisdiction: "persian-demo", length: 1180, breadth: 940, leastCell: 36,
    longestCell: 130, leastDepth: 12, widths: 6.8...19, pairDepth: 23, pairWidth: 15.5, pies: 7,
    chamfer: 2000,
    bending: Bending(origin: (412_300, 2_943_800), turn: 0.21, phase: 0.4),
    zones: [
      Zone(code: "R1", density: "low", landUse: "residential", storeys: 1...2),
      Zone(code: "R2", density: "medium", landUse: "residential", storeys: 2...4),
      Zone(code: "R3", density: "high", landUse: "residential", storeys: 3...6),
      Zone(code: "M1", density: "medium", landUse: "commercial", storeys: 2...5),
      Zone(code: "G", density: "", landUse: "park", storeys: 1...1),
      Zone(code: "S", density: "", landUse: "public building", storeys: 1...3),
    ],
    plans: (
      Plan(code: "M-1381", from: "2002-03-21", until: "2015-03-21"),
      Plan(code: "M-1394", from: "2015-03-21", until: nil),
      Plan(code: "M-1394/7", from: "2024-09-22", until: nil, objections: "2024-11-20"),
      Plan(code: "M-1394/8", from: "2026-09-23", until: nil, objections: "2027-09-22")
    ), regulation: "bandar-lengeh-density-rules")

  static let hebrew = TownStyle(
    file: "hebrew",
    name: Words(
      fa: "گیوعت موزنایم (شهر نمایشی)", he: "גבעת מאזניים (עיר הדגמה)",
      en: "Givat Moznayim (demonstration town)", ar: "جفعات موزنايم (مدينة للعرض)",
      ru: "Гиват-Мознаим (демонстрационный город)"),
    language: .he, jurisdiction: "carmel", length: 1480, breadth: 1180, leastCell: 44,
    longestCell: 170, leastDepth: 16, widths: 12...30, pairDepth: 29, pairWidth: 22, pies: 5,
    chamfer: 3000,
    bending: Bending(origin: (201_450, 741_200), turn: -0.34, phase: 1.7),
    zones: [
      Zone(code: "A", density: "", landUse: "residential", storeys: 1...2),
      Zone(code: "B", density: "", landUse: "residential", storeys: 2...3),
      Zone(code: "C", density: "", landUse: "residential", storeys: 3...5),
      Zone(code: "M", density: "", landUse: "commercial", storeys: 2...4),
      Zone(code: "P", density: "", landUse: "park", storeys: 1...1),
      Zone(code: "T", density: "", landUse: "public building", storeys: 1...3),
    ],
    plans: (
      Plan(code: "demo-300", from: "1998-06-01", until: "2012-06-01"),
      Plan(code: "demo-507", from: "2012-06-01", until: nil),
      Plan(code: "demo-507/4", from: "2024-05-01", until: nil, objections: "2024-06-30"),
      Plan(code: "demo-507/5", from: "2026-09-23", until: nil, objections: "2027-09-22")
    ), regulation: "plan-507-1")
}
