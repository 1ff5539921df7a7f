import Foundation
import Geometry
import SpatialIndex

/// The workload's features as our layers.
enum SpatialLayers {
  /// A flat file's regions, once or repeated side by side.
  ///
  /// - Parameter tiles: How far each copy is shifted, in metres.
  static func regions(
    _ fixture: FlatFixture, tiles: [Point] = [Point(0, 0)], isCovered: Bool
  ) throws -> FlatLayer {
    var builder = FlatLayerBuilder()
    var shifted: [Point] = []
    for tile in tiles {
      try fixture.coordinates.withUnsafeBytes { raw in
        let points = raw.bindMemory(to: Point.self)
        for feature in 0..<fixture.count {
          for ring in Int(
            fixture.featureRings[feature])..<Int(fixture.featureRings[feature + 1])
          {
            let range = Int(fixture.ringStarts[ring])..<Int(fixture.ringStarts[ring + 1])
            shifted.removeAll(keepingCapacity: true)
            for place in range { shifted.append(points[place] + tile) }
            try shifted.withUnsafeBufferPointer {
              try builder.addRing($0, isHole: fixture.isExterior[ring] == 0)
            }
          }
          builder.endFeature()
        }
      }
    }
    return try builder.finished(isCovered: isCovered)
  }

  /// Points of the workload.
  static func points(_ path: String) throws -> [Point] {
    let numbers = try pointsFixture(path)
    return stride(from: 0, to: numbers.count - 1, by: 2).map { Point(numbers[$0], numbers[$0 + 1]) }
  }

  /// Each pair of points as a line.
  static func segments(_ path: String) throws -> FlatLayer {
    let ends = try points(path)
    var builder = FlatLayerBuilder()
    for place in stride(from: 0, to: ends.count - 1, by: 2) {
      if let line = Polyline([ends[place], ends[place + 1]]) { builder.append(line) }
    }
    return try builder.finished(isCovered: false)
  }

  /// Copies side by side in a square, as far apart as the city is wide.
  static func tiles(_ count: Int, of layers: [FlatLayer]) -> [Point] {
    var extent = Box.empty
    for layer in layers {
      for feature in 0..<layer.count { extent = extent.union(layer.box(feature)) }
    }
    let across = Int(Double(count).squareRoot().rounded(.up))
    return (0..<count).map {
      Point(
        Double($0 % across) * (extent.width + 500), Double($0 / across) * (extent.height + 500))
    }
  }
}
