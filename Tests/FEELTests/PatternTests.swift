import Facts
import TestSupport
import Testing

@testable import FEEL

struct PatternTests {
  private func search(_ pattern: String, _ text: String, _ flags: String = "") throws -> [String]? {
    let characters = text.unicodeScalars.map(\.value)
    var matcher = try Matcher(try Pattern(pattern, try Pattern.Flags(flags)), characters)
    return try matcher.first(from: 0).map { match in
      ([match.whole] + match.groups).map { String(characters[$0].compactMap(Unicode.Scalar.init)) }
    }
  }

  @Test(arguments: [
    ("bra", "abracadabra", "", ["bra"]), ("^a.*a$", "abracadabra", "", ["abracadabra"]),
    ("a.*?a", "abracadabra", "", ["abra"]), ("(a)|(b)", "b", "", ["b", "", "b"]),
    ("(ab)(c)?", "ab", "", ["ab", "ab", ""]), ("a{2,3}", "aaaa", "", ["aaa"]),
    ("a{2,3}?", "aaaa", "", ["aa"]),
    ("a{2}", "aaaa", "", ["aa"]), ("(?:ab)+", "ababa", "", ["abab"]),
    ("(a|ab)(c|bcd)", "abcd", "", ["abcd", "a", "bcd"]),
    ("x*", "b", "", [""]), ("", "b", "", [""]), ("a|", "b", "", [""]), ("^*a", "a", "", ["a"]),
    ("[a-z-[aeiou]]+", "aebcd", "", ["bcd"]), ("[^a-c]", "abcd", "", ["d"]),
    ("[-a]+", "b-a", "", ["-a"]), ("[a-]+", "b-a", "", ["-a"]),
    ("[\\d\\-]+", "x1-2", "", ["1-2"]), ("[\\s\\S]", "x", "", ["x"]),
    ("[\\S]+", " ab ", "", ["ab"]), ("[^\\s]+", " ab ", "", ["ab"]),
    ("\\i\\c*", "1_a-b.c", "", ["_a-b.c"]), ("\\w+", "-ab_1-", "", ["ab"]),
    ("\\D", "1a", "", ["a"]),
    ("\\p{Lu}", "aÉ", "", ["É"]), ("\\P{L}", "a1", "", ["1"]), ("\\p{N}+", "a١٢", "", ["١٢"]),
    ("[\\p{Lu}\\d]+", "aA1", "", ["A1"]),
    ("\\p{IsBasicLatin}+", "éab", "", ["ab"]), ("\\p{IsArabic}+", "aتهران", "", ["تهران"]),
    ("\\P{IsHebrew}", "אa", "", ["a"]),
    ("\\p{IsGreek}", "aα", "", ["α"]), (".", "\n", "s", ["\n"]),
    ("a.b", "a\u{1F40E}b", "", ["a\u{1F40E}b"]),
    ("^b$", "a\nb\nc", "m", ["b"]), ("a$", "a\nb", "m", ["a"]), ("B", "abc", "i", ["b"]),
    ("[A-Z]", "\u{212A}", "i", ["\u{212A}"]),
    ("k", "\u{212A}", "i", ["\u{212A}"]), ("\u{212A}", "k", "i", ["k"]), ("[^q]", "Qx", "i", ["x"]),
    ("\\p{Lu}", "aB", "i", ["B"]),
    ("[A-Z-[IO]]", "ioA", "i", ["A"]), ("(a)\\1", "aA", "i", ["aA", "a"]), ("ß", "ẞ", "i", ["ẞ"]),
    ("a b", "ab", "x", ["ab"]), ("[ ]", "a b", "x", [" "]),
    ("\\p{ Is BasicLatin }", "é a", "x", [" "]), ("a\\ d", "a1", "x", ["a1"]),
    ("a.b", "a.b", "q", ["a.b"]), ("A.", "a.", "qi", ["a."]), ("(b)\\1", "abb", "", ["bb", "b"]),
    (
      "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10", "abcdefghijj", "",
      ["abcdefghijj", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
    ),
    ("(a)\\11", "aa1", "", ["aa1", "a"]), ("(a)|b\\1", "b", "", ["b", ""]),
    ("(a*)+$", "b", "", ["", ""]),
    (
      "\\|\\.\\?\\*\\+\\(\\)\\{\\}\\-\\[\\]\\^\\$\\\\", "|.?*+(){}-[]^$\\", "", ["|.?*+(){}-[]^$\\"]
    ),
    ("\\n\\r\\t", "\n\r\t", "", ["\n\r\t"]), ("[\\]\\[]", "]", "", ["]"]),
    ("(?:a{0,2}){3}b", "aaab", "", ["aaab"]),
  ])
  func `a pattern finds`(pattern: String, text: String, flags: String, found: [String]) throws {
    #expect(try search(pattern, text, flags) == found)
  }

  @Test(arguments: [
    ("^bra", "abracadabra", ""), ("a$", "a\n", ""), ("^b", "a\nb", ""), (".", "\n", ""),
    (".", "\r", ""), ("^$", "a\n", "m"),
    ("[A-Z]", "a", ""), ("\\p{Lu}", "a", "i"), ("[a-z-[aeiou]]", "aei", ""), ("[^\\s\\S]", "a", ""),
    ("a b", "a b", "x"),
    ("a.b", "axb", "q"), ("(a)\\1", "ab", ""), ("\\w", "-", ""), ("e", "\u{301}é", ""),
  ])
  func `a pattern does not find`(pattern: String, text: String, flags: String) throws {
    #expect(try search(pattern, text, flags) == nil)
  }

  @Test(arguments: [
    "(", ")", "(a", "a)", "[", "[]", "[^]", "[a", "[b-a]", "[a-c-e]", "[[a]]", "[a-z-[b]c]",
    "[-[a]]", "[\\d-z]", "*", "a**", "a{2}{3}", "?a",
    "a{", "a{}", "a{,2}", "a{3,2}", "a{x}", "{2}", "}", "]", "\\", "\\a", "\\b", "\\x41", "\\u0041",
    "\\0", "\\1", "(a\\1)", "\\1(a)", "(a)\\2",
    "(?=a)", "(?<n>a)", "(?i)a", "\\p", "\\p{", "\\p{Xx}", "\\p{IsNowhere}", "\\p{Isbasiclatin}",
    "\\pL", "[\\1]", "a{99999999}",
    "((a{100}){100}){100}",
  ])
  func `what is no pattern is refused`(pattern: String) {
    #expect(throws: Pattern.Failure.self) { try Pattern(pattern, try Pattern.Flags()) }
  }

  @Test func `no nesting crashes`() {
    let deep = String(repeating: "(", count: 4_000) + String(repeating: ")", count: 4_000)
    #expect(throws: Pattern.Failure.self) { try Pattern(deep, try Pattern.Flags()) }
    let classes =
      String(repeating: "[a-", count: 3_000) + "[b]" + String(repeating: "]", count: 3_000)
    #expect(throws: Pattern.Failure.self) { try Pattern(classes, try Pattern.Flags()) }
  }

  @Test(arguments: [
    ("replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")", "\"[1=ab][2=]cd\""),
    ("replace(\"banana\", \"a\", \"o\")", "\"bonono\""),
    ("replace(\"abc\", \"(b)\", \"$0$0\")", "\"abbc\""),
    ("replace(\"abc\", \"(b)\", \"$15\")", "\"ab5c\""),
    ("replace(\"abc\", \"b\", \"$1\")", "\"ac\""),
    ("replace(\"abc\", \"b\", \"\\\\$\\\\\\\\\")", "\"a$\\\\c\""),
    ("replace(\"a.b\", \".\", \"$\", \"q\")", "\"a$b\""),
    ("replace(\"aAa\", \"a\", \"x\", \"i\")", "\"xxx\""),
    ("matches(\"foobar\", \"^fo*b\")", "true"),
    ("matches(input: \"abc\", pattern: \"B\", flags: \"i\")", "true"),
    ("split(\"John Doe\", \"\\\\s\")", "[\"John\", \"Doe\"]"),
    ("split(\"a;b;c;;\", \";\")", "[\"a\", \"b\", \"c\", \"\", \"\"]"),
    ("split(\"\", \";\")", "[\"\"]"),
  ])
  func `patterns work in functions`(text: String, result: String) throws {
    #expect(try evaluated(text) == (result, []))
  }

