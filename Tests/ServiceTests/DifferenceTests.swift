import TestSupport
import Testing

@testable import Service

/// What changed between two texts, held against the plainest way to find it.
struct DifferenceTests {
  /// The length of the longest common row, by the table of all beginnings.
  private func common(_ a: [Int], _ b: [Int]) -> Int {
    var row = [Int](repeating: 0, count: b.count + 1)
    for x in a {
      var diagonal = 0
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = x == y ? diagonal + 1 : max(above, row[j])
        diagonal = above
      }
    }
    return row[b.count]
  }

  @Test func `the steps lead from one row to the other, and no way is shorter`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      func row() -> [Int] {
        (0..<Int.random(in: 0..<14, using: &random)).map { _ in
          Int.random(in: 0..<4, using: &random)
        }
      }
      let (a, b) = (row(), row())
      let steps = Difference.steps(from: a, to: b)
      var (old, new): ([Int], [Int]) = ([], [])
      var same = 0
      for step in steps {
        switch step {
        case .same(let i, let j):
          #expect(a[i] == b[j])
          old.append(i)
          new.append(j)
          same += 1
        case .removed(let i): old.append(i)
        case .added(let j): new.append(j)
        }
      }
      #expect(old == Array(a.indices) && new == Array(b.indices), "\(a) \(b)")
      #expect(same == common(a, b), "\(a) \(b)")
    }
  }

  @Test func `texts without anything in common are replaced as a whole`() {
    let a = Array(0..<3000)
    let b = Array(3000..<6000)
    let steps = Difference.steps(from: a, to: b, limit: 50)
    #expect(steps.count == 6000 && !steps.contains { $0.isSame })
  }

  @Test func `words together are the text again`() {
    for text in [
      "A fence is at most 1.20 m high, 3-4 at once.", "ارتفاع دیوار حداکثر ۱٫۲ متر است؛ می‌شود.",
      "ממ״ד בבניין נמוך (הוראת שעה), 30א–30ד.", "", "  a\n\nb ",
    ] {
      #expect(WordDifference.words(text).joined() == text)
      let same = WordDifference(from: text, to: text)
      #expect(!(same.before + same.after).contains { $0.isChanged })
    }
    #expect(WordDifference.words("1.20 m").first == "1.20")
    #expect(WordDifference.words("می‌شود است") == ["می‌شود", " ", "است"])
  }

  @Test func `a number that changes is marked alone`() {
    let difference = WordDifference(
      from: "A fence is at most 1.20 m high.", to: "A fence is at most 1.80 m high.")
    #expect(difference.before.filter(\.isChanged).map(\.text) == ["1.20"])
    #expect(difference.after.filter(\.isChanged).map(\.text) == ["1.80"])
  }

  @Test func `a space between two changed words is changed with them`() {
    let difference = WordDifference(from: "one red house here", to: "one small blue hut here")
    #expect(difference.before.filter(\.isChanged).map(\.text) == ["red house"])
    #expect(difference.after.filter(\.isChanged).map(\.text) == ["small blue hut"])
  }

  @Test func `a mark never runs over the end of a paragraph`() {
    let difference = WordDifference(from: "one\n\ntwo", to: "three\n\nfour")
    let html = ChangesPage.paragraphs(difference.before, isNew: false).text
    #expect(html == "<p class=\"law\"><del>one</del></p><p class=\"law\"><del>two</del></p>")
  }

  @Test func `rows of a table are told apart by what stands in them`() {
    func row(_ number: String, _ cells: String...) -> RegulationText.Table.Row {
      .init(number: number, cells: cells)
    }
    let difference = RowDifference(
      from: [row("1", "R1", "7"), row("2", "R2", "9"), row("3", "R3", "12")],
      to: [row("1", "R1", "7"), row("2", "R2", "10"), row("4", "R4", "15")])
    #expect(difference.unchanged == 1)
    #expect(difference.pairs.map { $0.before?.number } == ["2", "3", nil])
    #expect(difference.pairs.map { $0.after?.number } == ["2", nil, "4"])
  }
}
