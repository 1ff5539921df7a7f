import Geometry

/// Reads well-known text (OGC 06-103r4) of points, lines and polygons, with or without Z and M.
enum WKTReader {
  static func read(_ text: String, into table: inout FeatureTable, _ row: inout FeatureTable.Row) {
    let firstPart = table.partCount
    var rest = Substring(text)
    if rest.uppercased().hasPrefix("SRID="), let end = rest.firstIndex(of: ";") {
      rest = rest[rest.index(after: end)...]
    }
    let word = rest.prefix { $0 != "(" }
    let name = word.uppercased().split(separator: " ").first.map(String.init) ?? ""
    let depth: Int
    switch name {
    case "POINT": (row.kind, depth) = (.point, 1)
    case "MULTIPOINT": (row.kind, depth) = (.point, 1)
    case "LINESTRING": (row.kind, depth) = (.line, 1)
    case "MULTILINESTRING": (row.kind, depth) = (.line, 2)
    case "POLYGON": (row.kind, depth) = (.polygon, 2)
    case "MULTIPOLYGON": (row.kind, depth) = (.polygon, 3)
    default:
      row.kind = name.isEmpty ? .none : .other
      if !name.isEmpty { row.fault = "`\(name.prefix(30))` is no geometry that is read" }
      return
    }
    let isMultipoint = name == "MULTIPOINT"
    var level = 0
    var number: [UInt8] = []
    var position: [Double] = []
    var isBroken = false
    func take(_ number: inout [UInt8]) {
      guard !number.isEmpty else { return }
      if let value = Double(String(decoding: number, as: UTF8.self)) {
        position.append(value)
      } else {
        isBroken = true
      }
      number.removeAll(keepingCapacity: true)
    }
    func endPosition() {
      if position.isEmpty { return }
      if position.count < 2 {
        isBroken = true
      } else {
        table.coordinates.append(Point(position[0], position[1]))
      }
      position.removeAll(keepingCapacity: true)
    }
    for byte in rest[word.endIndex...].utf8 {
      switch byte {
      case UInt8(ascii: "("):
        level += 1
        if level > 3 { isBroken = true }
      case UInt8(ascii: ")"):
        take(&number)
        endPosition()
        if !isMultipoint || level == 1 {
          if level == depth { table.endRing() }
          if level == max(1, depth - 1), depth > 1, row.kind == .polygon { table.endPart() }
          if row.kind != .polygon, level == 1 { table.endPart() }
        }
        level -= 1
        if level < 0 { isBroken = true }
      case UInt8(ascii: ","):
        take(&number)
        endPosition()
      case 32, 9, 10, 13: take(&number)
      default: number.append(byte)
      }
      if isBroken { break }
    }
    if isBroken || level != 0 {
      table.rewind(toPart: firstPart)
      row.fault = "its well-known text cannot be read"
    }
    row.parts = firstPart..<table.partCount
    if row.parts.isEmpty, row.fault == nil { row.kind = .none }
  }
}
