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

  @Test(arguments: Wording.languages)
  func `every sentence is there in every language`(language: String) {
    #expect(Wording.missingSentences(in: language) == [])
  }

  @Test(arguments: Wording.languages)
  func `a sentence has the same blanks in every language`(language: String) {
    for sentence in Wording.Sentence.allCases {
      let blanks = { (text: String) in Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) }) }
      #expect(
        blanks(Wording(language)(sentence)) == blanks(Wording("en")(sentence)),
        "\(sentence) in \(language)")
    }
  }
}
