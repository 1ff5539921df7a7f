import Facts
import Foundation
import Geometry

/// Reads GeoJSON (RFC 7946, and the older `crs` member) from bytes, strictly and without a tree of values in between.
///
/// Nesting beyond 32 and repeated keys of a feature are refused; numbers that are not finite do not exist in JSON and end the
/// file where they stand. A feature whose coordinates are no geometry is reported and left out.
struct GeoJSONReader {
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0
  private var columns: [String] = []
  private var known: Set<String> = []

  static func read(_ data: Data) throws -> FeatureFile {
    var reader = GeoJSONReader(bytes: Array(data))
    return try reader.file()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func fault(_ message: String) -> UnreadableSource {
    let line = bytes[..<min(at, bytes.count)].count { $0 == 10 } + 1
    return UnreadableSource("\(message) (line \(line), byte \(at))")
  }

  private mutating func skipSpace() {
    while at < bytes.count, bytes[at] == 32 || bytes[at] == 10 || bytes[at] == 13 || bytes[at] == 9 { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func expect(_ sign: Character) throws {
    if !take(sign.asciiValue ?? 0) {
      throw fault(at >= bytes.count ? "the file ends where `\(sign)` is expected: it is cut off" : "`\(sign)` is expected")
    }
  }

  // MARK: the file

  private mutating func file() throws -> FeatureFile {
    var features: [Feature] = []
    var crs: String?
    var faults: [String] = []
    var isCollection = false
    try members { reader, key in
      switch key {
      case "type": isCollection = try reader.string() == "FeatureCollection"
      case "crs": crs = try reader.crs()
      case "features":
        try reader.items { reader, place in
          let (feature, fault) = try reader.feature(place)
          if let feature { features.append(feature) }
          if let fault { faults.append(fault) }
        }
      default: try reader.skip()
      }
    }
    guard isCollection else { throw UnreadableSource("the file is no GeoJSON FeatureCollection") }
    return FeatureFile(features: features, crs: crs ?? "OGC:CRS84", columns: columns, faults: faults)
  }

  /// `urn:ogc:def:crs:OGC:1.3:CRS84`, `urn:ogc:def:crs:EPSG::2249`, `EPSG:2249`
  private mutating func crs() throws -> String? {
    var name: String?
    try members { reader, key in
      if key == "properties" {
        try reader.members { reader, key in
          if key == "name" { name = try reader.string() } else { try reader.skip() }
        }
      } else {
        try reader.skip()
      }
    }
    guard let name else { return nil }
    let parts = name.split(separator: ":")
    if parts.contains("CRS84") { return "OGC:CRS84" }
    return parts.last.map { "EPSG:\($0)" }
  }

  private mutating func feature(_ place: Int) throws -> (Feature?, String?) {
    var id: String?
    var shape: RawShape?
    var attributes: [String: Attribute] = [:]
    var fault: String?
    try members { reader, key in
      switch key {
      case "id": id = try reader.value()?.text
      case "geometry":
        reader.skipSpace()
        if reader.at < reader.bytes.count, reader.bytes[reader.at] == UInt8(ascii: "n") { try reader.skip() } else {
          let (read, why) = try reader.geometry()
          shape = read
          fault = why
        }
      case "properties":
        reader.skipSpace()
        if reader.at < reader.bytes.count, reader.bytes[reader.at] == UInt8(ascii: "n") { try reader.skip() } else {
          try reader.members { reader, key in
            if reader.known.insert(key).inserted { reader.columns.append(key) }
            if let value = try reader.value() { attributes[key] = value }
          }
        }
      default: try reader.skip()
      }
    }
    let name = id ?? attributes["id"]?.text ?? attributes["OBJECTID"]?.text ?? "\(place + 1)"
    if let fault { return (nil, "feature \(name): \(fault)") }
    return (Feature(id: name, shape: shape, attributes: attributes), nil)
  }

  // MARK: geometry

  private mutating func geometry() throws -> (RawShape?, String?) {
    var type = ""
    var nested = Nested.empty
    try members { reader, key in
      switch key {
      case "type": type = try reader.string()
      case "coordinates": nested = try reader.coordinates()
      default: try reader.skip()
      }
    }
    switch (type, nested) {
    case ("Point", .point(let point)): return (.points([point]), nil)
    case ("MultiPoint", .line(let points)): return (.points(points), nil)
    case ("LineString", .line(let points)): return (.lines([points]), nil)
    case ("MultiLineString", .rings(let lines)): return (.lines(lines), nil)
    case ("Polygon", .rings(let rings)): return (.regions([rings]), nil)
    case ("MultiPolygon", .parts(let parts)): return (.regions(parts), nil)
    case (_, .empty): return (nil, nil)
    default: return (nil, "the coordinates are no `\(type)`")
    }
  }

  private enum Nested {
    case empty
    case point(Point)
    case line([Point])
    case rings([[Point]])
    case parts([[[Point]]])
  }

  private mutating func coordinates() throws -> Nested {
    depth += 1
    defer { depth -= 1 }
    if depth > 32 { throw fault("arrays nest deeper than 32") }
    try expect("[")
    skipSpace()
    guard at < bytes.count else { throw fault("the file is cut off") }
    if bytes[at] == UInt8(ascii: "]") {
      at += 1
      return .empty
    }
    if bytes[at] != UInt8(ascii: "[") {
      let x = try number()
      try expect(",")
      let y = try number()
      while take(UInt8(ascii: ",")) { _ = try number() }
      try expect("]")
      return .point(Point(x, y))
    }
    var points: [Point] = []
    var lines: [[Point]] = []
    var rings: [[[Point]]] = []
    repeat {
      switch try coordinates() {
      case .point(let point): points.append(point)
      case .line(let line): lines.append(line)
      case .rings(let part): rings.append(part)
      case .parts: throw fault("arrays nest deeper than a geometry does")
      case .empty: break
      }
    } while take(UInt8(ascii: ","))
    try expect("]")
    if !points.isEmpty { return .line(points) }
    if !lines.isEmpty { return .rings(lines) }
    if !rings.isEmpty { return .parts(rings) }
    return .empty
  }

  /// A coordinate, as the nearest double. Digits up to 18 are read here; longer ones by the library.
  private mutating func number() throws -> Double {
    skipSpace()
    let start = at
    var isNegative = false
    if at < bytes.count, bytes[at] == UInt8(ascii: "-") {
      isNegative = true
      at += 1
    }
    var mantissa = 0
    var digits = 0
    var places = 0
    var inFraction = false
    var isSimple = true
    scan: while at < bytes.count {
      switch bytes[at] {
      case 48...57:
        if digits < 18 { mantissa = mantissa * 10 + Int(bytes[at] - 48) } else { isSimple = false }
        if mantissa > 0 { digits += 1 }
        if inFraction { places += 1 }
      case UInt8(ascii: ".") where !inFraction: inFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"): isSimple = false
      default: break scan
      }
      at += 1
    }
    guard at > start + (isNegative ? 1 : 0) else { throw fault("a coordinate must be a number") }
    // Exact where both parts are whole doubles (W. Clinger, How to read floating-point numbers accurately).
    if isSimple, mantissa < 1 << 53, places < Self.powers.count {
      let value = Double(mantissa) / Self.powers[places]
      return isNegative ? -value : value
    }
    guard let value = Double(String(decoding: bytes[start..<at], as: UTF8.self)), value.isFinite else {
      throw fault("a coordinate must be a finite number")
    }
    return value
  }

  private static let powers: [Double] = (0...22).map { pow(10, Double($0)) }

  // MARK: JSON

  private mutating func members(_ body: (inout GeoJSONReader, String) throws -> Void) throws {
    depth += 1
    defer { depth -= 1 }
    if depth > 32 { throw fault("objects nest deeper than 32") }
    try expect("{")
    if take(UInt8(ascii: "}")) { return }
    var seen: Set<String> = []
    repeat {
      skipSpace()
      let key = try string()
      if !seen.insert(key).inserted { throw fault("the key `\(key)` stands twice in one object") }
      try expect(":")
      skipSpace()
      try body(&self, key)
    } while take(UInt8(ascii: ","))
    try expect("}")
  }

  private mutating func items(_ body: (inout GeoJSONReader, Int) throws -> Void) throws {
    try expect("[")
    if take(UInt8(ascii: "]")) { return }
    var place = 0
    repeat {
      skipSpace()
      try body(&self, place)
      place += 1
    } while take(UInt8(ascii: ","))
    try expect("]")
  }

  private mutating func string() throws -> String {
    skipSpace()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw fault("a text in quotes is expected") }
    let start = at
    at += 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    guard at < bytes.count else { throw fault("a text is not closed: the file is cut off") }
    at += 1
    if !bytes[start..<at].contains(UInt8(ascii: "\\")) { return String(decoding: bytes[(start + 1)..<(at - 1)], as: UTF8.self) }
    guard case .string(let text)? = try? JSON(parsing: bytes[start..<at]) else { throw fault("a text has a broken escape") }
    return text
  }

  /// A plain value; objects and lists are passed over.
  private mutating func value() throws -> Attribute? {
    skipSpace()
    guard at < bytes.count else { throw fault("the file is cut off") }
    switch bytes[at] {
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"):
      at += 4
      return .boolean(true)
    case UInt8(ascii: "f"):
      at += 5
      return .boolean(false)
    case UInt8(ascii: "-"), 48...57:
      let start = at
      _ = try number()
      let text = String(decoding: bytes[start..<at], as: UTF8.self)
      return Number(text).map(Attribute.number) ?? .text(text)
    default:
      try skip()
      return nil
    }
  }

  private mutating func skip() throws {
    skipSpace()
    guard at < bytes.count else { throw fault("the file is cut off") }
    switch bytes[at] {
    case UInt8(ascii: "{"): try members { reader, _ in try reader.skip() }
    case UInt8(ascii: "["):
      depth += 1
      defer { depth -= 1 }
      if depth > 32 { throw fault("arrays nest deeper than 32") }
      try items { reader, _ in try reader.skip() }
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "f"):
      let words = ["null", "true", "false"]
      guard let word = words.first(where: { bytes[at...].starts(with: $0.utf8) }) else { throw fault("a value is expected") }
      at += word.utf8.count
    default: _ = try number()
    }
  }
}
