/// A file of messages: `key = message` a line, under headings in square brackets; `#` begins a line for translators.
///
/// A line that begins with a space goes on with the message before it. Keys are told apart by their heading: `page.title`.
package struct MessageFile: Sendable {
  package struct Fault: Sendable, Hashable, CustomStringConvertible {
    package var line: Int
    package var reason: String
    package var description: String { "line \(line): \(reason)" }
  }

  package private(set) var messages: [String: Message] = [:]
  package private(set) var faults: [Fault] = []

  package init(_ text: String) {
    var heading = ""
    var entries: [(line: Int, key: String, text: String)] = []
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() {
      if line.first == "#" || line.allSatisfy(\.isWhitespace) { continue }
      if line.first == " ", !entries.isEmpty {
        entries[entries.count - 1].text += " " + line.drop(while: \.isWhitespace)
      } else if line.first == "[", line.last == "]" {
        heading = String(line.dropFirst().dropLast()) + "."
      } else if let sign = line.firstIndex(of: "=") {
        let key = line[..<sign].filter { !$0.isWhitespace }
        let text = line[line.index(after: sign)...].drop(while: \.isWhitespace)
        entries.append((index + 1, heading + key, String(text)))
      } else {
        faults.append(Fault(line: index + 1, reason: "a line is `key = message`"))
      }
    }
    for entry in entries {
      guard messages[entry.key] == nil else {
        faults.append(Fault(line: entry.line, reason: "`\(entry.key)` stands twice"))
        continue
      }
      do throws(Message.Fault) {
        messages[entry.key] = try Message(entry.text)
      } catch {
        faults.append(Fault(line: entry.line, reason: "`\(entry.key)`: \(error)"))
      }
    }
  }
}
