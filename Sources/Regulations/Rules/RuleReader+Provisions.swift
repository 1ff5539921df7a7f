import Diagnostics
import FEEL
import Facts

extension RuleReader {
  /// `condition`, `discretion`, `fee`, `refer`, `document` and `observing`.
  mutating func readProvision(_ keyword: String, _ head: RuleHead) throws(Refusal) -> Provision {
    guard let kind = Provision.Kind(rawValue: keyword) else {
      throw refusal("unknown-rule", "no rule begins with `\(keyword)`")
    }
    var provision = Provision(kind: kind, text: try readText("its words"), head: head)
    if kind == .fee {
      scanner.skipSpace()
      guard scanner.pass(mark: UInt8(ascii: "=")) else {
        throw refusal(
          "bad-fee", "a fee is a name, `=` and an amount", mend: "write `fee \"…\" = …`")
      }
      provision.amount = try readExpression().0
    }
    var last: String?
    var hasWorks = false
    let allowed = ["for", "when", "and", "unless", "by", "source"]
    while let (word, place) = try nextClause(allowed) {
      switch word {
      case "for":
        try once(!hasWorks, word, at: place)
        provision.head.works = try readWorks()
        hasWorks = true
      case "when": provision.when.append(try readCondition())
      case "unless": provision.unless.append(try readCondition())
      case "and":
        try join(try readCondition(), to: last, place, &provision.when, &provision.unless)
        continue
      default: try readCitation(word, place, &provision.head)
      }
      if word == "when" || word == "unless" { last = word }
    }
    return provision
  }
}
