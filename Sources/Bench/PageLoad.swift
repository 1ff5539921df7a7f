import Facts
import Foundation
import Synchronization

/// Pages asked for at a steady rate, whether or not the service keeps up: what is due is sent as soon as its connection is free, and its time counts
/// from when it was due, so that a slow page is felt by all that wait behind it.
struct PageLoad {
  let port: Int
  let paths: [String]

  /// The pages of a resident's journey about some lots, in every language.
  ///
  /// - Parameter parcels: `persian/1/1001`
  static func journey(parcels: [String], languages: [String], on: CivilDate) -> [String] {
    let work = "work=new+building&on=\(on)"
    return languages.flatMap { language in
      ["/\(language)/", "/\(language)/regulations"]
        + parcels.flatMap { parcel in
          let town = parcel.prefix { $0 != "/" }
          let number = parcel.dropFirst(town.count + 1)
          return [
            "/\(language)/place?q=\(number)", "/\(language)/map/\(town)",
            "/\(language)/parcel/\(parcel)?on=\(on)", "/\(language)/check/\(parcel)?\(work)",
            "/\(language)/check/\(parcel)?\(work)&i.storeys=2",
            "/\(language)/result/\(parcel)?\(work)&i.storeys=2",
          ]
        }
    }
  }

  struct Outcome {
    /// Milliseconds from when each was due, the shortest first.
    var times: [Double]
    /// The slowest pages by their own median.
    var slowest: [(path: String, time: Double)]
    var failed: Int
  }

  /// - Returns: Nil where a page is not there, or is another when asked for twice.
  func run(rate: Double, connections: Int, seconds duration: Double) -> Outcome? {
    guard let reference = reference() else { return nil }
    let count = Int(rate * duration)
    let times = Mutex<[(Int, Double)]>([])
    let failed = Mutex(0)
    let clock = ContinuousClock()
    let start = clock.now + .milliseconds(50)
    let threads = (0..<connections).map { place in
      let thread = Thread {
        let connection = Connection(port: port)
        var own: [(Int, Double)] = []
        for number in stride(from: place, to: count, by: connections) {
          let due = start + .seconds(Double(number) / rate)
          let wait = clock.now.duration(to: due)
          if wait > .zero { Thread.sleep(forTimeInterval: Self.seconds(wait)) }
          let page = number % paths.count
          let answer = connection?.ask(request(paths[page]))
          let time = Self.seconds(due.duration(to: clock.now))
          if answer?.status == 200, answer.map({ Self.mark($0.body) }) == reference[page] {
            own.append((page, time * 1000))
          } else {
            failed.withLock { $0 += 1 }
          }
        }
        times.withLock { $0 += own }
      }
      thread.stackSize = 1 << 20
      thread.start()
      return thread
    }
    while !threads.allSatisfy(\.isFinished) { Thread.sleep(forTimeInterval: 0.02) }
    let all = times.withLock { $0 }
    let byPage = Dictionary(grouping: all, by: \.0).mapValues { median($0.map(\.1)) }
    return Outcome(
      times: all.map(\.1).sorted(),
      slowest: byPage.sorted { $0.value > $1.value }.prefix(5).map { (paths[$0.key], $0.value) },
      failed: failed.withLock { $0 })
  }

  /// A mark of each page's bytes, from two connections.
  private func reference() -> [Int]? {
    let marks = (0..<2).map { _ -> [Int]? in
      guard let connection = Connection(port: port) else { return nil }
      let marks = paths.compactMap { path -> Int? in
        guard let answer = connection.ask(request(path)), answer.status == 200 else {
          tellBench("H3: `\(path)` is not there")
          return nil
        }
        return Self.mark(answer.body)
      }
      return marks.count == paths.count ? marks : nil
    }
    guard let first = marks[0], let second = marks[1] else { return nil }
    guard first == second else {
      let page = zip(first, second).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
      tellBench("H3: `\(paths[page])` is another page when asked for twice")
      return nil
    }
    return first
  }

  private func request(_ path: String) -> [UInt8] {
    Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAccept: text/html\r\n\r\n".utf8)
  }

  /// The hash of a page without the secret by which a form is sent once.
  private static func mark(_ body: [UInt8]) -> Int {
    let field = Data("name=\"once\" value=\"".utf8)
    var page = Data(body)
    while let found = page.range(of: field) {
      page.replaceSubrange(found.lowerBound..<min(found.upperBound + 32, page.count), with: Data())
    }
    return page.withUnsafeBytes { bytes in
      var hash = Hasher()
      hash.combine(bytes: bytes)
      return hash.finalize()
    }
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}

/// H3: the pages of a journey, as they come to those who ask at a steady rate.
func pageFigures(port: Int, parcels: [String], on: CivilDate) {
  let load = PageLoad(
    port: port,
    paths: PageLoad.journey(
      parcels: parcels, languages: ["en", "fa", "he", "ar", "ru"], on: on))
  var runs: [PageLoad.Outcome] = []
  for _ in 0..<3 {
    guard let run = load.run(rate: 200, connections: 16, seconds: 20) else { return }
    runs.append(run)
  }
  func percentile(_ share: Double) -> [Double] {
    runs.map { run in
      run.times.isEmpty ? .infinity : run.times[Int(Double(run.times.count - 1) * share)]
    }
  }
  let isChecked = runs.allSatisfy { $0.failed == 0 }
  for (name, times, target) in [
    ("99th percentile", percentile(0.99), 50.0 as Double?), ("median", percentile(0.5), nil),
  ] {
    Figure(
      id: "H3",
      name:
        "pages of the resident's journey in five languages, 200 requests/s over 16 connections, from when each was due: \(name)",
      value: median(times), unit: "ms", against: nil, peerValue: nil, target: target,
      isChecked: isChecked, runs: times.count, spread: [times.min() ?? 0, times.max() ?? 0]
    ).report()
  }
  for page in runs.last?.slowest ?? [] {
    tellBench("H3: median of `\(page.path)` \((page.time * 10).rounded() / 10) ms")
  }
}
