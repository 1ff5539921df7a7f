/// A table with boundaries as doubles and the doubts of its inputs.
struct MachineTable: Sendable {
  enum Column: Sendable {
    case numbers([Double], left: Double, absolute: Double)
    case codes([Int32], other: Int32)
    case booleans
    case anything
  }
  let columns: [Column]
  let sizes: [Int]
  let index: TableIndex
  /// An input whose error has no bound.
  let isOpen: Bool

  init(_ index: TableIndex, _ accuracies: [Accuracy?]) {
    self.index = index
    sizes = index.sizes
    isOpen = accuracies.contains { $0?.isOpen ?? false }
    columns = zip(index.columns, accuracies).map { column, accuracy in
      switch column {
      case .numbers(_, let doubles, let isFaithful):
        let limits = Accuracy(
          lowest: 0, highest: 0, relative: 1, absolute: 0, tiniest: 1, isFaithful: isFaithful,
          isInteger: false, isOpen: false)
        let bound = accuracy.flatMap { Accuracy.guardOf($0, limits) }
        return .numbers(
          doubles, left: bound.map { $0.left + $0.right } ?? 0, absolute: bound?.absolute ?? 0)
      case .codes(let byCode, let other): return .codes(byCode, other: other)
      case .booleans: return .booleans
      case .anything: return .anything
      }
    }
  }

  /// The piece of a value; `doubt` becomes 1 where it lies too near to a boundary to say.
  @inline(__always)
  static func piece(
    _ value: Double, _ boundaries: UnsafeBufferPointer<Double>, _ left: Double, _ absolute: Double,
    _ doubt: inout UInt8
  ) -> Int32 {
    guard let first = boundaries.baseAddress, boundaries.count > 0 else { return 0 }
    // By the sign of the difference: a choice would become a jump, and which half it is, is as good as chance.
    var (low, count) = (0, boundaries.count)
    while count > 1 {
      let half = count / 2
      let difference = first[low + half - 1] - value
      low += half & Int(Int64(bitPattern: difference.bitPattern) >> 63)
      count -= half
    }
    low += first[low] < value ? 1 : 0
    if left > 0 || absolute > 0 {
      let bound = left * abs(value) * 1.000001 + absolute
      if low < boundaries.count, boundaries[low] - value <= bound { doubt = 1 }
      if low > 0, value - boundaries[low - 1] <= bound { doubt = 1 }
    }
    let isBoundary = low < boundaries.count && first[low] == value
    return Int32(2 * low) + (isBoundary ? 1 : 0)
  }
}
