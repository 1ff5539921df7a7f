/// How far two words are apart: letters left out, added, changed, or two neighbours swapped, each once (optimal string alignment).
package enum Misspelling {
  /// Words shorter than this are never taken for another.
  package static let leastLetters = 4

  /// What letters a word has, a bit each; some letters share one. A change of one letter changes two bits at most.
  static func mask(of letters: some Sequence<SearchLetter>) -> UInt64 {
    letters.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }

  /// Whether two words are at most so many changes apart.
  package static func isWithin(
    _ most: Int, _ a: UnsafeBufferPointer<SearchLetter>, _ b: UnsafeBufferPointer<SearchLetter>
  ) -> Bool {
    guard abs(a.count - b.count) <= most else { return false }
    // What both begin and end with needs no looking at.
    var start = 0
    while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
    var (left, right) = (a.count, b.count)
    while left > start, right > start, a[left - 1] == b[right - 1] {
      left -= 1
      right -= 1
    }
    let (n, m) = (left - start, right - start)
    if n == 0 || m == 0 { return max(n, m) <= most }
    if most == 1 {
      return (n == 1 && m == 1)
        || (n == 2 && m == 2 && a[start] == b[start + 1] && a[start + 1] == b[start])
    }
    var beforeLast = [Int](repeating: 0, count: m + 1)
    var last = Array(0...m)
    var row = last
    for i in 1...n {
      row[0] = i
      for j in 1...m {
        let (x, y) = (a[start + i - 1], b[start + j - 1])
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x == y ? 0 : 1))
        if i > 1, j > 1, x == b[start + j - 2], a[start + i - 2] == y {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      (beforeLast, last, row) = (last, row, beforeLast)
    }
    return last[m] <= most
  }
}
