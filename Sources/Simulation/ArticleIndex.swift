import Evaluation

/// The articles of two laws by one number each, so that what they say of a case can be set side by side.
///
/// An article is the same in both where its regulation and its anchor are; where a row of a table gave a limit, the table is the
/// article that speaks.
struct ArticleIndex: Sendable {
  private(set) var articles: [Article] = []
  /// By law: of each requirement, of each exemption, of each part of each table.
  let requirements: [[Int32]]
  let exemptions: [[Int32]]
  let parts: [[[Int32]]]

  init(_ laws: [Ruleset]) {
    var articles: [Article] = []
    var places: [Article: Int32] = [:]
    func place(_ citation: Answer.Citation) -> Int32 {
      let article = Article(
        regulation: citation.regulation, article: citation.article, heading: citation.heading)
      var key = article
      key.heading = ""
      if let place = places[key] { return place }
      let place = Int32(articles.count)
      places[key] = place
      articles.append(article)
      return place
    }
    requirements = laws.map { $0.requirements.map { place($0.provenance.citation) } }
    exemptions = laws.map { $0.exemptions.map { place($0.provenance.citation) } }
    parts = laws.map { $0.tables.map { $0.parts.map { place($0.provenance.citation) } } }
    self.articles = articles
  }
}

/// A place in the law that is counted.
package struct Article: Sendable, Hashable {
  package var regulation: String
  /// Its anchor: `table-5-1`.
  package var article: String
  package var heading: String
}

/// What the two laws say of one case, article by article.
struct ArticleComparison {
  private let index: ArticleIndex
  /// By law and article: how severe the worst outcome is, 0 where it does not speak.
  private var requirements: [[UInt8]]
  /// By law and article: how far an exemption is from holding, 4 where it does not reach.
  private var exemptions: [[UInt8]]

  init(_ index: ArticleIndex) {
    self.index = index
    requirements = .init(repeating: .init(repeating: 0, count: index.articles.count), count: 2)
    exemptions = .init(repeating: .init(repeating: 4, count: index.articles.count), count: 2)
  }

  /// The articles that make the second law stricter here (or, the other way round, more lenient), in order.
  mutating func articles(_ before: Assessment, _ after: Assessment, stricter: Bool) -> [Int32] {
    note(before, 0)
    note(after, 1)
    var found: [Int32] = []
    for article in requirements[0].indices {
      let (a, b) = (requirements[0][article], requirements[1][article])
      let (c, d) = (exemptions[0][article], exemptions[1][article])
      // What is met and what does not speak weigh alike.
      let changed =
        stricter ? max(b, 1) > max(a, 1) || d > c : max(a, 1) > max(b, 1) || c > d
      if changed { found.append(Int32(article)) }
    }
    return found
  }

  private mutating func note(_ assessment: Assessment, _ law: Int) {
    for article in requirements[law].indices {
      requirements[law][article] = 0
      exemptions[law][article] = 4
    }
    for (place, outcome) in assessment.requirements.enumerated() {
      guard let outcome else { continue }
      let article: Int32
      if let row = assessment.rows[place] {
        article = index.parts[law][Int(row.table)][Int(row.part)]
      } else {
        article = index.requirements[law][place]
      }
      requirements[law][Int(article)] = max(
        requirements[law][Int(article)], UInt8(outcome.severity))
    }
    for (place, outcome) in assessment.exemptions.enumerated() {
      guard let outcome else { continue }
      let article = Int(index.exemptions[law][place])
      exemptions[law][article] = min(exemptions[law][article], UInt8(outcome.severity))
    }
  }
}
