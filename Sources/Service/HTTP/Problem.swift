import Facts
import HTTPTypes
import Hummingbird

/// What went wrong with a request, as RFC 9457 has it.
struct Problem: Error, Sendable {
  var status: HTTPResponse.Status
  /// The last part of the problem's type: `unreadable-json`.
  var kind: String
  /// One line that is the same for each problem of this kind.
  var title: String
  var detail: String
  var errors: [Refusal.Fault] = []
  var headers: HTTPFields = [:]
  /// Whether the rest of the request is not worth reading.
  var closesConnection = false

  init(
    _ status: HTTPResponse.Status, _ kind: String, _ title: String, detail: String,
    errors: [Refusal.Fault] = []
  ) {
    self.status = status
    self.kind = kind
    self.title = title
    self.detail = detail
    self.errors = errors
  }

  func json(instance: String) -> JSON {
    var members: [JSON.Member] = [
      .init("type", .string("/problems/\(kind)")), .init("title", .string(title)),
      .init("status", .number(Number(status.code))), .init("detail", .string(detail)),
      .init("instance", .string(instance)),
    ]
    if !errors.isEmpty {
      members.append(
        .init(
          "errors",
          .array(
            errors.map {
              [
                "pointer": .string($0.pointer), "detail": .string($0.detail),
                "mend": $0.mend.map(JSON.string) ?? .null,
              ]
            })))
    }
    return .object(members)
  }

  static func notFound(_ path: String) -> Problem {
    Problem(.notFound, "not-found", "there is nothing here", detail: "nothing is at `\(path)`")
  }

  static func tooLarge(_ limit: Int) -> Problem {
    var problem = Problem(
      .contentTooLarge, "too-large", "the request is too large",
      detail: "a request's body has at most \(limit) bytes")
    problem.closesConnection = true
    return problem
  }

  static func badQuery(_ name: String, _ detail: String, mend: String? = nil) -> Problem {
    Problem(
      .badRequest, "unreadable-query", "a query parameter cannot be read", detail: detail,
      errors: [.init("/query/\(name)", detail, mend: mend)])
  }
}
