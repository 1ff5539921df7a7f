import HTTPTypes
import Hummingbird

/// One thing that the service answers: a method, a path, and what it does. The list of them is the router.
struct Endpoint: Sendable {
  var method: HTTPRequest.Method
  var path: PathPattern
  /// Whether the path holds a secret: it stands in no log.
  var isSecret: Bool
  var handle: @Sendable (Call) async throws -> Response

  init(
    _ method: HTTPRequest.Method, _ path: String, isSecret: Bool = false,
    handle: @escaping @Sendable (Call) async throws -> Response
  ) {
    self.method = method
    self.path = PathPattern(path)
    self.isSecret = isSecret
    self.handle = handle
  }
}

/// A path with names for its parts: `/api/v1/parcels/{town}/{number…}`, where `…` takes all the rest, slashes as well.
struct PathPattern: Sendable, CustomStringConvertible {
  let description: String
  private let parts: [Part]

  private enum Part: Sendable {
    case literal(Substring)
    case name(String)
    /// A name with a fixed ending: `{layer}.geojson`.
    case named(String, ending: String)
    case rest(String)
  }

  init(_ pattern: String) {
    description = pattern
    parts = pattern.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
      part in
      guard part.hasPrefix("{"), let end = part.firstIndex(of: "}") else { return .literal(part) }
      let name = part[part.index(after: part.startIndex)..<end]
      let ending = String(part[part.index(after: end)...])
      if name.hasSuffix("…") { return .rest(String(name.dropLast())) }
      return ending.isEmpty ? .name(String(name)) : .named(String(name), ending: ending)
    }
  }

  /// The values of the names where a path (still escaped) has this form; nil where it has not.
  func values(in path: [Substring]) -> [String: String]? {
    var values: [String: String] = [:]
    for (index, part) in parts.enumerated() {
      guard index < path.count else { return nil }
      if case .rest(let name) = part {
        let rest = path[index...].map { String($0).percentDecoded() ?? "" }
        guard !rest.contains("") else { return nil }
        values[name] = rest.joined(separator: "/")
        return values
      }
      guard let text = String(path[index]).percentDecoded() else { return nil }
      switch part {
      case .literal(let literal): if literal != text { return nil }
      case .name(let name):
        if text.isEmpty { return nil }
        values[name] = text
      case .named(let name, let ending):
        guard text.hasSuffix(ending), text.count > ending.count else { return nil }
        values[name] = String(text.dropLast(ending.count))
      case .rest: break
      }
    }
    return parts.count == path.count ? values : nil
  }
}
