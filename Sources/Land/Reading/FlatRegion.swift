import Geometry

/// The columns of one region as a ``MultiPolygon`` and a flat layer take them: rings closed, without repeated points, exteriors
/// counter-clockwise and holes clockwise. One of them serves for all rows of a table.
struct FlatRegion {
  var coordinates: [Point] = []
  var ringStarts: [Int] = [0]
  var partStarts: [Int] = [0]
  var arcs: [Arc] = []

  mutating func removeAll() {
    coordinates.removeAll(keepingCapacity: true)
    ringStarts.removeAll(keepingCapacity: true)
    partStarts.removeAll(keepingCapacity: true)
    arcs.removeAll(keepingCapacity: true)
    ringStarts.append(0)
    partStarts.append(0)
  }

  /// Whether a ring that encloses an area was added.
  fileprivate mutating func append(_ points: ArraySlice<Point>, isHole: Bool) -> Bool {
    let start = coordinates.count
    for point in points
    where coordinates.count == start || coordinates[coordinates.count - 1] != point {
      coordinates.append(point)
    }
    if coordinates.count > start + 1, coordinates[coordinates.count - 1] == coordinates[start] {
      coordinates.removeLast()
    }
    var area = 0.0
    if coordinates.count >= start + 3 {
      coordinates.append(coordinates[start])
      coordinates.withUnsafeBufferPointer { points in
        let origin = points[start]
        var place = start + 1
        while place < points.count - 1 {
          area += (points[place] - origin).cross(points[place &+ 1] - origin)
          place &+= 1
        }
      }
    }
    guard area != 0 else {
      coordinates.removeLast(coordinates.count - start)
      return false
    }
    if (area < 0) != isHole { coordinates[start...].reverse() }
    ringStarts.append(coordinates.count)
    return true
  }

  fileprivate mutating func append(_ ring: Ring, isHole: Bool) {
    let start = coordinates.count
    let count = ring.points.count
    if isHole {
      for arc in ring.arcs.reversed() {
        arcs.append(Arc(edge: start + count - 2 - arc.edge, through: arc.through))
      }
      coordinates.append(contentsOf: ring.points.reversed())
    } else {
      for arc in ring.arcs { arcs.append(Arc(edge: start + arc.edge, through: arc.through)) }
      coordinates.append(contentsOf: ring.points)
    }
    ringStarts.append(coordinates.count)
  }
}

extension FeatureTable {
  /// Puts the region of a polygon row in order, in place of what was there before. Why it has none, where it has none.
  func region(_ row: Row, into flat: inout FlatRegion) -> Fault? {
    flat.removeAll()
    if let fault = row.fault { return Fault(fault) }
    guard row.kind == .polygon else {
      return Fault(row.kind == .none ? "it has no geometry" : "it is no polygon")
    }
    for part in row.parts {
      let first = partStarts[part]
      for index in first..<partStarts[part + 1] {
        let points = points(ofRing: index)
        let arcs = arcs(in: points.startIndex..<points.endIndex)
        guard points.allSatisfy(\.isFinite), arcs.allSatisfy(\.through.isFinite) else {
          return Self.notFinite
        }
        let isExterior = index == first
        var isKept = true
        if arcs.isEmpty {
          isKept = flat.append(points, isHole: !isExterior)
        } else if let ring = Ring(points, arcs: arcs) {
          flat.append(ring, isHole: !isExterior)
        } else {
          // An arc that is none cannot be passed over.
          return Fault("a ring with arcs cannot be read")
        }
        // A ring that encloses nothing takes nothing away: of holes it is dropped, and a part goes with its exterior.
        if !isKept, isExterior { break }
      }
      if flat.ringStarts.count - 1 > flat.partStarts[flat.partStarts.count - 1] {
        flat.partStarts.append(flat.ringStarts.count - 1)
      }
    }
    return flat.coordinates.isEmpty ? Fault("it has no ring that encloses an area") : nil
  }
}
