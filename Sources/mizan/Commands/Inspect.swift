import ArgumentParser
import Diagnostics
import Evaluation
import Facts
import Foundation
import Land

struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What was read of the land: sources, operations, faults of layers, areas.",
    discussion:
      "EXAMPLE\n  mizan inspect --territory parcels/cambridge.yaml --faults --geojson faults.geojson"
  )

  @OptionGroup var municipality: MunicipalityOptions
  @Flag(help: "Looks for gaps, overlaps and slivers between parcels and between zones.")
  var faults = false
  @Option(help: "Writes those as GeoJSON.") var geojson: String?
  @Option(help: "By how many per cent a registered area may differ from the measured one.")
  var areaTolerance = 5.0
  @Flag(help: "One line of JSON for each source, fault and area.") var json = false

  func run() async throws {
    try await guarded {
      let territory = try municipality.land(telling: false)
      for reading in territory.readings { tell(reading) }
      if !json {
        for finding in territory.findings where finding.severity != .note { print(finding) }
      }
      var drawn: [String] = []
      for town in territory.towns {
        if faults || geojson != nil {
          for layer in territory.checkedLayers(of: town.id) {
            let title = territory.title(of: layer, in: town.id)
            let found = territory.layerFaults(of: town.id, layer: layer)
            for fault in found {
              tell(fault, town.id, title)
              if let shape = territory.geoJSON(fault.region, in: town.id) {
                drawn.append(
                  #"{"type":"Feature","properties":\#(properties(fault, town.id, title).canonical),"geometry":\#(shape)}"#
                )
              }
            }
            if !json { print("\(town.id), \(title): \(found.count) gaps, overlaps and slivers") }
          }
        }
        tellAreas(of: town.id, territory)
      }
      if let geojson {
        let text = #"{"type":"FeatureCollection","features":["# + drawn.joined(separator: ",\n")
        do {
          try Data((text + "]}\n").utf8).write(to: URL(filePath: geojson), options: .atomic)
        } catch { throw Wrong("`\(geojson)` cannot be written: \(error.localizedDescription)") }
      }
    }
  }

  private func number(_ value: Double) -> JSON {
    Number(value)?.rounded(places: 3).map { .number($0) } ?? .null
  }

  private func tell(_ reading: SourceReading) {
    if json {
      let line: JSON = [
        "town": .string(reading.town), "source": .string(reading.title),
        "file": .string(reading.file), "rows": number(Double(reading.rows)),
        "misfits": number(Double(reading.misfits)), "left out": number(Double(reading.leftOut)),
        "mended": number(Double(reading.mended)), "arcs": number(Double(reading.arcs)),
        "crs": reading.crs.map { .string($0) } ?? .null,
        "operation": reading.operationName.map { .string($0) } ?? .null,
        "accuracy": reading.operationAccuracy.map { number($0) } ?? .null,
        "remarks": .array(reading.remarks.map { .string($0) }),
      ]
      return print(line.canonical)
    }
    var text = "\(reading.town), \(reading.title): \(reading.rows) rows of `\(reading.file)`"
    if reading.leftOut > 0 { text += ", \(reading.leftOut) left out" }
    if reading.mended > 0 { text += ", \(reading.mended) mended" }
    if reading.arcs > 0 { text += ", \(reading.arcs) arcs" }
    if let crs = reading.crs { text += "; \(crs)" }
    if let operation = reading.operationName {
      let accuracy = reading.operationAccuracy.map { "\($0) m" } ?? "an accuracy that is not stated"
      text += " by `\(operation)`, \(accuracy)"
    }
    print(([text] + reading.remarks).joined(separator: "; "))
  }

  private func properties(_ fault: LayerFault, _ town: String, _ layer: String) -> JSON {
    [
      "town": .string(town), "layer": .string(layer), "fault": .string(fault.kind.rawValue),
      "shapes": .array(fault.codes.map { .string($0) }), "area": number(fault.area),
      "width": number(fault.width), "name": .string(fault.text),
    ]
  }

  private func tell(_ fault: LayerFault, _ town: String, _ layer: String) {
    print(json ? properties(fault, town, layer).canonical : "\(town), \(layer): \(fault.text)")
  }

  private func tellAreas(of town: String, _ territory: Territory) {
    let areas = territory.areaComparisons(
      of: town, tolerance: AreaTolerance(share: areaTolerance / 100))
    if json {
      for area in areas {
        let line: JSON = [
          "parcel": .string(area.parcel.description), "registered": number(area.registered),
          "measured": number(area.measured), "difference": number(area.difference),
          "percentage": number(area.percentage), "within": .bool(area.isWithin),
        ]
        print(line.canonical)
      }
      return
    }
    guard !areas.isEmpty else { return }
    let within = areas.count { $0.isWithin }
    print(
      "\(town): \(within) of \(areas.count) registered areas are within \(areaTolerance) % of the measured ones"
    )
    for area in areas.filter({ !$0.isWithin }).sorted(by: {
      abs($0.percentage) > abs($1.percentage)
    })
    .prefix(20) {
      print(
        "\(area.parcel): registered \(area.registered) m², measured \((area.measured * 100).rounded() / 100) m², \((area.percentage * 100).rounded() / 100) %"
      )
    }
  }
}
