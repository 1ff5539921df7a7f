import Foundation

/// An address as a person typed it: house numbers and the street in the words that lists use.
struct TypedAddress: Sendable, Hashable {
  /// `82 84` gives two: the first and the last of a range, or two houses.
  var numbers: [Int] = []
  /// Each number with its letter or fraction, as lists write it: `118r`, `14`.
  var houses: Set<String> = []
  var street = ""

  /// - Parameter words: what stands for a word in lists (`street`: `st`).
  init(_ text: String, words: [String: String]) {
    var line = text.lowercased()
    // What follows is another name of the same place, a flat, or the rest of the letter.
    for mark in ["\n", "(", "#", "&", " a k a ", " aka ", ";"] {
      if let cut = line.range(of: mark) { line = String(line[..<cut.lowerBound]) }
    }
    line = line.replacing(/(\d)\s*-?\s*1[\s\/]2\b/) { "\($0.output.1)" }
    let tokens = line.split { $0 == " " || $0 == "," || $0 == "." || $0 == "\t" }
      .flatMap { Self.parts(of: String($0)) }
    var rest = tokens[...]
    while let token = rest.first {
      if let match = token.wholeMatch(of: /(\d{1,6})([a-z]?)/), let number = Int(match.output.1) {
        numbers.append(number)
        houses.insert(token)
      } else if token.count == 1, token.first?.isLetter ?? false, let number = numbers.last,
        rest.count > 2, ["a", "b", "c", "d", "r"].contains(token)
      {
        houses.remove("\(number)")
        houses.insert("\(number)\(token)")
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    street = rest.map { words[$0] ?? $0 }.joined(separator: " ")
    for (said, meant) in words where said.contains(" ") {
      if street.hasPrefix(said + " ") { street = meant + street.dropFirst(said.count) }
    }
  }

  /// `21-23` is two numbers, `118-r` a number with a letter; a name keeps its hyphen.
  private static func parts(of token: String) -> [String] {
    guard token.first?.isNumber ?? false else { return [token] }
    return token.split(separator: "-").map(String.init)
  }

  /// The numbers that it may stand for: all of one side of the street from the first to the last.
  var range: [Int] {
    guard let first = numbers.first, let last = numbers.last else { return [] }
    guard last > first, last - first <= 60, (last - first).isMultiple(of: 2) else {
      return last > first ? [first, last] : [first]
    }
    return Array(stride(from: first, through: last, by: 2))
  }
}
