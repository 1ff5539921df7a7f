import Columns
import Geometry

/// Finds what of a layer is nearest to a region or a place, by exact distances. One for each thread.
///
/// Between a region and a line, the distance is that of their nearest points: 0 where the line meets the region, also inside.
package final class NearestFinder {
  /// A feature with its distance in metres.
  package typealias Neighbour = (feature: Int, distance: Double)

  private let layer: FlatLayer
  @exclusivity(unchecked) private var queue = Queue()
  @exclusivity(unchecked) private var nearest: [Neighbour] = []

  package init(_ layer: FlatLayer) { self.layer = layer }

  deinit { queue.deallocate() }
}

extension NearestFinder {
  /// The features nearest to a feature of some layer, nearest first; of two as near, the one with the smaller number.
  ///
  /// - Parameter maxDistance: Features farther than this are not found, in metres.
  package func nearest(
    to feature: Int, of other: FlatLayer, count: Int = 1, maxDistance: Double = .infinity
  ) -> [Neighbour] {
    let paths =
      Int(other.featurePaths[feature])..<Int(other.featurePaths[feature + 1])
    if other.arcCount > 0 || layer.arcCount > 0 {
      return nearestBySpecies(to: other, feature, count: count, maxDistance: maxDistance)
    }
    return search(
      PathsView(layer: other, paths: paths, isRegion: other.kind(feature) == .region),
      count: count, maxDistance: maxDistance)
  }

  /// The feature nearest to a feature of some layer; nil where none is within the distance.
  package func nearestOne(
    to feature: Int, of other: FlatLayer, maxDistance: Double = .infinity
  ) -> Neighbour? {
    nearest(to: feature, of: other, count: 1, maxDistance: maxDistance).first
  }

  private func search(_ view: PathsView, count: Int, maxDistance: Double) -> [Neighbour] {
    nearest.removeAll(keepingCapacity: true)
    let box = view.box()
    guard count > 0, layer.index.count > 0, !box.isEmpty, maxDistance >= 0 else { return [] }
    // Nothing farther than this is of use: the last of those found so far, once they are enough.
    var bound = maxDistance
    let index = layer.index
    var queue = self.queue
    defer { self.queue = queue }
    queue.removeAll()
    queue.push(0, UInt64(index.levels.count - 2) << 32)
    let local = Box(
      minX: box.minX - index.origin.x, minY: box.minY - index.origin.y,
      maxX: box.maxX - index.origin.x, maxY: box.maxY - index.origin.y)
    while let (distance, entry) = queue.pop() {
      if distance > bound { break }
      if entry & Queue.item != 0 {
        let feature = Int(entry & 0xFFFF_FFFF)
        // No nearer than the last one and of a greater number: of no use, and those after it neither.
        if distance == bound, nearest.count == count, feature > nearest[count - 1].feature {
          break
        }
        let exact = view.distance(to: layer, feature, from: box, below: bound)
        guard exact <= bound else { continue }
        insert((feature, exact), count)
        if nearest.count == count { bound = nearest[count - 1].distance }
        continue
      }
      let level = Int(entry >> 32)
      let node = Int(entry & 0xFFFF_FFFF)
      let at = index.nodes.base + (index.levels[level] &+ node) &* 64
      var i = 0
      while i < 16 {
        let place = i
        i &+= 1
        if !(at[place] <= at[32 &+ place]) { continue }
        let dx = max(
          Double(at[place]) - local.maxX, 0, local.minX - Double(at[32 &+ place]))
        let dy = max(
          Double(at[16 &+ place]) - local.maxY, 0, local.minY - Double(at[48 &+ place]))
        // A hair less, for what the shift of the origin rounds away.
        let reach = max(0, (dx * dx + dy * dy).squareRoot() - 1e-6)
        if reach > bound { continue }
        let child = node &* 16 &+ place
        queue.push(
          reach,
          level == 0
            ? Queue.item | UInt64(index.order.base[child])
            : UInt64(level &- 1) << 32 | UInt64(truncatingIfNeeded: child))
      }
    }
    return nearest
  }

