import Foundation

/// The kinds of file that sources come in, told apart by their names.
enum SourceFormat: Equatable {
  case geoJSON, lines, geoPackage, csv, flatGeobuf, shapefile
  /// What only `ogr2ogr` reads, where it is installed.
  case other

  init(of path: String) {
    switch (path as NSString).pathExtension.lowercased() {
    case "geojson", "json": self = .geoJSON
    case "ndjson", "geojsonl", "geojsons", "jsonl", "geojsonseq": self = .lines
    case "gpkg": self = .geoPackage
    case "csv", "tsv", "txt": self = .csv
    case "fgb": self = .flatGeobuf
    case "shp": self = .shapefile
    default: self = .other
    }
  }

  /// Whether a source is a folder of files, as some databases are.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// The files that a source is made of, its own first, as far as they are there.
  static func files(of path: String) -> [String] {
    if isFolder(path) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return names.sorted().map { path + "/" + $0 }
    }
    guard SourceFormat(of: path) == .shapefile else { return [path] }
    return [path] + ["cpg", "dbf", "prj"].compactMap { ShapefileReader.siblingPath(path, $0) }
  }

  /// What is asked of a file.
  struct Request {
    var columns: [String] = []
    var table: String?
    /// The names of a CSV's columns where its first line has none.
    var header: [String]?
    /// The CSV's column of well-known text or binary.
    var geometry: String?
    /// The code page of a shapefile's texts, where its own files do not say it or say it wrongly.
    var encoding: String?
  }

  func read(_ path: String, _ bytes: Data, _ request: Request) throws(UnreadableFile)
    -> FeatureTable
  {
    switch self {
    case .geoJSON: try GeoJSONReader.read(bytes, columns: request.columns)
    case .lines: try GeoJSONReader.read(bytes, columns: request.columns, isLines: true)
    case .geoPackage:
      try GeoPackageReader.read(path, table: request.table, columns: request.columns)
    case .csv:
      try CSVTable.read(
        bytes, header: request.header, columns: request.columns, geometry: request.geometry)
    case .flatGeobuf: try FlatGeobufReader.read(bytes, columns: request.columns)
    case .shapefile:
      try ShapefileReader.read(
        path, bytes, columns: request.columns, encoding: request.encoding)
    case .other:
      try ConvertedFile.read(path, table: request.table, columns: request.columns)
    }
  }
}

extension SourceFormat.Request {
  init(_ entry: SourceEntry, columns: [String]) {
    self.init(
      columns: columns, table: entry.table, header: entry.header, geometry: entry.geometry,
      encoding: entry.encoding)
  }
}
