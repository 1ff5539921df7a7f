import Geometry
import SpatialIndex

/// S5 and S6: what setbacks leave of each parcel of up to 1,000 points, arcs as arcs, rings linked.
func envelopeFigures(_ wanted: Set<String>, _ workload: SpatialWorkload) throws {
  for data in ["camb", "som"] {
    let layer = try SpatialLayers.regions(
      FlatFixture(reading: workload.path("\(data).parcels.bin")), isCovered: false)
    let lots = (0..<layer.count).map { layer.region($0) }.filter { $0.coordinates.count <= 1000 }
    if wanted.contains("S5") { envelopeFigure(lots, workload, data: data) }
    if wanted.contains("S6") { lineFigure(lots, workload, data: data) }
  }
}

/// S5: 3 m from every line.
private func envelopeFigure(_ lots: [MultiPolygon], _ workload: SpatialWorkload, data: String) {
  let (rates, area, isWhole) = rates(of: lots) { _, kernel in try kernel.trace(distance: 3) }
  let figure = Figure(
    id: "S5",
    name:
      "the envelope of a lot, 3 m from every line, linked rings of exact arcs, \(lots.count) lots of `\(data)` of up to 1,000 points",
    value: median(rates), unit: "lots/s", isChecked: isWhole, runs: rates.count,
    spread: [rates.min() ?? 0, rates.max() ?? 0])
  // The bound is wrong by up to 90 m² in some lots with spikes and notches; GEOS's buffer simplifies what it is given.
  reportBeside(
    figure, workload, data: data, bound: .envelopeBound, task: "setback3_general_small",
    boundRatio: 0.7, peers: [(.geos, ["setback3_round_small"])], peerRatio: 2.5
  ) { line in line.checked("area").map { abs($0 - area) < 2e-4 * area } ?? true }
}

/// S6: a front of 6 m, a rear of 7.5 m, 2.5 m from all other lines.
private func lineFigure(_ lots: [MultiPolygon], _ workload: SpatialWorkload, data: String) {
  let distances = lots.map { lot in
    (0..<lot.edgeCount).map { $0 == 0 ? 6 : $0 == lot.edgeCount / 2 ? 7.5 : 2.5 }
  }
  let (rates, area, isWhole) = rates(of: lots) { place, kernel in
    try distances[place].withUnsafeBufferPointer { distances in
      try kernel.trace(distances: distances)
    }
  }
  let figure = Figure(
    id: "S6",
    name:
      "the envelope of a lot, a distance for each line, \(lots.count) lots of `\(data)` of up to 1,000 points",
    value: median(rates), unit: "lots/s", target: 200_000, isChecked: isWhole && area > 0,
    runs: rates.count, spread: [rates.min() ?? 0, rates.max() ?? 0])
  guard data == "camb" else { return figure.report() }
  // Which edge is the first differs between the two, so their areas are told and not compared.
  reportBeside(
    figure, workload, data: data, bound: .geos, task: "setback_per_edge", boundRatio: 75
  ) { _ in true }
}

/// Lots a second, the sum of the envelopes' areas, and whether every lot was told and its linked rings have the area.
private func rates(
  of lots: [MultiPolygon],
  _ trace: (Int, inout EnvelopeKernel) throws -> Void
) -> (rates: [Double], area: Double, isWhole: Bool) {
  var kernel = EnvelopeKernel()
  var isWhole = true
  for place in lots.indices {
    do {
      try kernel.load(lots[place])
      try trace(place, &kernel)
      let envelope = kernel.envelope { .lot(edge: $0) }
      isWhole = isWhole && abs(envelope.region.area - kernel.area) < 1e-6
    } catch {
      tellBench("a lot has no envelope: \(error)")
      isWhole = false
    }
  }
  var area = 0.0
  let rates = (0..<9).map { _ in
    Double(lots.count)
      / processorSeconds {
        area = 0
        for place in lots.indices {
          do {
            try kernel.load(lots[place])
            try trace(place, &kernel)
            area += kernel.area
          } catch {}
        }
      }
  }
  return (rates, area, isWhole)
}
