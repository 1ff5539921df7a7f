/// Which words of a text differ from those of an earlier one.
struct WordDifference: Equatable, Sendable {
  struct Piece: Equatable, Sendable {
    var text: String
    var isChanged: Bool
  }

  /// The earlier text; what is changed in it was removed.
  var before: [Piece] = []
  /// The later text; what is changed in it was added.
  var after: [Piece] = []

  init(from old: String, to new: String) {
    let a = Self.words(old)
    let b = Self.words(new)
    for stretch in Self.stretches(Difference.steps(from: a, to: b), a) {
      for step in stretch.steps {
        switch step {
        case .same(let i, let j):
          Self.add(a[i], stretch.isChanged, to: &before)
          Self.add(b[j], stretch.isChanged, to: &after)
        case .removed(let i): Self.add(a[i], true, to: &before)
        case .added(let j): Self.add(b[j], true, to: &after)
        }
      }
    }
  }

  private static func add(_ word: String, _ isChanged: Bool, to pieces: inout [Piece]) {
    // A break between paragraphs is never within a mark.
    let isChanged = isChanged && !word.contains("\n")
    if let last = pieces.last, last.isChanged == isChanged {
      pieces[pieces.count - 1].text += word
    } else {
      pieces.append(Piece(text: word, isChanged: isChanged))
    }
  }

  /// Steps that are read together: a space between two changed words is changed with them.
  private static func stretches(_ steps: [Difference.Step], _ words: [String]) -> [(
    steps: [Difference.Step], isChanged: Bool
  )] {
    var result: [(steps: [Difference.Step], isChanged: Bool)] = []
    for (place, step) in steps.enumerated() {
      var isChanged = !step.isSame
      if case .same(let i, _) = step, words[i].allSatisfy({ $0 == " " }), place > 0,
        place + 1 < steps.count, !steps[place - 1].isSame, !steps[place + 1].isSame
      {
        isChanged = true
      }
      if result.last?.isChanged == isChanged {
        result[result.count - 1].steps.append(step)
      } else {
        result.append(([step], isChanged))
      }
    }
    return result
  }

  /// A text as words, white space and signs, each by itself; together they are the text. A number keeps its signs: `1.20`.
  static func words(_ text: String) -> [String] {
    enum Kind { case word, space, sign }
    func kind(_ character: Character) -> Kind {
      if character.isLetter || character.isNumber || "\u{200C}\u{200D}_״׳".contains(character) {
        return .word
      }
      return character.isWhitespace ? .space : .sign
    }
    var words: [String] = []
    var last: Kind?
    var rest = text[...]
    while let character = rest.popFirst() {
      var here = kind(character)
      if here == .sign, ".,/٫٬-".contains(character), last == .word,
        words.last?.last?.isNumber == true, rest.first?.isNumber == true
      {
        here = .word
      }
      if here != .sign, here == last, !words.isEmpty {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
      last = here
    }
    return words
  }
}
