import Foundation

/// The spatial workload: Cambridge's parcels, zones and streets as flat files, the same tiled to a million parcels, and the
/// programs that are measured beside ours. Written by the scripts beside the project, once, into the build folder.
///
/// A peer that cannot be had here is said in one line and left out.
final class SpatialWorkload {
  let folder: String
  private var runs: [String: [String: PeerLine]] = [:]
  private var missing: Set<String> = []

  struct Fault: Error, CustomStringConvertible { var description: String }

  /// What a peer said of one task.
  struct PeerLine {
    /// Per second of one processor, the median of its runs.
    var rate: Double
    var seconds: Double
    /// What must be the same for all who did the task, as the peer wrote it.
    var check: String
    /// `GEOS 3.11.1`
    var version: String
    /// The memory of the process at the time, in MB.
    var memory: Double

    /// A figure of the check by its name: `area` of `pairs=3 area=5.25`.
    func checked(_ name: String) -> Double? {
      for field in check.split(whereSeparator: { " ,".contains($0) }) {
        let pair = field.split(separator: "=", maxSplits: 1)
        if pair.count == 2, pair[0] == name { return Double(pair[1]) }
      }
      return nil
    }
  }

  /// A program that does the same tasks.
  enum Peer: String, CaseIterable {
    case bound = "C"
    case envelopeBound = "C of setbacks"
    case nearestBound = "C of the nearest"
    case geos = "GEOS"
    case shapely
    case postGIS = "PostGIS"
  }

  /// - Parameters:
  ///   - scripts: The folder of the workload's scripts.
  ///   - data: The folder of the cities' data.
  init(scripts: String, data: String, build: String) throws {
    folder = build + "/spatial"
    let files = FileManager.default
    if files.fileExists(atPath: path("ready")) { return }
    try? files.removeItem(atPath: folder)
    try files.createDirectory(atPath: build, withIntermediateDirectories: true)
    tellBench("writing the spatial workload into `\(folder)`: a few minutes, once")
    let steps = [
      "cp -r '\(scripts)' '\(folder)' && chmod -R u+w '\(folder)' && mkdir -p '\(folder)/work'",
      "cd '\(folder)' && python3 -m venv work/venv && work/venv/bin/pip install -q numpy pandas shapely geopandas pyogrio pyproj",
      "data=$(realpath '\(data)') && cd '\(folder)' && MIZAN_DATA=\"$data\" work/venv/bin/python mkbench.py 77",
      // The nearest-street program wants the streets as segments.
      "cd '\(folder)' && work/venv/bin/python -c \"import numpy as np; z=np.load('work/camb.streets.npz'); xy=z['xy']; o=z['off']; "
        + "k=np.ones(len(xy),bool); k[o[1:]-1]=False; i=np.flatnonzero(k); np.hstack([xy[i],xy[i+1]]).tofile('work/camb.streetsegs.f64')\"",
    ]
    for step in steps where try ZoningWorkload.run("/bin/sh", ["-c", step]).status != 0 {
      throw Fault(
        description: "the spatial workload of `\(scripts)` could not be written: `\(step)` failed")
    }
    // Each peer is there or not: what a machine lacks takes nothing from the others.
    let programs = [
      "gcc -O3 -march=native -o work/flat bench_flat.c -lm",
      "gcc -O3 -march=native -ffast-math -fno-finite-math-only -o work/setback bench_setback.c -lm",
      "gcc -O3 -march=native -o work/nearest bench_nearest.c -lm",
      "gcc -O2 -o work/geos bench_geos.c -lgeos_c -lm",
    ]
    for program in programs {
      _ = try ZoningWorkload.run("/bin/sh", ["-c", "cd '\(folder)' && \(program)"])
    }
    _ = files.createFile(atPath: path("ready"), contents: nil)
  }

  /// A file of the workload: `camb.parcels.bin`, `camb1m.zones.bin`, `camb.reppts.f64`.
  func path(_ name: String) -> String { folder + "/work/" + name }

