import Columns
package import Geometry

/// Many shapes in flat columns: regions, lines and points in projected metres, in memory or in one mapped file.
///
/// Coordinates stand as they were given, absolute and never moved. Rings are closed and oriented with the inside to the left;
/// a line is a path, a point a path of one coordinate. An arc is an edge that goes through one more point. The tree over the
/// boxes and, for regions, the covering for lookups belong to the layer: whoever opens its file builds nothing.
package struct FlatLayer: Sendable {
  /// What a feature is.
  package enum Kind: UInt8, Sendable { case region, line, point }

  /// What one path of a feature is.
  enum Role {
    static let exterior: UInt8 = 0
    static let hole: UInt8 = 1
    static let line: UInt8 = 2
    static let point: UInt8 = 3
  }

  /// The number of features.
  package let count: Int
  /// Where the paths of each feature start, with one more at the end.
  let featurePaths: Column<UInt32>
  /// Where each path starts among the points, with one more at the end.
  let pathPoints: Column<UInt32>
  let roles: Column<UInt8>
  let points: Column<Point>
  /// The points at which the edges that are arcs start, ascending.
  let arcEdges: Column<UInt32>
  /// A point of each of those arcs, between its ends.
  let arcThroughs: Column<Point>
  /// Found by box; rounded outwards, so ``search(_:)`` looks again.
  package let index: PackedIndex
  /// For point lookups and shares; nil for a layer without regions.
  package let covering: Covering?
}

extension FlatLayer {
  package var coordinateCount: Int { points.count }
  package var arcCount: Int { arcEdges.count }

  /// What a feature is; a feature without a path counts as a region without a point.
  package func kind(_ feature: Int) -> Kind {
    let first = Int(featurePaths[feature])
    guard first < Int(featurePaths[feature + 1]) else { return .region }
    switch roles[first] {
    case Role.line: return .line
    case Role.point: return .point
    default: return .region
    }
  }

  /// The points of all paths of a feature.
  @inline(__always)
  func pointRange(_ feature: Int) -> Range<Int> {
    let first = Int(pathPoints[Int(featurePaths[feature])])
    return first..<Int(pathPoints[Int(featurePaths[feature + 1])])
  }

  /// The number of points of a feature, those that close its rings among them.
  package func size(_ feature: Int) -> Int { pointRange(feature).count }

  /// The exact box of a feature, its arcs taken in.
  package func box(_ feature: Int) -> Box {
    let range = pointRange(feature)
    var box = Box.empty
    for place in range { box.include(points[place]) }
    for place in arcs(of: range) {
      let edge = Int(arcEdges[place])
      if let arc = CircularArc(
        from: points[edge], through: arcThroughs[place], to: points[edge + 1])
      {
        box = box.union(arc.box)
      }
    }
    return box
  }

  /// The arcs whose edges start within some points, by their places in the columns.
  func arcs(of range: Range<Int>) -> Range<Int> {
    if arcEdges.count == 0 { return 0..<0 }
    func first(from edge: Int) -> Int {
      var (low, high) = (0, arcEdges.count)
      while low < high {
        let middle = (low + high) / 2
        if Int(arcEdges[middle]) < edge { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(from: range.lowerBound)..<first(from: range.upperBound)
  }

  /// A feature's rings as the kernels see them; valid as long as the layer is.
  @inline(__always)
  func view(_ feature: Int) -> RegionView {
    let first = Int(featurePaths[feature])
    var view = RegionView(
      points: points.base, ringStarts: pathPoints.base + first,
      ringCount: Int(featurePaths[feature + 1]) - first)
    if arcEdges.count > 0 {
      let arcs = arcs(of: pointRange(feature))
      view.arcEdges = arcEdges.base + arcs.lowerBound
      view.arcThroughs = arcThroughs.base + arcs.lowerBound
      view.arcCount = arcs.count
    }
    return view
  }

  package func hasArcs(_ feature: Int) -> Bool { !arcs(of: pointRange(feature)).isEmpty }

  /// Its paths as plain addresses.
  package var paths: FlatPaths {
    FlatPaths(
      featurePaths: featurePaths.base, pathPoints: pathPoints.base, points: points.base,
      hasArcs: arcEdges.count > 0)
  }

  /// A feature's region; empty where it is none.
  package func region(_ feature: Int) -> MultiPolygon {
    guard kind(feature) == .region else { return .empty }
    let range = pointRange(feature)
    var ringStarts: [Int] = []
    var partStarts: [Int] = []
    for path in Int(featurePaths[feature])..<Int(featurePaths[feature + 1]) {
      if roles[path] == Role.exterior { partStarts.append(ringStarts.count) }
      ringStarts.append(Int(pathPoints[path]) - range.lowerBound)
    }
    partStarts.append(ringStarts.count)
    ringStarts.append(range.count)
    return MultiPolygon(
      trustedCoordinates: range.map { points[$0] }, ringStarts: ringStarts,
      partStarts: partStarts,
      arcs: arcs(of: range).map {
        Arc(edge: Int(arcEdges[$0]) - range.lowerBound, through: arcThroughs[$0])
      })
  }

  /// A feature's lines; none where it is no line.
  package func lines(_ feature: Int) -> [Polyline] {
    guard kind(feature) == .line else { return [] }
    return (Int(featurePaths[feature])..<Int(featurePaths[feature + 1])).compactMap { path in
      let range = Int(pathPoints[path])..<Int(pathPoints[path + 1])
      return Polyline(
        range.map { points[$0] },
        arcs: arcs(of: range).map {
          Arc(edge: Int(arcEdges[$0]) - range.lowerBound, through: arcThroughs[$0])
        })
    }
  }

  /// A feature's line, the first where it has several.
  package func line(_ feature: Int) -> Polyline? { lines(feature).first }

  /// A feature's point; nil where it is none.
  package func point(_ feature: Int) -> Point? {
    kind(feature) == .point && !pointRange(feature).isEmpty
      ? points[pointRange(feature).lowerBound] : nil
  }

  /// The features whose boxes may meet a box, in ascending order: none is missed, and those that come along are off by no
  /// more than single precision leaves open, a centimetre in a city.
  package func candidates(_ box: Box) -> [Int] {
    var found: [Int] = []
    index.search(box) { found.append($0) }
    found.sort()
    return found
  }

  /// The features whose boxes meet a box, sides included, in ascending order.
  package func search(_ box: Box) -> [Int] {
    candidates(box).filter { self.box($0).intersects(box) }
  }
}

/// The paths of a layer's features as plain addresses, valid as long as the layer is: whoever walks many features counts no
/// references on the way.
package struct FlatPaths: @unchecked Sendable {
  /// Where the paths of each feature start, with one more at the end.
  package let featurePaths: UnsafePointer<UInt32>
  /// Where each path starts among the points, with one more at the end.
  package let pathPoints: UnsafePointer<UInt32>
  package let points: UnsafePointer<Point>
  /// Whether any feature has an arc.
  package let hasArcs: Bool

  /// The paths of a feature.
  @inlinable
  package func paths(of feature: Int) -> Range<Int> {
    Int(featurePaths[feature])..<Int(featurePaths[feature + 1])
  }

  /// The points of a path.
  @inlinable
  package func points(of path: Int) -> Range<Int> {
    Int(pathPoints[path])..<Int(pathPoints[path + 1])
  }

  /// The number of points of a feature.
  @inlinable
  package func size(_ feature: Int) -> Int {
    Int(pathPoints[Int(featurePaths[feature + 1])]) - Int(pathPoints[Int(featurePaths[feature])])
  }
}
