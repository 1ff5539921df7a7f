import Geometry
import TestSupport
import Testing

@testable import SpatialIndex

struct PackedIndexTests {
  static func boxes(_ count: Int, seed: UInt64) -> [Box] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let x = Double.random(in: 3e6...3.01e6, using: &random)
      let y = Double.random(in: 6e5...6.1e5, using: &random)
      return Box(
        minX: x, minY: y, maxX: x + Double.random(in: 0...80, using: &random),
        maxY: y + Double.random(in: 0...80, using: &random))
    }
  }

  @Test(arguments: [0, 1, 2, 15, 16, 17, 255, 256, 257, 5000])
  func `finds what a look at every box finds`(count: Int) throws {
    let boxes = Self.boxes(count, seed: 7)
    let index = try PackedIndex(boxes: boxes)
    #expect(index.count == count)
    var random = SeededGenerator(seed: 8)
    for turn in 0..<60 {
      var query = Self.boxes(1, seed: UInt64(100 + turn))[0]
      if turn % 3 == 0 { query = query.expanded(by: Double.random(in: 0...3000, using: &random)) }
      if turn % 7 == 0, let touched = boxes.first {
        query = Box(
          minX: touched.maxX, minY: touched.maxY, maxX: touched.maxX + 1, maxY: touched.maxY + 1)
      }
      #expect(index.search(query) == boxes.indices.filter { boxes[$0].intersects(query) })
    }
  }

  @Test func `an empty index finds nothing`() throws {
    let index = try PackedIndex(boxes: [])
    #expect(index.search(Box(minX: -1, minY: -1, maxX: 1, maxY: 1)) == [Int]())
  }

  @Test func `boxes in one place are all found`() throws {
    let box = Box(minX: 5, minY: 5, maxX: 5, maxY: 5)
    let index = try PackedIndex(boxes: Array(repeating: box, count: 100))
    #expect(index.search(box) == Array(0..<100))
  }

  @Test func `an empty box is never found`() throws {
    let index = try PackedIndex(boxes: [.empty, Box(minX: 0, minY: 0, maxX: 1, maxY: 1)])
    #expect(index.search(Box(minX: -9, minY: -9, maxX: 9, maxY: 9)) == [1])
  }

  @Test func `a box with a side that is not a number is refused by its place`() {
    let bad = Box(minX: 0, minY: .nan, maxX: 1, maxY: 1)
    #expect(throws: PackedIndex.UnindexableBox.self) {
      try PackedIndex(boxes: [Box(minX: 0, minY: 0, maxX: 1, maxY: 1), bad])
    }
  }
}

struct NearestTests {
  @Test(arguments: [0, 1, 17, 300, 3000])
  func `finds the nearest that a look at every item finds`(count: Int) throws {
    let boxes = PackedIndexTests.boxes(count, seed: 40)
    let index = try PackedIndex(boxes: boxes)
    var random = SeededGenerator(seed: 41)
    for turn in 0..<40 {
      let point = Point(
        .random(in: 3e6...3.01e6, using: &random), .random(in: 6e5...6.1e5, using: &random))
      // An exact distance that is greater than that of the box: to its upper right corner.
      func exact(_ item: Int) -> Double {
        point.distance(to: Point(boxes[item].maxX, boxes[item].maxY))
      }
      let limit = turn % 2 == 0 ? Double.infinity : 700
      let expected = boxes.indices.map { (item: $0, distance: exact($0)) }
        .filter { $0.distance <= limit }
        .sorted { ($0.distance, $0.item) < ($1.distance, $1.item) }.prefix(5)
      let found = index.nearest(to: point, count: 5, maxDistance: limit, exactDistance: exact)
      #expect(found.map(\.item) == expected.map(\.item))
      #expect(found.map(\.distance) == expected.map(\.distance))
    }
  }

  @Test func `asks for few exact distances`() throws {
    let boxes = PackedIndexTests.boxes(3000, seed: 42)
    let index = try PackedIndex(boxes: boxes)
    var asked = 0
    let point = Point(3.005e6, 6.05e5)
    _ = index.nearest(to: point) {
      asked += 1
      return boxes[$0].distance(to: point)
    }
    #expect(asked < 10)
  }

  @Test func `of two as near the one with the smaller number comes first`() throws {
    let box = Box(minX: 1, minY: 1, maxX: 2, maxY: 2)
    let index = try PackedIndex(boxes: Array(repeating: box, count: 40))
    #expect(index.nearest(to: Point(0, 0), count: 3) { _ in 5 }.map(\.item) == [0, 1, 2])
    #expect(index.nearest(to: Point(0, 0), count: 3, maxDistance: 4) { _ in 5 }.isEmpty)
  }
}
