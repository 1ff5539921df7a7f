package import Foundation

/// A made-up town of five lots with a register of appeals in which people typed as people do, on disk.
package struct RegisterTown {
  package let folder: URL

  package init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "register-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write("parcels.geojson", Self.boxes("number", Self.lots))
    try write("zones.geojson", Self.boxes("code", [("B", -50, 60), ("C-1", 60, 300)]))
    try write(
      "addresses.csv",
      """
      lot,address
      1,10 Maple St
      2,14 Maple St
      2,18 Maple St
      3,30 Maple St
      4,22 Maple St
      99,60 Maple St
      """)
    try write("assessor.csv", "lot,address\n5,60 MAPLE ST\n5,50-R MAPLE ST\n")
    try write("register.csv", Self.register)
    try write("territory.yaml", Self.territory)
    try write("mapping.yaml", Self.mapping)
  }

  package func remove() { try? FileManager.default.removeItem(at: folder) }

  package func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// From west to east, each 20 m deep: 1 and 2 in B, 4 in both districts, 3 and 5 in C-1.
  private static let lots: [(String, Double, Double)] = [
    ("1", 0, 20), ("2", 20, 40), ("4", 48, 68), ("3", 80, 100), ("5", 110, 130),
  ]

  private static func boxes(_ key: String, _ boxes: [(String, Double, Double)]) -> String {
    let features = boxes.map { name, west, east in
      let (south, north) = key == "code" ? (-50.0, 100.0) : (0, 20)
      let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        .map { "[\($0.0 + 232_000),\($0.1 + 903_000)]" }.joined(separator: ",")
      return
        #"{"type":"Feature","properties":{"\#(key)":"\#(name)"},"geometry":{"type":"Polygon","coordinates":[[\#(ring)]]}}"#
    }
    return
      #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::26986"}},"features":["#
      + features.joined(separator: ",\n") + "]}"
  }

  private static let register = #"""
    case,date,where,zone,ratio,ratio now,lot,left,right,long,high,high now,open,parking
    exact,05/23/2014,"10 MAPLE STREET
    Somewhere",Residence B Zone,.50,.4,"5,000 sf","7'-6"" (sum of 20')",12.5,40,35' max,30,40%,1
    range,05/23/2014,10 14 Maple St,Reisdence B Zone,50.0,.4,2500 sf,7.6,10,40,30',30,.40,2
    misspelt,05/23/2014,30 Mapel St,Residence C-1,0.75,.7,5000,H+L/5,7.5' min,40,none,30,30,N/A
    split,05/23/2014,22 Maple St,C-1/Overlay,.75 max,.7,5000 +/-,15',14.2,40,35,30,15%,1
    between,05/23/2014,16 maple st,Res. C-1,.75,.9,no change,see dwg,-,40,35'0",30,30%,1
    second,05/23/2014,60 Maple St,,N/A,n/a,NA,n/a,n/a,n/a,na,na,NA,NA
    letter,05/23/2014,50 Maple St (rear),C-1,0,0,0,0,0,0,0,0,0,0
    elsewhere,05/23/2014,1 Elsewhere Rd,B,.5,.5,5000,7.5,7.5,40,35,30,40%,1
    unlisted,05/23/2014,70 Maple St,B,.5,.5,5000,7.5,7.5,40,35,30,40%,1
    nowhere,05/23/2014,the corner lot,B,.5,.5,5000,7.5,7.5,40,35,30,40%,1
    undated,some day,10 Maple St,B,.5,.5,5000,7.5,7.5,40,35,30,40%,1

    """#

  private static let territory = """
    id: made-up
    label: { en: Made-up Town }
    jurisdiction: cambridge-ma
    crs: EPSG:26986
    parcels: { file: parcels.geojson, columns: { number: number } }
    zones: { file: zones.geojson, plan: plan, rank: local, from: 2000-01-01, columns: { code: code }, as: [zone, district], coverage: whole }
    addresses: { file: addresses.csv, columns: { parcel: lot, address: address } }
    """

  package static let mapping = """
    town: made-up
    register: register.csv
    label: Made-up appeals
    case: case
    date: { column: date, order: month day year }
    address: where
    address lists: [{ file: assessor.csv, label: assessor, lot: lot, address: address }]
    words: { street: st }
    district:
      column: zone
      fact: district
      names: { Residence B: B, B: B, Residence C-1: C-1, C-1: C-1 }
      words: { res: residence }
      drop: [zone]
    work: extension
    facts:
      lot area: { is: 4300 sq ft }
      building height: [high now]
      side wall length: [long]
    lines: { side lines: 2 }
    columns:
      - { name: ratio, ordinance: ratio, existing: ratio now, limit of: FAR }
      - { name: lot, ordinance: lot, limit of: lot area, unit: sq ft }
      - { name: left, ordinance: left, limit of: side setback, sum: sum of side setback, opposite: right, unit: ft, letters: { H: building height, L: side wall length } }
      - { name: right, ordinance: right, limit of: side setback, sum: sum of side setback, opposite: left, unit: ft, letters: { H: building height, L: side wall length } }
      - { name: height, ordinance: high, existing: high now, limit of: building height, unit: ft }
      - { name: open, ordinance: open, limit of: open space, unit: "%" }
      - { name: parking, ordinance: parking, no rule: parking is not written here }
    readings:
      - { name: half, columns: [open], part: 0.5 }
      - { name: floor, columns: [left, right], facts: { building height: { is: 0 ft }, side wall length: { is: 0 ft } } }
    """
}
