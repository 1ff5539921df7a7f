/// The facts of many sites of one jurisdiction on one day, as typed columns in one stretch of memory.
///
/// ``SiteTableBuilder`` makes one, site after site; ``site(_:)`` gives each back exactly. It reads from and writes to one file,
/// which is that memory. Immutable: read by any number of threads.
package final class SiteTable: Sendable {
  package let count: Int
  package let jurisdiction: String
  package let date: CivilDate
  /// What it was made of, in the words of who made it: who reads it later compares. Empty where nobody said.
  package let origin: String
  /// By name, in order.
  package let facts: [Fact]
  package let layers: [Layer]
  /// A code of ``planLists`` a row.
  package let plans: Cells<UInt32>
  package let planLists: [[PlanInForce]]
  /// Methods with their sources, by code.
  package let provenances: [Provenance]
  /// Lists of names of features, by code.
  package let nameLists: [[String]]
  let texts: PackedTexts
  let parcels: PackedTexts
  let hasParcel: Cells<UInt8>
  let memory: SiteTableMemory

  package struct Fact: Sendable {
    package let name: String
    package let field: SiteField
    /// Codes of ``SiteTable/provenances``.
    package let provenance: Cells<UInt32>
    /// Numbers, or absent.
    package let tolerance: SiteField
  }

  package struct Layer: Sendable {
    package let name: String
    /// 0 where the site has no such layer.
    package let isPresent: Cells<UInt8>
    package let share: SiteField
    package let distance: SiteField
    package let adjoins: SiteField
    /// Codes of ``SiteTable/nameLists``.
    package let names: Cells<UInt32>
    /// 0 for none, else one more than a code of ``SiteTable/text(_:)``.
    package let source: Cells<UInt32>
  }

  package struct Provenance: Sendable, Hashable {
    package let method: String?
    package let source: String?
  }

  init(_ memory: SiteTableMemory) throws(SiteTableFault) {
    self.memory = memory
    var reader = SiteTableReader(memory)
    let head = try reader.head()
    count = head.count
    jurisdiction = head.jurisdiction
    date = head.date
    origin = head.origin
    texts = head.texts
    parcels = head.parcels
    hasParcel = head.hasParcel
    provenances = head.provenances
    nameLists = head.nameLists
    planLists = head.planLists
    plans = head.plans
    facts = try reader.facts(count, provenances: head.provenances.count)
    layers = try reader.layers(count, nameLists: head.nameLists.count)
  }
}

extension SiteTable {
  package func fact(named name: String) -> Fact? { find(name, in: facts, \.name) }
  package func layer(named name: String) -> Layer? { find(name, in: layers, \.name) }

  private func find<Entry>(_ name: String, in entries: [Entry], _ key: (Entry) -> String) -> Entry?
  {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if key(entries[middle]) < name { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && key(entries[low]) == name ? entries[low] : nil
  }

  /// How many texts there are: codes run below it.
  package var textCount: Int { texts.count }
  package func text(_ code: UInt32) -> String { texts[Int(code)] }
  package func bytes(ofText code: UInt32) -> UnsafeBufferPointer<UInt8> { texts.bytes(Int(code)) }

  /// Why a cell of that state is not known.
  package func reason(_ state: UInt32) -> String { text(state - SiteColumn.firstReason) }

  /// `town/number`, or nil for a site that is only described.
  package func parcel(_ row: Int) -> String? { hasParcel[row] == 0 ? nil : parcels[row] }

  /// Whether the row is a parcel and no site that is only described.
  package func parcel(isNamed row: Int) -> Bool { hasParcel[row] != 0 }

  /// The same in UTF-8, as long as the table lives; empty where there is none.
  package func bytes(ofParcel row: Int) -> UnsafeBufferPointer<UInt8> { parcels.bytes(row) }

  /// The bytes that it has in memory and in a file.
  package var byteCount: Int { memory.count }
}

/// Texts end to end.
struct PackedTexts: @unchecked Sendable {
  let count: Int
  /// Where each starts, with one more at the end.
  let starts: UnsafePointer<UInt64>
  let utf8: UnsafePointer<UInt8>

  func bytes(_ place: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(place >= 0 && place < count, "a text has a code of its own table")
    return UnsafeBufferPointer(
      start: utf8 + Int(starts[place]), count: Int(starts[place + 1] - starts[place]))
  }

  subscript(place: Int) -> String { String(decoding: bytes(place), as: UTF8.self) }
}
