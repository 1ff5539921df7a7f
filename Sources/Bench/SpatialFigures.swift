import Foundation
import Geometry
import SpatialIndex

/// S1 to S11: places, shares, envelopes and nearness, beside the C bound and the peers of the same run.
func spatialFigures(_ wanted: Set<String>, _ workload: SpatialWorkload) throws {
  if wanted.contains("S1") { try pointFigure(workload, data: "camb", id: "S1") }
  if wanted.contains("S2") { try pointFigure(workload, data: "camb1m", id: "S2") }
  if wanted.contains("S3") { try shareFigure(workload, isAll: false) }
  if wanted.contains("S4") { try shareFigure(workload, isAll: true) }
  if !wanted.isDisjoint(with: ["S5", "S6"]) { try envelopeFigures(wanted, workload) }
  if wanted.contains("S7") { try nearestFigure(workload) }
  if wanted.contains("S8") { try treeFigure(workload) }
  if wanted.contains("S9") { try memoryFigure(workload) }
  if wanted.contains("S11") { try growthFigure(workload) }
}

/// A rate of ours beside the bound and then beside the best of the peers that did the same.
///
/// - Parameter check: Whether a peer's answer is ours; a peer with another answer does not count.
func reportBeside(
  _ figure: Figure, _ workload: SpatialWorkload, data: String, bound: SpatialWorkload.Peer = .bound,
  task: String, boundRatio: Double?, peers: [(SpatialWorkload.Peer, [String])] = [],
  peerRatio: Double? = nil, check: (SpatialWorkload.PeerLine) -> Bool
) {
  var figure = figure
  let own = workload.lines(of: bound, on: data)[task]
  figure.against = own.map { "\(bound.rawValue), \($0.version), same run" }
  figure.peerValue = own?.rate
  figure.targetRatio = boundRatio
  figure.isChecked = figure.isChecked && own.map(check) ?? true
  figure.report()
  let lines = peers.flatMap { peer, tasks in
    tasks.compactMap { task in
      workload.lines(of: peer, on: data, runs: 3)[task].map { (peer.rawValue, task, $0) }
    }
  }
  for (peer, task, line) in lines where !check(line) {
    tellBench("\(figure.id): \(peer) answers otherwise in `\(task)`: \(line.check)")
  }
  guard let best = lines.filter({ check($0.2) }).max(by: { $0.2.rate < $1.2.rate }) else { return }
  figure.against = "\(best.0) \(best.2.version), \(best.1), the best peer of the same run"
  figure.peerValue = best.2.rate
  figure.targetRatio = peerRatio
  figure.target = nil
  figure.report()
}

/// S1 and S2: a point to the zones that it lies in.
private func pointFigure(_ workload: SpatialWorkload, data: String, id: String) throws {
  let zones = try SpatialLayers.regions(
    FlatFixture(reading: workload.path("\(data).zones.bin")), isCovered: true)
  guard let covering = zones.covering else { return }
  let points = try SpatialLayers.points(workload.path("\(data).reppts.f64"))
  let lookup = ZoneLookup(covering)
  let rounds = points.count < 100_000 ? 64 : 4
  var hits = 0
  let times = (0..<9).map { _ in
    processorSeconds {
      hits = 0
      for _ in 0..<rounds { for point in points { hits += lookup.find(point) } }
    }
  }
  let found = Double(hits / rounds)
  // The tree and the exact test of each region are another way to the same answer.
  let isRight = stride(from: 0, to: points.count, by: max(1, points.count / 500)).allSatisfy {
    place in
    let point = points[place]
    let expected = zones.search(Box([point])).filter {
      zones.region($0).containment(of: point, tolerance: 0) == .inside
    }
    return covering.zones(at: point) == expected
  }
  let rates = times.map { Double(points.count * rounds) / $0 }
  let figure = Figure(
    id: id, name: "a point to its zones, \(points.count) points in \(zones.count) zones",
    value: median(rates), unit: "points/s", isChecked: isRight, runs: rates.count,
    spread: [rates.min() ?? 0, rates.max() ?? 0])
  reportBeside(
    figure, workload, data: data, task: "pip_rep", boundRatio: 0.85,
    peers: data == "camb"
      ? [
        (.geos, ["pip_rep"]), (.shapely, ["pip_rep", "pip_rep_containsxy"]),
        (.postGIS, ["pip_rep"]),
      ]
      : [], peerRatio: 10
  ) { $0.checked("hits") == nil || $0.checked("hits") == found }
}

