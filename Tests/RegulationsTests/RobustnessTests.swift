import Diagnostics
import Facts
import Foundation
import Regulations
import TestSupport
import Testing

struct RobustnessTests {
  static let whole =
    "---\nid: x\neffective: 2020-01-01\nunits: { length: m }\n---\n" + DecisionTableTests.table
      + """


      1. An item. {#item}

      [^n]: S:A. A note. {#fn-n}

      ```rule
      define coverage = footprint area / lot area
      require coverage <= max coverage   for "fence" by item
        variance up to 1.1 * max coverage by art-12
      require line.setback >= 3 for each line in rear lines unless adjoins("heritage")
      exempt "fence" by art-12
        when fence height <= 1.5 by item
        unless preservation site
        observing "materials" unless light materials
      exception to art-12 row 2 by fn-n
        when storeys > 2
        require storeys <= 4
      fee "levy" = 12 * lot area when storeys > 1
      ```

      ```cases
      | id | zone | work  | → complies |
      |----|------|-------|------------|
      | A  | "R1" | fence | yes        |
      ```
      """

  @Test func `the whole reads without a finding`() {
    #expect(readFile(Self.whole).findings == [])
  }

  @Test func `a file with any letters lost, doubled or swapped is read or refused, never a crash`()
  {
    var random = SeededGenerator(seed: 1405)
    let scalars = Array(Self.whole.unicodeScalars)
    let odd: [Unicode.Scalar] = [
      "|", "\"", "`", "#", "[", "]", "(", ")", "{", "}", "\n", "→", "^", "\\", ":", ",", "-", "&",
      "*", "\u{202E}", "\0", "\r", "\t", "ع", "😀", "=", "<", "/",
    ]
    for _ in 0..<600 {
      var text = scalars
      for _ in 0..<Int.random(in: 1...6, using: &random) where !text.isEmpty {
        let at = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text.remove(at: at)
        case 1: text.insert(odd[Int.random(in: 0..<odd.count, using: &random)], at: at)
        case 2: text[at] = odd[Int.random(in: 0..<odd.count, using: &random)]
        default:
          let end = min(text.count, at + Int.random(in: 1...40, using: &random))
          text.removeSubrange(at..<end)
        }
      }
      var string = String.UnicodeScalarView()
      string.append(contentsOf: text)
      let reading = readFile(String(string))
      let lines = text.filter { $0 == "\n" || $0 == "\r" }.count + 1
      for finding in reading.findings {
        if let place = finding.place {
          #expect((1...lines).contains(place.line))
          #expect(place.column >= 1)
        }
      }
      _ = declaredNames(inMarkdown: String(string))
    }
  }

  @Test func `a file without any one of its lines is read or refused`() {
    let lines = Self.whole.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices {
      var fewer = lines
      fewer.remove(at: index)
      _ = readFile(fewer.joined(separator: "\n"))
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a long file is read whole`() throws {
    let rows = (1...5_000).map { "| \($0) | \"R1\" | [\($0)..\($0 + 1)) | 2 |" }.joined(
      separator: "\n")
    let text =
      "---\nid: x\neffective: unknown\n---\n| F | zone | lot area | → max storeys |\n|---|---|---|---|\n"
      + rows
      + "\n\n```rule\n"
      + (1...3_000).map { "require storeys <= \($0) when zone = \"R1\"" }.joined(separator: "\n")
      + "\n```\n"
    let reading = readFile(text)
    #expect(reading.findings == [])
    #expect(reading.regulation?.tables.first?.rows.count == 5_000)
    #expect(reading.regulation?.requirements.count == 3_000)
  }

  @Test(arguments: ["(", "[", "not(", "- ", "if true then ", "storeys + ("])
  func `deep nesting is refused and not recursed into`(piece: String) {
    let deep = String(repeating: piece, count: 8_000)
    #expect(!read(rules("require " + deep + "storeys <= 2")).errors.isEmpty)
    #expect(!read("| U | zone | → x |\n|---|---|---|\n| 1 | \"R1\" | \(deep)1 |\n").errors.isEmpty)
  }

  @Test func `a file of nothing but slips is left after some hundreds of findings`() {
    let slips = (1...20_000).map { "require storeyz\($0) <= 2" }.joined(separator: "\n")
    let reading = read(rules(slips))
    #expect(reading.findings.count <= 501)
    #expect(reading.finding("too-many-findings") != nil)
    let notes = (1...20_000).map { "[^a\($0)]: G. Words. {#n\($0)}" }.joined(separator: "\n")
    #expect(read("# A {#a}\n\n" + notes + "\n").regulation?.notes.count == 20_000)
    let tables = (1...3_000).map { _ in "| U | zone | → x |\n|---|---|---|\n| 1 | \"R1\" | 2 |\n" }
    #expect(read(tables.joined(separator: "\n")).regulation?.tables.count == 3_000)
  }

  @Test func `deep quotations and lists of Markdown are read`() {
    let quotes = String(repeating: "> ", count: 20_000)
    let list = (0..<300).map { String(repeating: " ", count: $0 * 2) + "- item" }.joined(
      separator: "\n")
    #expect(read(quotes + "words\n\n" + list).regulation != nil)
  }
}