  private func insert(_ neighbour: Neighbour, _ count: Int) {
    var place = nearest.count
    while place > 0,
      (neighbour.distance, neighbour.feature)
        < (nearest[place - 1].distance, nearest[place - 1].feature)
    {
      place -= 1
    }
    guard place < count else { return }
    nearest.insert(neighbour, at: place)
    if nearest.count > count { nearest.removeLast() }
  }

  /// By whole shapes, for layers with arcs.
  private func nearestBySpecies(
    to other: FlatLayer, _ feature: Int, count: Int, maxDistance: Double
  ) -> [Neighbour] {
    let kind = other.kind(feature)
    let region = kind == .region ? other.region(feature) : .empty
    let lines = other.lines(feature)
    let points = kind == .point ? [other.points[other.pointRange(feature).lowerBound]] : []
    func distance(_ item: Int) -> Double {
      switch layer.kind(item) {
      case .region:
        let target = layer.region(item)
        return
          (lines.map { target.distance(to: $0) } + points.map { target.distance(to: $0) }
          + (kind == .region ? [region.distance(to: target)] : [])).min() ?? .nan
      case .line:
        return layer.lines(item).flatMap { line in
          lines.map { $0.distance(to: line) } + points.map { line.distance(to: $0) }
            + (kind == .region ? [region.distance(to: line)] : [])
        }.min() ?? .nan
      case .point:
        return layer.point(item).flatMap { point in
          (lines.map { $0.distance(to: point) } + points.map { $0.distance(to: point) }
            + (kind == .region ? [region.distance(to: point)] : [])).min()
        } ?? .nan
      }
    }
    return layer.index.nearest(
      to: other.box(feature), count: count, maxDistance: maxDistance, exactDistance: distance
    ).map { ($0.item, $0.distance) }
  }
}

/// The paths of one feature.
private struct PathsView {
  let layer: FlatLayer
  let paths: Range<Int>
  let isRegion: Bool

  func box() -> Box {
    guard !paths.isEmpty else { return .empty }
    return RegionView(
      points: layer.points.base, ringStarts: layer.pathPoints.base + paths.lowerBound,
      ringCount: paths.count
    ).box()
  }

  /// The distance to a feature in metres; what is farther than a bound may come back as any distance beyond it.
  func distance(
    to other: FlatLayer, _ feature: Int, from box: Box, below bound: Double
  ) -> Double {
    var least = bound == .infinity ? Double.infinity : bound * bound * (1 + 1e-12)
    let otherStarts = other.pathPoints.base
    let targets =
      Int(
        other.featurePaths.base[feature])..<Int(
        other.featurePaths.base[feature + 1])
    let otherIsRegion = other.kind(feature) == .region
    var isClose = false
    for target in targets {
      let first = Int(otherStarts[target])
      let end = Int(otherStarts[target + 1])
      if first == end { continue }
      // Where nothing crosses, one lies within the other or neither does: any point tells.
      if isRegion, box.contains(other.points.base[first]),
        Self.holds(layer, paths, other.points.base[first])
      {
        return 0
      }
      for path in paths {
        let start = Int(layer.pathPoints.base[path])
        let last = Int(layer.pathPoints.base[path + 1])
        if start == last { continue }
        if otherIsRegion, Self.holds(other, targets, layer.points.base[start]) { return 0 }
        let found = Self.squaredDistance(
          layer.points.base + start, last - start, other.points.base + first, end - first,
          below: least)
        if found < least {
          least = found
          isClose = true
        }
        if least == 0 { return 0 }
      }
    }
    return isClose ? least.squareRoot() : .infinity
  }

  /// Whether a point lies in a region.
  private static func holds(_ layer: FlatLayer, _ paths: Range<Int>, _ point: Point) -> Bool {
    var inside = false
    for path in paths {
      var place = Int(layer.pathPoints.base[path])
      let last = Int(layer.pathPoints.base[path + 1]) - 1
      while place < last {
        let a = layer.points.base[place]
        let b = layer.points.base[place &+ 1]
        place &+= 1
        if (a.y <= point.y) == (b.y <= point.y) { continue }
        if isLeft(a, b, point.x, point.y) == (b.y > a.y) { inside.toggle() }
      }
    }
    return inside
  }