/// S3 and S4: each parcel's area in each zone; S3 leaves the six parcels of more than 1,000 points out.
private func shareFigure(_ workload: SpatialWorkload, isAll: Bool) throws {
  let parcels = try SpatialLayers.regions(
    FlatFixture(reading: workload.path("camb.parcels.bin")), isCovered: false)
  let zones = try SpatialLayers.regions(
    FlatFixture(reading: workload.path("camb.zones.bin")), isCovered: true)
  guard let covering = zones.covering else { return }
  let calculator = ShareCalculator(covering)
  let features = (0..<parcels.count).filter { isAll || parcels.size($0) <= 1000 }
  var pairs = 0
  var area = 0.0
  let times = (0..<9).map { _ in
    processorSeconds {
      for _ in 0..<8 {
        pairs = 0
        area = 0
        for feature in features {
          let count = calculator.share(feature, of: parcels)
          for place in 0..<count {
            let share = calculator[place]
            if share.area > 1e-6 {
              pairs += 1
              area += share.area
            }
          }
        }
      }
    }
  }
  let rates = times.map { Double(features.count * 8) / $0 }
  let figure = Figure(
    id: isAll ? "S4" : "S3",
    name: isAll
      ? "each parcel's area in each zone, all \(features.count) parcels, the right-of-way's too"
      : "each parcel's area in each zone, the \(features.count) parcels of up to 1,000 points",
    value: median(rates), unit: "parcels/s", target: isAll ? 500_000 : nil, isChecked: true,
    runs: rates.count, spread: [rates.min() ?? 0, rates.max() ?? 0])
  reportBeside(
    figure, workload, data: "camb", task: isAll ? "join_area" : "join_area_small",
    boundRatio: isAll ? nil : 0.85,
    peers: isAll
      ? [
        (.geos, ["join_area_prepared"]), (.shapely, ["join_area_prepared"]),
        (.postGIS, ["join_area_zone_outer"]),
      ] : [(.geos, ["join_area_prepared_small"])], peerRatio: isAll ? 12 : 20
  ) { line in
    (line.checked("pairs").map { $0 == Double(pairs) } ?? true)
      && (line.checked("area").map { abs($0 - area) < 1e-2 } ?? true)
  }
}

/// S7: from each parcel to the nearest street centre line, from its boundary.
private func nearestFigure(_ workload: SpatialWorkload) throws {
  let parcels = try SpatialLayers.regions(
    FlatFixture(reading: workload.path("camb.parcels.bin")), isCovered: false)
  let streets = try SpatialLayers.segments(workload.path("camb.streetsegs.f64"))
  let finder = NearestFinder(streets)
  var sum = 0.0
  let times = (0..<9).map { _ in
    processorSeconds {
      sum = 0
      for feature in 0..<parcels.count {
        sum += finder.nearestOne(to: feature, of: parcels)?.distance ?? .nan
      }
    }
  }
  let rates = times.map { Double(parcels.count) / $0 }
  let figure = Figure(
    id: "S7",
    name: "from a parcel to the nearest of \(streets.count) stretches of street, exact distances",
    value: median(rates), unit: "parcels/s", target: 200_000, isChecked: sum.isFinite,
    runs: rates.count, spread: [rates.min() ?? 0, rates.max() ?? 0])
  reportBeside(
    figure, workload, data: "camb", bound: .nearestBound, task: "nearest_street", boundRatio: nil,
    peers: [(.shapely, ["nearest_street"]), (.postGIS, ["nearest_street"])], peerRatio: 4
  ) { $0.checked("sumdist").map { abs($0 - sum) < 2e-3 } ?? true }
}

/// S8: the tree over a million boxes, and all that a layer of zones needs to be asked.
private func treeFigure(_ workload: SpatialWorkload) throws {
  let parcels = try SpatialLayers.regions(
    FlatFixture(reading: workload.path("camb1m.parcels.bin")), isCovered: false)
  let boxes = (0..<parcels.count).map { parcels.box($0) }
  var isRight = true
  let times = (0..<7).map { _ in
    var index: PackedIndex?
    let time = processorSeconds {
      index = boxes.withUnsafeBufferPointer { PackedIndex(checked: $0, keepsBoxes: false) }
    }
    if let index {
      for place in stride(from: 0, to: boxes.count, by: 100_003) {
        isRight = isRight && index.search(boxes[place]).contains(place)
      }
    }
    return time
  }
  let rates = times.map { Double(boxes.count) / $0 }
  let figure = Figure(
    id: "S8", name: "the tree over \(boxes.count) boxes", value: median(rates), unit: "boxes/s",
    isChecked: isRight, runs: rates.count, spread: [rates.min() ?? 0, rates.max() ?? 0])
  reportBeside(
    figure, workload, data: "camb1m", task: "index_build_parcels", boundRatio: 0.7
  ) { _ in true }
  let zones = try SpatialLayers.regions(
    FlatFixture(reading: workload.path("camb1m.zones.bin")), isCovered: false)
  let edges = zones.coordinateCount
  let builds = (0..<5).map { _ in processorSeconds { _ = zones.covered() } * 1000 }
  let bound = workload.lines(of: .bound, on: "camb1m")["index_build_zones"]
  Figure(
    id: "S8", name: "the covering of \(zones.count) zones of \(edges) points",
    value: median(builds), unit: "ms",
    against: bound.map { "C, \($0.version), same run" },
    peerValue: bound.map { $0.seconds * 1000 }, target: 150, isChecked: edges > 1_000_000,
    runs: builds.count, spread: [builds.min() ?? 0, builds.max() ?? 0]
  ).report()
}