  /// What a peer did in this run of the bench, by task; empty where the peer is not to be had.
  ///
  /// - Parameter data: `camb`, `som` or `camb1m`. A peer is run once for each.
  func lines(of peer: Peer, on data: String, runs count: Int = 5) -> [String: PeerLine] {
    let key = "\(peer.rawValue) \(data)"
    if let known = runs[key] { return known }
    var lines: [String: PeerLine] = [:]
    do {
      let output = try ZoningWorkload.run(
        "/bin/sh", ["-c", command(of: peer, data, count)], in: folder
      ).output
      for line in output.split(whereSeparator: \.isNewline) {
        guard
          let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
          let task = object["task"] as? String,
          let rate = (object["per_cpu_s"] as? NSNumber)?.doubleValue,
          let seconds = (object["cpu_s"] as? NSNumber)?.doubleValue
        else { continue }
        lines[task] = PeerLine(
          rate: rate, seconds: seconds, check: object["check"] as? String ?? "",
          version: object["version"] as? String ?? "",
          memory: (object["rss_mb"] as? NSNumber)?.doubleValue ?? .nan)
      }
    } catch {
      lines = [:]
    }
    if lines.isEmpty, missing.insert(peer.rawValue).inserted {
      tellBench("\(peer.rawValue) cannot be run here (\(needs(peer))): it is left out")
    }
    runs[key] = lines
    return lines
  }

  private func command(of peer: Peer, _ data: String, _ count: Int) -> String {
    switch peer {
    case .bound: "work/flat \(data) \(count)"
    case .envelopeBound: "work/setback \(data) \(count)"
    case .nearestBound: "work/nearest \(count)"
    case .geos: "work/geos \(data) \(count)"
    case .shapely: "work/venv/bin/python bench_shapely.py \(data) \(count)"
    case .postGIS:
      "test -e /usr/share/postgresql/15/extension/postgis.control && work/venv/bin/pip install -q 'psycopg[binary]'"
        + " && ./pg_start.sh && work/venv/bin/python bench_postgis.py \(data) \(count); test -d pg && ./pg_stop.sh"
    }
  }

  private func needs(_ peer: Peer) -> String {
    switch peer {
    case .bound, .envelopeBound, .nearestBound: "it needs gcc"
    case .geos: "it needs gcc and libgeos-dev"
    case .shapely: "it needs shapely"
    case .postGIS: "it needs postgresql-15-postgis-3"
    }
  }
}

/// The features of a flat file of the workload: rings over one buffer of coordinates.
struct FlatFixture {
  /// Where the rings of each feature start, with one more at the end.
  let featureRings: [UInt32]
  /// 1 for an exterior, 0 for a hole.
  let isExterior: [UInt8]
  /// Where each ring starts among the coordinates, with one more at the end.
  let ringStarts: [UInt32]
  /// x and y in turn, in metres.
  let coordinates: [Double]

  var count: Int { featureRings.count - 1 }

  init(reading path: String) throws {
    let data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
    func refused() -> SpatialWorkload.Fault {
      SpatialWorkload.Fault(description: "`\(path)` is no flat file of the workload")
    }
    guard data.count >= 16, data.prefix(4).elementsEqual("SPB1".utf8) else { throw refused() }
    (featureRings, isExterior, ringStarts, coordinates) = try data.withUnsafeBytes { raw in
      func word(_ at: Int) -> Int { Int(raw.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
      let (features, rings, points) = (word(4), word(8), word(12))
      var at = 16
      func take<Element>(_ count: Int, _: Element.Type) throws -> [Element] {
        let bytes = count * MemoryLayout<Element>.stride
        guard at + bytes <= raw.count else { throw refused() }
        defer { at += (bytes + 7) / 8 * 8 }
        return Array(
          unsafeUninitializedCapacity: count,
          initializingWith: { buffer, filled in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(
              from: UnsafeRawBufferPointer(rebasing: raw[at..<at + bytes]))
            filled = count
          })
      }
      return (
        try take(features + 1, UInt32.self), try take(rings, UInt8.self),
        try take(rings + 1, UInt32.self), try take(2 * points, Double.self)
      )
    }
  }

  /// The number of coordinates of a feature.
  func size(_ feature: Int) -> Int {
    Int(ringStarts[Int(featureRings[feature + 1])] - ringStarts[Int(featureRings[feature])])
  }
}

/// Points of the workload: x and y in turn, in metres.
func pointsFixture(_ path: String) throws -> [Double] {
  let data = try Data(contentsOf: URL(filePath: path))
  return data.withUnsafeBytes { raw in
    [Double](unsafeUninitializedCapacity: raw.count / 8) { buffer, filled in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: raw[..<(raw.count / 8 * 8)]))
      filled = raw.count / 8
    }
  }
}
