import Geometry

extension Territory {
  /// Writes a town's newest parcels many times over side by side, as a GeoPackage of one table `parcels` with `number` and
  /// `area`: a city of any size to measure by.
  ///
  /// The copies stand in a square, moved by whole kilometres, so that they share no boundary. A copy's numbers carry its
  /// own after an `@`; the first copy is the town where it is.
  /// - Parameter progress: Called with the number of parcels written so far, after each copy.
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
    let regions = edition.shapes.regions
    let box = regions.reduce(Box.empty) { $0.union($1.box) }
    let isCurved = regions.contains { !$0.arcs.isEmpty }
    let stepX = ((box.width + 100) / 1000).rounded(.up) * 1000
    let stepY = ((box.height + 100) / 1000).rounded(.up) * 1000
    let side = max(1, Int(Double(copies).squareRoot().rounded(.up)))
    let areas = regions.map { ($0.area * 100).rounded() / 100 }
    let rows = (0..<copies).lazy.flatMap { copy in
      let shift = Point(Double(copy % side) * stepX, Double(copy / side) * stepY)
      if copy > 0 { progress?(copy * regions.count) }
      return regions.indices.lazy.map { index in
        let number = edition.numbers[index] + (copy == 0 ? "" : "@\(copy)")
        return GeoPackageRow(
          shape: .region(copy == 0 ? regions[index] : regions[index].moved(by: shift)),
          values: [.text(number), .real(areas[index])])
      }
    }
    do {
      let writer = try GeoPackageWriter(
        path: path,
        srs: GeoPackageReferenceSystem(name: system.name, code: code, wellKnownText: text))
      try writer.add(
        "parcels", geometryType: isCurved ? "MULTISURFACE" : "MULTIPOLYGON",
        columns: [("number", .text), ("area", .real)], rows: rows)
      try writer.finish()
    } catch let fault as GeoPackageFault {
      throw fault
    } catch {
      throw GeoPackageFault(description: "`\(path)` cannot be written: \(error)")
    }
    return copies * regions.count
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
