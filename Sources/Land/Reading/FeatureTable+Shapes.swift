import Geometry

// Shapes of single rows. Whoever loads a whole layer walks the flat columns instead.

extension FeatureTable {
  /// Why a feature cannot be used.
  struct Fault: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }

  static let notFinite = Fault("a coordinate is not a finite number")

  /// The region of a polygon row, or why it has none.
  func region(_ row: Row) -> Result<MultiPolygon, Fault> {
    var flat = FlatRegion()
    if let fault = region(row, into: &flat) { return .failure(fault) }
    return .success(
      MultiPolygon(
        trustedCoordinates: flat.coordinates, ringStarts: flat.ringStarts,
        partStarts: flat.partStarts, arcs: flat.arcs))
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
        let arcs = arcs(in: points.startIndex..<points.endIndex)
        guard points.allSatisfy(\.isFinite), arcs.allSatisfy(\.through.isFinite) else {
          return .failure(Self.notFinite)
        }
        if let line = Polyline(points, arcs: arcs) { lines.append(line) }
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
    guard points.allSatisfy(\.isFinite) else { return .failure(Self.notFinite) }
    return points.isEmpty ? .failure(Fault("it has no geometry")) : .success(points)
  }
}
