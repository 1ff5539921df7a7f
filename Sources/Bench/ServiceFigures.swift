import Facts
import Foundation
import Glibc

/// H1 to H4, on the built service as an operator starts it.
func serviceFigures(
  _ wanted: Set<String>, territory: String, data: String?, regulations: String, question: String,
  parcels: [String], on: CivilDate
) throws {
  let executable = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
    path: "mizan")
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "mizan-bench-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }

  var starts: [Double] = []
  for run in 0..<3 {
    let log = folder.appending(path: "log-\(run)")
    try Data().write(to: log)
    let process = Process()
    process.executableURL = executable
    process.arguments =
      [
        "serve", "--port", "0", "--territory", territory, "--regulations", regulations, "--ledger",
        folder.appending(path: "ledger-\(run).sqlite").path,
      ]
      + (data.map { ["--data", $0] } ?? [])
    process.standardError = try FileHandle(forWritingTo: log)
    process.standardOutput = FileHandle.nullDevice
    let clock = ContinuousClock()
    let started = clock.now
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    var port: Int?
    while port == nil, process.isRunning {
      let text = String(decoding: (try? Data(contentsOf: log)) ?? Data(), as: UTF8.self)
      port = text.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\//).flatMap { Int($0.1) }
      if port == nil { usleep(5_000) }
    }
    guard let port else {
      FileHandle.standardError.write(Data("the service did not start\n".utf8))
      return
    }
    let check = LoadClient(port: port, method: "POST", path: "/api/v1/check", body: question)
    let first = check.run(connections: 1, count: 1)
    let time = started.duration(to: clock.now)
    starts.append(Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
    guard run == 2 else { continue }

    if wanted.contains("H2") {
      Figure(
        id: "H2", name: "start of the process to the first answer", value: median(starts),
        unit: "s", against: nil, peerValue: nil, target: nil,
        isChecked: first.failed == 0, runs: starts.count,
        spread: [starts.min() ?? 0, starts.max() ?? 0]
      ).report()
    }
    if wanted.contains("H3") { pageFigures(port: port, parcels: parcels, on: on) }
    if wanted.contains("H1") {
      let bare = LoadClient(port: port, method: "GET", path: "/healthz")
      _ = bare.run(connections: 16, count: 200)
      _ = check.run(connections: 16, count: 50)
      var (rates, bareRates, slowest) = ([Double](), [Double](), [Double]())
      var failed = 0
      for _ in 0..<3 {
        bareRates.append(bare.run(connections: 16, count: 1500).rate)
        let outcome = check.run(connections: 16, count: 250)
        rates.append(outcome.rate)
        slowest.append(outcome.p99)
        failed += outcome.failed
      }
      Figure(
        id: "H1", name: "POST /api/v1/check, 16 connections, kept in the ledger",
        value: median(rates), unit: "requests/s",
        against: "a bare route of the same server, same run", peerValue: median(bareRates),
        target: nil, isChecked: failed == 0, runs: rates.count,
        spread: [rates.min() ?? 0, rates.max() ?? 0]
      ).report()
      Figure(
        id: "H1", name: "POST /api/v1/check, 99th percentile", value: median(slowest) * 1000,
        unit: "ms", against: nil, peerValue: nil, target: nil,
        isChecked: failed == 0, runs: slowest.count,
        spread: [(slowest.min() ?? 0) * 1000, (slowest.max() ?? 0) * 1000]
      ).report()
    }
    if wanted.contains("H4") {
      let status =
        (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8))
        ?? ""
      let kilobytes = status.firstMatch(of: /VmHWM:\s+(\d+) kB/).flatMap { Double($0.1) } ?? 0
      Figure(
        id: "H4", name: "peak memory of the service", value: kilobytes / 1024, unit: "MB",
        against: nil, peerValue: nil, target: nil, isChecked: true, runs: 1,
        spread: [kilobytes / 1024, kilobytes / 1024]
      ).report()
    }
  }
}
