package import Geometry

/// Boxes that can be found fast: a packed Hilbert R-tree, built once, never changed.
///
/// Items are known by their place in the array that it was built from. Nodes hold 16 entries and need no pointers: entry
/// *i* of a level covers entries 16*i* to 16*i* + 15 of the level below. The tree's own boxes are single-precision numbers
/// rounded outwards from a common origin; what it finds is checked against the boxes as given, so answers are exact.
///
/// A box that is empty is never found.
package struct PackedIndex: Sendable {
  /// The number of items.
  package let count: Int
  /// Items in Hilbert order.
  let order: [UInt32]
  /// The boxes as given, in Hilbert order.
  let exact: [Box]
  /// Where each level starts in the four columns, leaves first; every level is filled up to a multiple of 16.
  let levels: [Int]
  let minX: [Float]
  let minY: [Float]
  let maxX: [Float]
  let maxY: [Float]
  let origin: Point

  static let nodeSize = 16

  /// A box that cannot be indexed, since one of its sides is not a number.
  package struct UnindexableBox: Error, Hashable, CustomStringConvertible {
    /// The place of the box in the array.
    package let item: Int
    package var description: String { "box \(item) has a side that is not a number" }
  }

  /// - Complexity: O(*n* log *n*).
  package init(boxes: [Box]) throws(UnindexableBox) {
    if let bad = boxes.firstIndex(where: \.hasNaN) { throw UnindexableBox(item: bad) }
    precondition(boxes.count < UInt32.max, "an index holds fewer than 2³² boxes")
    let size = Self.nodeSize
    let extent = boxes.reduce(into: Box.empty) { if !$1.isEmpty { $0 = $0.union($1) } }
    let origin = extent.isEmpty ? Point(0, 0) : Point(extent.minX, extent.minY)
    let order = hilbertOrder(of: boxes, in: extent)

    var levels = [0]
    var width = (boxes.count + size - 1) / size * size
    var total = width
    while width > size {
      levels.append(total)
      width = (width / size + size - 1) / size * size
      total += width
    }
    // Padding entries stay the wrong way round, so nothing ever meets them.
    var minX = [Float](repeating: .infinity, count: total)
    var minY = minX
    var maxX = [Float](repeating: -.infinity, count: total)
    var maxY = maxX
    for (place, item) in order.enumerated() {
      let box = boxes[Int(item)]
      if box.isEmpty { continue }
      minX[place] = roundedDown(box.minX - origin.x)
      minY[place] = roundedDown(box.minY - origin.y)
      maxX[place] = roundedUp(box.maxX - origin.x)
      maxY[place] = roundedUp(box.maxY - origin.y)
    }
    for level in levels.indices.dropFirst() {
      let below = levels[level - 1]
      let start = levels[level]
      for node in 0..<((start - below) / size) {
        for child in (below + node * size)..<(below + (node + 1) * size) {
          minX[start + node] = min(minX[start + node], minX[child])
          minY[start + node] = min(minY[start + node], minY[child])
          maxX[start + node] = max(maxX[start + node], maxX[child])
          maxY[start + node] = max(maxY[start + node], maxY[child])
        }
      }
    }
    self.count = boxes.count
    self.order = order
    self.exact = order.map { boxes[Int($0)] }
    self.levels = levels
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
    self.origin = origin
  }
}

/// The greatest single-precision number that is not greater than a number.
func roundedDown(_ value: Double) -> Float {
  let rounded = Float(value)
  return Double(rounded) > value ? rounded.nextDown : rounded
}

/// The least single-precision number that is not less than a number.
func roundedUp(_ value: Double) -> Float {
  let rounded = Float(value)
  return Double(rounded) < value ? rounded.nextUp : rounded
}
