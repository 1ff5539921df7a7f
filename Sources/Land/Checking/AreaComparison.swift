import Facts
import Geometry

/// The area that a register says a parcel has, beside the one that its drawing has.
package struct AreaComparison: Sendable, Hashable {
  package let parcel: ParcelReference
  /// Square metres.
  package let registered: Double
  package let measured: Double
  /// Whether the two differ by no more than the law lets them.
  package let isWithin: Bool

  /// Measured less registered, in square metres.
  package var difference: Double { measured - registered }
  /// The difference as a percentage of the registered area.
  package var percentage: Double { registered > 0 ? 100 * difference / registered : .infinity }
}

/// How far a registered and a measured area may differ: by a share of the registered one, or by an area, whichever is more.
package struct AreaTolerance: Sendable {
  /// 0.05 is five per cent.
  package var share: Double
  package var squareMetres: Double

  package init(share: Double = 0.05, squareMetres: Double = 1) {
    self.share = share
    self.squareMetres = squareMetres
  }

  func holds(_ registered: Double, _ measured: Double) -> Bool {
    abs(measured - registered) <= max(share * registered, squareMetres)
  }
}

extension Territory {
  /// Each parcel of a town's newest edition whose registered area is known, with the area that it is drawn with, in the
  /// order of the file.
  ///
  /// - Parameter fact: The fact that a column of the parcels or of the register is mapped to.
  package func areaComparisons(
    of town: String, fact: String = "registered lot area",
    tolerance: AreaTolerance = AreaTolerance()
  ) -> [AreaComparison] {
    guard let place = townPlaces[town], let edition = data[place].parcels.first else { return [] }
    let register = data[place].register
    return edition.numbers.indices.compactMap { lot in
      let number = edition.numbers[lot]
      var value = edition.facts(of: lot)[fact]
      for source in register where value == nil {
        value = source.facts[normalisedNumber(number)]?[fact]
      }
      guard case .number(let area)? = value, !area.isNegative else { return nil }
      let measured = edition.shapes.regions[lot].area
      return AreaComparison(
        parcel: ParcelReference(town: town, number: number), registered: area.double,
        measured: measured, isWithin: tolerance.holds(area.double, measured))
    }
  }

  /// The gaps, overlaps and slivers between the parcels of a town's newest edition, or between the zones of one plan.
  package func layerFaults(
    of town: String, layer: CheckedLayer, tolerance: LayerTolerance = LayerTolerance()
  ) -> [LayerFault] {
    guard let place = townPlaces[town] else { return [] }
    switch layer {
    case .parcels:
      guard let edition = data[place].parcels.first else { return [] }
      return Land.layerFaults(
        of: edition.shapes.regions, codes: edition.numbers, tolerance: tolerance)
    case .zones(let index):
      guard data[place].zones.indices.contains(index) else { return [] }
      let edition = data[place].zones[index]
      return Land.layerFaults(
        of: edition.shapes.regions, codes: edition.codes, tolerance: tolerance)
    }
  }

  /// The layers of a town that can be checked: its parcels, then each edition of zones.
  package func checkedLayers(of town: String) -> [CheckedLayer] {
    guard let place = townPlaces[town] else { return [] }
    return [.parcels] + data[place].zones.indices.map { .zones($0) }
  }

  /// What findings call a layer.
  package func title(of layer: CheckedLayer, in town: String) -> String {
    guard case .zones(let index) = layer, let place = townPlaces[town],
      data[place].zones.indices.contains(index)
    else { return "parcels" }
    return data[place].zones[index].entry.title
  }
}

/// A layer whose shapes should fit each other.
package enum CheckedLayer: Sendable, Hashable {
  case parcels
  /// The zones of one edition, by its place among them.
  case zones(Int)
}
