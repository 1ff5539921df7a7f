package import Facts
import Geometry
import SpatialIndex

// What a town's plans say of themselves, for pages and feeds. No answer is decided by it.

/// One edition of a plan or layer: its entry of the territory file, its shapes, and what each is called.
private struct PlanEdition {
  var kind: PlanSheet.Kind
  var id: String
  var entry: SourceEntry
  var shapes: ShapeSet
  var isUnreadable: Bool
  var code: (Int) -> String
}

extension TownData {
  /// Zones first, then what is deposited, then the layers that have areas, each in the order of the file.
  fileprivate var planEditions: [PlanEdition] {
    let districts = file.serviceDistricts?.layer
    let zones = zones.map { edition in
      PlanEdition(
        kind: .zones, id: edition.entry.plan ?? edition.source, entry: edition.entry,
        shapes: edition.shapes, isUnreadable: edition.failure != nil,
        code: { edition.codes[$0] })
    }
    func named(_ kind: PlanSheet.Kind, _ edition: LayerEdition) -> PlanEdition {
      PlanEdition(
        kind: kind, id: edition.name, entry: edition.entry, shapes: edition.shapes,
        isUnreadable: edition.failure != nil, code: { edition.shapes.name($0) })
    }
    let overlays = layers.filter { layer in
      layer.name != districts && layer.shapes.regionCount > 0
        // The map of what is deposited, where the file lists the plans themselves.
        && (deposited.isEmpty || layer.name != LayerEdition.deposited)
    }
    return zones + deposited.map { named(.deposited, $0) } + overlays.map { named(.overlay, $0) }
  }
}

extension Territory {
  /// The plans of a town and its layers with areas, in every edition, those of one kind together.
  package func plans(of town: String) -> [PlanSheet] {
    guard let place = townPlaces[town] else { return [] }
    let data = data[place]
    return data.planEditions.map { sheet($0, data) }
  }

  private func sheet(_ edition: PlanEdition, _ town: TownData) -> PlanSheet {
    let entry = edition.entry
    let parts = (entry.regulation ?? "").split(separator: "#", maxSplits: 1).map(String.init)
    var sums: [String: (count: Int, area: Double)] = [:]
    var order: [String] = []
    for place in 0..<edition.shapes.regionCount {
      let code = edition.code(place)
      if sums[code] == nil { order.append(code) }
      let area = edition.shapes.region(place).area
      sums[code, default: (0, 0)].count += 1
      sums[code, default: (0, 0)].area += area
    }
    return PlanSheet(
      town: town.file.id, id: edition.id, kind: edition.kind, label: entry.label, rank: entry.rank,
      from: entry.deposit?.day ?? entry.from, until: entry.until,
      regulation: parts.first, article: parts.count > 1 ? parts[1] : nil,
      document: entry.document, file: entry.file, table: entry.table,
      path: entry.file.hasPrefix("/") ? entry.file : town.folder + "/" + entry.file,
      areas: order.sorted().compactMap { code in
        sums[code].map {
          PlanSheet.Area(
            code: code, count: $0.count, area: Number($0.area)?.rounded(places: 0) ?? .zero)
        }
      },
      bounds: GeographicBox(edition.shapes.box, of: town.system.code),
      isUnreadable: edition.isUnreadable, deposit: entry.deposit)
  }

  /// The areas of a town's plans that meet a box and are in force, or laid open, on a day; zones first.
  ///
  /// - Parameter limit: At most so many of each plan.
  package func planShapes(
    of town: String, within box: GeographicBox, on date: CivilDate, limit: Int = 400
  ) -> [PlanShape] {
    guard let place = townPlaces[town] else { return [] }
    let town = data[place]
    guard let way = ThreadTransformations.fromDegrees(to: town.system.code) else { return [] }
    let view = Box(
      [
        Point(box.west, box.south), Point(box.east, box.south), Point(box.east, box.north),
        Point(box.west, box.north),
      ].map { way.forward($0) }.filter(\.isFinite))
    guard !view.isEmpty else { return [] }
    // Where an area is cut off, its edge runs outside of what is seen.
    let sheet = view.expanded(by: max(view.width, view.height) / 20)
    return town.planEditions.filter { edition in
      edition.entry.deposit?.isDeposited(on: date) ?? edition.entry.isInForce(on: date)
    }.flatMap { edition in
      edition.shapes.search(view).lazy.filter { $0 < edition.shapes.regionCount }
        .compactMap { item -> PlanShape? in
          let shown = edition.shapes.region(item).clipped(to: sheet)
          guard !shown.isEmpty else { return nil }
          return PlanShape(
            plan: edition.id, kind: edition.kind, code: edition.code(item),
            geometry: shown.geoJSON { way.backward($0) })
        }.prefix(limit)
    }
  }

  /// The deposited plans that would change a lot, or of which it is not known whether they do.
  package func deposited(at parcel: ParcelReference, on date: CivilDate) -> [DepositedHere] {
    guard let place = townPlaces[parcel.town], let lot = region(of: parcel, on: date) else {
      return []
    }
    let town = data[place]
    let scratch = SurveyScratch()
    func codes(_ shapes: ShapeSet, _ code: (Int) -> String) -> [String] {
      var sums: [String: Double] = [:]
      // A trace of a drawing under the lot changes nothing of it.
      for (place, area) in scratch.shares(of: lot, in: shapes) where area > Tolerance.sliverArea {
        sums[code(place), default: 0] += area
      }
      return sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
    let now =
      town.zones.filter { $0.entry.isInForce(on: date) && $0.entry.names.contains("zone") }
      .first.map { edition in codes(edition.shapes) { edition.codes[$0] } } ?? []
    return town.deposited.compactMap { edition in
      guard let deposit = edition.entry.deposit, deposit.isDeposited(on: date) else { return nil }
      let zones = edition.failure == nil ? codes(edition.shapes, edition.shapes.name) : []
      let isKnown = edition.failure == nil && (!zones.isEmpty || edition.coverage.holds(lot))
      guard !zones.isEmpty || !isKnown else { return nil }
      return DepositedHere(
        plan: edition.name, label: edition.entry.label, deposit: deposit, zones: zones,
        zonesNow: now, isKnown: isKnown)
    }
  }

  /// The plans that have an area in a district; all of them where the district is not drawn.
  package func plans(of town: String, inDistrict name: String) -> [PlanSheet] {
    guard let place = townPlaces[town] else { return [] }
    let town = data[place]
    let layer = town.layers.first { $0.name == town.file.serviceDistricts?.layer }
    let districts = layer.map { layer in
      (0..<layer.shapes.regionCount).filter { layer.shapes.name($0) == name }
        .map(layer.shapes.region)
    }
    guard let districts, !districts.isEmpty else { return plans(of: town.file.id) }
    return town.planEditions.filter { edition in
      // Of what cannot be read nobody knows where it does not reach.
      edition.isUnreadable
        || districts.contains { district in
          edition.shapes.search(district.box).contains { item in
            item < edition.shapes.regionCount
              && edition.shapes.region(item).overlapArea(with: district) > Tolerance.sliverArea
          }
        }
    }.map { sheet($0, town) }
  }
}
