internal import CPROJ
import Dispatch
import Foundation
import Geometry
import Synchronization

/// One of the ways from one coordinate system to another.
struct CoordinateOperation: Sendable, Hashable, Codable {
  /// As PROJ names it, its steps joined by `+`.
  let name: String
  /// Metres, nil where it is not stated.
  let accuracy: Double?

  /// The steps that are worth a name: neither the order of axes nor the projection of either side.
  var steps: [String] {
    name.components(separatedBy: " + ").filter { !$0.hasPrefix("axis order change") }
  }

  /// Whether it goes by a name that somebody wrote: all of it, or one of its steps.
  func isNamed(_ written: String) -> Bool {
    name == written || steps.contains { $0 == written || $0 == "Inverse of \(written)" }
  }
}

/// Why there is no way from one coordinate system to another.
enum NoOperation: Error {
  /// The only ones are ballparks: they take one datum for another, which may be hundreds of metres away.
  case onlyBallpark(String)
  case none
  /// None has the name that was asked for; these there are.
  case unknownName([CoordinateOperation])
}

/// One pinned way from one coordinate system to another, x (east, longitude) first on both sides.
///
/// PROJ knows several operations for most pairs and would choose among them point by point, so that places could jump within
/// one layer. Here one is taken for all points: that of a name, else the first that serves the target's area; its name and
/// accuracy are kept. One that is a ballpark is never taken. It belongs to the thread that made it.
final class Transformation {
  let operation: CoordinateOperation
  /// Metres, nil where it is not stated.
  var accuracy: Double? { operation.accuracy }
  private let source: CoordinateSystem
  private let target: CoordinateSystem
  private let context: OpaquePointer
  private let pipeline: OpaquePointer

  /// - Parameter name: That of the operation to take, or of one of its steps; the first one where it is nil.
  init(from source: CoordinateSystem, to target: CoordinateSystem, named name: String? = nil)
    throws(NoOperation)
  {
    guard let context = proj_context_create() else { throw .none }
    proj_context_set_enable_network(context, 0)
    proj_log_level(context, PJ_LOG_NONE)
    do throws(NoOperation) {
      (pipeline, operation) = try Self.pinned(from: source, to: target, named: name, in: context)
    } catch {
      proj_context_destroy(context)
      throw error
    }
    self.context = context
    self.source = source
    self.target = target
  }

  deinit {
    proj_destroy(pipeline)
    proj_context_destroy(context)
  }

  private static func pinned(
    from source: CoordinateSystem, to target: CoordinateSystem, named name: String?,
    in context: OpaquePointer
  ) throws(NoOperation) -> (OpaquePointer, CoordinateOperation) {
    guard let from = proj_create(context, source.definition) else { throw .none }
    defer { proj_destroy(from) }
    guard let to = proj_create(context, target.definition) else { throw .none }
    defer { proj_destroy(to) }
    guard let factory = proj_create_operation_factory_context(context, nil) else { throw .none }
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
    guard let list = proj_create_operations(context, from, to, factory) else { throw .none }
    defer { proj_list_destroy(list) }
    var known: [CoordinateOperation] = []
    var ballpark: String?
    for index in 0..<max(0, proj_list_get_count(list)) {
      guard let found = proj_list_get(context, list, index) else { continue }
      defer { proj_destroy(found) }
      let title = proj_get_name(found).map { String(cString: $0) } ?? "unnamed operation"
      if proj_coordoperation_has_ballpark_transformation(context, found) != 0 {
        ballpark = ballpark ?? title
        continue
      }
      let accuracy = proj_coordoperation_get_accuracy(context, found)
      let operation = CoordinateOperation(name: title, accuracy: accuracy >= 0 ? accuracy : nil)
      known.append(operation)
      if let name, !operation.isNamed(name) { continue }
      guard let made = proj_normalize_for_visualization(context, found) else { continue }
      return (made, operation)
    }
    if name != nil, !known.isEmpty { throw .unknownName(known) }
    if let ballpark { throw .onlyBallpark(ballpark) }
    throw .none
  }

  /// Carries points over in place. A point that has no place on the other side becomes infinite.
  ///
  /// Many points are shared out among the processor's cores; each point's place is the same either way.
  func forward(_ points: inout [Point]) {
    let piece = 1 << 17
    guard points.count > 2 * piece else { return transform(&points, PJ_FWD) }
    let count = points.count
    let (source, target, name) = (source, target, operation.name)
    let isWhole = points.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedPoints(buffer: buffer)
      let failures = Mutex(0)
      let workers = max(1, min(ProcessInfo.processInfo.activeProcessorCount, 8))
      let share = (count + workers - 1) / workers
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let range = min(worker * share, count)..<min((worker + 1) * share, count)
        guard let own = try? Transformation(from: source, to: target, named: name) else {
          return failures.withLock { $0 += 1 }
        }
        own.transform(UnsafeMutableBufferPointer(rebasing: shared.buffer[range]), PJ_FWD)
      }
      return failures.withLock { $0 == 0 }
    }
    precondition(isWhole, "an operation that was made once can be made again")
  }

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
    points.withUnsafeMutableBufferPointer { transform($0, direction) }
  }

  private func transform(_ buffer: UnsafeMutableBufferPointer<Point>, _ direction: PJ_DIRECTION) {
    let stride = MemoryLayout<Point>.stride
    guard let start = buffer.baseAddress else { return }
    start.withMemoryRebound(to: Double.self, capacity: buffer.count * 2) { numbers in
      _ = proj_trans_generic(
        pipeline, direction, numbers, stride, buffer.count, numbers + 1, stride, buffer.count,
        nil, 0, 0, nil, 0, 0)
    }
  }

  /// Points of which each thread has a range of its own.
  private struct SharedPoints: @unchecked Sendable {
    let buffer: UnsafeMutableBufferPointer<Point>
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
      let made = try? Transformation(from: degrees, to: target)
    else { return nil }
    Thread.current.threadDictionary[key] = made
    return made
  }
}
