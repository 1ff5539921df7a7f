package import Columns
import Geometry

extension FlatLayer {
  private static let mark: StaticString = "MIZANLYR"
  private static let version: UInt64 = 1

  /// Opens a layer's file by mapping it. Nothing is built and no coordinate is read.
  ///
  /// Lengths and every offset are checked, so that no later use leaves the file. Whether its coordinates are those that were
  /// written is told by `verifying`, which reads them all.
  package init(reading path: String, verifying: Bool = false) throws(ColumnFileFault) {
    let file = try ColumnFile(reading: path, mark: Self.mark, version: Self.version)
    if verifying { try file.verify() }
    func column<Element: BitwiseCopyable>(
      _ name: StaticString, _ type: Element.Type
    ) throws(ColumnFileFault) -> Column<Element> {
      guard let column = try file.column(name, of: type) else {
        throw file.damaged("no `\(name)`")
      }
      return column
    }
    let bare = FlatLayer(
      featurePaths: try column("features", UInt32.self),
      pathPoints: try column("paths", UInt32.self), roles: try column("roles", UInt8.self),
      points: try column("points", Point.self), arcEdges: try column("arcs", UInt32.self),
      arcThroughs: try column("throughs", Point.self), index: PackedIndex.empty, covering: nil)
    guard bare.featurePaths.rises(from: 0, to: bare.roles.count),
      bare.pathPoints.count == bare.roles.count + 1,
      bare.pathPoints.rises(from: 0, to: bare.points.count), bare.points.count < 1 << 31
    else { throw file.damaged("offsets") }
    var role: UInt8 = 0
    for path in bare.roles.elements { role = max(role, path) }
    guard role <= Role.point else { throw file.damaged("roles") }
    guard bare.hasSoundArcs else { throw file.damaged("arcs") }
    let place = try column("origin", Point.self)
    guard place.count == 1,
      let index = PackedIndex(
        count: bare.count, order: try column("order", UInt32.self),
        nodes: try column("nodes", Float.self), origin: place[0])
    else { throw file.damaged("tree") }
    var covering: Covering?
    if let grid = try file.column("grid", of: Double.self) {
      covering = Covering(
        grid: grid, cells: try column("cells", UInt32.self),
        stream: try column("stream", UInt32.self), pieces: try column("pieces", ArcPiece.self),
        points: bare.points, zoneCount: bare.count)
      if covering == nil { throw file.damaged("covering") }
    }
    self.init(
      featurePaths: bare.featurePaths, pathPoints: bare.pathPoints, roles: bare.roles,
      points: bare.points, arcEdges: bare.arcEdges, arcThroughs: bare.arcThroughs, index: index,
      covering: covering)
  }

  /// Writes the layer beside the path and then gives it the path's name; who has the old file open keeps it.
  package func write(to path: String) throws(ColumnFileFault) {
    let origin = Column([index.origin])
    let grid = Column(covering?.grid ?? [])
    var columns: [(StaticString, UnsafeRawBufferPointer)] = [
      ("features", featurePaths.bytes), ("paths", pathPoints.bytes), ("roles", roles.bytes),
      ("points", points.bytes), ("arcs", arcEdges.bytes), ("throughs", arcThroughs.bytes),
      ("origin", origin.bytes), ("order", index.order.bytes), ("nodes", index.nodes.bytes),
    ]
    if let covering {
      columns += [
        ("grid", grid.bytes), ("cells", covering.cells.bytes), ("stream", covering.stream.bytes),
        ("pieces", covering.pieces.bytes),
      ]
    }
    try withExtendedLifetime((origin, grid, self)) { () throws(ColumnFileFault) in
      try ColumnFile.write(columns, to: path, mark: Self.mark, version: Self.version)
    }
  }

  /// Whether each arc belongs to an edge of its own within one path.
  private var hasSoundArcs: Bool {
    guard arcThroughs.count == arcEdges.count else { return false }
    var path = 0
    var last = -1
    for edge in arcEdges.elements {
      let edge = Int(edge)
      guard edge > last, edge < points.count else { return false }
      last = edge
      while path < roles.count, Int(pathPoints[path + 1]) <= edge { path += 1 }
      guard path < roles.count, edge + 1 < Int(pathPoints[path + 1]) else { return false }
    }
    return true
  }
}

extension Column<UInt32> {
  /// Whether the numbers never fall, from the first to the last.
  fileprivate func rises(from first: Int, to last: Int) -> Bool {
    guard count > 0, Int(base[0]) == first, Int(base[count - 1]) == last else { return false }
    var falls: UInt32 = 0
    var place = 1
    while place < count {
      falls |= base[place] < base[place &- 1] ? 1 : 0
      place &+= 1
    }
    return falls == 0
  }
}
