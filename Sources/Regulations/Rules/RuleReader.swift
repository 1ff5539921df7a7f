import Diagnostics
import FEEL
import Facts

/// Reads the rules of one fence, one after the other, into a regulation.
struct RuleReader {
  let expressions: ExpressionReader
  let vocabulary: Vocabulary
  /// What `exception to` may name: anchors, articles that limbs cite, names; for finding where the target ends.
  let targets: Set<String>
  let section: RegulationDocument.Section
  var scanner: RuleScanner
  /// `and` at the head of a line is a condition of its own.
  var isList = false
  /// The indentation of the rule's own line, or of the requirement inside an exception.
  var ownIndentation = 0

  static let ruleWords = [
    "define", "require", "exempt", "notify", "track", "every", "exception", "condition",
    "discretion", "fee", "refer", "document", "observing",
  ]
  static let clauseWords = [
    "for", "when", "and", "unless", "by", "source", "within", "with", "variance", "observing",
    "else",
  ]

  /// Cuts a fence into rules: each begins at an unindented line; a line that begins with a clause word goes on.
  static func rules(in slice: SourceSlice, findings: inout [Diagnostic]) -> [SourceSlice] {
    var starts: [Int] = []
    var ends: [Int] = []
    var offset = 0
    for line in slice.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let next = offset + line.utf8.count + 1
      defer { offset = next }
      let words = String(line).trimmed
      if words.isEmpty || words.hasPrefix("//") { continue }
      let isIndented = line.first == " " || line.first == "\t"
      let first = String(words.prefix { !$0.isWhitespace && $0 != "\"" })
      let goesOn = isIndented || (clauseWords.contains(first) && !ruleWords.contains(first))
      if goesOn, starts.isEmpty {
        findings.append(
          Diagnostic(
            .error, "clause-without-rule", "a clause stands below the rule that it belongs to",
            at: slice.place(offset + line.utf8.prefix { $0.isSpace }.count)))
        continue
      }
      if !goesOn {
        starts.append(offset)
        ends.append(next)
      } else {
        ends[ends.count - 1] = next
      }
    }
    let size = slice.text.utf8.count
    return zip(starts, ends).map { slice.part($0..<min($1, size)) }
  }

  init(
    _ slice: SourceSlice, expressions: ExpressionReader, vocabulary: Vocabulary,
    targets: Set<String>, section: RegulationDocument.Section
  ) {
    var scanner = RuleScanner(slice, article: section.article)
    scanner.skipSpace()
    self.scanner = scanner
    self.vocabulary = vocabulary
    self.targets = targets
    self.section = section
    let loops = Self.loopVariables(in: slice.text)
    self.expressions = loops.isEmpty ? expressions : expressions.adding(loops)
  }

  /// The names that `for each NAME in` binds: they stand after the condition that uses them.
  private static func loopVariables(in text: String) -> [String] {
    let words = text.split { $0.isWhitespace }.map(String.init)
    return words.indices.dropLast(3).compactMap { index in
      guard words[index] == "for", words[index + 1] == "each" else { return nil }
      let name = words[(index + 2)...].prefix { $0 != "in" }
      return name.isEmpty || name.count > 4 ? nil : name.joined(separator: " ")
    }
  }

  /// Reads the rule; what is wrong with it becomes a finding and the rule is left out.
  mutating func read(into regulation: inout Regulation, findings: inout [Diagnostic]) {
    let place = scanner.place
    var head = RuleHead(article: section.article, place: place)
    head.works = section.works
    head.from = section.from
    head.until = section.until
    do throws(Refusal) {
      let keyword = scanner.word()
      switch keyword {
      case "define": regulation.definitions.append(try readDefinition(head))
      case "require": regulation.requirements.append(try readRequirement(head))
      case "exempt", "notify", "track":
        regulation.exemptions.append(try readExemption(keyword, head, &findings))
      case "every": regulation.generalConditions.append(try readGeneralCondition(head))
      case "exception": regulation.exceptions.append(try readException(head))
      case "condition", "discretion", "fee", "refer", "document", "observing":
        regulation.provisions.append(try readProvision(keyword, head))
      default:
        throw Refusal(
          Diagnostic(
            .error, "unknown-rule", "no rule begins with `\(keyword)`", at: place,
            mend: nearestName(to: keyword, among: Self.ruleWords).map { "write `\($0)`" }
              ?? "begin with one of \(Self.ruleWords.joined(separator: ", "))"))
      }
    } catch {
      findings.append(error.finding)
    }
  }

  /// Why a rule cannot be read.
  struct Refusal: Error {
    var finding: Diagnostic
    init(_ finding: Diagnostic) { self.finding = finding }
  }

  func refusal(
    _ id: String, _ message: String, at place: Place? = nil, mend: String? = nil
  ) -> Refusal {
    Refusal(Diagnostic(.error, id, message, at: place ?? scanner.place, mend: mend))
  }
}
