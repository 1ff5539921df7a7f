import Languages
import Testing

@testable import Evaluation

struct VerdictTests {
  /// The table of the architecture, cell by cell: by compliance and track, without and with conditions.
  static let table: [(Compliance, Track, Verdict, Verdict)] = [
    (.yes, .notRegulated, .exempt, .exempt), (.yes, .exempt, .exempt, .exempt),
    (.yes, .exemptWithNotice, .notify, .notify), (.yes, .short, .permitted, .conditional),
    (.yes, .full, .permitted, .conditional), (.yes, .priorApproval, .conditional, .conditional),
    (.yes, .variance, .discretionary, .discretionary),
    (.yes, .planChange, .discretionary, .discretionary),
    (.yes, .unknown, .incomplete, .incomplete),
  ]

  @Test(arguments: table)
  func `what complies is judged by its track`(
    complies: Compliance, track: Track, plain: Verdict, conditional: Verdict
  ) {
    #expect(
      Verdict(complies: complies, track: track, hasConditions: false, reliefReachesAll: false)
        == plain)
    #expect(
      Verdict(complies: complies, track: track, hasConditions: true, reliefReachesAll: false)
        == conditional)
  }

  @Test func `every track stands in the table`() {
    #expect(Set(Self.table.map(\.1)) == Set(Track.allCases))
  }

  @Test(arguments: Track.allCases)
  func `what does not comply is never permitted on any track`(track: Track) {
    for conditions in [false, true] {
      #expect(
        Verdict(complies: .no, track: track, hasConditions: conditions, reliefReachesAll: false)
          == .notPermitted)
      #expect(
        Verdict(complies: .no, track: track, hasConditions: conditions, reliefReachesAll: true)
          == .discretionary)
      #expect(
        Verdict(
          complies: .discretion, track: track, hasConditions: conditions, reliefReachesAll: false)
          == .discretionary)
      #expect(
        Verdict(
          complies: .unknown, track: track, hasConditions: conditions, reliefReachesAll: false)
          == .incomplete)
    }
  }

  @Test func `the headline is the least permissive`() {
    #expect(
      Verdict.allCases.sorted() == [
        .exempt, .notify, .permitted, .conditional, .discretionary, .incomplete, .notPermitted,
      ])
  }

  @Test func `every sentence has its message, and every message of an answer its sentence`() {
    let keys = Language.english.keys.filter { $0.hasPrefix("answer.") }
    #expect(keys == Set(Wording.Sentence.allCases.map { "answer.\($0.rawValue)" }))
  }
}
