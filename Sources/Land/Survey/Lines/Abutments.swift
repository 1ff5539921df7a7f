import Geometry

/// A part of a lot's boundary in one direction with one kind of thing beyond it, in metres along the outline.
struct BoundaryPart {
  var from: Double
  var to: Double
  var abutter: Abutter
  /// Places among ``LotSurroundings/neighbours``.
  var neighbours: [Int] = []
  var length: Double { to - from }
}

/// Where something runs along a lot's boundary, in metres along the outline.
struct BoundaryStretch {
  var from: Double
  var to: Double
  var owner: Int32
  var abutter: Abutter
  /// Of two things drawn along one line, the one of lower figure is what the line is on.
  var priority: Int
}

/// The room in which what lies along boundaries is gathered, kept from one to the next.
final class BoundaryRoom {
  fileprivate var edges: [SurroundingEdge] = []
  fileprivate var stretches: [BoundaryStretch] = []
  fileprivate var local: [BoundaryStretch] = []
  fileprivate var cuts: [Double] = []
}

extension LotSurroundings {
  /// An outline cut where it bends and where what is beyond it changes; parts shorter than ``shortest`` go with the one
  /// before.
  ///
  /// What is beyond runs along the line the other way, its own inside being on the far side: a lot drawn over this one is
  /// not beyond it.
  func parts(of outline: LotOutline) -> [BoundaryPart] {
    var edges = room.edges
    var stretches = room.stretches
    var local = room.local
    var cuts = room.cuts
    (room.edges, room.stretches, room.local, room.cuts) = ([], [], [], [])
    defer {
      (room.edges, room.stretches, room.local, room.cuts) = (edges, stretches, local, cuts)
    }

    edges.removeAll(keepingCapacity: true)
    let near = Box(outline.points).expanded(by: tolerance)
    lots.gather(near: near, &edges)
    drawn.gather(near: near, &edges)
    stretches.removeAll(keepingCapacity: true)
    edges.withUnsafeBufferPointer { find(along: outline, among: $0, &stretches) }

    var parts: [BoundaryPart] = []
    parts.reserveCapacity(2 * outline.bends.count)
    stretches.withUnsafeBufferPointer { stretches in
      for bend in 1..<max(outline.bends.count, 1) {
        let start = outline.along[outline.bends[bend - 1]]
        let end = outline.along[outline.bends[bend]]
        local.removeAll(keepingCapacity: true)
        for stretch in stretches where stretch.to >= start && stretch.from <= end {
          local.append(stretch)
        }
        local.withUnsafeBufferPointer { cut(from: start, to: end, $0, &cuts, &parts) }
      }
      let least = Tolerance.adjoiningLength
      for place in parts.indices {
        let (from, to) = (parts[place].from, parts[place].to)
        for stretch in stretches
        where stretch.owner >= 0
          && min(stretch.to, to) - max(stretch.from, from) >= least
          && !parts[place].neighbours.contains(Int(stretch.owner))
        {
          parts[place].neighbours.append(Int(stretch.owner))
        }
        if parts[place].neighbours.count > 1 { parts[place].neighbours.sort() }
      }
    }
    takeShortGaps(&parts)
    return parts
  }

  /// Cuts a straight run of the outline where what is beyond it changes.
  @inline(__always)
  private func cut(
    from start: Double, to end: Double, _ stretches: UnsafeBufferPointer<BoundaryStretch>,
    _ cuts: inout [Double], _ parts: inout [BoundaryPart]
  ) {
    cuts.removeAll(keepingCapacity: true)
    cuts.append(start)
    cuts.append(end)
    for stretch in stretches {
      if stretch.from > start, stretch.from < end { cuts.append(stretch.from) }
      if stretch.to > start, stretch.to < end { cuts.append(stretch.to) }
    }
    cuts.sort()
    let first = parts.count
    for place in 1..<cuts.count {
      let (from, to) = (cuts[place - 1], cuts[place])
      guard to > from else { continue }
      let middle = (from + to) / 2
      var abutter = Abutter.unknown
      var priority = Abutter.unknown.priority
      for stretch in stretches
      where stretch.from <= middle && middle <= stretch.to && stretch.priority < priority {
        abutter = stretch.abutter
        priority = stretch.priority
      }
      if parts.count > first, parts[parts.count - 1].abutter == abutter {
        parts[parts.count - 1].to = to
      } else {
        parts.append(BoundaryPart(from: from, to: to, abutter: abutter))
      }
    }
    dropShort(&parts, from: first)
  }

