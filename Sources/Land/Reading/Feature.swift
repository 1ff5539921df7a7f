import Facts
import Geometry

/// One feature as its file has it: coordinates in the file's own reference system, attributes as they stand.
struct Feature: Sendable {
  /// How it is spoken of in findings: the file's own id, else its place.
  var id: String
  var shape: RawShape?
  var attributes: [String: Attribute]
}

enum Attribute: Sendable, Hashable {
  case text(String)
  case number(Number)
  case boolean(Bool)

  var text: String {
    switch self {
    case .text(let text): text
    case .number(let number): number.description
    case .boolean(let boolean): boolean ? "true" : "false"
    }
  }

  var number: Number? {
    switch self {
    case .number(let number): number
    case .text(let text): Number(reading: text)
    case .boolean: nil
    }
  }
}

/// Coordinates as read, not yet checked: rings by part, lines, or points.
enum RawShape: Sendable {
  case regions([[[Point]]])
  case lines([[Point]])
  case points([Point])

  var points: [Point] {
    switch self {
    case .regions(let parts): parts.flatMap { $0.flatMap { $0 } }
    case .lines(let lines): lines.flatMap { $0 }
    case .points(let points): points
    }
  }

  func mapped(_ transform: ([Point]) -> [Point]) -> RawShape {
    switch self {
    case .regions(let parts): .regions(parts.map { $0.map(transform) })
    case .lines(let lines): .lines(lines.map(transform))
    case .points(let points): .points(transform(points))
    }
  }
}

/// What a file holds: its features and the reference system that it states.
struct FeatureFile: Sendable {
  var features: [Feature]
  /// `EPSG:4326`; nil where the file does not say.
  var crs: String?
  /// The columns that occur, in the order of the file.
  var columns: [String]
  /// Lines or features that could not be read, each with its place.
  var faults: [String] = []
}

/// Why a file cannot be read at all.
struct UnreadableSource: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
