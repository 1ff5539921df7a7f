/// The shortest way from one row of things to another by taking away and adding.
///
/// E. W. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986): greedy, with its trace kept.
enum Difference {
  /// One step along both rows: places in the first, in the second, or in both.
  enum Step: Equatable, Sendable {
    case same(Int, Int)
    case removed(Int)
    case added(Int)

    var isSame: Bool { if case .same = self { true } else { false } }
  }

  /// Within a stretch that differs, what was removed stands before what was added.
  ///
  /// - Parameter limit: Beyond so many differences the rest is taken for replaced as a whole: two texts that have nothing in
  ///   common need no detail, and the memory goes with the square.
  static func steps<Element: Hashable>(
    from a: [Element], to b: [Element], limit: Int = 1500
  ) -> [Step] {
    var head = 0
    while head < a.count, head < b.count, a[head] == b[head] { head += 1 }
    var tail = 0
    while tail < a.count - head, tail < b.count - head,
      a[a.count - 1 - tail] == b[b.count - 1 - tail]
    { tail += 1 }
    let middle = middleSteps(
      Array(a[head..<a.count - tail]), Array(b[head..<b.count - tail]), limit: limit)
    return (0..<head).map { .same($0, $0) }
      + middle.map { step in
        switch step {
        case .same(let i, let j): .same(i + head, j + head)
        case .removed(let i): .removed(i + head)
        case .added(let j): .added(j + head)
        }
      }
      + (0..<tail).map { .same(a.count - tail + $0, b.count - tail + $0) }
  }

  private static func middleSteps<Element: Hashable>(
    _ a: [Element], _ b: [Element], limit: Int
  ) -> [Step] {
    let replaced: [Step] = a.indices.map { .removed($0) } + b.indices.map { .added($0) }
    guard !a.isEmpty, !b.isEmpty else { return replaced }
    let most = min(limit, a.count + b.count)
    // The farthest place in `a` on each diagonal `k`, at `k + most + 1`.
    var reach = [Int](repeating: 0, count: 2 * most + 3)
    var trace: [[Int]] = []
    for d in 0...most {
      trace.append(reach)
      for k in stride(from: -d, through: d, by: 2) {
        let at = k + most + 1
        let isDown = k == -d || (k != d && reach[at - 1] < reach[at + 1])
        var x = isDown ? reach[at + 1] : reach[at - 1] + 1
        while x < a.count, x - k < b.count, a[x] == b[x - k] { x += 1 }
        reach[at] = x
        if x >= a.count, x - k >= b.count { return walk(back: trace, a.count, b.count, most) }
      }
    }
    return replaced
  }

  private static func walk(back trace: [[Int]], _ n: Int, _ m: Int, _ most: Int) -> [Step] {
    var steps: [Step] = []
    var (x, y) = (n, m)
    for d in trace.indices.reversed() {
      let reach = trace[d]
      let k = x - y
      let at = k + most + 1
      let isDown = k == -d || (k != d && reach[at - 1] < reach[at + 1])
      let before = d == 0 ? 0 : isDown ? reach[at + 1] : reach[at - 1]
      let beforeY = d == 0 ? 0 : before - (isDown ? k + 1 : k - 1)
      while x > before, y > beforeY {
        x -= 1
        y -= 1
        steps.append(.same(x, y))
      }
      if d > 0 { steps.append(isDown ? .added(beforeY) : .removed(before)) }
      (x, y) = (before, beforeY)
    }
    return inOrder(steps.reversed())
  }

  private static func inOrder(_ steps: [Step]) -> [Step] {
    var result: [Step] = []
    var added: [Step] = []
    for step in steps {
      switch step {
      case .removed: result.append(step)
      case .added: added.append(step)
      case .same:
        result += added
        added = []
        result.append(step)
      }
    }
    return result + added
  }
}
