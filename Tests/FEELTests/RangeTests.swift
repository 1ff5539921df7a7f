import Facts
import Testing

@testable import FEEL

struct RangeTests {
  @Test(arguments: [
    ("before(1, (1..10])", "true"), ("before([1..10), 10)", "true"),
    ("before([1..10], (10..20])", "true"),
    ("after((11..20], [1..11])", "true"), ("meets([1..5), [5..10])", "false"),
    ("met by([5..10], [1..5])", "true"),
    ("overlaps([1..5), (5..8])", "false"), ("overlaps before([1..5], (1..5])", "true"),
    ("overlaps after((1..5], [1..5))", "true"), ("finishes(10, [1..10))", "false"),
    ("finishes([5..10), [1..10))", "true"),
    ("finished by([1..10], (1..10])", "true"), ("includes([1..10], (1..10))", "true"),
    ("during((1..10], [1..10])", "true"),
    ("starts((1..5], [1..10])", "false"), ("started by([1..10], [1..10))", "true"),
    ("coincides((1..5), [1..5])", "false"),
    ("before([1..3], (>= 5))", "true"), ("after((>= 5), (< 5))", "true"),
    ("includes((>= 5), 7)", "true"),
    ("overlaps((>= 5), (<= 5))", "true"), ("during([1..3], (<= 3))", "true"),
    ("finishes((>= 5), (>= 3))", "true"),
    ("before(@\"2025-01-01\", [@\"2025-02-01\"..@\"2025-03-01\"])", "true"),
    ("includes([\"a\"..\"f\"], \"c\")", "true"),
    ("range(\" ( 1 .. 3 ] \")", "(1..3]"),
    ("range(\"[date(\\\"2025-01-01\\\")..@\\\"2025-02-01\\\"]\")", "[2025-01-01..2025-02-01]"),
  ])
  func `ranges lie to each other as`(text: String, result: String) throws {
    #expect(try evaluated(text) == (result, []))
  }

  /// Every pair of short ranges, against the points that they hold at halves of whole numbers.
  @Test func `relations agree with the points that ranges hold`() throws {
    var spans: [(range: RangeValue, points: Set<Int>)] = []
    for low in 0..<3 {
      for high in low..<3 {
        for (includesLow, includesHigh) in [
          (true, true), (true, false), (false, true), (false, false),
        ] {
          let points = (2 * low...2 * high).filter {
            ($0 > 2 * low || includesLow) && ($0 < 2 * high || includesHigh)
          }
          if points.isEmpty { continue }
          let range = RangeValue(
            low: .number(.init(low)), includesLow: includesLow, high: .number(.init(high)),
            includesHigh: includesHigh)
          spans.append((range, Set(points)))
        }
      }
    }
    for a in spans {
      for b in spans {
        func holds(_ name: String) throws -> Bool {
          try #require(builtIns[name]).apply([.range(a.range), .range(b.range)]) == .boolean(true)
        }
        #expect(try holds("overlaps") == !a.points.isDisjoint(with: b.points))
        #expect(try holds("includes") == a.points.isSuperset(of: b.points))
        #expect(try holds("during") == a.points.isSubset(of: b.points))
        #expect(try holds("coincides") == (a.points == b.points))
        #expect(try holds("before") == ((a.points.max() ?? 0) < (b.points.min() ?? 0)))
        #expect(try holds("after") == ((a.points.min() ?? 0) > (b.points.max() ?? 0)))
        #expect(
          try holds("finishes")
            == (a.points.max() == b.points.max() && a.points.isSubset(of: b.points)))
        #expect(
          try holds("started by")
            == (a.points.min() == b.points.min() && a.points.isSuperset(of: b.points)))
        #expect(
          try holds("meets")
            == (a.points.max() == b.points.min() && a.range.includesHigh && b.range.includesLow))
      }
    }
  }
}
