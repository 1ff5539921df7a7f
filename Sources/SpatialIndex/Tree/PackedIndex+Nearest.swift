import Columns
package import Geometry

extension PackedIndex {
  /// An item with its exact distance in metres.
  package typealias Neighbour = (item: Int, distance: Double)

  /// The items nearest to a point, nearest first; of two as near, the one with the smaller number.
  ///
  /// - Parameters:
  ///   - maxDistance: Items farther than this are not found, in metres.
  ///   - exactDistance: The distance of an item itself, never less than that of its box. It is asked for as few items as
  ///     the boxes allow. An item whose distance is not a number is left out.
  package func nearest(
    to point: Point, count: Int = 1, maxDistance: Double = .infinity,
    exactDistance: (Int) -> Double
  ) -> [Neighbour] {
    nearest(
      to: Box(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y), count: count,
      maxDistance: maxDistance, exactDistance: exactDistance)
  }

  /// The items nearest to what a box holds, by an exact distance of the caller's, never less than that of the boxes.
  package func nearest(
    to box: Box, count: Int = 1, maxDistance: Double = .infinity, exactDistance: (Int) -> Double
  ) -> [Neighbour] {
    guard self.count > 0, count > 0, !box.isEmpty, maxDistance >= 0 else { return [] }
    let nodes = self.nodes.base
    let order = self.order.base
    let exact = self.exact.count > 0 ? self.exact.base : nil
    let local = Box(
      minX: box.minX - origin.x, minY: box.minY - origin.y, maxX: box.maxX - origin.x,
      maxY: box.maxY - origin.y)
    var found: [Neighbour] = []
    var queue = Queue()
    queue.push(Entry(distance: 0, kind: .node, item: 0, level: levels.count - 2))
    while let entry = queue.pop() {
      switch entry.kind {
      case .exact:
        found.append((entry.item, entry.distance))
        if found.count == count { return found }
      case .box:
        let distance = exactDistance(entry.item)
        if distance <= maxDistance {
          queue.push(Entry(distance: distance, kind: .exact, item: entry.item, level: 0))
        }
      case .node:
        let at = nodes + (levels[entry.level] + entry.item) * 64
        for i in 0..<16 where at[i] <= at[32 + i] {
          let place = entry.item * 16 + i
          let distance: Double
          if entry.level == 0, let exact {
            distance = exact[place].distance(to: box)
          } else {
            let dx = max(Double(at[i]) - local.maxX, 0, local.minX - Double(at[32 + i]))
            let dy = max(Double(at[16 + i]) - local.maxY, 0, local.minY - Double(at[48 + i]))
            // A hair less, for what the shift of the origin rounds away.
            distance = max(0, (dx * dx + dy * dy).squareRoot() - 1e-6)
          }
          guard distance <= maxDistance else { continue }
          queue.push(
            entry.level == 0
              ? Entry(distance: distance, kind: .box, item: Int(order[place]), level: 0)
              : Entry(distance: distance, kind: .node, item: place, level: entry.level - 1))
        }
      }
    }
    return found
  }
}

/// What waits to be looked at: a node, an item known by its box, or one known exactly.
private struct Entry {
  enum Kind: Int { case node, box, exact }
  var distance: Double
  var kind: Kind
  var item: Int
  var level: Int

  func comesBefore(_ other: Entry) -> Bool {
    (distance, kind.rawValue, item) < (other.distance, other.kind.rawValue, other.item)
  }
}

/// A binary heap, least first.
private struct Queue {
  private var entries: [Entry] = []

  mutating func push(_ entry: Entry) {
    entries.append(entry)
    var place = entries.count - 1
    while place > 0, entries[place].comesBefore(entries[(place - 1) / 2]) {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func pop() -> Entry? {
    guard let first = entries.first else { return nil }
    let last = entries.removeLast()
    if entries.isEmpty { return first }
    entries[0] = last
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < entries.count {
        if entries[child].comesBefore(entries[least]) { least = child }
      }
      if least == place { return first }
      entries.swapAt(place, least)
      place = least
    }
  }
}
