import Evaluation
import Facts

import struct Land.GeographicBox

@testable import Service

/// A small town of twelve lots by the sea with one rule: a wall is at most 2 m high, and on a corner at most 1.2 m.
struct FixtureTown: Enquiries {
  static let today = CivilDate(year: 2026, month: 11, day: 21) ?? CivilDate(dayNumber: 0)

  let towns = [
    Town(
      id: "lengeh",
      label: LocalText([
        "en": "Bandar Lengeh (sample)", "fa": "بندر لنگه (نمونه)", "he": "בנדר לנגה (דוגמה)",
      ]),
      notice: LocalText([
        "en": "A demonstration: this town's lots are made up.",
        "fa": "نمایشی است: ملک‌های این شهر ساختگی‌اند.", "he": "הדגמה: המגרשים בעיר הזאת בדויים.",
      ]), languages: ["en", "fa", "he"],
      layers: [
        .init(id: "parcels", label: LocalText(["en": "Lots", "fa": "ملک‌ها", "he": "מגרשים"])),
        .init(id: "zones", label: LocalText(["en": "Zones", "fa": "پهنه‌ها", "he": "אזורים"])),
      ], bounds: GeographicBox(west: 54.88, south: 26.558, east: 54.8812, north: 26.5586)),
    Town(
      id: "givat",
      label: LocalText([
        "en": "Givat Hadar (sample)", "fa": "گیوات هدر (نمونه)", "he": "גבעת הדר (דוגמה)",
      ]),
      notice: LocalText(["en": "A demonstration.", "fa": "نمایشی است.", "he": "הדגמה."]),
      languages: ["he", "en"],
      layers: [.init(id: "parcels", label: LocalText(["en": "Lots", "he": "מגרשים"]))],
      bounds: GeographicBox(west: 34.9, south: 32, east: 34.91, north: 32.01)),
  ]

  func works(in town: String?, language: String) -> [Work] {
    let labels = [
      "wall": ["en": "A wall or fence", "fa": "دیوار یا حصار", "he": "קיר או גדר"],
      "porch": ["en": "A porch", "fa": "سایه‌بان", "he": "מרפסת"],
      "roof": ["en": "Mend a roof", "fa": "تعمیر بام", "he": "תיקון גג"],
    ]
    return ["wall", "porch", "roof"].map {
      Work(
        name: $0, label: labels[$0]?[language] ?? labels[$0]?["en"] ?? $0, isCommon: $0 != "roof")
    }
  }

  /// Lot 1…12: four in a row, 30 m by 20 m.
  private func ring(_ lot: Int) -> [[Double]] {
    let west = 54.88 + Double((lot - 1) % 4) * 0.0003
    let south = 26.558 + Double((lot - 1) / 4) * 0.0002
    return [
      [west, south], [west + 0.0003, south], [west + 0.0003, south + 0.0002],
      [west, south + 0.0002],
      [west, south],
    ]
  }

  private func outline(_ lot: Int) -> JSON {
    [
      "type": "Polygon",
      "coordinates": .array([
        .array(
          ring(lot).map { point in
            .array(point.map { Number($0)?.rounded(places: 7).map(JSON.number) ?? .null })
          })
      ]),
    ]
  }

  private func lot(_ parcel: String) -> Int? {
    guard parcel.hasPrefix("lengeh/12/"), let lot = Int(parcel.dropFirst(10)),
      (1...12).contains(lot)
    else { return nil }
    return lot
  }

  func search(_ text: String, in town: String?, limit: Int) -> [SearchHit] {
    guard town == nil || town == "lengeh" else { return [] }
    let digits = Number(reading: text.split(separator: "/").last.map(String.init) ?? "")?.int
    return (1...12).filter { $0 == digits || text.lowercased().contains("lot") }.prefix(limit).map {
      SearchHit(
        parcel: "lengeh/12/\($0)", label: "12/\($0)", kind: .parcel, longitude: ring($0)[0][0],
        latitude: ring($0)[0][1])
    }
  }

  func parcel(longitude: Double, latitude: Double) -> String? {
    (1...12).first {
      let ring = ring($0)
      return longitude >= ring[0][0] && longitude < ring[2][0] && latitude >= ring[0][1]
        && latitude < ring[2][1]
    }.map { "lengeh/12/\($0)" }
  }

