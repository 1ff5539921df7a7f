import Facts
import Geometry
import Land

/// What somebody typed to place a rectangle, with what is wrong with it.
struct DrawForm {
  /// The fields in their order, as they are named in the address.
  enum Field: String, CaseIterable {
    case away, gap, wide, deep

    var label: Phrase {
      switch self {
      case .away: .drawAway
      case .gap: .drawGap
      case .wide: .drawWide
      case .deep: .drawDeep
      }
    }
  }

  var texts: [Field: String] = [:]
  var faults: [Field: String] = [:]
  /// The line that it is measured from, as ``LotFrame/base``.
  var base: Int
  var side = LotSide.left
  var isCleared: Bool
  /// The unit in which the law here measures lengths.
  let unit: UnitOfMeasure
  /// The square of that unit, in which areas are said; square metres where it has no name.
  var areaUnit: UnitOfMeasure { unit.square ?? .squareMetre }

  /// What the address says; the texts are empty where it says nothing.
  init(_ call: Call, base: Int, unit: UnitOfMeasure, _ words: Catalogue) {
    self.base = base
    self.unit = unit
    isCleared = call.query["cleared"] == "yes"
    if let said = call.query["base"].flatMap({ Int($0) }), (0...999).contains(said) {
      self.base = said
    }
    if call.query["side"] == "right" { side = .right }
    for field in Field.allCases {
      guard let text = call.query[field.rawValue]?.prefix(40), !text.isEmpty else { continue }
      texts[field] = String(text)
    }
    guard isSaid else { return }
    for field in Field.allCases where metres(field, words) == nil {
      faults[field] = words(
        .errorNumber, ["example": words.isolated(words.example("3.5"))])
    }
  }

  /// Whether a rectangle was typed at all.
  var isSaid: Bool { !texts.isEmpty }

  /// The rectangle; nil where a field cannot be read.
  func placement(_ words: Catalogue) -> Placement? {
    guard faults.isEmpty, let away = metres(.away, words), let gap = metres(.gap, words),
      let wide = metres(.wide, words), let deep = metres(.deep, words)
    else { return nil }
    return Placement(base: base, away: away, side: side, gap: gap, width: wide, depth: deep)
  }

  /// In Russian the comma is the decimal sign, as it is at the questions.
  private func metres(_ field: Field, _ words: Catalogue) -> Double? {
    var text = texts[field] ?? ""
    if words.language == "ru" { text = text.replacing(",", with: ".") }
    guard let number = Number(reading: text), !number.isNegative,
      let base = unit.base(number), base <= Number(Int(Footprint.reach))
    else { return nil }
    return base.double
  }

  /// The distances of a rectangle that was drawn, so that they can be changed.
  mutating func fill(from drawn: DrawnFootprint) {
    isCleared = drawn.footprint.isCleared
    base = drawn.footprint.base
    guard let box = drawn.footprint.rectangle else { return }
    func text(_ metres: Double) -> String? {
      Number(metres).flatMap { unit.amount(of: $0) }?.rounded(.floor, places: 2)?.description
    }
    texts[.away] = text(box.minY + Measurement.noise)
    texts[.wide] = text(box.width + Measurement.noise)
    texts[.deep] = text(box.height + Measurement.noise)
    let beside = drawn.plan.lines.indices.filter {
      drawn.plan.lines[$0].side == .left && $0 + 1 != base
    }
    if beside.count == 1 {
      side = .left
      texts[.gap] = text(drawn.distance(toLine: beside[0]) + Measurement.noise)
    }
  }
}
