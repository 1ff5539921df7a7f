import Evaluation
import Facts
import Foundation

/// Compares the figures of one case with the law's, and looks for the reason where they differ.
struct CaseComparison {
  let mapping: RegisterMapping
  let law: CaseLaw
  let fields: CaseFields
  /// The districts that the law has figures for.
  let districts: [String]
  /// The zones of the lot with the share that each has of it; one where it lies in one.
  let parts: [(code: String, share: Double)]
  let id: String

  func compared() -> [Comparison] { mapping.columns.map(compare) }

  /// Whether at least half of the figures that rules could give are filled in.
  private var isFilled: Bool {
    let asked = mapping.columns.filter { !$0.subjects.isEmpty }
    let filled = asked.filter {
      switch fields.typed($0.ordinance) {
      case .amounts, .formula: true
      default: false
      }
    }
    return filled.count * 2 >= asked.count
  }

  func compare(_ column: RegisterMapping.Column) -> Comparison {
    let text = fields.text(column.ordinance)
    let typed = fields.typed(column.ordinance)
    var result = Comparison(
      column: column.name, typed: text, outcome: .notComparable, reason: .noRule)
    result.existing = column.existing.map(fields.text)
    result.requested = column.requested.map(fields.text)
    func not(_ reason: Reason, _ detail: String? = nil) -> Comparison {
      result.reason = reason
      result.detail = detail
      return result
    }
    switch typed {
    case .blank: return not(.blank)
    case .notApplicable: return not(.notApplicable)
    case .asBefore: return not(.asBefore)
    case .words: return not(.words)
    case .zero where !isFilled, .unlimited where !isFilled: return not(.notFilled)
    default: break
    }
    if let why = column.noRule { return not(.noRule, why) }
    let figures = law.figures(column)
    result.limits = figures.numbers
    result.article = figures.article
    func equal() -> Comparison {
      result.outcome = .equal
      result.reason = nil
      return result
    }
    if figures.isUnlimited, figures.numbers.isEmpty {
      switch typed {
      case .unlimited, .zero: return equal()
      default: break
      }
    }
    if case .formula(let formula, _) = typed, isSame(formula, column) { return equal() }
    let amounts = typed.amounts(in: column.unit)
    if amounts.contains(where: { amount in figures.numbers.contains(where: amount.isAbout) }) {
      return equal()
    }
    if figures.numbers.isEmpty, !figures.isUnlimited {
      if figures.isSilent { return not(.noRule) }
      if !figures.gaps.isEmpty {
        let hasRow = mapping.columns.contains { !law.figures($0).numbers.isEmpty }
        return not(
          hasRow ? .gap : .noRow, hasRow ? figures.gaps.joined(separator: ", ") : district)
      }
      // A floor may still be what was typed.
      if let reading = reading(column, amounts) {
        return differs(&result, .reading, reading)
      }
      return not(.missingFacts, figures.missing.joined(separator: ", "))
    }
    return explain(column, typed, amounts, figures, &result)
  }

  private var district: String {
    if case .text(let code)? = law.site.facts[mapping.district.fact]?.value { return code }
    return ""
  }

  private func differs(_ result: inout Comparison, _ reason: Reason, _ detail: String? = nil)
    -> Comparison
  {
    result.outcome = .differs
    result.reason = reason
    result.detail = detail
    return result
  }

  // MARK: formulas

  /// Whether a formula typed is the law's.
  private func isSame(_ formula: TypedValue.Formula, _ column: RegisterMapping.Column) -> Bool {
    guard formula.letters.allSatisfy({ column.letters[$0] != nil }),
      let divisor = law.divisor(column)
    else { return false }
    return abs(divisor - formula.divisor) < 1e-6
  }

  // MARK: reasons