  @Test(arguments: [
    (
      "replace(\"a\", \"a\", \"\\\\n\")",
      "in a replacement a backslash stands before `$` or another one"
    ),
    ("replace(\"a\", \"x*\", \"\")", "it matches the empty text"),
    ("matches(\"a\", \"(a\")", "a group is not closed"),
    ("matches(\"a\", \"\\\\p{Foo}\")", "`Foo` is no category or block of characters"),
  ])
  func `a pattern that is none says why`(text: String, why: String) throws {
    let (value, findings) = try evaluated(text)
    #expect(value == "null")
    #expect(
      findings.count == 1 && findings[0].hasSuffix("cannot be searched for: \(why)"), "\(findings)")
  }

  /// Each would take longer than anybody waits where every way is tried.
  @Test(arguments: [
    "(a+)+$", "(a|aa)+$", "(a|a?)+$", "(.*a){20}$", "(a*)*$", "((a*)*)*$", "(a?){50}a{50}$",
    "(a+)+\\1$", "(a+)(a+)+\\2\\1$",
    "(a|b|ab)*\\1c$", "(.*)\\1\\1\\1$", "(((a+)+)+)+b",
  ])
  func `no pattern runs away`(pattern: String) throws {
    let text = String(repeating: "a", count: 200) + "b!"
    var matcher = try Matcher(
      try Pattern(pattern, try Pattern.Flags()), text.unicodeScalars.map(\.value), budget: 200_000)
    // A match, none, or a refusal: each within the budget.
    do throws(Pattern.Failure) { _ = try matcher.first(from: 0) } catch {
      #expect(error.message.hasPrefix("the pattern takes too many steps"))
    }
    #expect(matcher.budget >= -200)
  }

  @Test func `random patterns end, and those without back-references agree with trying all`() throws
  {
    var generator = SeededGenerator(seed: 3)
    func random(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
    func pattern(_ depth: Int) -> String {
      if depth == 0 { return ["a", "b", ".", "[ab]", "[^a]", "^", "$"][random(7)] }
      switch random(5) {
      case 0: return pattern(depth - 1) + pattern(depth - 1)
      case 1: return "(\(pattern(depth - 1))|\(pattern(depth - 1)))"
      case 2: return "(\(pattern(depth - 1)))" + ["*", "+", "?", "*?", "{1,2}", "{2}"][random(6)]
      case 3: return "(?:\(pattern(depth - 1)))"
      default: return pattern(depth - 1)
      }
    }
    for _ in 0..<2_000 {
      let source = pattern(4)
      let text = (0..<random(10)).map { _ in ["a", "b", "c"][random(3)] }.joined()
      let plain = try search(source, text)
      // A back-reference to a group that matched nothing turns memory off and changes nothing else.
      let tried = try search("()\(source)\\1", text)
      #expect((plain == nil) == (tried == nil), "\(source) on \(text)")
    }
  }
}
