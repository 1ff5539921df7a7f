/// A regular expression as XPath and XQuery Functions 3.1 (5.6) defines it, the flavour of `matches`, `replace` and `split`.
///
/// The matcher is our own: a pattern comes from whoever writes a rule or a model, and one that backtracks without end
/// (`(a+)+$`) must not stop a service. `NSRegularExpression` and Swift's `Regex` have no bound and another dialect. Here each
/// choice is tried once at each place, so that time grows with pattern times text, as long as the pattern has no
/// back-references; with them, and in all cases for sizes, there is a budget. What exceeds it is refused, never guessed.
struct Pattern: Sendable {
  let program: Program

  struct Failure: Error {
    var message: String
    init(_ message: String) { self.message = message }
  }

  struct Flags {
    /// `s`: a dot matches line ends too.
    var dotMatchesAll = false
    /// `m`: `^` and `$` stand at every line's ends.
    var isMultiline = false
    /// `i`
    var ignoresCase = false
    /// `x`: white space counts only inside brackets.
    var ignoresSpace = false
    /// `q`: every character means itself.
    var isLiteral = false

    init(_ letters: String = "") throws(Failure) {
      for letter in letters.unicodeScalars {
        switch letter {
        case "s": dotMatchesAll = true
        case "m": isMultiline = true
        case "i": ignoresCase = true
        case "x": ignoresSpace = true
        case "q": isLiteral = true
        default: throw Failure("`\(letter)` is no flag; the flags are `s`, `m`, `i`, `x` and `q`")
        }
      }
    }
  }

  /// A longer pattern is refused.
  static let longest = 10_000
  /// Groups nested deeper are refused.
  static let deepest = 100
  /// Instructions that a pattern may come to, its counts written out.
  static let largest = 60_000

  init(_ text: String, _ flags: Flags) throws(Failure) {
    let characters = text.unicodeScalars.map(\.value)
    guard characters.count <= Self.longest else {
      throw Failure("a pattern may not be longer than \(Self.longest) characters")
    }
    var parser = PatternParser(characters, flags)
    let node = try parser.pattern()
    program = try Program(
      node, groups: parser.groups, isMultiline: flags.isMultiline, ignoresCase: flags.ignoresCase,
      hasBackReferences: parser.hasBackReferences)
  }

  /// What a pattern is made of.
  indirect enum Node {
    case characters(CharacterClass)
    case start, end
    /// With a number where it is captured.
    case group(Node, Int?)
    case backReference(Int)
    case sequence([Node])
    case alternatives([Node])
    case repeated(Node, least: Int, most: Int?, isReluctant: Bool)
  }
}
