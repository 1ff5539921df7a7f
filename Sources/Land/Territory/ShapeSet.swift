import Geometry
import SpatialIndex

/// The shapes of one edition, found by place. Never changed once made.
///
/// They stand in one flat layer, regions first, then lines, then points, and are made when they are asked for: a city's
/// parcels as objects would take three times the memory of their coordinates. Only the large ones, which many lots ask for,
/// are kept ready.
final class ShapeSet: Sendable {
  let layer: FlatLayer
  let regionCount: Int
  let lineCount: Int
  /// The row of the file that each shape came from.
  let rows: [Int]
  /// The names of the rows, where they have any.
  let names: TextColumn?
  /// Around all shapes.
  let box: Box
  private let large: [Int: MultiPolygon]
  /// The paths and the tree as plain addresses, for those who look at many shapes.
  let paths: FlatPaths
  private let tree: PackedTree

  /// Regions of more points than this are kept ready.
  private static let largeSize = 256

  /// - Parameters:
  ///   - rows: One for each region, then each line, then each point.
  ///   - box: Around all shapes.
  init(
    _ layer: FlatLayer, regionCount: Int, lineCount: Int, rows: [Int], names: TextColumn?, box: Box
  ) {
    self.layer = layer
    paths = layer.paths
    tree = layer.index.tree
    self.regionCount = regionCount
    self.lineCount = lineCount
    self.rows = rows
    self.names = names
    self.box = box
    var large: [Int: MultiPolygon] = [:]
    for place in 0..<regionCount where layer.size(place) > Self.largeSize {
      large[place] = layer.region(place)
    }
    self.large = large
  }

  /// The shapes that were gathered: some regions, and lines and points after them.
  ///
  /// - Parameter isShared: Whether lots are shared out among the regions.
  convenience init(
    _ regions: consuming FlatLayerBuilder, lines: [Polyline], points: [Point], rows: [Int],
    names: TextColumn?, isShared: Bool = true
  ) {
    let regionCount = regions.count
    let layer: FlatLayer
    do {
      for line in lines { regions.append(line) }
      for point in points { try regions.append(point) }
      layer = try regions.finished(isCovered: isShared)
    } catch {
      // Only finite coordinates come this far, and no town has two thousand million of them.
      preconditionFailure("shapes make a layer: \(error)")
    }
    self.init(
      layer, regionCount: regionCount, lineCount: lines.count, rows: rows, names: names,
      box: (0..<layer.count).reduce(Box.empty) { $0.union(layer.box($1)) })
  }

  /// No shapes.
  convenience init() {
    self.init(FlatLayerBuilder(), lines: [], points: [], rows: [], names: nil)
  }

  var count: Int { layer.count }
  var index: PackedIndex { layer.index }

  func name(_ item: Int) -> String { names?[rows[item]] ?? "" }

  /// The shapes whose boxes meet a box, sides included, in ascending order; some that miss it by a hair may come along.
  func search(_ box: Box) -> [Int] { layer.candidates(box) }

  /// The same in no particular order, each with a box around it that may be a hair too large.
  @inline(__always)
  func candidates(_ box: Box, _ visit: (Int, Box) -> Void) {
    tree.searchBoxes(box, visit)
  }

  /// Metres from a lot to an item.
  func distance(of item: Int, from lot: MultiPolygon) -> Double {
    if item < regionCount { return lot.distance(to: region(item)) }
    if let line = line(item - regionCount) { return lot.distance(to: line) }
    return point(item - regionCount - lineCount).map { lot.distance(to: $0) } ?? .nan
  }

  /// Whether a region is kept, and need not be made.
  func isReady(_ place: Int) -> Bool { paths.size(place) > Self.largeSize }

  func region(_ place: Int) -> MultiPolygon { large[place] ?? layer.region(place) }
  func line(_ place: Int) -> Polyline? {
    place < lineCount ? layer.line(regionCount + place) : nil
  }
  func point(_ place: Int) -> Point? {
    place >= 0 ? layer.point(regionCount + lineCount + place) : nil
  }

  /// All regions at once.
  var regions: [MultiPolygon] { (0..<regionCount).map(region) }
}
