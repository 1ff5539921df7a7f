extension Pattern {
  /// What `replace` puts in the place of a match: texts and groups in order.
  struct Replacement {
    private enum Part {
      case text([UInt32])
      case group(Int)
    }
    private var parts: [Part] = []

    /// `$1` is a group, `$0` the whole match, `\$` and `\\` the signs themselves. Digits belong to the number as long as there
    /// are so many groups; the first belongs to it always, and a group that is not there is empty.
    init(_ text: String, groups: Int, isLiteral: Bool) throws(Failure) {
      let characters = text.unicodeScalars.map(\.value)
      if isLiteral {
        parts = [.text(characters)]
        return
      }
      var plain: [UInt32] = []
      var at = 0
      while at < characters.count {
        let character = characters[at]
        at += 1
        if character == 92 {
          guard at < characters.count, [36, 92].contains(characters[at]) else {
            throw Failure("in a replacement a backslash stands before `$` or another one")
          }
          plain.append(characters[at])
          at += 1
        } else if character == 36 {
          guard at < characters.count, (48...57).contains(characters[at]) else {
            throw Failure("in a replacement a digit follows `$`; write `\\$` for the sign itself")
          }
          var number = Int(characters[at]) - 48
          at += 1
          while at < characters.count, (48...57).contains(characters[at]),
            number * 10 + Int(characters[at]) - 48 <= groups
          {
            number = number * 10 + Int(characters[at]) - 48
            at += 1
          }
          parts += [.text(plain), .group(number)]
          plain = []
        } else {
          plain.append(character)
        }
      }
      parts.append(.text(plain))
    }

    func append(to result: inout [UInt32], _ match: Matcher.Match, in text: [UInt32]) {
      for part in parts {
        switch part {
        case .text(let characters): result += characters
        case .group(0): result += text[match.whole]
        case .group(let number):
          if number <= match.groups.count { result += text[match.groups[number - 1]] }
        }
      }
    }
  }
}
