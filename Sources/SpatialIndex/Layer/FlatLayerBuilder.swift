import Columns
package import Geometry

/// Why a layer cannot be made of some shapes.
package enum FlatLayerFault: Error, Hashable, CustomStringConvertible {
  /// A coordinate that is no finite number.
  case notFinite(feature: Int)
  /// A ring with fewer than three points.
  case noRing(feature: Int)
  case tooLarge

  package var description: String {
    switch self {
    case .notFinite(let feature): "feature \(feature) has a coordinate that is not a finite number"
    case .noRing(let feature): "feature \(feature) has a ring of fewer than three points"
    case .tooLarge: "a layer holds fewer than 2³¹ coordinates; cut it in two"
    }
  }
}

/// Gathers shapes into the columns of a layer, one after the other, in no more memory than the layer's own.
package struct FlatLayerBuilder: ~Copyable {
  private var featurePaths = GrowingColumn<UInt32>()
  private var pathPoints = GrowingColumn<UInt32>()
  private var roles = GrowingColumn<UInt8>()
  private var points = GrowingColumn<Point>()
  private var arcEdges = GrowingColumn<UInt32>()
  private var arcThroughs = GrowingColumn<Point>()
  private var hasRegions = false

  package init() {
    featurePaths.append(0)
    pathPoints.append(0)
  }

  /// The number of features so far.
  package var count: Int { featurePaths.count - 1 }

  package mutating func append(_ region: MultiPolygon) {
    hasRegions = true
    var part = 0
    for ring in 0..<region.ringCount {
      while part < region.partCount, region.partStarts[part] < ring { part += 1 }
      let isExterior = part < region.partCount && region.partStarts[part] == ring
      addPath(region.ring(ring), isExterior ? FlatLayer.Role.exterior : FlatLayer.Role.hole)
    }
    let start = points.count - region.coordinates.count
    for arc in region.arcs {
      arcEdges.append(UInt32(truncatingIfNeeded: start + arc.edge))
      arcThroughs.append(arc.through)
    }
    endFeature()
  }

  /// One feature of some lines.
  package mutating func append(_ lines: [Polyline]) {
    for line in lines {
      let start = points.count
      addPath(line.points[...], FlatLayer.Role.line)
      for arc in line.arcs {
        arcEdges.append(UInt32(truncatingIfNeeded: start + arc.edge))
        arcThroughs.append(arc.through)
      }
    }
    endFeature()
  }

  package mutating func append(_ line: Polyline) { append([line]) }

  package mutating func append(_ point: Point) throws(FlatLayerFault) {
    guard point.isFinite else { throw .notFinite(feature: count) }
    addPath([point], FlatLayer.Role.point)
    endFeature()
  }

  /// Adds a ring of straight edges to the feature that ``endFeature()`` ends: closed where it is not, turned the right way
  /// round, otherwise as it is.
  package mutating func addRing(
    _ ring: UnsafeBufferPointer<Point>, isHole: Bool
  ) throws(FlatLayerFault) {
    for point in ring where !point.isFinite { throw .notFinite(feature: count) }
    guard ring.count >= 3, let first = ring.first, let last = ring.last else {
      throw .noRing(feature: count)
    }
    let start = points.count
    if let base = ring.baseAddress { points.append(base, count: ring.count) }
    if first != last { points.append(first) }
    // The inside lies to the left.
    var twice = 0.0
    for place in start..<points.count - 1 {
      let a = points.base[place]
      let b = points.base[place + 1]
      twice += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
    }
    if (twice < 0) != isHole {
      let turned = UnsafeMutableBufferPointer(
        start: points.base + start, count: points.count - start)
      for place in 0..<turned.count / 2 { turned.swapAt(place, turned.count - 1 - place) }
    }
    roles.append(isHole ? FlatLayer.Role.hole : FlatLayer.Role.exterior)
    pathPoints.append(UInt32(truncatingIfNeeded: points.count))
    hasRegions = true
  }

  package mutating func endFeature() {
    featurePaths.append(UInt32(truncatingIfNeeded: roles.count))
  }

  private mutating func addPath(_ path: ArraySlice<Point>, _ role: UInt8) {
    path.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { points.append(base, count: buffer.count) }
    }
    roles.append(role)
    pathPoints.append(UInt32(truncatingIfNeeded: points.count))
  }

  /// The layer, with the tree over its boxes.
  ///
  /// - Parameter isCovered: Whether its regions are looked up by point or shared out; parcels that are only found by box
  ///   need no covering, which takes about as much memory as their coordinates.
  package consuming func finished(isCovered: Bool) throws(FlatLayerFault) -> FlatLayer {
    guard points.count < 1 << 31, roles.count < 1 << 31 else { throw .tooLarge }
    let isCovered = isCovered && hasRegions
    let bare = FlatLayer(
      featurePaths: featurePaths.finished(), pathPoints: pathPoints.finished(),
      roles: roles.finished(), points: points.finished(), arcEdges: arcEdges.finished(),
      arcThroughs: arcThroughs.finished(), index: PackedIndex.empty, covering: nil)
    return bare.indexed(isCovered: isCovered)
  }
}

