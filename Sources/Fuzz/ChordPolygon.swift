import BigInt
import Foundation
import Geometry

/// A region with its arcs drawn as chords whose corners lie on the circles to 2⁻⁹⁶ of a unit: fractions, not doubles.
///
/// The circle through three points of whole coordinates has points of fractions on it: a line through one of the three meets
/// it once more at a fraction. Chords to such points bound the arc from within; what lies between them and the arc is
/// bounded by the tangents at their ends.
struct ChordPolygon {
  let scale: Int
  /// At most this area lies between the chords and the arcs, in square units.
  let between: Double
  private let closed: [[(x: BigInt, y: BigInt)]]

  init(_ region: MultiPolygon, chordsOfArc count: Int) {
    let whole = ExactGeometry.scale(of: region.coordinates + region.arcs.map(\.through))
    let finer = 96
    let scale = whole + finer
    var between = 0.0
    self.scale = scale
    closed = (0..<region.ringCount).map { ring in
      var points: [(x: BigInt, y: BigInt)] = []
      for place in region.ringStarts[ring]..<region.ringStarts[ring + 1] {
        points.append(ExactGeometry.whole(region.coordinates[place], scale))
        guard place + 1 < region.ringStarts[ring + 1],
          let arc = region.arcs(ofRing: ring).first(where: { $0.edge == place }),
          case .arc(let circle) = region.edge(place)
        else { continue }
        let a = ExactGeometry.whole(region.coordinates[place], whole)
        let m = ExactGeometry.whole(arc.through, whole)
        let b = ExactGeometry.whole(region.coordinates[place + 1], whole)
        let (mx, my, bx, by) = (m.x - a.x, m.y - a.y, b.x - a.x, b.y - a.y)
        let twice = 2 * (mx * by - my * bx)
        let (m2, b2) = (mx * mx + my * my, bx * bx + by * by)
        let (ux, uy) = (by * m2 - my * b2, mx * b2 - bx * m2)
        for step in 1..<count {
          // Any direction will do: the double's way to the point names a line through the start.
          let toward = circle.point(at: Double(step) / Double(count)) - circle.start
          let line = ExactGeometry.whole(
            Point(toward.x, toward.y), ExactGeometry.scale(of: [toward]))
          let square = line.x * line.x + line.y * line.y
          // An arc so short that doubles tell no points between its ends apart.
          guard square != 0, twice != 0 else { continue }
          let reach = 2 * (line.x * ux + line.y * uy)
          points.append(
            (
              (a.x << finer) + ((line.x * reach) << finer) / (square * twice),
              (a.y << finer) + ((line.y * reach) << finer) / (square * twice)
            ))
        }
        // A triangle of chord and two tangents holds the segment: of the area of a chord squared, a quarter of the tangent.
        let turn = abs(circle.sweep) / Double(count)
        let chord = 2 * circle.radius * sin(turn / 2)
        between += 1.01 * Double(count) * chord * chord / 4 * sin(turn / 2) / cos(turn / 2)
      }
      return points
    }
    self.between = between
  }

  func rings(at finer: Int) -> [[(x: BigInt, y: BigInt)]] {
    closed.map { $0.map { ($0.x << (finer - scale), $0.y << (finer - scale)) } }
  }
}
