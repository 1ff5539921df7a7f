import Facts
import Foundation
import Geometry
import SpatialIndex

extension Territory {
  /// Writes a town's land many times over side by side: a GeoPackage, and a territory file beside it that opens it. A city of
  /// any size to measure by.
  ///
  /// Parcels, zones, areas and centre lines of streets, other land and open spaces go along, of each those that are in force
  /// without an end; registers, addresses, buildings and layers do not. The copies stand in a square, moved by whole
  /// kilometres, so that they share nothing. A copy's numbers carry its own after an `@`; the first copy is the town where it
  /// is.
  ///
  /// - Parameters:
  ///   - path: Of the GeoPackage; the territory file has the ending `yaml` instead.
  ///   - progress: Called with the number of parcels written so far, after each copy.
  /// - Returns: How many parcels were written.
  package func writeTiles(
    of town: String, copies: Int, to path: String, progress: ((Int) -> Void)? = nil
  ) throws(GeoPackageFault) -> Int {
    guard let place = townPlaces[town], let edition = data[place].parcels.first else {
      throw GeoPackageFault(description: "there is no town `\(town)` with parcels")
    }
    let system = data[place].system
    guard let text = system.wellKnownText, system.code.hasPrefix("EPSG:"),
      let code = Int(system.code.dropFirst(5))
    else {
      throw GeoPackageFault(description: "a GeoPackage cannot name `\(system.code)` by a number")
    }
    let tables = TiledTable.all(of: data[place], edition)
    let box = tables.reduce(Box.empty) { $0.union($1.shapes.box) }
    let stepX = ((box.width + 100) / 1000).rounded(.up) * 1000
    let stepY = ((box.height + 100) / 1000).rounded(.up) * 1000
    let side = max(1, Int(Double(copies).squareRoot().rounded(.up)))
    do {
      let writer = try GeoPackageWriter(
        path: path,
        srs: GeoPackageReferenceSystem(name: system.name, code: code, wellKnownText: text))
      for table in tables {
        let shapes = table.shapes
        let isCurved = table.places.contains {
          $0 < shapes.regionCount && shapes.layer.hasArcs($0)
        }
        let rows = (0..<copies).lazy.flatMap { copy in
          let shift = Point(Double(copy % side) * stepX, Double(copy / side) * stepY)
          if copy > 0, table.name == "parcels" { progress?(copy * edition.numbers.count) }
          return table.places.lazy.map { place in
            GeoPackageRow(
              shape: shapes.shape(place, movedBy: shift), values: table.values(place, copy))
          }
        }
        try writer.add(
          table.name,
          geometryType: table.isLines
            ? "LINESTRING" : isCurved ? "MULTISURFACE" : "MULTIPOLYGON",
          columns: table.columns, rows: rows)
      }
      try writer.finish()
      let file = URL(filePath: path)
      try territoryFile(of: data[place], file.lastPathComponent, copies, tables).write(
        to: file.deletingPathExtension().appendingPathExtension("yaml"), atomically: true,
        encoding: .utf8)
    } catch let fault as GeoPackageFault {
      throw fault
    } catch {
      throw GeoPackageFault(description: "`\(path)` cannot be written: \(error)")
    }
    return copies * edition.numbers.count
  }

  private func territoryFile(
    of town: TownData, _ file: String, _ copies: Int, _ tables: [TiledTable]
  ) -> String {
    var text = """
      # \(copies) copies of \(town.file.id) side by side, written by `mizan tile` to measure by.
      id: \(town.file.id)
      label: { en: "\(copies) x \(town.file.id)" }
      jurisdiction: \(town.file.jurisdiction)
      crs: \(town.system.code)

      """
    var heading = ""
    for table in tables {
      if table.heading != heading { text += "\(table.heading):\n" }
      heading = table.heading
      text += "  - { file: \(file), table: \(table.name)\(table.entry) }\n"
    }
    return text
  }
}

