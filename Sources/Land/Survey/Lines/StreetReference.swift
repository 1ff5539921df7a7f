package import Geometry

/// A street, or a stretch of one, by its centre line.
package struct StreetReference: Sendable, Hashable {
  package var id: Int
  /// Stretches with the same name are one street; empty where it has none.
  package var name: String
  package var line: Polyline
  /// The nominal width of the right of way in metres, where a plan or a register states one.
  package var width: Double?

  package init(id: Int, name: String, line: Polyline, width: Double? = nil) {
    self.id = id
    self.name = name
    self.line = line
    self.width = width
  }

  /// What tells one street from another: its name, else its number.
  var key: String { name.isEmpty ? "#\(id)" : name }

  /// How far from a lot line the centre line may lie for the lot to be on this street, in metres: half the nominal width
  /// and 10 m; 30 m where no width is known.
  var reach: Double { width.map { $0 / 2 + 10 } ?? 30 }
}