  /// The square of the least distance between two lines of points, where it is below a bound; else the bound.
  private static func squaredDistance(
    _ a: UnsafePointer<Point>, _ aCount: Int, _ b: UnsafePointer<Point>, _ bCount: Int,
    below bound: Double
  ) -> Double {
    var least = bound
    var j = 0
    // A single point is an edge from itself to itself.
    repeat {
      let c = b[j]
      let d = b[bCount == 1 ? j : j &+ 1]
      j &+= 1
      let lowX = c.x < d.x ? c.x : d.x
      let highX = c.x < d.x ? d.x : c.x
      let lowY = c.y < d.y ? c.y : d.y
      let highY = c.y < d.y ? d.y : c.y
      var i = 0
      repeat {
        let p = a[i]
        let q = a[aCount == 1 ? i : i &+ 1]
        i &+= 1
        let left = p.x < q.x ? p.x : q.x
        let right = p.x < q.x ? q.x : p.x
        let bottom = p.y < q.y ? p.y : q.y
        let top = p.y < q.y ? q.y : p.y
        let gapX = lowX > right ? lowX - right : (left > highX ? left - highX : 0)
        let gapY = lowY > top ? lowY - top : (bottom > highY ? bottom - highY : 0)
        if gapX * gapX + gapY * gapY >= least { continue }
        if gapX == 0, gapY == 0, cross(p, q, c, d) { return 0 }
        least = min(
          least,
          min(
            min(squaredToSegment(p, c, d), squaredToSegment(q, c, d)),
            min(squaredToSegment(c, p, q), squaredToSegment(d, p, q))))
      } while i < aCount &- 1
    } while j < bCount &- 1
    return least
  }

  @inline(__always)
  private static func squaredToSegment(_ point: Point, _ a: Point, _ b: Point) -> Double {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let px = point.x - a.x
    let py = point.y - a.y
    let square = dx * dx + dy * dy
    var along = square > 0 ? (px * dx + py * dy) / square : 0
    along = along < 0 ? 0 : (along > 1 ? 1 : along)
    let ex = px - along * dx
    let ey = py - along * dy
    return ex * ex + ey * ey
  }

  /// Whether two edges cross; a touch has the distance 0 anyway.
  @inline(__always)
  private static func cross(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
    isLeft(a, b, c.x, c.y) != isLeft(a, b, d.x, d.y)
      && isLeft(c, d, a.x, a.y) != isLeft(c, d, b.x, b.y)
  }
}

/// What waits to be looked at, nearest first; nodes before features of the same distance, and those by number.
private struct Queue {
  /// Set for a feature; else an entry is a level and a node.
  static let item: UInt64 = 1 << 63
  private typealias Entry = (distance: Double, entry: UInt64)
  private var entries: UnsafeMutablePointer<Entry> = .allocate(capacity: 256)
  private var capacity = 256
  private var count = 0

  func deallocate() { entries.deallocate() }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func push(_ distance: Double, _ entry: UInt64) {
    if count == capacity { grow() }
    var place = count
    count &+= 1
    while place > 0 {
      let parent = (place &- 1) &>> 1
      let above = entries[parent]
      if above.distance < distance || (above.distance == distance && above.entry < entry) { break }
      entries[place] = above
      place = parent
    }
    entries[place] = (distance, entry)
  }

  @inline(__always)
  mutating func pop() -> (distance: Double, entry: UInt64)? {
    guard count > 0 else { return nil }
    let first = entries[0]
    count &-= 1
    let last = entries[count]
    var place = 0
    while true {
      var child = 2 &* place &+ 1
      if child >= count { break }
      if child &+ 1 < count, Self.comes(entries[child &+ 1], before: entries[child]) {
        child &+= 1
      }
      if !Self.comes(entries[child], before: last) { break }
      entries[place] = entries[child]
      place = child
    }
    entries[place] = last
    return first
  }

  @inline(__always)
  private static func comes(_ a: Entry, before b: Entry) -> Bool {
    a.distance < b.distance || (a.distance == b.distance && a.entry < b.entry)
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    larger.update(from: entries, count: count)
    entries.deallocate()
    entries = larger
    capacity *= 2
  }
}
