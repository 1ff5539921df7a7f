package import Geometry

extension PackedIndex {
  /// Calls back with each item whose box meets a box, sides included, in no particular order.
  package func search(_ box: Box, _ visit: (Int) -> Void) {
    guard count > 0, !box.isEmpty else { return }
    let size = Self.nodeSize
    // The query is rounded outwards as well: whatever meets it in double precision meets it here.
    let left = roundedDown(box.minX - origin.x)
    let bottom = roundedDown(box.minY - origin.y)
    let right = roundedUp(box.maxX - origin.x)
    let top = roundedUp(box.maxY - origin.y)
    minX.withUnsafeBufferPointer { minX in
      minY.withUnsafeBufferPointer { minY in
        maxX.withUnsafeBufferPointer { maxX in
          maxY.withUnsafeBufferPointer { maxY in
            // A node below the root waits with at most 15 siblings on each level.
            withUnsafeTemporaryAllocation(of: (level: Int, first: Int).self, capacity: 16 * 12) {
              stack in
              var depth = 1
              stack[0] = (levels.count - 1, 0)
              while depth > 0 {
                depth &-= 1
                let (level, first) = stack[depth]
                let base = levels[level] &+ first
                var hits: UInt32 = 0
                var i = 0
                while i < size {
                  let place = base &+ i
                  let meets =
                    (minX[place] <= right ? 1 : 0) & (maxX[place] >= left ? 1 : 0)
                    & (minY[place] <= top ? 1 : 0) & (maxY[place] >= bottom ? 1 : 0)
                  hits |= UInt32(truncatingIfNeeded: meets) << UInt32(truncatingIfNeeded: i)
                  i &+= 1
                }
                while hits != 0 {
                  let entry = first &+ hits.trailingZeroBitCount
                  hits &= hits &- 1
                  if level == 0 {
                    if exact[entry].intersects(box) { visit(Int(order[entry])) }
                  } else {
                    stack[depth] = (level &- 1, entry &* size)
                    depth &+= 1
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The items whose boxes meet a box, sides included, in ascending order.
  package func search(_ box: Box) -> [Int] {
    var found: [Int] = []
    search(box) { found.append($0) }
    found.sort()
    return found
  }
}
