import Dispatch
import Foundation
import Synchronization

/// Tells of sources that have been read, one at a time, whichever thread read them.
final class SourceProgress: @unchecked Sendable {
  private let lock = NSLock()
  private let line: (String) -> Void

  init(_ line: @escaping (String) -> Void) { self.line = line }

  func tell(_ text: String) { lock.withLock { line(text) } }
}

/// What came of one source of a town.
enum LoadedEdition: Sendable {
  /// Nil where the parcels cannot be read.
  case parcels(ParcelEdition?)
  case zones(ZoneEdition)
  case layer(LayerEdition)
  case streets(StreetEdition)
  case buildings(BuildingEdition)
  case register(RegisterEdition)
  case rightOfWay(LayerEdition)
  case openSpace(LayerEdition)
  case beside(Abutter, LayerEdition)
}

// The sources of a town have nothing to do with each other: they are read side by side.

extension TerritoryLoading {
  private typealias Reading = @Sendable (inout TerritoryLoading) -> LoadedEdition

  /// The editions of all sources of a town, in order, what there is to say of each included.
  mutating func editions(of file: TownFile, _ system: CoordinateSystem) -> [LoadedEdition] {
    var readings: [Reading] = []
    for entry in file.parcels { readings.append { .parcels($0.parcels(entry, system)) } }
    for entry in file.zones { readings.append { .zones($0.zones(entry, system)) } }
    for (name, entry) in file.layers {
      readings.append { .layer($0.layer(name, entry, system, isShared: true)) }
    }
    for entry in file.streets { readings.append { .streets($0.streets(entry, system)) } }
    for entry in file.buildings { readings.append { .buildings($0.buildings(entry, system)) } }
    for entry in file.register { readings.append { .register($0.register(entry, system)) } }
    for entry in file.rightsOfWay {
      readings.append { .rightOfWay($0.layer("rights of way", entry, system, isShared: false)) }
    }
    for entry in file.openSpaces {
      readings.append { .openSpace($0.layer("public open spaces", entry, system, isShared: false)) }
    }
    for (abutter, entry) in file.beside {
      readings.append {
        .beside(abutter, $0.layer(abutter.rawValue, entry, system, isShared: false))
      }
    }
    return sideBySide(readings)
  }

  private mutating func sideBySide(_ readings: [Reading]) -> [LoadedEdition] {
    struct Loaded: Sendable {
      var edition: LoadedEdition
      var loading: TerritoryLoading
    }
    let fresh = apart()
    let done = Mutex<[Int: Loaded]>([:])
    let next = Atomic(0)
    let threads = min(readings.count, ProcessInfo.processInfo.activeProcessorCount)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < readings.count else { return }
        var loading = fresh
        let edition = readings[place](&loading)
        let loaded = Loaded(edition: edition, loading: loading)
        done.withLock { $0[place] = loaded }
      }
    }
    let all = done.withLock { $0 }
    return readings.indices.compactMap { place in
      guard let loaded = all[place] else { return nil }
      take(loaded.loading)
      // Without its parcels a town is not opened.
      if case .parcels(nil) = loaded.edition { breakOff() }
      return loaded.edition
    }
  }
}
