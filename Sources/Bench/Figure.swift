import Dispatch
import Facts
import Foundation

/// One line of `make bench`.
struct Figure {
  var id: String
  var name: String
  var value: Double
  var unit: String
  var against: String?
  var peerValue: Double?
  var target: Double?
  /// What the ratio to the peer should be, where the target is not absolute.
  var targetRatio: Double?
  /// Whether the answers were compared before the clock ran.
  var isChecked: Bool
  var runs: Int
  var spread: [Double]

  /// Larger is better for a rate, smaller for a time or a size.
  private var isRate: Bool { unit.hasSuffix("/s") }

  func report() {
    func number(_ value: Double?) -> JSON {
      guard let value, value.isFinite, let number = Number(value),
        let short = number.rounded(places: value < 10 ? 4 : 1)
      else { return .null }
      return .number(short)
    }
    func isMet(_ value: Double, _ target: Double) -> JSON {
      .bool(isRate ? value >= target : value <= target)
    }
    let ratio = peerValue.map { value / $0 }
    let met: JSON =
      targetRatio.flatMap { wanted in ratio.map { isMet($0, wanted) } }
      ?? target.map { isMet(value, $0) } ?? .null
    let line: JSON = [
      "figure": .string(id), "name": .string(name), "value": number(value), "unit": .string(unit),
      "against": against.map(JSON.string) ?? .null,
      "peer_value": number(peerValue), "ratio": number(ratio),
      "target": number(target), "target_ratio": number(targetRatio), "met": met,
      "checked": .bool(isChecked), "runs": .number(Number(runs)),
      "spread": .array(spread.map { number($0) }),
    ]
    guard case .object(let members) = line else { return }
    let text = members.map { "\(JSON.string($0.key).canonical): \($0.value.canonical)" }
    FileHandle.standardOutput.write(Data("{\(text.joined(separator: ", "))}\n".utf8))

  }
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let time = try clock.measure(body)
  return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
}

/// The processor's time for a body on this thread: where others use the machine too, the time by the wall says little.
func processorSeconds(
  ofAllThreads: Bool = false, _ body: () throws -> Void
) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(ofAllThreads ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
  let start = now()
  try body()
  return now() - start
}
