import CGEOS

/// The GEOS library, for what we do not do ourselves: repair, the reason of an invalidity, unions to draw, and a second
/// opinion in tests. Never for shares, coverage or setbacks: its overlay can be wrong in silence, its buffer is not exact.
///
/// One context of the reentrant interface each; use one on one thread at a time.
package final class GEOS {
  private let context: GEOSContextHandle_t

  package init() { context = GEOS_init_r() }
  deinit { GEOS_finish_r(context) }

  /// What GEOS says of a region's validity.
  enum Validity {
    case valid
    /// In its words in lower case.
    case invalid(reason: String, at: Point?)
    /// It failed, or would have taken too long.
    case undecided
  }

  func validity(of region: MultiPolygon) -> Validity {
    guard let shape = shape(of: region) else {
      return .invalid(reason: "a ring cannot be read", at: nil)
    }
    defer { GEOSGeom_destroy_r(context, shape) }
    var text: UnsafeMutablePointer<CChar>?
    var place: OpaquePointer?
    let valid = Patience.bounded { GEOSisValidDetail_r(context, shape, 0, &text, &place) }
    defer {
      if let text { GEOSFree_r(context, text) }
      if let place { GEOSGeom_destroy_r(context, place) }
    }
    if valid == 1 { return .valid }
    guard valid == 0 else { return .undecided }
    var point: Point?
    if let place {
      var x = 0.0
      var y = 0.0
      if GEOSGeomGetX_r(context, place, &x) == 1, GEOSGeomGetY_r(context, place, &y) == 1 {
        point = Point(x, y)
      }
    }
    return .invalid(
      reason: text.map { String(cString: $0).lowercased() } ?? "it is not valid", at: point)
  }

  /// Why a region is invalid, in GEOS's words in lower case, and where; nil for a valid one.
  package func invalidity(of region: MultiPolygon) -> (reason: String, at: Point?)? {
    switch validity(of: region) {
    case .valid: nil
    case .invalid(let reason, let at): (reason, at)
    case .undecided: ("its validity cannot be decided", nil)
    }
  }

  /// A valid region made of the region's own lines; nil where GEOS fails.
  func madeValid(_ region: MultiPolygon) -> MultiPolygon? {
    guard let shape = shape(of: region) else { return nil }
    defer { GEOSGeom_destroy_r(context, shape) }
    guard let parameters = GEOSMakeValidParams_create_r(context) else { return nil }
    defer { GEOSMakeValidParams_destroy_r(context, parameters) }
    _ = GEOSMakeValidParams_setMethod_r(context, parameters, GEOS_MAKE_VALID_STRUCTURE)
    _ = GEOSMakeValidParams_setKeepCollapsed_r(context, parameters, 0)
    return taken(Patience.bounded { GEOSMakeValidWithParams_r(context, shape, parameters) })
  }

  /// All that some regions cover, to be drawn; nil where GEOS fails.
  package func union(of regions: [MultiPolygon]) -> MultiPolygon? {
    var shapes: [OpaquePointer?] = regions.compactMap { shape(of: $0) }
    guard shapes.count == regions.count,
      let all = GEOSGeom_createCollection_r(
        context, Int32(GEOS_GEOMETRYCOLLECTION.rawValue), &shapes, UInt32(shapes.count))
    else {
      for shape in shapes { GEOSGeom_destroy_r(context, shape) }
      return nil
    }
    defer { GEOSGeom_destroy_r(context, all) }
    return taken(GEOSUnaryUnion_r(context, all))
  }

  /// The area in common by overlay: the second opinion that tests compare ours with. Nil where GEOS fails.
  package func overlapArea(_ a: MultiPolygon, _ b: MultiPolygon) -> Double? {
    guard let first = shape(of: a) else { return nil }
    defer { GEOSGeom_destroy_r(context, first) }
    guard let second = shape(of: b) else { return nil }
    defer { GEOSGeom_destroy_r(context, second) }
    guard let common = GEOSIntersection_r(context, first, second) else { return nil }
    defer { GEOSGeom_destroy_r(context, common) }
    var area = 0.0
    return GEOSArea_r(context, common, &area) == 1 ? area : nil
  }

  /// What two regions have in common, to be drawn; nil where GEOS fails.
  package func intersection(_ a: MultiPolygon, _ b: MultiPolygon) -> MultiPolygon? {
    guard let first = shape(of: a) else { return nil }
    defer { GEOSGeom_destroy_r(context, first) }
    guard let second = shape(of: b) else { return nil }
    defer { GEOSGeom_destroy_r(context, second) }
    return taken(Patience.bounded { GEOSIntersection_r(context, first, second) })
  }

  /// A region less all points within a distance of some segments: the second opinion that tests compare envelopes with.
  ///
  /// The capsules are buffers of straight segments with 64 chords a quarter: those GEOS does not simplify.
  func difference(_ region: MultiPolygon, capsules: [Capsule]) -> MultiPolygon? {
    guard var rest = shape(of: region) else { return nil }
    defer { GEOSGeom_destroy_r(context, rest) }
    for capsule in capsules where capsule.radius > 0 {
      guard let sequence = self.sequence([capsule.a, capsule.b][...]),
        let line = GEOSGeom_createLineString_r(context, sequence)
      else { return nil }
      defer { GEOSGeom_destroy_r(context, line) }
      guard let buffer = GEOSBuffer_r(context, line, capsule.radius, 64) else { return nil }
      defer { GEOSGeom_destroy_r(context, buffer) }
      guard let less = GEOSDifference_r(context, rest, buffer) else { return nil }
      GEOSGeom_destroy_r(context, rest)
      rest = less
    }
    return self.region(of: rest)
  }

  // MARK: There and back

  private func sequence(_ points: ArraySlice<Point>) -> OpaquePointer? {
    points.withUnsafeBufferPointer { points in
      points.withMemoryRebound(to: Double.self) {
        GEOSCoordSeq_copyFromBuffer_r(context, $0.baseAddress, UInt32(points.count), 0, 0)
      }
    }
  }

  private func shape(of region: MultiPolygon) -> OpaquePointer? {
    var parts: [OpaquePointer?] = []
    func giveUp(_ rings: [OpaquePointer?]) -> OpaquePointer? {
      for shape in rings + parts { GEOSGeom_destroy_r(context, shape) }
      return nil
    }
    for part in 0..<region.partCount {
      var rings: [OpaquePointer?] = []
      for index in region.partStarts[part]..<region.partStarts[part + 1] {
        guard let sequence = sequence(region.ring(index)),
          let ring = GEOSGeom_createLinearRing_r(context, sequence)
        else { return giveUp(rings) }
        rings.append(ring)
      }
      let exterior = rings.removeFirst()
      // The rings belong to the polygon from here on, even where it cannot be made.
      guard
        let polygon = GEOSGeom_createPolygon_r(context, exterior, &rings, UInt32(rings.count))
      else { return giveUp([]) }
      parts.append(polygon)
    }
    if parts.count == 1 { return parts[0] }
    return GEOSGeom_createCollection_r(
      context, Int32(GEOS_MULTIPOLYGON.rawValue), &parts, UInt32(parts.count))
  }

  /// The region that a shape of GEOS is; the shape is freed.
  private func taken(_ shape: OpaquePointer?) -> MultiPolygon? {
    guard let shape else { return nil }
    defer { GEOSGeom_destroy_r(context, shape) }
    return region(of: shape)
  }

  /// The polygons of a shape of any kind; lines and points in it are left out.
  private func region(of shape: OpaquePointer) -> MultiPolygon? {
    var polygons: [Polygon] = []
    guard collect(shape, into: &polygons) else { return nil }
    return MultiPolygon(polygons)
  }

  private func collect(_ shape: OpaquePointer, into polygons: inout [Polygon]) -> Bool {
    let kind = GEOSGeomTypeId_r(context, shape)
    if kind == Int32(GEOS_POLYGON.rawValue) {
      if GEOSisEmpty_r(context, shape) == 1 { return true }
      guard let outer = GEOSGetExteriorRing_r(context, shape), let corners = points(of: outer)
      else { return false }
      var holes: [Ring] = []
      for index in 0..<max(0, GEOSGetNumInteriorRings_r(context, shape)) {
        guard let inner = GEOSGetInteriorRingN_r(context, shape, index),
          let corners = points(of: inner)
        else { return false }
        if let hole = Ring(corners) { holes.append(hole) }
      }
      if let exterior = Ring(corners) { polygons.append(Polygon(exterior, holes: holes)) }
      return true
    }
    guard
      kind == Int32(GEOS_MULTIPOLYGON.rawValue) || kind == Int32(GEOS_GEOMETRYCOLLECTION.rawValue)
    else { return kind >= 0 }
    for index in 0..<max(0, GEOSGetNumGeometries_r(context, shape)) {
      guard let part = GEOSGetGeometryN_r(context, shape, index), collect(part, into: &polygons)
      else { return false }
    }
    return true
  }

  private func points(of ring: OpaquePointer) -> [Point]? {
    guard let sequence = GEOSGeom_getCoordSeq_r(context, ring) else { return nil }
    var count: UInt32 = 0
    guard GEOSCoordSeq_getSize_r(context, sequence, &count) == 1 else { return nil }
    var points = [Point](repeating: Point(0, 0), count: Int(count))
    let copied = points.withUnsafeMutableBufferPointer { points in
      points.withMemoryRebound(to: Double.self) {
        GEOSCoordSeq_copyToBuffer_r(context, sequence, $0.baseAddress, 0, 0)
      }
    }
    return copied == 1 ? points : nil
  }
}
