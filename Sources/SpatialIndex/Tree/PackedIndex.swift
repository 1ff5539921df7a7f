import Columns
package import Geometry

/// Boxes that can be found fast: a packed Hilbert R-tree, built once, never changed.
///
/// Items are known by their place in what it was built from. Nodes hold 16 entries and need no pointers: entry *i* of a level
/// covers entries 16*i* to 16*i* + 15 of the level below. The tree's boxes are single-precision numbers rounded outwards from
/// a common origin. An index that was made of boxes keeps them and checks what it finds; one that belongs to a layer leaves
/// that to the layer.
///
/// A box that is empty is never found.
package struct PackedIndex: Sendable {
  /// The number of items.
  package let count: Int
  /// Items in Hilbert order.
  let order: Column<UInt32>
  /// 64 numbers a node, leaves first: the least x of its 16 entries, the least y, the greatest x, the greatest y.
  let nodes: Column<Float>
  /// Where each level starts among the nodes, leaves first, and at the end the number of nodes.
  let levels: [Int]
  let origin: Point
  /// The boxes as given, in Hilbert order; none for the index of a layer.
  let exact: Column<Box>

  static let nodeSize = 16

  /// A box that cannot be indexed, since one of its sides is not a number.
  package struct UnindexableBox: Error, Hashable, CustomStringConvertible {
    /// The place of the box in the array.
    package let item: Int
    package var description: String { "box \(item) has a side that is not a number" }
  }

  /// - Complexity: O(*n*).
  package init(boxes: [Box]) throws(UnindexableBox) {
    if let bad = boxes.firstIndex(where: \.hasNaN) { throw UnindexableBox(item: bad) }
    self = boxes.withUnsafeBufferPointer { PackedIndex(checked: $0, keepsBoxes: true) }
  }

  /// - Parameter boxes: None with a side that is not a number.
  package init(checked boxes: UnsafeBufferPointer<Box>, keepsBoxes: Bool) {
    precondition(boxes.count < UInt32.max, "an index holds fewer than 2³² boxes")
    let count = boxes.count
    var extent = Box.empty
    for box in boxes where !box.isEmpty {
      extent.minX = min(extent.minX, box.minX)
      extent.minY = min(extent.minY, box.minY)
      extent.maxX = max(extent.maxX, box.maxX)
      extent.maxY = max(extent.maxY, box.maxY)
    }
    let origin = extent.isEmpty ? Point(0, 0) : Point(extent.minX, extent.minY)
    let levels = Self.levels(of: count)
    let order = GrowingColumn<UInt32>(unwritten: count)
    let nodes = GrowingColumn<Float>(unwritten: levels[levels.count - 1] * 64)
    Self.sort(boxes, in: extent, into: order.base)
    Self.fill(nodes.base, boxes, order.base, origin, levels)
    self.count = count
    if keepsBoxes {
      let exact = GrowingColumn<Box>(unwritten: count)
      for place in 0..<count { exact.base[place] = boxes[Int(order.base[place])] }
      self.exact = exact.finished()
    } else {
      self.exact = Column()
    }
    self.order = order.finished()
    self.nodes = nodes.finished()
    self.levels = levels
    self.origin = origin
  }

  /// The index of a layer, as it stands in the layer's file; nil where the columns do not make one.
  init?(count: Int, order: Column<UInt32>, nodes: Column<Float>, origin: Point) {
    let levels = Self.levels(of: count)
    guard order.count == count, nodes.count == levels[levels.count - 1] * 64, origin.isFinite
    else { return nil }
    var greatest: UInt32 = 0
    for item in order.elements { greatest = max(greatest, item) }
    guard count == 0 || greatest < UInt32(count) else { return nil }
    self.count = count
    self.order = order
    self.nodes = nodes
    self.levels = levels
    self.origin = origin
    exact = Column()
  }

  private static func levels(of count: Int) -> [Int] {
    var levels = [0]
    var entries = count
    repeat {
      entries = (entries + nodeSize - 1) / nodeSize
      levels.append(levels[levels.count - 1] + entries)
    } while entries > 1
    return levels
  }

  /// The items in the order in which a Hilbert curve over their extent meets the boxes' centres; empty boxes last.
  ///
  /// Keys are computed once and sorted with their items in one 64-bit number each.
  private static func sort(
    _ boxes: UnsafeBufferPointer<Box>, in extent: Box, into order: UnsafeMutablePointer<UInt32>
  ) {
    let side = 65535.0
    let scaleX = extent.width > 0 ? side / extent.width : 0
    let scaleY = extent.height > 0 ? side / extent.height : 0
    let curve = HilbertCurve.shared
    let count = boxes.count
    var keys = GrowingColumn<UInt64>(unwritten: count)
    var sorted = GrowingColumn<UInt64>(unwritten: count)
    let raw = keys.base
    var item = 0
    while item < count {
      let box = boxes[item]
      var key = UInt32.max
      if !box.isEmpty {
        let x = ((box.minX + box.maxX) * 0.5 - extent.minX) * scaleX
        let y = ((box.minY + box.maxY) * 0.5 - extent.minY) * scaleY
        key = curve.key(cell(x), cell(y))
      }
      raw[item] = UInt64(key) << 32 | UInt64(truncatingIfNeeded: item)
      item &+= 1
    }
    sortByUpperHalf(raw, sorted.base, count: count)
    let result = sorted.base
    item = 0
    while item < count {
      order[item] = UInt32(truncatingIfNeeded: result[item])
      item &+= 1
    }
    keys.removeAll()
    sorted.removeAll()
  }

  private static func fill(
    _ nodes: UnsafeMutablePointer<Float>, _ boxes: UnsafeBufferPointer<Box>,
    _ order: UnsafePointer<UInt32>, _ origin: Point, _ levels: [Int]
  ) {
    // Entries without a box stay the wrong way round, so nothing ever meets them.
    func clear(_ node: Int) {
      for i in 0..<32 {
        nodes[node * 64 + i] = .infinity
        nodes[node * 64 + 32 + i] = -.infinity
      }
    }
    let count = boxes.count
    for node in [levels[1] - 1] + (levels.count > 2 ? Array(levels[2...].map { $0 - 1 }) : []) {
      if node >= 0 { clear(node) }
    }
    var place = 0
    while place < count {
      let box = boxes[Int(order[place])]
      let at = nodes + ((place &>> 4) &* 64 &+ (place & 15))
      if box.isEmpty {
        at[0] = .infinity
        at[16] = .infinity
        at[32] = -.infinity
        at[48] = -.infinity
      } else {
        at[0] = roundedDown(box.minX - origin.x)
        at[16] = roundedDown(box.minY - origin.y)
        at[32] = roundedUp(box.maxX - origin.x)
        at[48] = roundedUp(box.maxY - origin.y)
      }
      place &+= 1
    }
    for level in 1..<(levels.count - 1) {
      let below = levels[level - 1]
      for child in below..<levels[level] {
        let from = nodes + child &* 64
        var (left, bottom) = (Float.infinity, Float.infinity)
        var (right, top) = (-Float.infinity, -Float.infinity)
        for i in 0..<16 {
          left = min(left, from[i])
          bottom = min(bottom, from[16 &+ i])
          right = max(right, from[32 &+ i])
          top = max(top, from[48 &+ i])
        }
        let entry = child &- below
        let at = nodes + ((levels[level] &+ (entry &>> 4)) &* 64 &+ (entry & 15))
        at[0] = left
        at[16] = bottom
        at[32] = right
        at[48] = top
      }
    }
  }
}

/// A coordinate scaled to the curve's 65,536 cells; boxes without bounds go to its ends.
@inline(__always)
private func cell(_ scaled: Double) -> UInt32 {
  scaled >= 0 ? UInt32(min(scaled, 65535)) : 0
}

/// The greatest single-precision number that is not greater than a number.
@inline(__always)
func roundedDown(_ value: Double) -> Float {
  let rounded = Float(value)
  return Double(rounded) > value ? rounded.nextDown : rounded
}

/// The least single-precision number that is not less than a number.
@inline(__always)
func roundedUp(_ value: Double) -> Float {
  let rounded = Float(value)
  return Double(rounded) < value ? rounded.nextUp : rounded
}
