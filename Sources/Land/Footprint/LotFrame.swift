package import Geometry

/// A lot's own way to say where something is: metres along one of its lines, and metres into the lot.
///
/// Seen from that line towards the lot, `x` goes to the right from the line's left end and `y` straight away from it. The frame 0
/// is for lots whose lines are not told: `x` east and `y` north of the south-western corner of the box around the lot.
package struct LotFrame: Sendable, Hashable {
  /// The number of the line, from 1; 0 for east and north.
  package let base: Int
  package let origin: Point
  /// Of length 1.
  package let along: Point

  /// Nil where the lot has no such line, or the line ends where it starts.
  package init?(_ base: Int, of plan: LotPlan) {
    self.base = base
    if base == 0 {
      guard !plan.region.isEmpty else { return nil }
      origin = Point(plan.region.box.minX, plan.region.box.minY)
      along = Point(1, 0)
      return
    }
    guard plan.lines.indices.contains(base - 1) else { return nil }
    let line = plan.lines[base - 1]
    guard line.start.distance(to: line.end) > Tolerance.numeric else { return nil }
    origin = line.start
    along = (line.end - line.start).unit
  }

  /// The frame of the first front line, else of the first line, else east and north.
  package static func first(of plan: LotPlan) -> LotFrame? {
    let front = plan.lines.firstIndex { $0.kind == .front } ?? (plan.lines.isEmpty ? nil : 0)
    return front.flatMap { LotFrame($0 + 1, of: plan) } ?? LotFrame(0, of: plan)
  }

  /// A place of the frame in the town's coordinates.
  package func place(_ local: Point) -> Point {
    origin + along * local.x + along.leftNormal * local.y
  }

  /// A place of the town in the frame.
  package func local(_ place: Point) -> Point {
    let step = place - origin
    return Point(step.dot(along), along.cross(step))
  }
}
