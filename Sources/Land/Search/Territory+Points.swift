import Geometry

/// A place on the ground that a text of coordinates means.
package struct FoundPoint: Sendable, Hashable {
  /// Degrees of WGS 84.
  package let longitude: Double
  package let latitude: Double
  /// How the text was read: `WGS 84`, `EPSG:2039`.
  package let system: String
  /// The lot there; nil where there is none.
  package let parcel: ParcelReference?
  /// The town whose map the point lies within, by its box; nil where no town's map comes so far.
  package let town: String?
}

extension Territory {
  /// The point that a text of coordinates means; nil where it is none.
  ///
  /// Of several readings one that lies in a lot is taken before one that lies within a town's map, and that before others. Two
  /// whole numbers that name no system are coordinates only where they lie within a town's map.
  package func point(_ text: String) -> FoundPoint? {
    let found = CoordinateText.readings(of: text).flatMap { reading in
      places(of: reading).map { (point: $0, isPlain: reading.isPlain) }
    }
    return
      (found.first { $0.point.parcel != nil } ?? found.first { $0.point.town != nil }
      ?? found.first(where: \.isPlain))?.point
  }

  private func places(of reading: CoordinateReading) -> [FoundPoint] {
    if reading.system == CoordinateSystem.longitudeLatitude {
      return [point(reading.x, reading.y, "WGS 84")]
    }
    let systems = reading.system.map { [$0] } ?? metricSystems
    return systems.compactMap { code in
      guard let system = CoordinateSystem(code), !system.isGeographic, let area = system.area,
        let way = ThreadTransformations.fromDegrees(to: code)
      else { return nil }
      let place = way.backward(Point(reading.x, reading.y))
      guard place.isFinite, area.holds(longitude: place.x, latitude: place.y) else { return nil }
      return point(place.x, place.y, code)
    }
  }

  private func point(_ longitude: Double, _ latitude: Double, _ system: String) -> FoundPoint {
    let parcel = parcel(at: longitude, lat: latitude)
    let town =
      parcel?.town
      ?? towns.first { town in
        town.bounds.map {
          ($0.west...$0.east).contains(longitude) && ($0.south...$0.north).contains(latitude)
        } ?? false
      }?.id
    return FoundPoint(
      longitude: longitude, latitude: latitude, system: system, parcel: parcel, town: town)
  }

  /// The systems in metres that people here may write: the Israeli grid, those of the towns, and their zones of UTM.
  private var metricSystems: [String] {
    var systems = ["EPSG:2039"]
    for town in towns {
      systems.append(town.crs)
      guard let bounds = town.bounds else { continue }
      for longitude in [bounds.west, bounds.east] {
        let zone = min(60, max(1, Int((longitude + 180) / 6) + 1))
        systems.append("EPSG:\((bounds.north < 0 ? 32700 : 32600) + zone)")
      }
    }
    var seen: Set<String> = []
    return systems.filter { seen.insert($0).inserted }
  }
}
