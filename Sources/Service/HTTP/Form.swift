import Foundation
import HTTPTypes
import Hummingbird
import Register

/// A form that a page of ours sent: its fields, read with limits, and only where our own page sent it.
struct Form: Sendable {
  /// Characters that are taken of one line, and of a text.
  static let line = 200
  static let text = 4000

  private let fields: Query

  /// Reads the body of a form.
  ///
  /// - Parameters:
  ///   - limit: Bytes.
  ///   - isSecret: Whether the address itself holds a token that nobody else knows, so that it says who sends.
  init(of call: Call, limit: Int = 1 << 16, isSecret: Bool = false) async throws {
    try Self.checkOrigin(call, isSecret: isSecret)
    let type = call.request.headers[.contentType] ?? ""
    let boundary = Multipart.boundary(of: type)
    let kind = type.split(separator: ";").first?.trimmingCharacters(in: .whitespaces).lowercased()
    guard boundary != nil || kind == "application/x-www-form-urlencoded" else {
      throw Problem(
        .unsupportedMediaType, "not-a-form", "the body is a form",
        detail: "`Content-Type` is `\(type)`; send `application/x-www-form-urlencoded`")
    }
    let bytes = try await Body.bytes(of: call, limit: limit)
    let fields =
      boundary.map { Multipart.fields(bytes, boundary: $0) }
      ?? String(validating: bytes, as: UTF8.self).flatMap(Query.init(parsing:))
    guard let fields else {
      throw Problem(
        .badRequest, "unreadable-form", "the form cannot be read",
        detail: "a form's fields are escaped UTF-8, or parts with a name")
    }
    self.fields = fields
  }

  /// A field of one line: without white space around it or line breaks within.
  subscript(name: String) -> String {
    String(
      (fields[name] ?? "").prefix(Self.line).split(whereSeparator: \.isNewline).joined(
        separator: " ")
    )
    .trimmingCharacters(in: .whitespaces)
  }

  /// A field of several lines.
  func text(_ name: String, limit: Int = Form.text) -> String {
    String((fields[name] ?? "").prefix(limit)).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The fields as the query of an address has them.
  var query: Query { fields }

  /// What tells a form that is sent twice from two forms; a new one where the form had none.
  var once: Token { Token(self["once"]) ?? Token() }

  /// Only our own pages send forms. A browser says where a form stands: in `Sec-Fetch-Site`, which it sends to safe
  /// addresses, or in `Origin`.
  private static func checkOrigin(_ call: Call, isSecret: Bool) throws {
    let headers = call.request.headers
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = headers[name] {
      guard ["same-origin", "none"].contains(site) else { throw foreign }
      return
    }
    guard let origin = headers[.origin], origin != "null" else {
      guard isSecret else { throw foreign }
      return
    }
    let host = origin.split(separator: "/", omittingEmptySubsequences: false)
    guard host.count == 3, let authority = call.request.head.authority,
      host[2].lowercased() == authority.lowercased()
    else { throw foreign }
  }

  private static var foreign: Problem {
    Problem(
      .forbidden, "another-site", "a form is sent from the service's own page",
      detail: "open the page of the form and send it from there")
  }

  /// A hidden field that makes sending twice the same as sending once.
  static var once: HTML { Server.hidden("once", Token().text) }
}

extension Response {
  /// A page with a form in it: the browser says that the form is ours, and tells no other site anything.
  func withForm() -> Response {
    var response = self
    if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
    return response
  }

  /// A page that is for whoever has its address: no search engine, no store, no trace at another site.
  func secret() -> Response {
    var response = self
    for (name, value) in [
      ("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex"),
      ("Cache-Control", "no-store"),
      ("Vary", "Accept"),
    ] {
      if let name = HTTPField.Name(name) { response.headers[name] = value }
    }
    return response
  }
}

extension Call {
  /// Whether a program asks, at an address that has a page as well.
  var wantsJSON: Bool {
    let accept = request.headers[.accept] ?? ""
    return accept.contains("application/json") && !accept.contains("text/html")
  }
}