  private func find(
    along outline: LotOutline, among near: UnsafeBufferPointer<SurroundingEdge>,
    _ found: inout [BoundaryStretch]
  ) {
    let numeric = Tolerance.numeric
    for place in 1..<outline.points.count {
      let a = outline.points[place - 1]
      let b = outline.points[place]
      let start = outline.along[place - 1]
      let length = outline.along[place] - start
      guard length > 0 else { continue }
      let direction = (b - a) * (1 / length)
      let low = Point(min(a.x, b.x) - tolerance, min(a.y, b.y) - tolerance)
      let high = Point(max(a.x, b.x) + tolerance, max(a.y, b.y) + tolerance)
      for edge in near {
        if max(edge.a.x, edge.b.x) < low.x || min(edge.a.x, edge.b.x) > high.x
          || max(edge.a.y, edge.b.y) < low.y || min(edge.a.y, edge.b.y) > high.y
        {
          continue
        }
        // Within 45° of the opposite direction.
        let turn = direction.dot(edge.direction)
        guard turn < -0.7 else { continue }
        var from = 0.0
        var to = length
        // Along the edge from its end to its start, and within the tolerance across it; both change evenly on the way.
        let offset = a - edge.a
        Self.keep(
          offset.dot(edge.direction), turn, 0 - numeric, edge.length + numeric, &from, &to)
        Self.keep(
          edge.direction.cross(offset), edge.direction.cross(direction), 0 - tolerance, tolerance,
          &from, &to)
        guard to > from else { continue }
        let abutter = SurroundingEdge.abutter(of: edge.owner)
        found.append(
          BoundaryStretch(
            from: start + from, to: start + to, owner: edge.owner, abutter: abutter,
            priority: abutter.priority))
      }
    }
  }

  /// Narrows a stretch to where a figure that changes evenly stays between two bounds.
  @inline(__always)
  private static func keep(
    _ value: Double, _ change: Double, _ low: Double, _ high: Double, _ from: inout Double,
    _ to: inout Double
  ) {
    if abs(change) < 1e-12 {
      if value < low || value > high { to = -.infinity }
      return
    }
    let one = (low - value) / change
    let two = (high - value) / change
    from = max(from, min(one, two))
    to = min(to, max(one, two))
  }

  /// Of the parts from a place on, the shortest goes first, so that a row of small ones does not eat a long one.
  private func dropShort(_ parts: inout [BoundaryPart], from first: Int) {
    while parts.count > first + 1,
      let short = (first..<parts.count).min(by: { parts[$0].length < parts[$1].length }),
      parts[short].length < shortest
    {
      if short > first {
        parts[short - 1].to = parts[short].to
      } else {
        parts[first + 1].from = parts[first].from
      }
      parts.remove(at: short)
      for place in (first..<parts.count).dropFirst().reversed()
      where parts[place].abutter == parts[place - 1].abutter {
        parts[place - 1].to = parts[place].to
        parts.remove(at: place)
      }
    }
  }

  /// A short run that nothing is drawn along is a jog in a drawing: it goes with the longer of the parts beside it.
  private func takeShortGaps(_ parts: inout [BoundaryPart]) {
    guard parts.count > 3 else { return }
    for place in parts.indices
    where parts[place].abutter == .unknown && parts[place].length < shortest {
      let beside = [(place + parts.count - 1) % parts.count, (place + 1) % parts.count]
        .filter { parts[$0].abutter != .unknown }
      guard let longer = beside.max(by: { parts[$0].length < parts[$1].length }) else { continue }
      parts[place].abutter = parts[longer].abutter
      parts[place].neighbours = parts[longer].neighbours
    }
  }
}

extension Abutter {
  /// Of two things drawn along one line, the one of lower figure is what the line is on.
  fileprivate var priority: Int {
    switch self {
    case .alley: 0
    case .street: 1
    case .lot: 2
    case .water: 3
    case .publicOpenSpace: 4
    case .otherLand: 5
    case .unknown: 6
    }
  }
}
