import Foundation

/// The districts of a plan by their codes and by the names that people write for them.
struct DistrictNames: Sendable {
  /// Names and codes without spaces, hyphens and case: `residencec2b`, `c2b`.
  private var codes: [String: [String]] = [:]
  private let words: [String: String]
  private let drop: Set<String>

  init(words: [String: String], drop: Set<String>) {
    self.words = words
    self.drop = drop
  }

  /// A name with its code, or with several where it stands for any of them. What was added first holds.
  mutating func add(_ name: String, codes meant: [String]) {
    for key in [Self.squeezed(name), squeezed(plain(name))] where !key.isEmpty {
      codes[key] = codes[key] ?? meant
    }
  }

  private static func squeezed(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
  private func squeezed(_ words: [String]) -> String { Self.squeezed(words.joined()) }

  /// The words of a name in the list's own spelling, without those that say only "district".
  private func plain(_ text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "(" || $0 == ")") }
      .map { words[String($0)] ?? String($0) }.filter { !drop.contains($0) }
  }

  struct Reading: Sendable, Hashable {
    /// In the order typed, each once.
    var codes: [String] = []
    /// What was typed beside them and names no district: overlays, notes.
    var beside: [String] = []
    /// A name was taken for the one it differs from by a letter.
    var isMended = false
  }

  /// The districts that a text names: pieces between `/`, `,`, `&` and `;`, each as a whole, by its beginning, by the one name
  /// that it differs from in a letter (not in its last two, which tell districts apart), by its end, or by what stands in brackets.
  func read(_ text: String) -> Reading {
    var reading = Reading()
    for piece in text.split(whereSeparator: { "/,&;".contains($0) }) {
      let written = plain(String(piece))
      guard !written.isEmpty else { continue }
      guard let (found, rest, isMended) = meant(by: written, in: String(piece)) else {
        reading.beside.append(piece.trimmingCharacters(in: .whitespaces))
        continue
      }
      if isMended { reading.isMended = true }
      for code in found where !reading.codes.contains(code) { reading.codes.append(code) }
      if !rest.isEmpty { reading.beside.append(rest.joined(separator: " ")) }
    }
    return reading
  }

  private func meant(by written: [String], in piece: String) -> (
    codes: [String], rest: [String], isMended: Bool
  )? {
    for length in stride(from: written.count, to: 0, by: -1) {
      if let found = codes[squeezed(Array(written.prefix(length)))] {
        return (found, Array(written.dropFirst(length)), false)
      }
    }
    let key = squeezed(written)
    if key.count >= 5 {
      let near = codes.filter { $0.key.hasSuffix(key.suffix(2)) && isOneSlip(key, $0.key) }
      let found = Set(near.values)
      if found.count == 1, let codes = found.first { return (codes, [], true) }
    }
    for length in stride(from: written.count - 1, to: 0, by: -1) {
      if let found = codes[squeezed(Array(written.suffix(length)))] {
        return (found, Array(written.dropLast(length)), false)
      }
    }
    if let match = piece.firstMatch(of: /\(([^)]+)\)/),
      let found = codes[Self.squeezed(String(match.output.1))]
    {
      return (found, [], false)
    }
    return nil
  }
}
