package import Facts
import Geometry

extension Territory {
  /// Every address of a town's lists with the number of the lot that it names, by number; the lot may be in no edition.
  package func addresses(of town: String) -> [(number: String, text: String)] {
    guard let place = townPlaces[town] else { return [] }
    return data[place].addresses.sorted { $0.key < $1.key }.flatMap { number, texts in
      texts.map { (number, $0) }
    }
  }

  /// The degrees around a parcel of the newest edition that has it.
  package func bounds(of parcel: ParcelReference) -> GeographicBox? {
    guard let place = townPlaces[parcel.town] else { return nil }
    for edition in data[place].parcels {
      if let lot = edition.place(parcel.number) {
        return GeographicBox(edition.shapes.region(lot).box, of: data[place].system.code)
      }
    }
    return nil
  }

  /// The lot of that number in the edition in force on a day; nil where that edition has none.
  package func parcel(_ number: String, of town: String, on date: CivilDate) -> ParcelReference? {
    guard let place = townPlaces[town], let edition = data[place].parcels(on: date),
      let lot = edition.place(number)
    else { return nil }
    return ParcelReference(town: town, number: edition.numbers[lot])
  }
}
