import Geometry

/// The features of one file, geometry in the file's own coordinates over flat buffers, attributes as text.
struct FeatureTable {
  enum Kind: Sendable {
    case none, point, line, polygon
    /// A collection, or a kind that is not of this world (a curve).
    case other
  }

  struct Row {
    var kind: Kind
    /// Its parts in ``FeatureTable/partStarts``.
    var parts: Range<Int>
    /// The values of the columns asked for, in their order; nil for null or where there is none.
    var values: [String?]
    /// What is wrong with it already, in a few words.
    var fault: String?
    /// Whether it is not asked for: neither used nor spoken of.
    var isPassedOver = false
  }

  /// All columns that the file has, in order of appearance.
  var columns: [String] = []
  var rows: [Row] = []
  var coordinates: [Point] = []
  /// Where each ring or line starts in the coordinates; the end stands last.
  var ringStarts: [Int] = [0]
  /// Where each part starts among the rings; the end stands last.
  var partStarts: [Int] = [0]
  /// The coordinate system that the file names, where it does.
  var crs: String?
  /// What a reader has to say that is no error.
  var notes: [String] = []

  mutating func endRing() { ringStarts.append(coordinates.count) }
  mutating func endPart() { partStarts.append(ringStarts.count - 1) }

  /// Takes back whatever geometry came after a mark.
  mutating func rewind(toPart part: Int) {
    partStarts.removeLast(partStarts.count - 1 - part)
    ringStarts.removeLast(ringStarts.count - 1 - partStarts[part])
    coordinates.removeLast(coordinates.count - ringStarts[ringStarts.count - 1])
  }

  var partCount: Int { partStarts.count - 1 }

  /// The box of a row's finite coordinates; empty where it has none.
  func box(_ row: Row) -> Box {
    guard let first = row.parts.first, let last = row.parts.last else { return .empty }
    let range = ringStarts[partStarts[first]]..<ringStarts[partStarts[last + 1]]
    return Box(coordinates[range].lazy.filter(\.isFinite))
  }

  func points(ofRing ring: Int) -> ArraySlice<Point> {
    coordinates[ringStarts[ring]..<ringStarts[ring + 1]]
  }
}

extension FeatureTable {
  /// The region of a polygon row, or why it has none.
  func region(_ row: Row) -> Result<MultiPolygon, Fault> {
    if let fault = row.fault { return .failure(Fault(fault)) }
    guard row.kind == .polygon else {
      return .failure(Fault(row.kind == .none ? "it has no geometry" : "it is no polygon"))
    }
    var polygons: [Polygon] = []
    for part in row.parts {
      var rings: [Ring] = []
      for index in partStarts[part]..<partStarts[part + 1] {
        let points = points(ofRing: index)
        guard points.allSatisfy(\.isFinite) else {
          return .failure(Fault("a coordinate is not a finite number"))
        }
        // A ring that encloses nothing takes nothing away: of holes it is dropped.
        guard let ring = Ring(points) else {
          if rings.isEmpty, index == partStarts[part] { break }
          continue
        }
        rings.append(ring)
      }
      if let exterior = rings.first {
        polygons.append(Polygon(exterior, holes: Array(rings.dropFirst())))
      }
    }
    guard !polygons.isEmpty else { return .failure(Fault("it has no ring that encloses an area")) }
    return .success(MultiPolygon(polygons))
  }

  /// The lines of a row: of a polygon its boundary.
  func lines(_ row: Row) -> Result<[Polyline], Fault> {
    if let fault = row.fault { return .failure(Fault(fault)) }
    guard row.kind == .line || row.kind == .polygon else {
      return .failure(Fault(row.kind == .none ? "it has no geometry" : "it is no line"))
    }
    var lines: [Polyline] = []
    for part in row.parts {
      for ring in partStarts[part]..<partStarts[part + 1] {
        let points = points(ofRing: ring)
        guard points.allSatisfy(\.isFinite) else {
          return .failure(Fault("a coordinate is not a finite number"))
        }
        if let line = Polyline(points) { lines.append(line) }
      }
    }
    return lines.isEmpty ? .failure(Fault("it has no length")) : .success(lines)
  }

  /// All points of a row.
  func points(_ row: Row) -> Result<[Point], Fault> {
    if let fault = row.fault { return .failure(Fault(fault)) }
    guard !row.parts.isEmpty else { return .failure(Fault("it has no geometry")) }
    let points = row.parts.flatMap { part in
      (partStarts[part]..<partStarts[part + 1]).flatMap { self.points(ofRing: $0) }
    }
    guard points.allSatisfy(\.isFinite) else {
      return .failure(Fault("a coordinate is not a finite number"))
    }
    return points.isEmpty ? .failure(Fault("it has no geometry")) : .success(points)
  }

  /// Why a feature cannot be used.
  struct Fault: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }
}

/// Why a file cannot be read, with the place where it went wrong.
struct UnreadableFile: Error {
  var reason: String
  var line: Int
  var mend: String?

  init(_ reason: String, line: Int = 1, mend: String? = nil) {
    self.reason = reason
    self.line = line
    self.mend = mend
  }
}