  private func explain(
    _ column: RegisterMapping.Column, _ typed: TypedValue, _ amounts: [TypedValue.Amount],
    _ figures: CaseLaw.Figures, _ result: inout Comparison
  ) -> Comparison {
    if let note = mapping.notes.first(where: { $0.column == column.name && $0.cases.contains(id) })
    {
      return differs(&result, .note, note.seen)
    }
    if let reading = reading(column, amounts) { return differs(&result, .reading, reading) }
    let isNothing: Bool =
      switch typed {
      case .zero, .unlimited: true
      default: false
      }
    let candidates = candidates(column)
    if !isNothing {
      if let detail = sum(column, amounts) { return differs(&result, .sum, detail) }
      if let detail = dimensions(column, amounts) { return differs(&result, .formula, detail) }
      if isInches(column, amounts, candidates) { return differs(&result, .inches) }
      if let slip = slip(column, typed, amounts, candidates) {
        return differs(&result, .slip, slip)
      }
    }
    for (name, source) in [("existing", column.existing), ("requested", column.requested)] {
      guard let source else { continue }
      let own = fields.typed(source).amounts(in: column.unit)
      if amounts.contains(where: { a in own.contains { abs($0.value - a.value) < 1e-6 } }) {
        return differs(&result, .ownValue, name)
      }
    }
    if isNothing { return differs(&result, .notLimited, "") }
    if let detail = elsewhere(column, typed, amounts) { return detail(&result) }
    if let derived = derived(column, amounts) { return differs(&result, .derived, derived) }
    if let product = product(column, amounts, figures) {
      return differs(&result, .product, product)
    }
    if figures.numbers.contains(where: { limit in
      amounts.contains {
        abs($0.value - limit) <= abs(limit) / 20 || $0.value == limit.rounded(.down)
          || (column.isWhole && $0.value == limit.rounded(.up))
      }
    }) {
      return differs(&result, .rounding)
    }
    if let wall = wall(column, amounts) { return differs(&result, .wall, wall) }
    if let detail = inParts(column, amounts) { return differs(&result, .parts, detail) }
    if let other = withThisSign(column, typed) { return differs(&result, .otherColumn, other) }
    return differs(&result, .unexplained)
  }

  private func readings(of column: RegisterMapping.Column) -> [RegisterMapping.Reading] {
    mapping.readings.filter {
      ($0.columns.isEmpty || $0.columns.contains(column.name))
        && ($0.districts.isEmpty || $0.districts.contains(district))
    }
  }

  /// The law's figures for a column, and those under each reading.
  private func candidates(_ column: RegisterMapping.Column) -> [Double] {
    var figures = law.figures(column)
    for reading in readings(of: column) where reading.figure == nil {
      for facts in choices(reading.facts[...]) {
        for number in law.figures(column, with: facts, limitOnly: reading.limitOnly).numbers {
          figures.add(number * reading.factor)
        }
      }
    }
    return figures.numbers
  }

  private func isInches(
    _ column: RegisterMapping.Column, _ amounts: [TypedValue.Amount], _ candidates: [Double]
  ) -> Bool {
    column.unit?.symbol == "ft"
      && candidates.contains { exact in
        // Through metres and back: 14 ft is not 13.999….
        let limit = (exact * 1e6).rounded() / 1e6
        let feet = limit.rounded(.down)
        let decimal = feet + ((limit - feet) * 12).rounded() / 10
        return limit > feet && amounts.contains { abs($0.value - decimal) < 1e-9 }
      }
  }

  /// The law's digits with the point, the percent sign or the sign of the unit misplaced.
  private func slip(
    _ column: RegisterMapping.Column, _ typed: TypedValue, _ amounts: [TypedValue.Amount],
    _ candidates: [Double]
  ) -> String? {
    for limit in candidates where limit > 0 {
      for (power, name) in [
        (0.001, "a thousandth"), (0.01, "a hundredth"), (0.1, "a tenth"), (10, "ten times"),
        (100, "a hundred times"), (1000, "a thousand times"),
      ] where amounts.contains(where: { abs($0.value - limit * power) <= 0.005 * limit * power }) {
        return name
      }
      if case .amounts(let bare) = typed,
        bare.contains(where: { $0.unit != nil && abs($0.value - limit) <= 0.005 * limit })
      {
        return "the sign of another unit"
      }
    }
    return nil
  }

  /// What both sides together must have, or what is left of it for this side once the other has its own.
  private func sum(_ column: RegisterMapping.Column, _ amounts: [TypedValue.Amount]) -> String? {
    guard let subject = column.sum else { return nil }
    var both = column
    both.subjects = [subject]
    let other = mapping.columns.first { $0.name == column.opposite }
    let taken =
      law.figures(column).numbers
      + (other.map { fields.typed($0.ordinance).amounts(in: column.unit).map(\.value) }
        ?? [])
    for sum in law.figures(both).numbers {
      if amounts.contains(where: { $0.isAbout(sum) }) { return "the sum of both sides" }
      if amounts.contains(where: { amount in taken.contains { amount.isAbout(sum - $0) } }) {
        return "the sum of both sides less the other's"
      }
    }
    return nil
  }

