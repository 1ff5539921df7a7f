package import Facts

extension Language {
  /// The categories that whole counts have here, `other` among them.
  package var pluralCategories: Set<PluralCategory> { PluralCategory.all(in: code) }

  /// The category of a whole count.
  package func pluralCategory(of count: Int) -> PluralCategory {
    PluralCategory(of: count, in: code)
  }
}
