package import Evaluation

/// Which way a verdict goes.
package enum Change: String, Sendable, Hashable, CaseIterable {
  case gain, lose, same

  /// A more permissive verdict is a gain. What somebody decides and what is not known stand equally far from a yes.
  package init(_ before: Verdict, _ after: Verdict) {
    let (a, b) = (before.step, after.step)
    self = b < a ? .gain : b > a ? .lose : .same
  }
}

extension Verdict {
  /// The place in the order, `discretionary` and `incomplete` in one.
  var step: Int {
    switch self {
    case .exempt: 0
    case .notify: 1
    case .permitted: 2
    case .conditional: 3
    case .discretionary, .incomplete: 4
    case .notPermitted: 5
    }
  }
}

/// How many cases go each way.
package struct Counts: Sendable, Hashable {
  package var gain = 0
  package var lose = 0
  package var same = 0

  package init() {}

  package var all: Int { gain + lose + same }

  mutating func add(_ change: Change, _ count: Int = 1) {
    switch change {
    case .gain: gain += count
    case .lose: lose += count
    case .same: same += count
    }
  }

  mutating func add(_ other: Counts) {
    gain += other.gain
    lose += other.lose
    same += other.same
  }
}

/// What is counted on the way. Sums of parts: in whatever order they are added, the same comes out.
struct Tally: Sendable {
  /// By work, then by both verdicts.
  var verdicts: [Int]
  /// By article.
  var articles: [Counts]
  /// By code of the district's text, -1 for those that lie in none or in several.
  var districts: [Int64: Counts] = [:]
  /// Sites with a gain and no loss, with a loss and no gain, with both, with neither.
  var sites = [Int](repeating: 0, count: 4)
  var kinds: [Kind: Examples] = [:]
  var standing = StandingTally()

  /// Changes that are of one kind: one work, the same verdicts, the same articles behind it.
  struct Kind: Hashable, Sendable {
    var work: Int
    var before: Verdict
    var after: Verdict
    var articles: [Int32]
  }

  struct Examples: Sendable {
    var count = 0
    /// The first places in order, as many as could ever be explained.
    var places: [Int] = []

    mutating func add(_ place: Int) {
      count += 1
      keep(place)
    }

    mutating func keep(_ place: Int) {
      if places.count == Tally.explained, place > places[places.count - 1] { return }
      places.append(place)
      places.sort()
      if places.count > Tally.explained { places.removeLast() }
    }
  }

  static let explained = 10

  init(works: Int, articles: Int) {
    verdicts = .init(repeating: 0, count: works * 49)
    self.articles = .init(repeating: Counts(), count: articles)
  }

  mutating func add(_ other: Tally) {
    for place in verdicts.indices { verdicts[place] += other.verdicts[place] }
    for place in articles.indices { articles[place].add(other.articles[place]) }
    for (code, counts) in other.districts { districts[code, default: Counts()].add(counts) }
    for place in sites.indices { sites[place] += other.sites[place] }
    for (kind, examples) in other.kinds {
      kinds[kind, default: Examples()].count += examples.count
      for place in examples.places { kinds[kind]?.keep(place) }
    }
    standing.add(other.standing)
  }
}

/// How what stands on the lots comes off, taken as if it were proposed.
package struct StandingTally: Sendable, Hashable {
  /// Met before, as far as is known, and not met after.
  package var becomes = 0
  package var ceases = 0
  package var stays = 0
  /// Nothing is known to be against it under either law.
  package var never = 0
  /// Lots without a building, or of whose building nothing is known.
  package var unknown = 0

  package init() {}

  package var all: Int { becomes + ceases + stays + never + unknown }

  mutating func add(_ other: StandingTally) {
    becomes += other.becomes
    ceases += other.ceases
    stays += other.stays
    never += other.never
    unknown += other.unknown
  }
}
