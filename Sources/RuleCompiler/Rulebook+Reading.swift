import Diagnostics
package import Facts
import Regulations

/// A regulation as it is read: its blocks that may be cited, in the order of the file.
package struct RegulationReading: Sendable {
  package var id: String
  package var title: String
  package var language: String
  package var isOfficial: Bool
  /// When the regulation as a whole is law.
  package var term: LegalTerm
  package var blocks: [Block]

  /// The days on which what is law in it became another, in order.
  package var changes: [CivilDate] { LegalTerm.changes(of: blocks.map(\.term)) }

  package struct Block: Sendable {
    package var anchor: String
    /// The anchor of the heading that it stands under, its own for a heading.
    package var article: String
    /// When it is law: within the regulation's own term.
    package var term: LegalTerm
    /// Empty for a block that is no heading.
    package var heading: String
    package var text: String
    /// Whether it is the line above a table, whose words are for the compiler: `Table 4: projection limits, complete`.
    package var isCaption = false
    /// The tables that it is the caption of, or that stand under it without one.
    package var tables: [Table] = []
  }

  /// A table as it is written, without footnote marks.
  package struct Table: Sendable {
    /// As citations name it: `table-1-222`.
    package var id: String
    package var name: String
    package var inputs: [Column]
    package var outputs: [Column]
    package var rows: [Row]
  }

  package struct Column: Sendable {
    package var name: String
    package var unit: String?
  }

  package struct Row: Sendable {
    package var number: String
    package var inputs: [String]
    package var outputs: [String]
  }
}

extension Rulebook {
  /// Ids of the regulations that hold in a jurisdiction; of all without one.
  package func regulations(in jurisdiction: String?) -> [String] {
    jurisdiction.map { library.regulationsInForce[$0] ?? [] } ?? library.regulations.map(\.id)
  }

  package func reading(of id: String) -> RegulationReading? {
    guard let regulation = library.regulations.first(where: { $0.id == id }) else { return nil }
    let anchors = regulation.anchors.values.sorted {
      ($0.place.line, $0.place.column, $0.id) < ($1.place.line, $1.place.column, $1.id)
    }
    return RegulationReading(
      id: id, title: regulation.title.text(in: regulation.language) ?? id,
      language: regulation.language,
      isOfficial: regulation.wording == .official,
      term: term(of: nil, in: regulation),
      blocks: anchors.map { anchor in
        .init(
          anchor: anchor.id, article: anchor.article, term: term(of: anchor, in: regulation),
          heading: anchor.kind == .heading ? anchor.heading : "",
          text: anchor.text, isCaption: anchor.kind == .caption,
          tables: regulation.tables.filter { table in
            (regulation.anchors[table.id] == nil ? table.article : table.id) == anchor.id
          }.map(table))
      })
  }

  /// By the same rule as ``Ruleset/isInForce(_:on:)``, for all days at once.
  private func term(of anchor: Anchor?, in regulation: Regulation) -> LegalTerm {
    guard regulation.status == .approved || regulation.binds else {
      return LegalTerm(status: regulation.status.rawValue)
    }
    var term = LegalTerm(from: regulation.effective, until: regulation.until)
    if let anchor { term = term.within(from: anchor.from, until: anchor.until) }
    for other in library.regulations where other.status == .approved || other.binds {
      let isEnded = other.repeals.contains { repeal in
        repeal.regulation == regulation.id
          && (repeal.articles.isEmpty
            || anchor.map {
              repeal.articles.contains($0.id) || repeal.articles.contains($0.article)
            }
              ?? false)
      }
      // One jurisdiction's repeal says nothing in another that does not have it.
      guard isEnded, isTogether(other.id, regulation.id) else { continue }
      term = term.without(from: other.effective, until: other.until)
    }
    return term
  }

  private func isTogether(_ one: String, _ other: String) -> Bool {
    let holding = library.regulationsInForce.values.filter { $0.contains(other) }
    return !holding.isEmpty && holding.allSatisfy { $0.contains(one) }
  }

  private func table(_ table: DecisionTable) -> RegulationReading.Table {
    RegulationReading.Table(
      id: table.id, name: table.name,
      inputs: table.inputs.map { .init(name: $0.header, unit: $0.unit?.symbol) },
      outputs: table.outputs.map { .init(name: $0.name, unit: $0.unit?.symbol) },
      rows: table.rows.map { row in
        .init(
          number: row.number, inputs: row.inputs.map(\.text), outputs: row.outputs.map(\.text))
      })
  }
}
