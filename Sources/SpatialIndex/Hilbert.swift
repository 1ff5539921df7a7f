import Geometry

/// The items in the order in which a Hilbert curve over their extent meets the boxes' centres; empty boxes last.
///
/// Keys are computed once and sorted with their items in one 64-bit number each.
func hilbertOrder(of boxes: [Box], in extent: Box) -> [UInt32] {
  let side = 65535.0
  let scaleX = extent.width > 0 ? side / extent.width : 0
  let scaleY = extent.height > 0 ? side / extent.height : 0
  var keys: [UInt64] = []
  keys.reserveCapacity(boxes.count)
  for (item, box) in boxes.enumerated() {
    var key = UInt64(UInt32.max)
    if !box.isEmpty {
      let centre = box.centre
      key = UInt64(
        hilbertKey(cell((centre.x - extent.minX) * scaleX), cell((centre.y - extent.minY) * scaleY))
      )
    }
    keys.append(key << 32 | UInt64(item))
  }
  keys.sort()
  return keys.map { UInt32(truncatingIfNeeded: $0) }
}

/// A coordinate scaled to the curve's 65,536 cells; boxes without bounds go to its ends.
private func cell(_ scaled: Double) -> UInt32 {
  scaled >= 0 ? UInt32(min(scaled, 65535)) : 0
}

/// How far along a Hilbert curve of order 16 a cell lies (Warren, *Hacker's Delight*, 16-2).
func hilbertKey(_ x: UInt32, _ y: UInt32) -> UInt32 {
  var x = x
  var y = y
  var key: UInt32 = 0
  var side: UInt32 = 1 << 15
  while side > 0 {
    let right: UInt32 = x & side != 0 ? 1 : 0
    let upper: UInt32 = y & side != 0 ? 1 : 0
    key = key << 2 | ((3 &* right) ^ upper)
    if upper == 0 {
      if right == 1 {
        x = ~x
        y = ~y
      }
      swap(&x, &y)
    }
    side >>= 1
  }
  return key
}
