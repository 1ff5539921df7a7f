import Diagnostics
import Facts
import Regulations

/// A regulation as it is read: its blocks that may be cited, in the order of the file.
package struct RegulationReading: Sendable {
  package var id: String
  package var title: String
  package var language: String
  package var isOfficial: Bool
  package var blocks: [Block]

  package struct Block: Sendable {
    package var anchor: String
    /// Empty for a block that is no heading.
    package var heading: String
    package var text: String
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
      blocks: anchors.map {
        .init(anchor: $0.id, heading: $0.kind == .heading ? $0.heading : "", text: $0.text)
      })
  }
}