  func place(_ parcel: String, on date: CivilDate, language: String) -> PlaceSummary? {
    guard let lot = lot(parcel) else { return nil }
    let words =
      [
        "fa": (
          "ملک ۱۲/\(Number(lot).formatted(in: "fa"))", "مساحت", "۶۶۰ متر مربع", "پهنه",
          "مسکونی کم‌تراکم"
        ),
        "he": ("מגרש 12/\(lot)", "שטח", "660 מ״ר", "אזור", "מגורים א׳"),
      ][language]
      ?? ("Lot 12/\(lot)", "Area", "660 m²", "Zone", "Low-density housing")
    let ring = ring(lot)
    return PlaceSummary(
      parcel: parcel, town: "lengeh", label: words.0,
      facts: [
        .init(label: words.1, value: words.2, source: "parcels 2014"),
        .init(label: words.3, value: words.4, source: "zones <2019> & later"),
        .init(label: "heritage", value: "no", source: nil, isMain: false),
      ], outline: outline(lot),
      bounds: GeographicBox(
        west: ring[0][0], south: ring[0][1], east: ring[2][0], north: ring[2][1]))
  }

  static let height: FactDeclaration = {
    var fact = FactDeclaration("height", .number, unit: UnitOfMeasure(symbol: "m"))
    fact.label = LocalText(["en": "Height", "fa": "ارتفاع", "he": "גובה"])
    fact.question = LocalText([
      "en": "How high will it be?", "fa": "ارتفاعش چقدر خواهد بود؟", "he": "מה יהיה הגובה?",
    ])
    fact.why = LocalText([
      "en": "The rules limit how high a wall may be.", "fa": "ضوابط ارتفاع دیوار را محدود می‌کند.",
      "he": "ההוראות מגבילות את גובה הקיר.",
    ])
    fact.example = "1.8"
    fact.lowest = .zero
    return fact
  }()

  static let corner: FactDeclaration = {
    var fact = FactDeclaration("at corner", .boolean)
    fact.label = LocalText(["en": "At a street corner", "fa": "در نبش خیابان", "he": "בפינת רחוב"])
    fact.question = LocalText([
      "en": "Is it at a street corner?", "fa": "در نبش خیابان است؟", "he": "האם זה בפינת רחוב?",
    ])
    return fact
  }()

  func ask(_ question: Question) -> Result<Reply, Refusal> {
    if let parcel = question.parcel, lot(parcel) == nil {
      return .failure(
        Refusal(
          "/parcel", "`\(parcel)` is no parcel here", mend: "search with `/api/v1/parcels?q=`"))
    }
    guard works(in: nil, language: "en").contains(where: { $0.name == question.work }) else {
      return .failure(
        Refusal("/work", "`\(question.work)` is no kind of work here", mend: "write `wall`"))
    }
    var faults: [Refusal.Fault] = []
    var values: [String: FactValue] = [:]
    let declared = [Self.height, Self.corner]
    for input in question.inputs {
      let pointer = "/inputs/\(CheckRequest.pointer(input.key))"
      guard let fact = declared.first(where: { $0.name == input.key }) else {
        faults.append(
          .init(pointer, "`\(input.key)` is no fact of a proposal", mend: "write `height`"))
        continue
      }
      do {
        values[input.key] =
          try input.value.string.map { try fact.read($0) }
          ?? (input.value == .null ? .unknown("not said") : try fact.value(from: input.value))
      } catch {
        faults.append(
          .init(
            pointer, (error as? FactReadingError)?.message ?? "\(error)",
            mend: (error as? FactReadingError)?.mend))
      }
    }
    guard faults.isEmpty else { return .failure(Refusal(faults)) }
    return .success(reply(question, values))
  }

