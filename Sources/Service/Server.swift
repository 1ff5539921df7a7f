import Evaluation
package import Facts
import Foundation
import HTTPTypes
import Hummingbird
package import Logging
import NIOCore
import NIOPosix
package import Register

/// The web service: pages in the reader's language and an interface for programs, over one way of answering.
package struct Server: Sendable {
  /// What the command sets.
  package struct Configuration: Sendable {
    package var host = "127.0.0.1"
    /// 0 takes any free port.
    package var port = 8080
    /// Named in every ledger entry.
    package var program: String
    /// The folder that holds `leaflet.js`; nil looks where Debian puts it. Without it pages keep their drawn map.
    package var leaflet: String?
    /// Seconds after which a connection on which nothing happens is closed.
    package var idleTimeout = 30
    package var logLevel: Logger.Level = .info
    /// For how many days a result that somebody keeps is there.
    package var keptDays = 90
    /// For how many months the office keeps what people say of themselves.
    package var personalMonths = 24
    /// What an officer shows to read what came in; nil shows it to nobody.
    package var officerToken: Token?
    package var today: @Sendable () -> CivilDate

    package init(
      program: String, today: @escaping @Sendable () -> CivilDate = CivilDate.today
    ) {
      self.program = program
      self.today = today
    }
  }

  let enquiries: any Enquiries
  let ledger: Ledger?
  let cabinet: Cabinet?
  let key: SigningKey?
  let configuration: Configuration
  let metrics = Metrics()
  let log: Logger
  let files: StaticFiles

  /// - Parameters:
  ///   - ledger: Where every answer is kept before it is sent; nil only in trials.
  ///   - cabinet: What people leave and come back for; without it nothing is kept, certified or filed.
  ///   - key: With what certificates are signed; without it none is issued.
  package init(
    enquiries: any Enquiries, ledger: Ledger?, cabinet: Cabinet? = nil, key: SigningKey? = nil,
    configuration: Configuration
  ) {
    self.enquiries = enquiries
    self.ledger = ledger
    self.cabinet = cabinet
    self.key = key
    self.configuration = configuration
    var log = Logger(label: "mizan", factory: { JSONLog(label: $0) })
    log.logLevel = configuration.logLevel
    self.log = log
    files = StaticFiles(leaflet: configuration.leaflet)
  }

  var today: @Sendable () -> CivilDate { configuration.today }

  /// All that is answered. This list is the router.
  var endpoints: [Endpoint] {
    interface + measuring + certificateInterface + operations + files.endpoints + pages + helpPages
      + keepingPages
      + certificatePages + officePages + drawingPages + planPages + feedEndpoints
  }

  /// `GET /{lang}/place`: everything that is answered, in the router's order.
  package var routes: [String] { endpoints.map { "\($0.method) \($0.path)" } }

  /// Serves until a signal to end (TERM, INT) or the task's cancellation; requests under way are finished.
  ///
  /// - Parameter whenListening: Called once with the port.
  package func run(whenListening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
    var quiet = Logger(label: "http", factory: { JSONLog(label: $0) })
    quiet.logLevel = max(.warning, configuration.logLevel)
    let application = Application(
      responder: Responder(
        endpoints: endpoints, metrics: metrics, log: log,
        problemPage: { [self] problem, call in problemPage(problem, call) }),
      server: .http1(
        configuration: .init(idleTimeout: .seconds(Int64(configuration.idleTimeout)))),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port)),
      onServerRunning: { channel in await whenListening(channel.localAddress?.port ?? 0) },
      logger: quiet)
    try await application.runService()
  }

  /// Does work that takes the processor on a thread of its own, so that no event loop waits for it.
  func work<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async throws -> Value {
    try await NIOThreadPool.singleton.runIfActive(body)
  }

  /// Why a question is not answered, as the asker is told; what is ours to mend stands whole in the log.
  func problem(_ refusal: Refusal) -> Problem {
    guard refusal.isOurs else { return CheckRequest.problem(refusal.faults) }
    log.error("a question could not be answered", metadata: ["error": "\(refusal.faults)"])
    return Problem(
      .serviceUnavailable, "not-known", "the facts of the lot cannot be told",
      detail: "what was decided about the lot cannot be read; ask the office")
  }

  /// Does something with the cabinet. What could not be written is promised to nobody.
  func withCabinet<Value: Sendable>(_ body: (Cabinet) async throws -> Value) async throws -> Value {
    var problem = Problem(
      .serviceUnavailable, "not-kept", "nothing could be kept",
      detail: "nothing was kept or sent; try again later")
    problem.headers[.retryAfter] = "30"
    guard let cabinet else { throw problem }
    do { return try await body(cabinet) } catch let error as LedgerError {
      log.error("the cabinet cannot be used", metadata: ["error": "\(error)"])
      throw problem
    }
  }

  /// Answers a question and keeps the answer. What could not be kept is not given.
  func answer(_ question: Question) async throws -> Reply {
    let reply: Reply
    switch try await work({ enquiries.ask(question) }) {
    case .success(let success): reply = success
    case .failure(let refusal): throw problem(refusal)
    }
    if let ledger {
      do {
        try await ledger.append(
          LedgerRecord(
            fingerprint: reply.answer.fingerprint, ruleset: reply.answer.ruleset, site: reply.site,
            proposal: reply.proposal, answer: reply.bytes, program: configuration.program,
            language: reply.answer.language, on: reply.answer.on.description))
      } catch {
        log.error("an answer could not be kept", metadata: ["error": "\(error)"])
        var problem = Problem(
          .serviceUnavailable, "not-kept", "the answer could not be kept",
          detail: "every answer is kept before it is given; try again later")
        problem.headers[.retryAfter] = "30"
        throw problem
      }
    }
    metrics.countAnswer(reply.answer.verdict.rawValue)
    return reply
  }

  /// For those who keep the service running.
  private var operations: [Endpoint] {
    [
      Endpoint(.get, "/healthz") { _ in .text("ok\n") },
      Endpoint(.get, "/readyz") { _ in
        do {
          _ = try ledger?.count()
          return .text("ready\n")
        } catch {
          log.error("the ledger cannot be read", metadata: ["error": "\(error)"])
          return .text("the ledger cannot be read\n", status: .serviceUnavailable)
        }
      },
      Endpoint(.get, "/metrics") { _ in
        .text(
          metrics.text(ledgerEntries: try? ledger?.count()),
          type: "text/plain; version=0.0.4; charset=utf-8")
      },
    ]
  }
}
