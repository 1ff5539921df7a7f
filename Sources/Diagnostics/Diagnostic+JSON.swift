extension Diagnostic {
  /// The finding as one line of JSON.
  package var json: String {
    var members = [
      "\"severity\":\(quoted(severity.rawValue))", "\"id\":\(quoted(id))",
      "\"message\":\(quoted(message))",
    ]
    if let place { members.append("\"place\":\(Self.json(place))") }
    if let mend { members.append("\"mend\":\(quoted(mend))") }
    if !related.isEmpty {
      members.append(
        "\"related\":[\(related.map { "{\"message\":\(quoted($0.message)),\"place\":\(Self.json($0.place))}" }.joined(separator: ","))]"
      )
    }
    if let example { members.append("\"example\":\(quoted(example))") }
    return "{\(members.joined(separator: ","))}"
  }

  private static func json(_ place: Place) -> String {
    var members = [
      "\"file\":\(quoted(place.file))", "\"line\":\(place.line)", "\"column\":\(place.column)",
    ]
    if let article = place.article { members.append("\"article\":\(quoted(article))") }
    return "{\(members.joined(separator: ","))}"
  }
}

private func quoted(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    case "\n": out += "\\n"
    default:
      if scalar.value < 32 {
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
  }
  return out + "\""
}
