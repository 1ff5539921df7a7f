import Foundation
import Languages
import Testing

/// The browser and what drives it.
private enum Browser {
  static let python =
    ProcessInfo.processInfo.environment["MIZAN_PYTHON"]
    ?? Command.root.appending(path: ".build/python/bin/python3").path
  static let isThere =
    FileManager.default.isExecutableFile(atPath: python)
    && FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
}

/// The real service in a real Chromium, by the programs of `Tests/Browser`; see there for what is looked at.
///
/// One after the other: each takes all processors.
@Suite(
  .serialized,
  .enabled(if: Browser.isThere, "no Chromium or no `.build/python`: `make test` installs both"))
struct BrowserTests {
  /// An address of each route of a page, by the route as `mizan serve --routes` names it.
  static let pages: [(route: String, path: String)] = [
    ("/", "/"), ("/{lang}", "/{lang}"), ("/{lang}/", "/{lang}/"),
    ("/{lang}/place", "/{lang}/place?q=1"),
    ("/{lang}/place", "/{lang}/place?q=7777777"),
    ("/{lang}/map/{town}", "/{lang}/map/persian"),
    ("/{lang}/parcel/{town}/{number…}", "/{lang}/parcel/persian/1/1001"),
    ("/{lang}/history/{town}/{number…}", "/{lang}/history/hebrew/6955/96"),
    ("/{lang}/check/{town}/{number…}", "/{lang}/check/persian/1/1001?work=new+building"),
    (
      "/{lang}/draw/{town}/{number…}",
      "/{lang}/draw/hebrew/6941/24?work=new+building&on=2025-06-01&draw=1%403,5;11,5;11,12;3,12"
    ),
    ("/{lang}/result/{town}/{number…}", "/{lang}/result/persian/1/1001?work=new+building"),
    ("/{lang}/apply/{town}/{number…}", "/{lang}/apply/persian/1/1001?work=new+building"),
    ("/{lang}/report/{town}/{number…}", "/{lang}/report/persian/1/1001"),
    ("/{lang}/verify", "/{lang}/verify"), ("/{lang}/office", "/{lang}/office"),
    ("/{lang}/help", "/{lang}/help"),
    ("/{lang}/regulations", "/{lang}/regulations"), ("/{lang}/findings", "/{lang}/findings"),
    ("/{lang}/regulations/{id}", "/{lang}/regulations/bandar-lengeh-density-rules"),
    ("/{lang}/regulations/{id}", "/{lang}/regulations/israel-exempt-works-2014?on=2020-01-01"),
    (
      "/{lang}/regulations/{id}/changes",
      "/{lang}/regulations/israel-exempt-works-2014/changes?from=2023-10-25&to=2023-10-26"
    ),
    ("/{lang}/plans/{town}", "/{lang}/plans/persian"),
    ("/{lang}/plans/{town}", "/{lang}/plans/hebrew?reach=800"),
    ("/{lang}/plans/{town}/{plan…}", "/{lang}/plans/persian/M-1394"),
    ("/{lang}/plans/{town}/{plan…}", "/{lang}/plans/hebrew/demo-507/5"),
    ("/{lang}/comment/{town}/{plan…}", "/{lang}/comment/persian/M-1394/8"),
    ("/{lang}/comment/{town}/{plan…}", "/{lang}/comment/persian/M-1394/7"),
  ]

  /// Pages that a form leads to: the form's address with its fields, and a link to follow from there.
  static let sent: [(route: String, path: String, fields: String, link: String)] = [
    ("/{lang}/keeper/{token}", "/{lang}/keep/persian/1/1001", "work=new+building", ""),
    ("/{lang}/kept/{token}", "/{lang}/keep/persian/1/1001", "work=new+building", "/kept/"),
    ("/{lang}/certificates/{serial}", "/{lang}/certificate/persian/1/1001", "", ""),
    ("/{lang}/receipt/{number}", "/{lang}/report/persian/1/1001", "fact=other&right=none", ""),
  ]

