import Foundation

/// A form with files (RFC 7578): what a browser sends where somebody chooses a file.
enum Multipart {
  /// The boundary that a content type names; nil where it is no such form, or names none that is allowed (RFC 2046, 5.1.1).
  static func boundary(of type: String) -> String? {
    let parts = type.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.first?.lowercased() == "multipart/form-data",
      let named = parts.dropFirst().first(where: { $0.lowercased().hasPrefix("boundary=") })
    else { return nil }
    let boundary = named.dropFirst("boundary=".count).filter { $0 != "\"" }
    return (1...70).contains(boundary.utf8.count) && !boundary.contains(where: \.isWhitespace)
      ? String(boundary) : nil
  }

  /// The fields with their texts, files among them; nil where a part does not end or has no name.
  static func fields(_ bytes: [UInt8], boundary: String) -> Query? {
    let body = Data(bytes)
    let mark = Data("--\(boundary)".utf8)
    let blank = Data("\r\n\r\n".utf8)
    guard var start = body.range(of: mark)?.upperBound else { return nil }
    var items: [Query.Item] = []
    while !body[start...].starts(with: Data("--".utf8)) {
      guard let end = body.range(of: Data("\r\n".utf8) + mark, in: start..<body.endIndex),
        let head = body.range(of: blank, in: start..<end.lowerBound),
        let name = name(in: String(decoding: body[start..<head.lowerBound], as: UTF8.self)),
        items.count < 50
      else { return nil }
      items.append(
        .init(
          name: name, value: String(decoding: body[head.upperBound..<end.lowerBound], as: UTF8.self)
        ))
      start = end.upperBound
    }
    return Query(items)
  }

  private static func name(in head: String) -> String? {
    head.firstMatch(of: /(?i)content-disposition:\s*form-data;.*?\bname="([^"]*)"/).map {
      String($0.1)
    }
  }
}
