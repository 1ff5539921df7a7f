import Foundation
import Synchronization

/// What the service counts of itself, as Prometheus reads it.
final class Metrics: Sendable {
  private struct Route: Hashable {
    var method: String
    var route: String
    var status: Int
  }

  private struct Counts {
    var requests: [Route: Int] = [:]
    /// Requests that took no longer than each of ``Metrics/bounds``, by route.
    var buckets: [String: [Int]] = [:]
    var sums: [String: Double] = [:]
    var answers: [String: Int] = [:]
  }

  private let counts = Mutex(Counts())
  /// Upper bounds in seconds.
  private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  func count(method: String, route: String, status: Int, took: Duration) {
    let seconds = Self.seconds(took)
    // Only known methods become a label, so that a client cannot make new ones without end.
    let method =
      ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"].contains(method)
      ? method : "other"
    counts.withLock { counts in
      counts.requests[Route(method: method, route: route, status: status), default: 0] += 1
      counts.sums[route, default: 0] += seconds
      var buckets = counts.buckets[route] ?? Array(repeating: 0, count: Self.bounds.count + 1)
      for (index, bound) in Self.bounds.enumerated() where seconds <= bound { buckets[index] += 1 }
      buckets[Self.bounds.count] += 1
      counts.buckets[route] = buckets
    }
  }

  func countAnswer(_ verdict: String) { counts.withLock { $0.answers[verdict, default: 0] += 1 } }

  /// The exposition format, version 0.0.4.
  func text(ledgerEntries: Int?) -> String {
    let counts = counts.withLock { $0 }
    var text = """
      # HELP mizan_http_requests_total Requests answered, by route and status.
      # TYPE mizan_http_requests_total counter

      """
    for (key, count) in counts.requests.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      text +=
        "mizan_http_requests_total{method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\"} \(count)\n"
    }
    text += """
      # HELP mizan_http_request_duration_seconds How long requests took.
      # TYPE mizan_http_request_duration_seconds histogram

      """
    for (route, buckets) in counts.buckets.sorted(by: { $0.key < $1.key }) {
      let name = "mizan_http_request_duration_seconds"
      for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], buckets) {
        text += "\(name)_bucket{route=\"\(route)\",le=\"\(bound)\"} \(count)\n"
      }
      text += "\(name)_sum{route=\"\(route)\"} \(counts.sums[route] ?? 0)\n"
      text += "\(name)_count{route=\"\(route)\"} \(buckets.last ?? 0)\n"
    }
    text += """
      # HELP mizan_answers_total Answers given and kept, by verdict.
      # TYPE mizan_answers_total counter

      """
    for (verdict, count) in counts.answers.sorted(by: { $0.key < $1.key }) {
      text += "mizan_answers_total{verdict=\"\(verdict)\"} \(count)\n"
    }
    if let ledgerEntries {
      text += """
        # HELP mizan_ledger_entries Entries in the ledger.
        # TYPE mizan_ledger_entries gauge
        mizan_ledger_entries \(ledgerEntries)

        """
    }
    if let resident = Self.residentBytes() {
      text += """
        # HELP process_resident_memory_bytes Memory held.
        # TYPE process_resident_memory_bytes gauge
        process_resident_memory_bytes \(resident)

        """
    }
    return text
  }

  private static func residentBytes() -> Int? {
    guard let pages = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return nil
    }
    let parts = pages.split(separator: " ")
    return parts.count > 1 ? Int(parts[1]).map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } : nil
  }
}