  /// What routes show besides: other answers, and what is wrong. What `press` selects is pressed on the page.
  static let turns: [(turn: String, path: String, press: String)] = [
    ("refused", "/{lang}/result/hebrew/6941/23?work=fence&i.fence+height=2.6", ""),
    ("answers", "/{lang}/check/persian/3/1001?work=new+building&i.storeys=2", ""),
    ("choices", "/{lang}/check/hebrew/6941/23?work=pergola", ""),
    ("no answer", "/{lang}/check/persian/1/1001?work=new+building&i.storeys=zqx+בניין+ساختمان", ""),
    ("nothing found", "/{lang}/place?q=zqx+מגדל+برج", ""),
    ("nowhere", "/{lang}/place?at=10,10", ""),
    ("no point", "/{lang}/place?at=here", ""),
    ("no page", "/{lang}/nothing", ""),
    ("no work", "/{lang}/check/persian/1/1001", ""),
    ("no day", "/{lang}/parcel/persian/1/1001?on=zqx+מחר", ""),
    ("no office", "/{lang}/apply/persian/15/1001?work=new+building", ""),
    ("no name", "/{lang}/apply/persian/1/1001?work=new+building", "form[action*='/apply/'] button"),
    ("no report", "/{lang}/report/persian/1/1001", "form[action*='/report/'] button"),
    ("no certificate", "/{lang}/verify", "form[action$='/verify'] button"),
    ("no officer", "/{lang}/office", "form[action$='/office'] button"),
  ]

  /// What is no page: programs, files, health.
  private static func isPage(_ route: Substring) -> Bool {
    route == "/" || route.hasPrefix("/{lang}")
  }

  @Test func `every route of a page is looked at`() throws {
    let routes = try Command.run(["serve", "--routes", "--ledger", ":memory:"])
    #expect(routes.status == 0, "\(routes.words)")
    let served = Set(
      routes.output.split(separator: "\n").compactMap { line -> String? in
        let parts = line.split(separator: " ", maxSplits: 1)
        return parts.count == 2 && parts[0] == "GET" && Self.isPage(parts[1])
          ? String(parts[1]) : nil
      })
    #expect(served == Set(Self.pages.map(\.route) + Self.sent.map(\.route)))
  }

  private struct Problem: Decodable, CustomStringConvertible {
    var check: String
    var path: String?
    var problem: String?
    var width: Int?
    var scheme: String?
    var pages: Int?

    var description: String {
      "\(check): \(path ?? "") \(width.map { "\($0) px " } ?? "")\(scheme ?? ""): \(problem ?? "")"
    }
  }

  /// Runs a program of `Tests/Browser` on the service, and tells what it finds.
  private func look(_ program: String, _ arguments: (URL) throws -> [String]) async throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let more = try arguments(folder)
    try await Command.serving { port in
      let process = Process()
      process.executableURL = URL(filePath: Browser.python)
      process.arguments =
        [
          Command.root.appending(path: "Tests/Browser/\(program)").path,
          "http://127.0.0.1:\(port)",
        ] + more
      let out = folder.appending(path: "out")
      try Data().write(to: out)
      process.standardOutput = try FileHandle(forWritingTo: out)
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      let problems = try String(contentsOf: out, encoding: .utf8).split(separator: "\n").map {
        try JSONDecoder().decode(Problem.self, from: Data($0.utf8))
      }
      #expect((problems.last?.pages ?? 0) > 0, "`\(program)` came to its end")
      for problem in problems where problem.check != "done" { Issue.record("\(problem)") }
    }
  }

  @Test func `nobody is shut out of a page, in any language`() async throws {
    try await look("walk.py") { folder in
      let routes = folder.appending(path: "routes.json")
      try JSONSerialization.data(withJSONObject: [
        "languages": Dictionary(
          uniqueKeysWithValues: Language.all.map { ($0.code, $0.direction) }),
        // The first two lead on to the page of a language.
        "pages": Self.pages.dropFirst(2).map { ["route": $0.route, "path": $0.path] }
          + Self.sent.map {
            ["route": $0.route, "path": $0.path, "fields": $0.fields, "link": $0.link]
          }
          + Self.turns.map { ["route": $0.turn, "path": $0.path, "press": $0.press] },
      ]).write(to: routes)
      return [routes.path]
    }
  }

  @Test func `what is drawn by hand measures as what is typed, and as programs measure it`()
    async throws
  {
    try await look("sketch.py") { _ in [] }
  }

  @Test func `whole journeys are the same with scripts off and on`() async throws {
    try await look("journeys.py") { _ in
      [Language.all.map(\.code).joined(separator: ",")]
    }
  }
}
