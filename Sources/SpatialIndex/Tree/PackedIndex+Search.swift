import Columns
package import Geometry

extension PackedIndex {
  /// Its nodes as plain addresses.
  package var tree: PackedTree {
    var starts = SIMD16<UInt32>()
    for (place, start) in levels.enumerated() { starts[place] = UInt32(start) }
    return PackedTree(
      count: count, depth: levels.count - 1, levels: starts, nodes: nodes.base, order: order.base,
      exact: exact.count > 0 ? exact.base : nil, origin: origin)
  }

  /// Calls back with each item whose box meets a box, sides included, in no particular order.
  ///
  /// The index of a layer may call back with items that lie within the rounding of single precision of the box.
  @inline(__always)
  package func search(_ box: Box, _ visit: (Int) -> Void) {
    tree.searchEntries(box) { item, _, _ in visit(item) }
  }

  /// The items whose boxes meet a box, sides included, in ascending order.
  package func search(_ box: Box) -> [Int] {
    var found: [Int] = []
    search(box) { found.append($0) }
    found.sort()
    return found
  }
}

/// The nodes of an index as plain addresses, valid as long as the index is: whoever asks it again and again counts no
/// references on the way.
package struct PackedTree: @unchecked Sendable {
  let count: Int
  let depth: Int
  /// Where each level starts among the nodes.
  let levels: SIMD16<UInt32>
  let nodes: UnsafePointer<Float>
  let order: UnsafePointer<UInt32>
  let exact: UnsafePointer<Box>?
  let origin: Point
}

extension PackedTree {
  /// Calls back with each item whose box meets a box, sides included, in no particular order, and with a box around it that
  /// is up to a hair too large.
  package func searchBoxes(_ box: Box, _ visit: (Int, Box) -> Void) {
    let hair = 1e-6
    let (left, bottom) = (origin.x - hair, origin.y - hair)
    let (right, top) = (origin.x + hair, origin.y + hair)
    searchEntries(box) { item, sides, place in
      visit(
        item,
        Box(
          minX: left + Double(sides[place]), minY: bottom + Double(sides[16 &+ place]),
          maxX: right + Double(sides[32 &+ place]), maxY: top + Double(sides[48 &+ place])))
    }
  }

  /// Calls back with each item, the sides of its node's entries, and its place among them.
  @inline(__always)
  fileprivate func searchEntries(
    _ box: Box, _ visit: (Int, UnsafePointer<Float>, Int) -> Void
  ) {
    guard count > 0, !box.isEmpty else { return }
    // The query is rounded outwards as well: whatever meets it in double precision meets it here.
    let left = roundedDown(box.minX - origin.x)
    let bottom = roundedDown(box.minY - origin.y)
    let right = roundedUp(box.maxX - origin.x)
    let top = roundedUp(box.maxY - origin.y)
    // A node below the root waits with at most 15 siblings on each level.
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 16 * 12) { stack in
      var waiting = 1
      stack[0] = UInt64(depth &- 1) << 32
      while waiting > 0 {
        waiting &-= 1
        let next = stack[waiting]
        let level = Int(next &>> 32)
        let node = Int(next & 0xFFFF_FFFF)
        let at = nodes + (Int(levels[level]) &+ node) &* 64
        var hits: UInt32 = 0
        var i = 0
        while i < 16 {
          let meets =
            (at[i] <= right ? 1 : 0) & (at[32 &+ i] >= left ? 1 : 0)
            & (at[16 &+ i] <= top ? 1 : 0) & (at[48 &+ i] >= bottom ? 1 : 0)
          hits |= UInt32(truncatingIfNeeded: meets) &<< UInt32(truncatingIfNeeded: i)
          i &+= 1
        }
        while hits != 0 {
          let entry = node &* 16 &+ hits.trailingZeroBitCount
          hits &= hits &- 1
          if level == 0 {
            if let exact, !exact[entry].intersects(box) { continue }
            visit(Int(order[entry]), at, entry & 15)
          } else {
            stack[waiting] = UInt64(level &- 1) << 32 | UInt64(truncatingIfNeeded: entry)
            waiting &+= 1
          }
        }
      }
    }
  }
}
