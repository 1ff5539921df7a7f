package import Facts
package import Geometry
import SpatialIndex

// What pages and maps draw: GeoJSON (RFC 7946) in longitude and latitude. Nothing is decided by it.

extension Territory {
  /// The features of a layer that meet a box, as a `FeatureCollection`: `parcels`, `zones`, `streets`, `buildings`, or a layer
  /// by its name. The editions in force on a day, else the newest. Empty where there is no such layer.
  ///
  /// A collection that the limit cuts short says so: `"truncated": true`.
  package func geoJSON(
    layer: String, town: String, within box: GeographicBox, on date: CivilDate? = nil,
    limit: Int = 2000
  ) -> String {
    let empty = #"{"type":"FeatureCollection","features":[]}"#
    guard let place = townPlaces[town] else { return empty }
    let data = data[place]
    guard let way = ThreadTransformations.fromDegrees(to: data.system.code), box.west <= box.east,
      box.south <= box.north
    else { return empty }
    let query = Box(
      [
        Point(box.west, box.south), Point(box.east, box.south), Point(box.east, box.north),
        Point(box.west, box.north),
      ].map { way.forward($0) }.filter(\.isFinite))
    guard !query.isEmpty, let drawn = drawn(layer, data, date) else { return empty }
    var features: [String] = []
    let found = drawn.shapes.search(query)
    for item in found.prefix(max(0, limit)) {
      let shape = geometry(drawn.shapes, item, way)
      let properties = ([("label", drawn.label(item))] + drawn.properties(item))
        .filter { !$0.1.isEmpty }
        .map { "\(quoted($0.0)):\(quoted($0.1))" }.joined(separator: ",")
      features.append(
        #"{"type":"Feature","id":\#(item),"properties":{\#(properties)},"geometry":\#(shape)}"#)
    }
    let cut = found.count > features.count ? #","truncated":true"# : ""
    return #"{"type":"FeatureCollection"\#(cut),"features":[\#(features.joined(separator: ","))]}"#
  }

  private struct Drawn {
    var shapes: ShapeSet
    /// What a feature is called: its number, its zone's code, else its name.
    var label: (Int) -> String
    var properties: (Int) -> [(String, String)] = { _ in [] }
  }

  private func drawn(_ layer: String, _ town: TownData, _ date: CivilDate?) -> Drawn? {
    func isChosen(_ entry: SourceEntry) -> Bool {
      date.map { entry.isInForce(on: $0) } ?? (entry.until == nil)
    }
    switch layer {
    case "parcels":
      guard let edition = date.map({ town.parcels(on: $0) }) ?? town.parcels.first else {
        return nil
      }
      return Drawn(
        shapes: edition.shapes, label: { edition.numbers[$0] },
        properties: { [("parcel", "\(town.file.id)/\(edition.numbers[$0])")] })
    case "zones":
      guard let edition = town.zones.first(where: { isChosen($0.entry) && $0.failure == nil })
      else { return nil }
      return Drawn(shapes: edition.shapes, label: { edition.codes[$0] })
    case "streets":
      return town.streets.first { isChosen($0.entry) }.map { named($0.shapes) }
    case "buildings":
      return town.buildings.first { isChosen($0.entry) }.map { named($0.shapes) }
    default:
      return town.layers.first { $0.name == layer && isChosen($0.entry) }
        .map { named($0.shapes) }
    }
  }

  private func named(_ shapes: ShapeSet) -> Drawn { Drawn(shapes: shapes, label: shapes.name) }

  private func geometry(_ shapes: ShapeSet, _ item: Int, _ way: Transformation) -> String {
    if item < shapes.regionCount { return shapes.region(item).geoJSON { way.backward($0) } }
    if let line = shapes.line(item - shapes.regionCount) {
      return line.geoJSON { way.backward($0) }
    }
    let point = shapes.point(item - shapes.regionCount - shapes.lineCount)
    return point?.geoJSON { way.backward($0) } ?? "null"
  }

  /// A parcel's outline as a GeoJSON geometry, with its bounds; nil where there is no such parcel.
  package func outline(
    of parcel: ParcelReference, on date: CivilDate? = nil
  ) -> (geoJSON: String, bounds: GeographicBox)? {
    guard let region = region(of: parcel, on: date), let text = geoJSON(region, in: parcel.town),
      let place = townPlaces[parcel.town],
      let bounds = GeographicBox(region.box, of: data[place].system.code)
    else { return nil }
    return (text, bounds)
  }

  /// A region in a town's coordinates as a GeoJSON geometry.
  package func geoJSON(_ region: MultiPolygon, in town: String) -> String? {
    guard let place = townPlaces[town],
      let way = ThreadTransformations.fromDegrees(to: data[place].system.code)
    else { return nil }
    return region.geoJSON { way.backward($0) }
  }

  /// A line in a town's coordinates, as a lot line, as a GeoJSON geometry.
  package func geoJSON(_ line: Polyline, in town: String) -> String? {
    guard let place = townPlaces[town],
      let way = ThreadTransformations.fromDegrees(to: data[place].system.code)
    else { return nil }
    return line.geoJSON { way.backward($0) }
  }

  /// What setbacks leave of a parcel: a picture of the result, by which no rule is decided.
  ///
  /// - Parameters:
  ///   - setbacks: Metres by kind of line.
  ///   - lines: Metres by a line's `id`, as the survey names it; it goes before its kind.
  ///   - overrides: Officers' decisions about the lines of the lot.
  /// - Returns: Nil where there is no such parcel, its lines are not known, or nothing can be drawn.
  package func envelope(
    of parcel: ParcelReference, on date: CivilDate, setbacks: [LotLineKind: Double],
    lines: [String: Double] = [:], as order: SurveyOrder = SurveyOrder(),
    overrides: [LotLineOverride] = []
  ) -> Envelope? {
    guard let region = region(of: parcel, on: date),
      let survey = lotSurvey(parcel, on: date, as: order, overrides: overrides)
    else { return nil }
    let kept = survey.lines.enumerated().compactMap { index, line in
      (lines["line \(index + 1)"] ?? setbacks[line.kind]).map {
        Setback(line.line, distance: $0, lotLine: index)
      }
    }
    return try? region.envelope(setbacks: kept)
  }
}

private func quoted(_ text: String) -> String { JSON.string(text).canonical }