/// One source of a town as a table of the GeoPackage, and its row in the territory file.
private struct TiledTable {
  var name: String
  /// Where it stands in the territory file.
  var heading: String
  /// What its row there says beside the file and the table.
  var entry: String
  var shapes: ShapeSet
  var places: Range<Int>
  var isLines = false
  var columns: [(name: String, kind: GeoPackageColumn)]
  /// The values of a shape in a copy.
  var values: (Int, Int) -> [GeoPackageValue]

  static func all(of town: TownData, _ parcels: ParcelEdition) -> [TiledTable] {
    var tables: [TiledTable] = []
    let accuracy = parcels.entry.accuracy.map { ", accuracy: \($0) m" } ?? ""
    tables.append(
      TiledTable(
        name: "parcels", heading: "parcels", entry: ", columns: { number: number }" + accuracy,
        shapes: parcels.shapes, places: 0..<parcels.shapes.regionCount,
        columns: [("number", .text), ("area", .real)],
        values: { place, copy in
          let area = (parcels.shapes.region(place).area * 100).rounded() / 100
          return [.text(parcels.numbers[place] + (copy == 0 ? "" : "@\(copy)")), .real(area)]
        }))
    for (number, zones) in town.zones.filter({ stands($0.entry, $0.failure) }).enumerated() {
      tables.append(
        TiledTable(
          name: "zones_\(number + 1)", heading: "zones",
          entry: ", plan: \"\(zones.entry.plan ?? zones.source)\""
            + (zones.entry.rank.isEmpty ? "" : ", rank: \(zones.entry.rank)")
            + ", columns: { code: code }, as: [\(zones.entry.names.joined(separator: ", "))], coverage: whole",
          shapes: zones.shapes, places: 0..<zones.shapes.regionCount, columns: [("code", .text)],
          values: { place, _ in [.text(zones.codes[place])] }))
    }
    func areas(_ heading: String, _ layers: [LayerEdition]) {
      for (number, layer) in layers.filter({ stands($0.entry, $0.failure) }).enumerated() {
        let name = heading.replacing(" ", with: "_") + "_\(number + 1)"
        tables.append(
          TiledTable(
            name: name, heading: heading, entry: "", shapes: layer.shapes,
            places: 0..<layer.shapes.regionCount, columns: [], values: { _, _ in [] }))
      }
    }
    areas("rights of way", town.rightsOfWay)
    areas("public open spaces", town.openSpaces)
    for (heading, abutter) in TownFile.besideHeadings {
      areas(heading, town.beside.filter { $0.abutter == abutter }.map(\.edition))
    }
    for (number, streets) in town.streets.filter({ stands($0.entry, $0.failure) }).enumerated() {
      let shapes = streets.shapes
      tables.append(
        TiledTable(
          name: "streets_\(number + 1)", heading: "streets",
          entry: ", columns: { name: name, width: width }", shapes: shapes,
          places: shapes.regionCount..<(shapes.regionCount + shapes.lineCount), isLines: true,
          columns: [("name", .text), ("width", .real)],
          values: { place, _ in
            [
              .text(shapes.name(place)),
              streets.widths[shapes.rows[place]].map { .real($0) } ?? .null,
            ]
          }))
    }
    return tables.filter { !$0.places.isEmpty }
  }

  private static func stands(_ entry: SourceEntry, _ failure: String?) -> Bool {
    entry.until == nil && failure == nil
  }
}

extension ShapeSet {
  /// A region or a line as a GeoPackage has it, moved.
  fileprivate func shape(_ place: Int, movedBy shift: Point) -> GeoPackageShape {
    if place < regionCount {
      let region = region(place)
      return .region(shift == Point(0, 0) ? region : region.moved(by: shift))
    }
    return .line(
      (line(place - regionCount)?.points ?? []).map { ($0.x + shift.x, $0.y + shift.y) })
  }
}

extension MultiPolygon {
  fileprivate func moved(by shift: Point) -> MultiPolygon {
    MultiPolygon(
      trustedCoordinates: coordinates.map { $0 + shift }, ringStarts: ringStarts,
      partStarts: partStarts,
      arcs: arcs.map { Arc(edge: $0.edge, through: $0.through + shift) })
  }
}
