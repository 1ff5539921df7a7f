import CPROJ
import Foundation
import Geometry
import Synchronization

/// A change of coordinates by one pinned operation, its name and accuracy recorded.
///
/// PROJ by itself keeps several operations and chooses one a point, so that results jump inside a layer; the first by its
/// own ranking is taken for all. A context serves one thread, hence the lock.
final class Projection: @unchecked Sendable {
  /// PROJ's name of the operation.
  let operation: String
  /// Metres, as the registry states it; nil where it does not.
  let accuracy: Double?
  private let lock = Mutex(())
  private let context: OpaquePointer
  private let transformation: OpaquePointer

  /// - Throws: where a reference system is not known, or nothing leads from one to the other.
  init(from source: String, to target: String) throws {
    guard let context = proj_context_create() else { throw UnreadableSource("PROJ cannot be started") }
    proj_context_set_enable_network(context, 0)
    proj_log_level(context, PJ_LOG_NONE)
    func known(_ name: String) throws -> OpaquePointer {
      guard let crs = proj_create(context, name), proj_is_crs(crs) != 0 else {
        proj_context_destroy(context)
        throw UnreadableSource("no coordinate reference system is named `\(name)`; write it as `EPSG:32640`")
      }
      return crs
    }
    let from = try known(source)
    let to = try known(target)
    defer {
      proj_destroy(from)
      proj_destroy(to)
    }
    let factory = proj_create_operation_factory_context(context, nil)
    proj_operation_factory_context_set_grid_availability_use(context, factory, PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID)
    proj_operation_factory_context_set_spatial_criterion(context, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
    let list = proj_create_operations(context, from, to, factory)
    defer {
      proj_list_destroy(list)
      proj_operation_factory_context_destroy(factory)
    }
    guard let list, proj_list_get_count(list) > 0, let first = proj_list_get(context, list, 0) else {
      proj_context_destroy(context)
      throw UnreadableSource("nothing leads from `\(source)` to `\(target)`")
    }
    defer { proj_destroy(first) }
    guard let normal = proj_normalize_for_visualization(context, first) else {
      proj_context_destroy(context)
      throw UnreadableSource("nothing leads from `\(source)` to `\(target)` with x before y")
    }
    operation = proj_get_name(first).map { String(cString: $0) } ?? "unnamed"
    let stated = proj_coordoperation_get_accuracy(context, first)
    accuracy = stated < 0 ? nil : stated
    self.context = context
    transformation = normal
  }

  deinit {
    proj_destroy(transformation)
    proj_context_destroy(context)
  }

  /// The points in the target system; a point without an image has coordinates that are not finite.
  func callAsFunction(_ points: [Point]) -> [Point] { convert(points, PJ_FWD) }

  /// The way back.
  func inverse(_ points: [Point]) -> [Point] { convert(points, PJ_INV) }

  private func convert(_ points: [Point], _ direction: PJ_DIRECTION) -> [Point] {
    var flat = points.flatMap { [$0.x, $0.y] }
    lock.withLock { _ in
      flat.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        let stride = 2 * MemoryLayout<Double>.stride
        proj_errno_reset(transformation)
        _ = proj_trans_generic(
          transformation, direction, base, stride, points.count, base + 1, stride, points.count, nil, 0, 0, nil, 0, 0)
      }
    }
    return points.indices.map { Point(flat[2 * $0], flat[2 * $0 + 1]) }
  }

  /// Metres and square metres of the target system's own area of use: longitude and latitude bounds, if it states any.
  static func areaOfUse(of crs: String) -> (west: Double, south: Double, east: Double, north: Double)? {
    guard let context = proj_context_create() else { return nil }
    defer { proj_context_destroy(context) }
    proj_log_level(context, PJ_LOG_NONE)
    guard let known = proj_create(context, crs) else { return nil }
    defer { proj_destroy(known) }
    var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
    guard proj_get_area_of_use(context, known, &west, &south, &east, &north, nil) != 0, west > -1000 else { return nil }
    return (west, south, east, north)
  }

  /// Whether a reference system is projected, in metres: the only kind that areas and distances are computed in.
  static func isMetric(_ crs: String) -> Bool {
    guard let context = proj_context_create() else { return false }
    defer { proj_context_destroy(context) }
    proj_log_level(context, PJ_LOG_NONE)
    guard let known = proj_create(context, crs), proj_get_type(known) == PJ_TYPE_PROJECTED_CRS else { return false }
    defer { proj_destroy(known) }
    guard let system = proj_crs_get_coordinate_system(context, known) else { return false }
    defer { proj_destroy(system) }
    var factor = 0.0
    proj_cs_get_axis_info(context, system, 0, nil, nil, nil, &factor, nil, nil, nil)
    return factor == 1
  }
}
