import Programs

/// Rows of a table that hold together for some input.
extension TableGrid {
  package struct Overlaps {
    /// The largest sets of rows that all hold for one input, with that input in words.
    package var sets: [(rows: [Int], example: String)] = []
    /// Pairs that may hold together: a cell of theirs is no test of constants.
    package var undecidedPairs = 0
    package var isComplete = true
  }

  /// All sets of rows, each as large as can be, that hold together for some input.
  ///
  /// Pairs of boxes by a sweep over the column in which the fewest meet; then, in each group that hangs together, the maximal
  /// cliques (Bron and Kerbosch 1973, with Tomita's pivot). Boxes that meet pairwise all meet in one point (Helly), so that a
  /// clique of boxes is an input; of their sets of rows the largest are kept.
  /// - Parameter limit: Sets that are given.
  package func overlaps(atMost limit: Int = 100) -> Overlaps {
    var result = Overlaps()
    var neighbours: [Int: Set<Int>] = [:]
    let mostPairs = 1_000_000
    var pairs = 0
    result.isComplete = meetings { a, b in
      switch relation(a, b) {
      case .apart: return true
      case .undecided:
        result.undecidedPairs += 1
        return true
      case .together:
        neighbours[a, default: []].insert(b)
        neighbours[b, default: []].insert(a)
        pairs += 1
        return pairs < mostPairs
      }
    }
    var search = CliqueSearch(neighbours)
    search.run()
    if search.isCut { result.isComplete = false }
    // Larger sets first, so that each needs to be looked for only among those before it.
    var kept: [Set<Int>] = []
    for clique in search.found.sorted(by: { $0.count > $1.count }) {
      let set = Set(clique.map { Int(rows[$0]) })
      if kept.contains(where: { $0.isSuperset(of: set) }) { continue }
      if kept.count == limit {
        result.isComplete = false
        break
      }
      kept.append(set)
      result.sets.append((set.sorted(), example(of: common(clique))))
    }
    result.sets.sort { $0.rows.lexicographicallyPrecedes($1.rows) }
    return result
  }

  private enum Relation { case apart, together, undecided }

  private func relation(_ a: Int, _ b: Int) -> Relation {
    let (first, second) = (Int(rows[a]), Int(rows[b]))
    if first == second { return .apart }
    guard !undecided.isEmpty else { return .together }
    let columns = Set((undecided[first] ?? []) + (undecided[second] ?? []))
    let isClear = columns.allSatisfy { column in
      isSameTest(first, second, in: column) || isAny(first, in: column) || isAny(second, in: column)
    }
    return isClear ? .together : .undecided
  }

  /// Calls for each pair of boxes that meet in every column; ends when the body says so. False where it was ended.
  private func meetings(_ body: (Int, Int) -> Bool) -> Bool {
    let width = columns.count
    guard width > 0, !rows.isEmpty else { return true }
    let order = columns.indices.sorted { meetingCount(in: $0) < meetingCount(in: $1) }
    let sweep = order[0]
    let boxes = rows.indices.sorted {
      bounds[2 * ($0 * width + sweep)] < bounds[2 * ($1 * width + sweep)]
    }
    return bounds.withUnsafeBufferPointer { bounds in
      var active: [Int] = []
      for box in boxes {
        let base = 2 * box * width
        let start = bounds[base + 2 * sweep]
        var kept = 0
        for index in active.indices {
          let other = active[index]
          let otherBase = 2 * other * width
          guard bounds[otherBase + 2 * sweep + 1] > start else { continue }
          active[kept] = other
          kept += 1
          var meets = true
          for column in order.dropFirst() {
            let (a, b) = (base + 2 * column, otherBase + 2 * column)
            if bounds[a] >= bounds[b + 1] || bounds[b] >= bounds[a + 1] {
              meets = false
              break
            }
          }
          if meets, !body(other, box) { return false }
        }
        active.removeSubrange(kept...)
        active.append(box)
      }
      return true
    }
  }

  /// How many pairs of boxes meet in a column, counted without looking at pairs.
  private func meetingCount(in column: Int) -> Int {
    let width = columns.count
    let starts = rows.indices.map { bounds[2 * ($0 * width + column)] }.sorted()
    let ends = rows.indices.map { bounds[2 * ($0 * width + column) + 1] }.sorted()
    var (ended, count) = (0, 0)
    for (index, start) in starts.enumerated() {
      while ended < ends.count, ends[ended] <= start { ended += 1 }
      count += index - ended
    }
    return count
  }

  /// What all these boxes have in common.
  private func common(_ clique: [Int]) -> [Range<Int32>] {
    columns.indices.map { column in
      var range = columns[column].inside
      for box in clique {
        let base = 2 * (box * columns.count + column)
        range = range.clamped(to: bounds[base]..<bounds[base + 1])
      }
      return range
    }
  }
}

/// The maximal cliques of a graph.
private struct CliqueSearch {
  private let neighbours: [Int: Set<Int>]
  private(set) var found: [[Int]] = []
  private(set) var isCut = false
  private var steps = 0

  private static let mostSteps = 100_000

  init(_ neighbours: [Int: Set<Int>]) { self.neighbours = neighbours }

  mutating func run() {
    var left = Set(neighbours.keys)
    for start in neighbours.keys.sorted() where left.contains(start) {
      var group: Set<Int> = [start]
      var open = [start]
      while let next = open.popLast() {
        for other in neighbours[next] ?? [] where group.insert(other).inserted {
          open.append(other)
        }
      }
      left.subtract(group)
      extend([], group, [])
      if isCut { return }
    }
  }

  private mutating func extend(_ clique: [Int], _ candidates: Set<Int>, _ done: Set<Int>) {
    steps += 1
    if steps > Self.mostSteps {
      isCut = true
      return
    }
    if candidates.isEmpty {
      if done.isEmpty { found.append(clique) }
      return
    }
    var (candidates, done) = (candidates, done)
    let pivot = candidates.union(done).max { a, b in
      let (first, second) = (reach(a, candidates), reach(b, candidates))
      return first == second ? a > b : first < second
    }
    for next in candidates.subtracting(pivot.flatMap { neighbours[$0] } ?? []).sorted() {
      let near = neighbours[next] ?? []
      extend(clique + [next], candidates.intersection(near), done.intersection(near))
      if isCut { return }
      candidates.remove(next)
      done.insert(next)
    }
  }

  private func reach(_ node: Int, _ candidates: Set<Int>) -> Int {
    neighbours[node]?.intersection(candidates).count ?? 0
  }
}
