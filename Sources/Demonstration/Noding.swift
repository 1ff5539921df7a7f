/// The corners of rings on the drawing board by the upright and level lines they lie on.
///
/// Rings that each get the corners of the others that lie on their edges share the same numbers once the town is bent, so that
/// they neither leave gaps nor overlap.
struct Noding: Sendable {
  private var byU: [Int: Set<Int>] = [:]
  private var byV: [Int: Set<Int>] = [:]

  init(_ corners: some Sequence<PlanPoint>) {
    for point in corners {
      byU[point.u, default: []].insert(point.v)
      byV[point.v, default: []].insert(point.u)
    }
  }

  /// A ring with the corners that lie on its upright and level edges.
  func noded(_ ring: [PlanPoint]) -> [PlanPoint] {
    var result: [PlanPoint] = []
    for (from, to) in zip(ring, ring.dropFirst() + ring.prefix(1)) where from != to {
      result.append(from)
      if from.u == to.u {
        let between = (byU[from.u] ?? []).filter {
          $0 > min(from.v, to.v) && $0 < max(from.v, to.v)
        }
        let sorted = from.v < to.v ? between.sorted() : between.sorted(by: >)
        result += sorted.map { PlanPoint(u: from.u, v: $0) }
      } else if from.v == to.v {
        let between = (byV[from.v] ?? []).filter {
          $0 > min(from.u, to.u) && $0 < max(from.u, to.u)
        }
        let sorted = from.u < to.u ? between.sorted() : between.sorted(by: >)
        result += sorted.map { PlanPoint(u: $0, v: from.v) }
      }
    }
    return result
  }
}
