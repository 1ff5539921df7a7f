package import Foundation
package import Geometry

/// A planar geometry as a GeoPackage stores it, in the units of its reference system.
package enum GeoPackageShape: Sendable, Equatable {
  case point(x: Double, y: Double)
  case line([(x: Double, y: Double)])
  /// Rings, the outer one first; each closed by the writer if it is not.
  case polygon([[(x: Double, y: Double)]])
  /// A region of any number of parts, its arcs as circular strings.
  case region(MultiPolygon)

  package static func == (left: Self, right: Self) -> Bool {
    left.wellKnownBinary == right.wellKnownBinary
  }

  /// The name that `gpkg_geometry_columns` has for it.
  package var typeName: String {
    switch self {
    case .point: "POINT"
    case .line: "LINESTRING"
    case .polygon: "POLYGON"
    case .region(let region): region.arcs.isEmpty ? "MULTIPOLYGON" : "MULTISURFACE"
    }
  }

  /// Least and greatest x and y, nil without any point.
  package var bounds: (minX: Double, minY: Double, maxX: Double, maxY: Double)? {
    if case .region(let region) = self {
      let box = region.box
      return region.isEmpty ? nil : (box.minX, box.minY, box.maxX, box.maxY)
    }
    let points: [(x: Double, y: Double)] =
      switch self {
      case .point(let x, let y): [(x, y)]
      case .line(let line): line
      case .polygon(let rings): rings.flatMap { $0 }
      case .region: []
      }
    guard let first = points.first else { return nil }
    return points.reduce((first.x, first.y, first.x, first.y)) { box, point in
      (min(box.0, point.x), min(box.1, point.y), max(box.2, point.x), max(box.3, point.y))
    }
  }

  /// Little-endian well-known binary (ISO 13249-3, two dimensions).
  package var wellKnownBinary: Data {
    var bytes = Data([1])
    switch self {
    case .point(let x, let y):
      bytes.append(integer: 1)
      bytes.append(double: x)
      bytes.append(double: y)
    case .line(let line):
      bytes.append(integer: 2)
      bytes.append(points: line)
    case .polygon(let rings):
      bytes.append(integer: 3)
      bytes.append(integer: UInt32(rings.count))
      for ring in rings {
        guard let first = ring.first, let last = ring.last else {
          bytes.append(integer: 0)
          continue
        }
        bytes.append(points: first == last ? ring : ring + [first])
      }
    case .region(let region): bytes.append(region: region)
    }
    return bytes
  }

  /// The geometry with GeoPackage's header and envelope (OGC 12-128r19, clause 2.1.3).
  func blob(srs: Int) -> Data {
    var bytes = Data([0x47, 0x50, 0])
    if case .point = self {
      bytes.append(1)
      bytes.append(integer: UInt32(bitPattern: Int32(srs)))
    } else if let bounds {
      bytes.append(1 | 1 << 1)
      bytes.append(integer: UInt32(bitPattern: Int32(srs)))
      for value in [bounds.minX, bounds.maxX, bounds.minY, bounds.maxY] {
        bytes.append(double: value)
      }
    } else {
      bytes.append(1 | 1 << 4)
      bytes.append(integer: UInt32(bitPattern: Int32(srs)))
    }
    bytes.append(wellKnownBinary)
    return bytes
  }
}

extension Data {
  fileprivate mutating func append(integer: UInt32) {
    Swift.withUnsafeBytes(of: integer.littleEndian) { append(contentsOf: $0) }
  }

  fileprivate mutating func append(double: Double) {
    Swift.withUnsafeBytes(of: double.bitPattern.littleEndian) { append(contentsOf: $0) }
  }

  fileprivate mutating func append(points: [(x: Double, y: Double)]) {
    append(integer: UInt32(points.count))
    for point in points {
      append(double: point.x)
      append(double: point.y)
    }
  }

  /// A multipolygon after its byte order; a multisurface where it has arcs.
  fileprivate mutating func append(region: MultiPolygon) {
    let isCurved = !region.arcs.isEmpty
    reserveCapacity(count + region.coordinates.count * 16 + region.ringCount * 9 + 64)
    append(integer: isCurved ? 12 : 6)
    append(integer: UInt32(region.partCount))
    for part in 0..<region.partCount {
      let rings = region.partStarts[part]..<region.partStarts[part + 1]
      append(1)
      append(integer: isCurved ? 10 : 3)
      append(integer: UInt32(rings.count))
      for ring in rings {
        if isCurved {
          append(curved: region, ring)
        } else {
          append(points: region.ring(ring))
        }
      }
    }
  }

  /// A ring as a compound curve: lines and circular strings, each beginning where the one before ends.
  private mutating func append(curved region: MultiPolygon, _ ring: Int) {
    let edges = region.ringStarts[ring]..<(region.ringStarts[ring + 1] - 1)
    let arcs = Array(region.arcs(ofRing: ring))
    var pieces: [(first: Int, last: Int, arc: Arc?)] = []
    var next = 0
    for edge in edges {
      if next < arcs.count, arcs[next].edge == edge {
        pieces.append((edge, edge + 1, arcs[next]))
        next += 1
      } else if let last = pieces.last, last.arc == nil {
        pieces[pieces.count - 1].last = edge + 1
      } else {
        pieces.append((edge, edge + 1, nil))
      }
    }
    append(1)
    append(integer: 9)
    append(integer: UInt32(pieces.count))
    for piece in pieces {
      append(1)
      append(integer: piece.arc == nil ? 2 : 8)
      if let arc = piece.arc {
        append(
          points: [region.coordinates[piece.first], arc.through, region.coordinates[piece.last]])
      } else {
        append(points: region.coordinates[piece.first...piece.last])
      }
    }
  }

  private mutating func append(points: some Collection<Point>) {
    append(integer: UInt32(points.count))
    for point in points {
      append(double: point.x)
      append(double: point.y)
    }
  }
}