  /// Worked out from the figure that the case types for the ratio, with any of its areas.
  private func derived(_ column: RegisterMapping.Column, _ amounts: [TypedValue.Amount]) -> String?
  {
    guard let fact = column.times ?? column.into,
      let ratio = mapping.columns.first(where: {
        $0.subjects == column.subjects && $0.times == nil && $0.into == nil
      })
    else { return nil }
    let sources = (mapping.facts + mapping.readings.flatMap(\.facts)).filter { $0.fact == fact }
    let declaration = law.ruleset.vocabulary.facts[fact]
    let values = sources.flatMap {
      CaseFacts.values(of: $0, fields, declaration, site: law.site)
    }
    for typed in fields.typed(ratio.ordinance).amounts(in: ratio.unit)
    where typed.value > 0 {
      let figure = typed.value * (ratio.unit?.factor.double ?? 1)
      for case .number(let area) in values {
        let value =
          (column.times != nil ? figure * area.double : area.double / figure)
          / (column.unit?.factor.double ?? 1)
        if amounts.contains(where: {
          abs($0.value - value) <= 0.01 * value
            || (column.isWhole && $0.value == (value + 1e-9).rounded(.down))
        }) {
          return "from the \(ratio.name) typed"
        }
      }
    }
    return nil
  }

  /// The first reading under which the law gives what was typed.
  private func reading(_ column: RegisterMapping.Column, _ amounts: [TypedValue.Amount]) -> String?
  {
    guard !amounts.isEmpty else { return nil }
    for reading in readings(of: column) {
      if let figure = reading.figure {
        if amounts.contains(where: { $0.isAbout(figure) }) { return reading.name }
        continue
      }
      for facts in choices(reading.facts[...])
      where law.figures(column, with: facts, limitOnly: reading.limitOnly).numbers.contains(where: {
        number in
        amounts.contains { $0.isAbout(number * reading.factor) }
      }) {
        return reading.name
      }
    }
    return nil
  }

  /// Every way to fill the facts of a reading from what the case says.
  private func choices(_ sources: ArraySlice<RegisterMapping.FactSource>) -> [[String: FactValue]] {
    guard let source = sources.first else { return [[:]] }
    let values = CaseFacts.values(
      of: source, fields, law.ruleset.vocabulary.facts[source.fact], site: law.site)
    return choices(sources.dropFirst()).flatMap { rest in
      values.map { value in rest.merging([source.fact: value]) { $1 } }
    }
  }

  /// The figure or formula of another column of the same unit, or of another district.
  private func elsewhere(
    _ column: RegisterMapping.Column, _ typed: TypedValue, _ amounts: [TypedValue.Amount]
  ) -> ((inout Comparison) -> Comparison)? {
    func fits(_ numbers: [Double]) -> Bool {
      numbers.contains { number in amounts.contains { $0.isAbout(number) } }
    }
    func isFormula(_ column: RegisterMapping.Column, with facts: [String: FactValue]) -> Bool {
      guard case .formula(let formula, _) = typed,
        let divisor = law.divisor(column, with: facts)
      else { return false }
      return abs(divisor - formula.divisor) < 1e-6
    }
    for other in mapping.columns
    where other.subjects != column.subjects && !other.subjects.isEmpty && other.unit == column.unit
    {
      let figures = candidates(other)
      if fits(figures) || isFormula(other, with: [:]) || isInches(other, amounts, figures)
        || sum(other, amounts) != nil
      {
        return { differs(&$0, .otherColumn, other.name) }
      }
    }
    let found = districts.filter { code in
      guard code != district else { return false }
      let there = [mapping.district.fact: FactValue.text(code)]
      return fits(law.figures(column, with: there).numbers)
        || mapping.columns.contains { isFormula($0, with: there) }
    }
    if !found.isEmpty { return { differs(&$0, .otherDistrict, found.joined(separator: ", ")) } }
    // A line of the form was missed: the figure stands beside a question of another kind.
    for other in mapping.columns where !other.subjects.isEmpty && other.unit != column.unit {
      let there = typed.amounts(in: other.unit).filter { $0.unit == nil }
      let figures = law.figures(other).numbers
      if figures.contains(where: { number in there.contains { $0.isAbout(number) } }) {
        return { differs(&$0, .otherColumn, other.name) }
      }
    }
    return nil
  }

