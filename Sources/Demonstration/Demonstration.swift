import Foundation
import Land

/// Writes the two demonstration towns: a GeoPackage and a description for each, and `territory.yaml` that names both.
///
/// The same seed gives the same towns. The folder is made if it is not there; files of the same names are replaced.
///
/// - Returns: The paths written, in the order they were written.
package func writeDemonstrationTowns(to folder: String, seed: UInt64) throws -> [String] {
  do {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
  } catch {
    throw GeoPackageFault(description: "`\(folder)` cannot be made: \(error.localizedDescription)")
  }
  var written: [String] = []
  func write(_ text: String, to name: String) throws {
    let path = folder + "/" + name
    do {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      throw GeoPackageFault(
        description: "`\(path)` cannot be written: \(error.localizedDescription)")
    }
    written.append(path)
  }
  for style in [TownStyle.persian, .hebrew] {
    let path = folder + "/" + style.file + ".gpkg"
    let writer = try GeoPackageWriter(path: path, srs: style.referenceSystem)
    let town = Town(style: style, seed: seed)
    for table in town.tables {
      try writer.add(
        table.name, description: table.description, geometryType: table.geometryType,
        columns: table.columns.map { ($0.name, $0.kind) }, rows: table.rows)
    }
    try writer.finish()
    written.append(path)
    try write(townDescription(of: town, seed: seed), to: style.file + ".yaml")
  }
  try write(territoryDescription, to: "territory.yaml")
  return written
}

extension TownStyle {
  var referenceSystem: GeoPackageReferenceSystem {
    switch language {
    case .fa:
      GeoPackageReferenceSystem(
        name: "WGS 84 / UTM zone 40N", code: 32640,
        wellKnownText:
          #"PROJCS["WGS 84 / UTM zone 40N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",57],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","32640"]]"#
      )
    case .he:
      GeoPackageReferenceSystem(
        name: "Israel 1993 / Israeli TM Grid", code: 2039,
        wellKnownText:
          #"PROJCS["Israel 1993 / Israeli TM Grid",GEOGCS["Israel 1993",DATUM["Israel_1993",SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]],AUTHORITY["EPSG","6141"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4141"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",31.7343936111111],PARAMETER["central_meridian",35.2045169444444],PARAMETER["scale_factor",1.0000067],PARAMETER["false_easting",219529.584],PARAMETER["false_northing",626907.39],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","2039"]]"#
      )
    }
  }
}
