package import Geometry

/// Asks a covering for many points: the room for the answers is made once. One for each thread.
package final class ZoneLookup {
  private let covering: Covering
  private let kernel: Grid
  private let found: UnsafeMutablePointer<UInt32>

  package init(_ covering: Covering) {
    self.covering = covering
    kernel = covering.kernel
    found = .allocate(capacity: covering.greatestLoad + 1)
  }

  deinit { found.deallocate() }

  /// Finds the zones that hold a point and says how many they are; ``zone(_:)`` names them, in no particular order.
  package func find(_ point: Point) -> Int {
    kernel.zones(point.x, point.y, into: found, windings: nil)
  }

  /// One of the zones of the last point.
  package func zone(_ place: Int) -> Int {
    precondition(place >= 0 && place < covering.greatestLoad, "a zone was found")
    return Int(found[place])
  }
}