  /// What each zone gives to its part of the lot, added up to a hundredth; a part below a hundredth may be left out.
  private func inParts(_ column: RegisterMapping.Column, _ amounts: [TypedValue.Amount]) -> String?
  {
    guard let fact = column.times,
      case .number(let whole)? = law.proposal.facts[fact] ?? law.site.facts[fact]?.value
    else { return nil }
    let large = parts.filter { $0.share >= 0.01 }
    for counted in [large, parts] where Set(counted.map(\.code)).count > 1 {
      var sum = 0.0
      for part in counted {
        guard let area = Number(whole.double * part.share),
          let limit = law.figures(
            column, with: [mapping.district.fact: .text(part.code), fact: .number(area)]
          ).numbers.first
        else { return nil }
        sum += limit
      }
      if amounts.contains(where: { abs($0.value - sum) <= 0.01 * sum }) {
        return counted.map(\.code).joined(separator: ", ")
      }
    }
    return nil
  }

  /// The column of another kind whose figure stands here with the sign of this one: `35%` where the height is 35 ft.
  private func withThisSign(_ column: RegisterMapping.Column, _ typed: TypedValue) -> String? {
    guard let sign = column.unit?.symbol, case .amounts(let typed) = typed else { return nil }
    return mapping.columns.first { other in
      guard !other.subjects.isEmpty, other.unit != column.unit else { return false }
      let figures = law.figures(other).numbers
      return typed.contains { amount in
        amount.unit == sign && figures.contains(where: amount.isAbout)
      }
    }?.name
  }

  /// A ratio multiplied by the lot's area, or the area itself.
  private func product(
    _ column: RegisterMapping.Column, _ amounts: [TypedValue.Amount], _ figures: CaseLaw.Figures
  ) -> String? {
    guard column.into == nil,
      case .number(let area)? = law.proposal.facts["lot area"]
        ?? law.site.facts["lot area"]?.value
    else { return nil }
    let feet = law.ruleset.vocabulary.facts["lot area"]?.unit?.factor.double ?? 1
    let shown = area.double / feet
    if column.unit?.dimension == .area || column.unit == nil || column.unit?.symbol == "%" {
      let ratio = column.unit?.dimension == Dimension.none ? column.unit?.factor.double ?? 1 : 1
      for limit in figures.numbers
      where column.times == nil
        && amounts.contains(where: {
          abs($0.value - limit * ratio * shown) <= 0.01 * limit * ratio * shown
        })
      {
        return "limit × lot area"
      }
      if amounts.contains(where: { abs($0.value - shown) <= 0.005 * shown }) { return "lot area" }
    }
    return nil
  }

  /// The formula alone, with any height and any dimension of the building that the case has: a floor may have been forgotten.
  private func dimensions(_ column: RegisterMapping.Column, _ amounts: [TypedValue.Amount])
    -> String?
  {
    guard let divisor = law.divisor(column), let height = column.letters["h"] else { return nil }
    func figures(of facts: some Sequence<String>) -> [Double] {
      let sources = facts.flatMap { fact in mapping.facts.filter { $0.fact == fact } }
      return sources.flatMap { source in
        CaseFacts.values(
          of: source, fields, law.ruleset.vocabulary.facts[source.fact], site: law.site
        ).compactMap { value -> Double? in
          guard case .number(let number) = value else { return nil }
          let factor = law.ruleset.vocabulary.facts[source.fact]?.unit?.factor.double ?? 1
          return number.double / factor
        }
      }
    }
    let lengths = Set(mapping.columns.compactMap { $0.letters["l"] }).sorted()
    for high in figures(of: [height]) {
      for long in figures(of: lengths)
      where amounts.contains(where: { $0.isAbout((high + long) / divisor) }) {
        return "(\(shown(high)) + \(shown(long))) / \(shown(divisor))"
      }
    }
    return nil
  }

  private func shown(_ value: Double) -> String { String(format: "%g", value) }

  /// The wall that would give the figure by the formula, where it is one that a house may have.
  private func wall(_ column: RegisterMapping.Column, _ amounts: [TypedValue.Amount]) -> String? {
    guard let divisor = law.divisor(column), let height = column.letters["h"],
      case .number(let high)? = law.proposal.facts[height]
    else { return nil }
    let feet = law.ruleset.vocabulary.facts[height]?.unit?.factor.double ?? 1
    for amount in amounts {
      let wall = amount.value * divisor - high.double / feet
      if (5...250).contains(wall) { return "a wall of \(Int(wall.rounded()))" }
    }
    return nil
  }
}