extension FlatLayer {
  init(
    featurePaths: Column<UInt32>, pathPoints: Column<UInt32>, roles: Column<UInt8>,
    points: Column<Point>, arcEdges: Column<UInt32>, arcThroughs: Column<Point>,
    index: PackedIndex, covering: Covering?
  ) {
    count = featurePaths.count - 1
    self.featurePaths = featurePaths
    self.pathPoints = pathPoints
    self.roles = roles
    self.points = points
    self.arcEdges = arcEdges
    self.arcThroughs = arcThroughs
    self.index = index
    self.covering = covering
  }

  /// A layer of some regions.
  package init(regions: some Sequence<MultiPolygon>, isCovered: Bool = true) throws(FlatLayerFault)
  {
    var builder = FlatLayerBuilder()
    for region in regions { builder.append(region) }
    self = try builder.finished(isCovered: isCovered)
  }

  /// The layer with the covering of its regions.
  package func covered() -> FlatLayer {
    FlatLayer(
      featurePaths: featurePaths, pathPoints: pathPoints, roles: roles, points: points,
      arcEdges: arcEdges, arcThroughs: arcThroughs, index: index,
      covering: covering ?? Covering(of: self))
  }

  fileprivate func indexed(isCovered: Bool) -> FlatLayer {
    var boxes = GrowingColumn<Box>(unwritten: count)
    let points = self.points.base
    let paths = pathPoints.base
    for feature in 0..<count {
      var box = Box.empty
      var place = Int(paths[Int(featurePaths.base[feature])])
      let end = Int(paths[Int(featurePaths.base[feature + 1])])
      while place < end {
        let point = points[place]
        box.minX = min(box.minX, point.x)
        box.minY = min(box.minY, point.y)
        box.maxX = max(box.maxX, point.x)
        box.maxY = max(box.maxY, point.y)
        place &+= 1
      }
      boxes.base[feature] = box
    }
    if arcEdges.count > 0 {
      for feature in 0..<count where !arcs(of: pointRange(feature)).isEmpty {
        boxes.base[feature] = box(feature)
      }
    }
    let index = PackedIndex(
      checked: UnsafeBufferPointer(start: boxes.base, count: count), keepsBoxes: false)
    boxes.removeAll()
    let layer = FlatLayer(
      featurePaths: featurePaths, pathPoints: pathPoints, roles: roles, points: self.points,
      arcEdges: arcEdges, arcThroughs: arcThroughs, index: index, covering: nil)
    return isCovered ? layer.covered() : layer
  }
}

extension PackedIndex {
  /// The index of nothing.
  static let empty = PackedIndex(
    checked: UnsafeBufferPointer(start: nil, count: 0), keepsBoxes: false)
}
