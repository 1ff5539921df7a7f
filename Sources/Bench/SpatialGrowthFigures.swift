import Foundation
import Geometry
import SpatialIndex

/// S9: the memory of a process that maps a million parcels and 20,000 zones and answers, mapped pages counted.
func memoryFigure(_ workload: SpatialWorkload) throws {
  let paths = ["parcels", "zones"].map { workload.path("camb1m.\($0).layer") }
  for (name, path) in zip(["parcels", "zones"], paths)
  where !FileManager.default.fileExists(atPath: path) {
    try SpatialLayers.regions(
      FlatFixture(reading: workload.path("camb1m.\(name).bin")), isCovered: name == "zones"
    ).write(to: path)
  }
  let opening = try (0..<5).map { _ in
    try processorSeconds { for path in paths { _ = try FlatLayer(reading: path) } } * 1000
  }
  Figure(
    id: "S9", name: "both layers opened from their files, every offset checked",
    value: median(opening), unit: "ms", target: 50, isChecked: true, runs: opening.count,
    spread: [opening.min() ?? 0, opening.max() ?? 0]
  ).report()
  let outcome = try ZoningWorkload.run(
    CommandLine.arguments[0],
    ["--map"] + paths + [workload.path("camb1m.reppts.f64")])
  let fields = outcome.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
  guard outcome.status == 0, fields.count == 3 else {
    tellBench("S9: the process that maps the layers gave no answer")
    return
  }
  let bound = workload.lines(of: .bound, on: "camb1m")["join_area"]
  let isRight =
    bound.map {
      $0.checked("pairs") == fields[1]
        && abs(($0.checked("area") ?? 0) - fields[2]) < 1e-9 * fields[2]
    } ?? true
  Figure(
    id: "S9",
    name:
      "memory of a process that maps 1,009,855 parcels and 20,097 zones, looks every parcel up and shares it out",
    value: fields[0], unit: "MB", against: bound.map { "C, \($0.version), same run" },
    peerValue: bound?.memory, target: 450, isChecked: isRight, runs: 1, spread: [fields[0]]
  ).report()
}

/// What the process of S9 does: `--map PARCELS ZONES POINTS`; prints its memory in MB, the pairs and their area.
func mapLayers(_ paths: ArraySlice<String>) throws {
  let paths = Array(paths)
  guard paths.count == 3 else { return }
  let parcels = try FlatLayer(reading: paths[0])
  let zones = try FlatLayer(reading: paths[1])
  guard let covering = zones.covering else { return }
  let lookup = ZoneLookup(covering)
  var found = 0
  for point in try SpatialLayers.points(paths[2]) {
    found += lookup.find(point)
    parcels.index.search(Box([point])) { _ in found += 1 }
  }
  let calculator = ShareCalculator(covering)
  var pairs = 0
  var area = 0.0
  for feature in 0..<parcels.count {
    for place in 0..<calculator.share(feature, of: parcels) where calculator[place].area > 1e-6 {
      pairs += 1
      area += calculator[place].area
    }
  }
  guard found > 0 else { return }
  let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    .split(separator: " ").dropFirst().first.flatMap { Double($0) }
  print((pages ?? .nan) * 4096 / 1e6, pairs, area)
}

/// S11: what one question costs in towns of 10,000 to 10 million parcels, asked in no order.
func growthFigure(_ workload: SpatialWorkload) throws {
  let parcelFixture = try FlatFixture(reading: workload.path("camb.parcels.bin"))
  let zoneFixture = try FlatFixture(reading: workload.path("camb.zones.bin"))
  let city = try [parcelFixture, zoneFixture].map {
    try SpatialLayers.regions($0, isCovered: false)
  }
  var costs: [(parcels: Int, lookup: Double, share: Double)] = []
  for tiles in [1, 8, 77, 770] {
    let shifts = SpatialLayers.tiles(tiles, of: city)
    let paths = ["parcels", "zones"].map { workload.path("growth.\($0).layer") }
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    try SpatialLayers.regions(parcelFixture, tiles: shifts, isCovered: false).write(to: paths[0])
    try SpatialLayers.regions(zoneFixture, tiles: shifts, isCovered: true).write(to: paths[1])
    let parcels = try FlatLayer(reading: paths[0])
    guard let covering = try FlatLayer(reading: paths[1]).covering else { return }
    let calculator = ShareCalculator(covering)
    let lookup = ZoneLookup(covering)
    // A walk through the parcels that leaves none nearby for the next step; those of more than 1,000 points stay out.
    var places: [Int] = []
    var place = 0
    for _ in 0..<200_000 {
      place = (place + 7_368_787) % parcels.count
      if parcels.size(place) <= 1000 { places.append(place) }
    }
    let points = places.map { parcels.box($0).centre }
    var sum = 0
    func cost(_ body: () -> Void) -> Double {
      body()
      return median((0..<3).map { _ in processorSeconds(body) / Double(places.count) * 1e9 })
    }
    costs.append(
      (
        parcels.count, cost { for point in points { sum += lookup.find(point) } },
        cost { for place in places { sum += calculator.share(place, of: parcels) } }
      ))
  }
  guard let first = costs.first, let last = costs.last else { return }
  let steps = costs.map { "\($0.parcels): \(Int($0.lookup)) + \(Int($0.share))" }
  Figure(
    id: "S11",
    name: "what one lookup and one sharing out cost in all, in ns, by parcels of the town ("
      + steps.joined(separator: ", ") + "), the last beside the first",
    value: (last.lookup + last.share) / (first.lookup + first.share), unit: "times",
    isChecked: true, runs: 3, spread: costs.map { $0.lookup + $0.share }
  ).report()
}
