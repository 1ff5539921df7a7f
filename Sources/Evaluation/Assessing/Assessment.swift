/// What a proposal comes to, without a word of it: what a batch keeps of each case.
///
/// It says of every rule of the ruleset how it came out, by the rule's place in it, so that the article is one look-up away and
/// the full answer can be worked out later for the case that somebody opens.
package struct Assessment: Sendable, Hashable {
  package var verdict: Verdict
  /// One for each consent regime, as in the answer.
  package var results: [Answer.RegimeResult]
  /// By place in ``Ruleset/requirements``: how it came out; nil where it does not reach the case.
  package var requirements: [Outcome?]
  /// By place in ``Ruleset/exemptions``.
  package var exemptions: [Outcome?]
  /// By place in ``Ruleset/requirements``: the row of the table that gave the limit, where one did.
  package var rows: [RowReference?]

  /// A row by its places in ``Ruleset/tables``.
  package struct RowReference: Sendable, Hashable {
    package var table: Int32
    package var part: Int32
    package var row: Int32
    package init(table: Int32, part: Int32, row: Int32) {
      self.table = table
      self.part = part
      self.row = row
    }
    package init(table: Int, part: Int, row: Int) {
      self.init(table: Int32(table), part: Int32(part), row: Int32(row))
    }
  }

  package init(
    verdict: Verdict, results: [Answer.RegimeResult], requirements: [Outcome?],
    exemptions: [Outcome?], rows: [RowReference?]
  ) {
    self.verdict = verdict
    self.results = results
    self.requirements = requirements
    self.exemptions = exemptions
    self.rows = rows
  }

  /// The places of the requirements that came out so.
  package func requirements(_ outcome: Outcome) -> [Int] {
    requirements.indices.filter { requirements[$0] == outcome }
  }
}
