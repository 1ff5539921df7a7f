/// What stands between `define` and its `=`: a name, or a name with parameters.
struct DeclaredName {
  var name: String
  var parameters: [String]
  /// Bytes up to and with the `=`.
  var length: Int

  init?(afterDefine text: String) {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let left = text[..<equals]
    length = left.utf8.count + 1
    parameters = []
    if let open = left.firstIndex(of: "("), let close = left.lastIndex(of: ")"), open < close {
      guard String(left[left.index(after: close)...]).trimmed.isEmpty else { return nil }
      parameters = left[left.index(after: open)..<close].split(separator: ",")
        .map { String($0).singleSpaced }
      name = String(left[..<open]).singleSpaced
    } else {
      name = String(left).singleSpaced
    }
    let forbidden: Set<Character> = ["<", ">", "!", "\"", "{", "}", "[", "]", ","]
    guard !name.isEmpty, !name.contains(where: { forbidden.contains($0) }) else { return nil }
  }
}

/// The clause word with which a name begins, which it may not.
func clauseWord(beginning name: String) -> String? {
  let first = name.split(separator: " ").first.map(String.init) ?? ""
  return RuleReader.clauseWords.contains(first) ? first : nil
}
