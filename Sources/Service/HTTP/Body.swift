import Facts
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Reading a request's body, with limits.
enum Body {
  /// 1 MiB.
  static let limit = 1 << 20

  /// The body as JSON: of the declared type, not larger than the limit, read strictly (a name twice is an error).
  static func json(of call: Call) async throws -> JSON {
    let request = call.request
    let type = (request.headers[.contentType] ?? "").split(separator: ";").first.map {
      $0.trimmingCharacters(in: .whitespaces).lowercased()
    }
    // A declared length is believed before a byte is read.
    if let length = request.headers[.contentLength].flatMap(Int.init), length > limit {
      throw Problem.tooLarge(limit)
    }
    guard type == "application/json" else {
      throw Problem(
        .unsupportedMediaType, "not-json", "the body is JSON",
        detail: "`Content-Type` is `\(type ?? "")`; send `application/json`")
    }
    guard request.headers[.contentEncoding] == nil else {
      throw Problem(
        .unsupportedMediaType, "encoded", "the body is not compressed",
        detail: "`Content-Encoding` is not taken")
    }
    var bytes: [UInt8] = []
    for try await part in request.body {
      guard bytes.count + part.readableBytes <= limit else { throw Problem.tooLarge(limit) }
      bytes += part.readableBytesView
    }
    do { return try JSON(parsing: bytes) } catch {
      throw Problem(
        .badRequest, "unreadable-json", "the body cannot be read as JSON", detail: "\(error)")
    }
  }
}
