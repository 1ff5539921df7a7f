import Facts
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What is known of a request's connection.
struct ServiceContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}

/// Finds the endpoint of a request and answers it; what holds for every answer stands here.
struct Responder: HTTPResponder {
  var endpoints: [Endpoint]
  var metrics: Metrics
  var log: Logger
  /// Words a problem for people, where a page was asked for.
  var problemPage: @Sendable (Problem, Call) -> Response

  func respond(to request: Request, context: ServiceContext) async throws -> Response {
    let start = ContinuousClock.now
    var call = Call(request: request, values: [:], query: Query(), id: context.id)
    var route = "none"
    var response: Response
    do {
      let endpoint = try find(for: &call)
      route = endpoint.path.description
      response = try await endpoint.handle(call)
    } catch {
      var problem: Problem
      if let known = error as? Problem {
        problem = known
      } else {
        log.error(
          "a request failed",
          metadata: ["request": "\(call.id)", "route": "\(route)", "error": "\(error)"])
        problem = Problem(
          .internalServerError, "failure", "the service failed",
          detail: "the request could not be answered; its number is `\(call.id)`")
      }
      if problem.status == .internalServerError { problem.closesConnection = false }
      response = answer(to: problem, in: call)
      if problem.closesConnection {
        // The client is still sending: let it read the answer, then stop listening.
        let channel = context.channel
        channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
        response.headers[.connection] = "close"
      }
    }
    if request.method == .head {
      let length = response.body.contentLength
      response.body = ResponseBody()
      if let length { response.headers[.contentLength] = "\(length)" }
    }
    protect(&response)
    if let name = HTTPField.Name("X-Request-Id") { response.headers[name] = call.id }
    let took = ContinuousClock.now - start
    // Whoever reads the log cannot open what an address with a secret in it opens.
    let path = call.isSecret ? route : request.uri.path
    metrics.count(
      method: request.method.rawValue, route: route, status: Int(response.status.code), took: took)
    log.info(
      "request",
      metadata: [
        "request": "\(call.id)", "method": "\(request.method.rawValue)",
        "path": "\(path)", "route": "\(route)", "status": "\(response.status.code)",
        "ms": "\(Metrics.seconds(took) * 1000)",
      ])
    return response
  }

  /// The endpoint, with the call's path and query filled in.
  private func find(for call: inout Call) throws -> Endpoint {
    let request = call.request
    guard let host = request.head.authority, !host.isEmpty else {
      throw Problem(
        .badRequest, "no-host", "a request names its host", detail: "the header `Host` is missing")
    }
    let path = request.uri.path
    guard path.percentDecoded() != nil, let query = Query(parsing: request.uri.query ?? "") else {
      throw Problem(
        .badRequest, "unreadable-address", "the address cannot be read",
        detail: "`%` is followed by two hexadecimal digits, and the whole is UTF-8")
    }
    call.query = query
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    var allowed: [String] = []
    for endpoint in endpoints {
      guard let values = endpoint.path.values(in: Array(parts)) else { continue }
      if endpoint.isSecret { call.isSecret = true }
      if endpoint.method == request.method || (endpoint.method == .get && request.method == .head) {
        call.values = values
        return endpoint
      }
      allowed.append(endpoint.method.rawValue)
      if endpoint.method == .get { allowed.append("HEAD") }
    }
    if allowed.isEmpty { throw Problem.notFound(path) }
    var problem = Problem(
      .methodNotAllowed, "wrong-method", "this method is not for this address",
      detail:
        "`\(request.method.rawValue)` is not for `\(path)`; use \(allowed.joined(separator: ", "))")
    problem.headers[.allow] = allowed.joined(separator: ", ")
    throw problem
  }

  private func answer(to problem: Problem, in call: Call) -> Response {
    let path = call.request.uri.path
    let isForPeople =
      !path.hasPrefix("/api/") && !path.hasPrefix("/metrics") && !path.hasSuffix("z")
      && (call.request.headers[.accept] ?? "").contains("text/html")
    var response =
      isForPeople
      ? problemPage(problem, call)
      : Response.json(
        problem.json(instance: path).canonicalBytes, status: problem.status,
        type: "application/problem+json")
    for field in problem.headers { response.headers[field.name] = field.value }
    return response
  }

  /// Headers that keep a browser from doing what our pages never ask of it.
  private func protect(_ response: inout Response) {
    let policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    response.headers[.contentSecurityPolicy] = policy
    response.headers[.xContentTypeOptions] = "nosniff"
    if let name = HTTPField.Name("Referrer-Policy"), response.headers[name] == nil {
      response.headers[name] = "no-referrer"
    }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
  }
}

extension Response {
  static func bytes(
    _ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  static func text(
    _ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok
  ) -> Response {
    bytes(Array(text.utf8), type: type, status: status)
  }

  static func json(
    _ bytes: [UInt8], status: HTTPResponse.Status = .ok, type: String = "application/json"
  ) -> Response {
    self.bytes(bytes, type: type, status: status)
  }

  static func seeOther(_ address: String) -> Response {
    Response(status: .seeOther, headers: [.location: address])
  }
}
