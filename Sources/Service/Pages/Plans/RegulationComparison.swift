import Facts
import RuleCompiler

/// What became of the articles of a regulation between two days.
///
/// An article is a heading with all that stands under it. One that ended and one that began under the same heading are two
/// versions of one article.
struct RegulationComparison: Equatable, Sendable {
  struct Change: Equatable, Sendable {
    /// Nil where it was not there yet.
    var before: Version?
    /// Nil where it is not there any more.
    var after: Version?
  }

  /// An article as it is on one day.
  struct Version: Equatable, Sendable {
    var anchor: String
    var heading: String
    /// Paragraphs, set apart by empty lines.
    var text: String
    var tables: [RegulationText.Table]

    /// The same words, whatever the anchor is called.
    func says(_ other: Version) -> Bool {
      heading == other.heading && text == other.text
        && tables.map(\.rows) == other.tables.map(\.rows)
        && tables.map(\.columns) == other.tables.map(\.columns)
    }
  }

  var changes: [Change] = []
  /// How many articles are in force on both days and say the same.
  var unchanged = 0

  init(_ regulation: RegulationText, from: CivilDate, to: CivilDate) {
    let old = Self.versions(of: regulation, on: from)
    let new = Self.versions(of: regulation, on: to)
    let oldByAnchor = Dictionary(old.map { ($0.anchor, $0) }, uniquingKeysWith: { a, _ in a })
    let newAnchors = Set(new.map(\.anchor))
    // By heading, in the order of the file.
    var ended = Dictionary(
      grouping: old.filter { !newAnchors.contains($0.anchor) }, by: \.heading)
    let places = Dictionary(
      regulation.articles.enumerated().map { ($0.element.anchor, $0.offset) },
      uniquingKeysWith: { a, _ in a })
    for version in new {
      var before = oldByAnchor[version.anchor]
      if before == nil, !version.heading.isEmpty,
        let former = ended[version.heading]?.first
      {
        before = former
        ended[version.heading]?.removeFirst()
      }
      if let before, before.says(version) {
        unchanged += 1
      } else {
        changes.append(Change(before: before, after: version))
      }
    }
    changes += ended.values.joined().map { Change(before: $0, after: nil) }
    changes.sort {
      let a = places[($0.after ?? $0.before)?.anchor ?? ""] ?? .max
      let b = places[($1.after ?? $1.before)?.anchor ?? ""] ?? .max
      return a < b
    }
  }

  /// The articles in force on a day, in the order of the file.
  private static func versions(of regulation: RegulationText, on day: CivilDate) -> [Version] {
    var versions: [Version] = []
    var places: [String: Int] = [:]
    for block in regulation.articles where block.term.isInForce(on: day) {
      let key = block.under.isEmpty ? block.anchor : block.under
      let text = Server.body(block.text, below: block.heading)
      if let place = places[key] {
        if !text.isEmpty {
          versions[place].text += versions[place].text.isEmpty ? text : "\n\n" + text
        }
        versions[place].tables += block.tables
      } else {
        places[key] = versions.count
        versions.append(
          Version(anchor: key, heading: block.heading, text: text, tables: block.tables))
      }
    }
    return versions
  }
}

/// Rows of a table on two days.
struct RowDifference {
  /// A row on either side; nil where it is not there.
  struct Pair {
    var before: RegulationText.Table.Row?
    var after: RegulationText.Table.Row?
  }

  /// Only what differs.
  var pairs: [Pair] = []
  var unchanged = 0

  init(from old: [RegulationText.Table.Row], to new: [RegulationText.Table.Row]) {
    var removed: [RegulationText.Table.Row] = []
    var added: [RegulationText.Table.Row] = []
    func close() {
      // A row keeps its number when its figures change.
      for row in removed {
        let place = added.firstIndex { $0.number == row.number }
        pairs.append(Pair(before: row, after: place.map { added.remove(at: $0) }))
      }
      pairs += added.map { Pair(before: nil, after: $0) }
      removed = []
      added = []
    }
    for step in Difference.steps(from: old.map(\.cells), to: new.map(\.cells)) {
      switch step {
      case .removed(let i): removed.append(old[i])
      case .added(let j): added.append(new[j])
      case .same:
        close()
        unchanged += 1
      }
    }
    close()
  }
}
