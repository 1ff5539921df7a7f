internal import CPROJ
import Foundation

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
  /// As it is spoken of: `EPSG:2249`, `OGC:CRS84`; its name where a well-known text fits no code.
  let code: String
  /// As PROJ is asked for it: the code, or a well-known text.
  let definition: String
  let name: String
  let isGeographic: Bool
  /// How many metres one unit of its axes is; nil for a geographic system.
  let metresPerUnit: Double?
  let area: AreaOfUse?

  static let longitudeLatitude = "OGC:CRS84"

  /// Nil where nothing of that name is known, or it is no system of places on the ground.
  init?(_ written: String) {
    guard let context = proj_context_create() else { return nil }
    defer { proj_context_destroy(context) }
    proj_context_set_enable_network(context, 0)
    proj_log_level(context, PJ_LOG_NONE)
    var definition = Self.code(of: written)
    guard var system = proj_create(context, definition) else { return nil }
    defer { proj_destroy(system) }
    let isText = definition.contains("[")
    if isText, let code = Self.identified(system, in: context),
      let known = proj_create(context, code)
    {
      proj_destroy(system)
      system = known
      definition = code
    }
    self.definition = definition
    switch proj_get_type(system) {
    case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS: isGeographic = true
    case PJ_TYPE_PROJECTED_CRS, PJ_TYPE_COMPOUND_CRS, PJ_TYPE_BOUND_CRS: isGeographic = false
    default: return nil
    }
    name = proj_get_name(system).map { String(cString: $0) } ?? definition
    code = definition.contains("[") ? name : definition
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

  /// The system in well-known text of the first version, as GeoPackages carry it; nil where it has no such form.
  var wellKnownText: String? {
    guard let context = proj_context_create() else { return nil }
    defer { proj_context_destroy(context) }
    proj_log_level(context, PJ_LOG_NONE)
    guard let system = proj_create(context, definition) else { return nil }
    defer { proj_destroy(system) }
    return proj_as_wkt(context, system, PJ_WKT1_GDAL, nil).map { String(cString: $0) }
  }

  /// EPSG's code of a system that only a well-known text describes, as that of a `.prj`; nil where none is the same.
  private static func identified(_ system: OpaquePointer, in context: OpaquePointer) -> String? {
    var confidence: UnsafeMutablePointer<Int32>?
    guard let list = proj_identify(context, system, "EPSG", nil, &confidence) else { return nil }
    defer {
      proj_list_destroy(list)
      proj_int_list_destroy(confidence)
    }
    // 70 is the same system under another name; less is a likeness.
    guard proj_list_get_count(list) > 0, let confidence, confidence[0] >= 70,
      let found = proj_list_get(context, list, 0)
    else { return nil }
    defer { proj_destroy(found) }
    return proj_get_id_code(found, 0).map { "EPSG:\(String(cString: $0))" }
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
