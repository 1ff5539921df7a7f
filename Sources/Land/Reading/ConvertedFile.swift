import Foundation

/// Files that others read: `ogr2ogr` writes them as a GeoPackage into a folder of its own, which is taken away afterwards.
enum ConvertedFile {
  /// - Parameter tool: Where `ogr2ogr` is; looked for in the search path where it is nil.
  static func read(
    _ path: String, table: String?, columns: [String], tool: String? = nil
  ) throws(UnreadableFile) -> FeatureTable {
    let name = (path as NSString).lastPathComponent
    guard let tool = tool ?? found("ogr2ogr") else {
      throw UnreadableFile(
        "files of this kind are read by `ogr2ogr`, which is not installed",
        mend:
          "install it (`apt install gdal-bin`), or convert the file elsewhere: `ogr2ogr -f GPKG NEW.gpkg \(name)`"
      )
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mizan-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let converted = folder.appendingPathComponent("converted.gpkg").path
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let said = folder.appendingPathComponent("said")
      try Data().write(to: said)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: tool)
      process.arguments = ["-f", "GPKG", converted, path] + (table.map { [$0] } ?? [])
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = try FileHandle(forWritingTo: said)
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        let text = String(decoding: try Data(contentsOf: said).prefix(2000), as: UTF8.self)
        let first = text.split(separator: "\n").first.map(String.init) ?? "it gives no reason"
        throw UnreadableFile("`ogr2ogr` cannot read it: \(first.prefix(200))")
      }
    } catch let error as UnreadableFile {
      throw error
    } catch {
      throw UnreadableFile("`ogr2ogr` cannot be run: \(error.localizedDescription)")
    }
    var result = try GeoPackageReader.read(converted, table: table, columns: columns)
    result.remark("it was read by way of `ogr2ogr`")
    return result
  }

  private static func found(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
