import Facts

/// What a case says of a fact, in the words that people typed.
enum CaseFacts {
  /// Every figure that the columns have, then the constants, then what the survey measured (named `survey`); none is zero unless it
  /// is a constant.
  static func values(
    of source: RegisterMapping.FactSource, _ fields: CaseFields,
    _ declaration: FactDeclaration?, site: SiteFacts
  ) -> [FactValue] {
    guard let declaration else { return [] }
    var values: [FactValue] = []
    for column in source.columns {
      if column == "survey" {
        if let value = site.facts[source.fact]?.value, !value.isUnknown { values.append(value) }
        continue
      }
      for amount in fields.typed(column).amounts(in: declaration.unit)
      where amount.value > 0 {
        let base = amount.value * (declaration.unit?.factor.double ?? 1)
        if let number = Number(base) { values.append(.number(number)) }
        break
      }
    }
    for constant in source.constants {
      if let value = try? declaration.read(constant) { values.append(value) }
    }
    return values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
