import Facts
import Foundation
package import Logging

/// Writes each log message as one line of JSON on standard error. Line breaks and control characters are escaped, so no
/// request can forge a line.
package struct JSONLog: LogHandler {
  package var logLevel: Logger.Level = .info
  package var metadata: Logger.Metadata = [:]
  private let label: String

  package init(label: String) { self.label = label }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var members: [JSON.Member] = [
      .init(
        "time", .string(Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
      ),
      .init("level", .string(event.level.rawValue)), .init("from", .string(label)),
      .init("message", .string("\(event.message)")),
    ]
    let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      let text = "\(value)"
      members.append(
        .init(
          key,
          key == "ms" || key == "status"
            ? Number(text).map(JSON.number) ?? .string(text) : .string(text)))
    }
    // A log that cannot be written must not end the service.
    try? FileHandle.standardError.write(
      contentsOf: Data(JSON.object(members).canonicalBytes + [10]))
  }
}
