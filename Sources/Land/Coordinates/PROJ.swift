internal import CPROJ
import Foundation
import Geometry

/// Where a coordinate system may be used, in degrees.
struct AreaOfUse: Sendable, Hashable {
  var west: Double
  var south: Double
  var east: Double
  var north: Double

  /// Whether a place lies in it, or up to half a degree beyond it. An area may cross the antimeridian.
  func holds(longitude: Double, latitude: Double) -> Bool {
    let slack = 0.5
    guard latitude >= south - slack, latitude <= north + slack else { return false }
    if west <= east { return longitude >= west - slack && longitude <= east + slack }
    return longitude >= west - slack || longitude <= east + slack
  }

  var centre: (longitude: Double, latitude: Double) {
    let width = east >= west ? east - west : east - west + 360
    return (west + width / 2, (south + north) / 2)
  }
}

/// What is known of a coordinate system by its name.
struct CoordinateSystem: Sendable, Hashable {
  /// As PROJ is asked for it: `EPSG:2249`, `OGC:CRS84`.
  let code: String
  let name: String
  let isGeographic: Bool
  /// How many metres one unit of its axes is; nil for a geographic system.
  let metresPerUnit: Double?
  let area: AreaOfUse?

  static let longitudeLatitude = "OGC:CRS84"

  /// Nil where nothing of that name is known, or it is no system of places on the ground.
  init?(_ written: String) {
    code = Self.code(of: written)
    guard let context = proj_context_create() else { return nil }
    defer { proj_context_destroy(context) }
    proj_context_set_enable_network(context, 0)
    proj_log_level(context, PJ_LOG_NONE)
    guard let system = proj_create(context, code) else { return nil }
    defer { proj_destroy(system) }
    switch proj_get_type(system) {
    case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS: isGeographic = true
    case PJ_TYPE_PROJECTED_CRS, PJ_TYPE_COMPOUND_CRS, PJ_TYPE_BOUND_CRS: isGeographic = false
    default: return nil
    }
    name = proj_get_name(system).map { String(cString: $0) } ?? code
    var factor: Double?
    if !isGeographic, let axes = proj_crs_get_coordinate_system(context, system) {
      defer { proj_destroy(axes) }
      var value = 0.0
      if proj_cs_get_axis_info(context, axes, 0, nil, nil, nil, &value, nil, nil, nil) != 0 {
        factor = value
      }
    }
    metresPerUnit = factor
    var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
    if proj_get_area_of_use(context, system, &west, &south, &east, &north, nil) != 0, west > -1000 {
      area = AreaOfUse(west: west, south: south, east: east, north: north)
    } else {
      area = nil
    }
  }

  /// The name that PROJ knows it by: `urn:ogc:def:crs:EPSG::2249` is `EPSG:2249`, a bare number is EPSG's.
  static func code(of written: String) -> String {
    let text = written.trimmingCharacters(in: .whitespaces)
    let upper = text.uppercased()
    if upper.hasSuffix("CRS84") { return longitudeLatitude }
    if upper.hasPrefix("URN:OGC:DEF:CRS:EPSG:"), let number = upper.split(separator: ":").last {
      return "EPSG:\(number)"
    }
    if Int(text) != nil { return "EPSG:\(text)" }
    return upper.hasPrefix("EPSG:") ? upper : text
  }
}

/// One pinned way from one coordinate system to another, x (east, longitude) first on both sides.
///
/// PROJ knows several operations for most pairs and would choose among them point by point, so that places could jump within
/// one layer. Here the first that serves the target's area is taken for all points, and its name and accuracy are kept. It
/// belongs to the thread that made it.
final class Transformation {
  let operation: String
  /// Metres, nil where it is not stated.
  let accuracy: Double?
  private let context: OpaquePointer
  private let pipeline: OpaquePointer

  /// Nil where no operation leads from one to the other.
  init?(from source: CoordinateSystem, to target: CoordinateSystem) {
    guard let context = proj_context_create() else { return nil }
    proj_context_set_enable_network(context, 0)
    proj_log_level(context, PJ_LOG_NONE)
    guard let made = Self.pinned(from: source, to: target, in: context) else {
      proj_context_destroy(context)
      return nil
    }
    self.context = context
    (pipeline, operation, accuracy) = made
  }

  deinit {
    proj_destroy(pipeline)
    proj_context_destroy(context)
  }

  private static func pinned(
    from source: CoordinateSystem, to target: CoordinateSystem, in context: OpaquePointer
  ) -> (OpaquePointer, String, Double?)? {
    guard let from = proj_create(context, source.code) else { return nil }
    defer { proj_destroy(from) }
    guard let to = proj_create(context, target.code) else { return nil }
    defer { proj_destroy(to) }
    guard let factory = proj_create_operation_factory_context(context, nil) else { return nil }
    defer { proj_operation_factory_context_destroy(factory) }
    // The same area in both directions, so that there and back is one operation.
    let area = [source, target].filter { !$0.isGeographic }.compactMap(\.area).first
    if let area {
      proj_operation_factory_context_set_area_of_interest(
        context, factory, area.west, area.south, area.east, area.north)
    }
    proj_operation_factory_context_set_spatial_criterion(
      context, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
    proj_operation_factory_context_set_grid_availability_use(
      context, factory, PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID)
    guard let list = proj_create_operations(context, from, to, factory) else { return nil }
    defer { proj_list_destroy(list) }
    guard proj_list_get_count(list) > 0, let first = proj_list_get(context, list, 0) else {
      return nil
    }
    defer { proj_destroy(first) }
    let name = proj_get_name(first).map { String(cString: $0) } ?? "unnamed operation"
    let accuracy = proj_coordoperation_get_accuracy(context, first)
    guard let made = proj_normalize_for_visualization(context, first) else { return nil }
    return (made, name, accuracy >= 0 ? accuracy : nil)
  }

  /// Carries points over in place. A point that has no place on the other side becomes infinite.
  func forward(_ points: inout [Point]) { transform(&points, PJ_FWD) }
  /// The same, the other way.
  func backward(_ points: inout [Point]) { transform(&points, PJ_INV) }

  func backward(_ point: Point) -> Point {
    let place = proj_trans(
      pipeline, PJ_INV, PJ_COORD(v: (point.x, point.y, 0, .infinity)))
    return Point(place.v.0, place.v.1)
  }

  func forward(_ point: Point) -> Point {
    let place = proj_trans(
      pipeline, PJ_FWD, PJ_COORD(v: (point.x, point.y, 0, .infinity)))
    return Point(place.v.0, place.v.1)
  }

  private func transform(_ points: inout [Point], _ direction: PJ_DIRECTION) {
    let stride = MemoryLayout<Point>.stride
    points.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      start.withMemoryRebound(to: Double.self, capacity: buffer.count * 2) { numbers in
        _ = proj_trans_generic(
          pipeline, direction, numbers, stride, buffer.count, numbers + 1, stride, buffer.count,
          nil, 0, 0, nil, 0, 0)
      }
    }
  }
}

/// The transformations that this thread has made, so that a map's request need not make one again.
enum ThreadTransformations {
  /// From longitude and latitude to a town's system.
  static func fromDegrees(to code: String) -> Transformation? {
    let key = "mizan.transformation.\(code)"
    if let known = Thread.current.threadDictionary[key] as? Transformation { return known }
    guard let degrees = CoordinateSystem(CoordinateSystem.longitudeLatitude),
      let target = CoordinateSystem(code),
      let made = Transformation(from: degrees, to: target)
    else { return nil }
    Thread.current.threadDictionary[key] = made
    return made
  }
}
