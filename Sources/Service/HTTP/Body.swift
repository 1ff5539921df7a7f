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
    try refuseIfTooLong(call, limit)
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
    let bytes = try await bytes(of: call, limit: limit)
    do { return try JSON(parsing: bytes) } catch {
      throw Problem(
        .badRequest, "unreadable-json", "the body cannot be read as JSON", detail: "\(error)")
    }
  }

  /// The bytes, at most so many.
  static func bytes(of call: Call, limit: Int) async throws -> [UInt8] {
    try refuseIfTooLong(call, limit)
    var bytes: [UInt8] = []
    for try await part in call.request.body {
      guard bytes.count + part.readableBytes <= limit else { throw Problem.tooLarge(limit) }
      bytes += part.readableBytesView
    }
    return bytes
  }

  /// A declared length is believed before a byte is read.
  private static func refuseIfTooLong(_ call: Call, _ limit: Int) throws {
    if let length = call.request.headers[.contentLength].flatMap(Int.init), length > limit {
      throw Problem.tooLarge(limit)
    }
  }
}