  private func reply(_ question: Question, _ values: [String: FactValue]) -> Reply {
    let language = question.language
    let citation = Answer.Citation(
      regulation: "lengeh-walls", article: "art-7", heading: "ماده ۷ – دیوار",
      quote: "ارتفاع دیوار حداکثر ۲ متر است و در نبش خیابان از ۱٫۲ متر بیشتر نمی‌شود.",
      language: "fa",
      isOfficial: false, source: "regulations/lengeh/walls.md:7")
    var answer = Answer(
      parcel: question.parcel, work: question.work, on: question.on, jurisdiction: "lengeh",
      language: language, ruleset: String(repeating: "5e", count: 32), verdict: .incomplete)
    var next: [FactDeclaration] = []
    var outcome = Outcome.unknown
    var limit = Number("2") ?? .zero
    var height: Number?
    if case .number(let number)? = values["height"] { height = number }
    let corner = values["at corner"]
    if corner == .boolean(true) { limit = Number("1.2") ?? .zero }
    if let height {
      if height > (Number("2") ?? .zero) || (corner == .boolean(true) && height > limit) {
        outcome = .notMet
      } else if corner == .boolean(false) || height <= (Number("1.2") ?? .zero)
        || corner == .boolean(true)
      {
        outcome = .met
      } else {
        next = [Self.corner]
      }
    } else {
      next = corner == nil ? [Self.height, Self.corner] : [Self.height]
    }
    answer.verdict = outcome == .met ? .permitted : outcome == .notMet ? .notPermitted : .incomplete
    answer.results = [
      .init(
        regime: "planning", complies: outcome == .met ? .yes : outcome == .notMet ? .no : .unknown,
        track: .short, verdict: answer.verdict)
    ]
    let label = Self.height.label.text(in: language) ?? "height"
    let figures = [
      Answer.Figure(
        name: "height", label: label, value: height.map(JSON.number) ?? .null, unit: "m",
        from: "proposal"),
      Answer.Figure(
        name: "limit", label: ["fa": "حد", "he": "גבול"][language] ?? "Limit",
        value: .number(limit), unit: "m", from: "table"),
    ]
    answer.requirements = [
      .init(
        id: "lengeh-walls:7", regime: "planning", article: citation, subject: "height",
        element: nil,
        outcome: outcome,
        statement: Wording(language)(
          outcome == .met ? .metLimit : outcome == .notMet ? .notMetLimit : .unknownLimit,
          [
            "subject": label, "value": height.map { $0.formatted(in: language) } ?? "?",
            "limit": limit.formatted(in: language), "missing": label,
          ]), figures: figures, confidence: "S:LENGEH"),
      .init(
        id: "lengeh-walls:9", regime: "planning", article: citation, subject: "material",
        element: nil,
        outcome: .notApplicable,
        statement: Wording(language)(.notApplicableLimit, ["subject": "…"]),
        figures: [], confidence: "G"),
    ]
    answer.missing = next.map {
      .init(
        name: $0.name, question: $0.question.text(in: language) ?? $0.name,
        why: $0.why.text(in: language) ?? "", whoCanSupply: "proposal")
    }
    if outcome == .notMet, let height {
      answer.nearest = [
        .init(
          change: "height", label: label, from: .number(height), to: .number(limit), unit: "m",
          liftsAll: true, lifts: ["lengeh-walls:7"])
      ]
    }
    answer.notices = [towns[0].notice.text(in: language) ?? ""]
    let proposal = JSON.object(
      values.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.json) })
    answer.fingerprint = Fingerprint.of([
      "ruleset": .string(answer.ruleset), "site": .string(question.parcel ?? "described"),
      "proposal": proposal, "work": .string(question.work),
      "date": .string(question.on.description),
      "language": .string(language),
    ])
    return Reply(
      answer: answer, bytes: answer.json.canonicalBytes, next: next,
      asked: [Self.height, Self.corner].filter { values[$0.name] != nil },
      site: Array(#"{"parcel":"\#(question.parcel ?? "")"}"#.utf8),
      proposal: proposal.canonicalBytes)
  }

  func features(of layer: String, in town: String, within box: GeographicBox, limit: Int) -> String?
  {
    guard town == "lengeh", ["parcels", "zones"].contains(layer) else { return nil }
    let inside = (1...12).filter {
      let ring = ring($0)
      return ring[0][0] <= box.east && ring[2][0] >= box.west && ring[0][1] <= box.north
        && ring[2][1] >= box.south
    }
    let features: [JSON] = inside.prefix(limit).map {
      [
        "type": "Feature", "geometry": outline($0),
        "properties": ["label": .string("12/\($0)"), "parcel": .string("lengeh/12/\($0)")],
      ]
    }
    return (["type": "FeatureCollection", "features": .array(features)] as JSON).canonical
  }

  func regulation(_ id: String, language: String) -> RegulationText? {
    guard id == "lengeh-walls" else { return nil }
    return RegulationText(
      id: id, title: "ضوابط دیوار", language: "fa", isOfficial: false,
      articles: [
        .init(
          anchor: "art-7", heading: "ماده ۷ – دیوار",
          text:
            "ارتفاع دیوار حداکثر ۲ متر است و در نبش خیابان از ۱٫۲ متر بیشتر نمی‌شود.\n\nتبصره – حصار هم دیوار است."
        )
      ])
  }

  func regulations(in town: String?) -> [(id: String, title: String, language: String)] {
    [("lengeh-walls", "ضوابط دیوار", "fa")]
  }
}
