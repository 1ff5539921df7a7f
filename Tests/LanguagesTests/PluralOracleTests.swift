import Facts
import TestSupport
import Testing

@testable import Languages

/// Our plural rules against those of CLDR as Babel has them.
@Suite(
  .enabled(
    if: Oracle.python != nil,
    "no Python with the packages to compare with; `make test` installs them"))
struct PluralOracleTests {
  @Test(arguments: Language.all.map(\.code))
  func `counts to ten thousand are told apart as CLDR does`(code: String) throws {
    let language = try #require(Language.of(code))
    let theirs = try Oracle.lines(
      of: """
        from babel import Locale
        rule = Locale("\(code)").plural_form
        for count in range(10001): print(rule(count))
        """)
    #expect(theirs.count == 10_001)
    let differing = theirs.enumerated().filter {
      language.pluralCategory(of: $0.offset).rawValue != $0.element
    }
    #expect(differing.isEmpty, "\(code): \(differing.prefix(5))")
    #expect(Set(theirs).union(["other"]) == Set(language.pluralCategories.map(\.rawValue)))
  }

  @Test(arguments: Language.all.map(\.code))
  func `numbers with decimals are told apart as CLDR does`(code: String) throws {
    let theirs = try Oracle.lines(
      of: """
        from decimal import Decimal
        from babel import Locale
        rule = Locale("\(code)").plural_form
        for count in range(1, 500):
            if count % 10: print(rule(Decimal(count) / 10))
        """)
    let ours = (1..<500).filter { $0 % 10 != 0 }.map {
      PluralCategory(of: Number($0, exponent: -1), in: code).rawValue
    }
    #expect(ours == theirs)
  }
}
