import Geometry

// The geometry of a feature, straight into the table's buffers.

extension GeoJSONReader {
  mutating func geometry(_ row: inout FeatureTable.Draft) throws(UnreadableFile) {
    if json.peek() != UInt8(ascii: "{") {
      return try json.skip(depth: 4)
    }
    var type = ""
    var depth = 0
    var hasCoordinates = false
    var fault: String?
    var object = JSONScanner.Object()
    while let key = try json.key(of: &object) {
      switch key {
      case "type": type = try json.text()
      case "coordinates":
        hasCoordinates = true
        depth = openBrackets()
        if depth >= 1, depth <= 4 {
          fault = try coordinates(depth)
        } else {
          try json.skip(depth: 5)
        }
      default: try json.skip(depth: 5)
      }
    }
    let wanted: Int
    switch type {
    case "Point": (row.kind, wanted) = (.point, 1)
    case "MultiPoint": (row.kind, wanted) = (.point, 2)
    case "LineString": (row.kind, wanted) = (.line, 2)
    case "MultiLineString": (row.kind, wanted) = (.line, 3)
    case "Polygon": (row.kind, wanted) = (.polygon, 3)
    case "MultiPolygon": (row.kind, wanted) = (.polygon, 4)
    default:
      row.kind = .other
      row.fault =
        type.isEmpty
        ? "its geometry has no type" : "`\(type.prefix(40))` is no geometry that is read"
      return
    }
    if !hasCoordinates || depth == 0 || table.draftedParts == 0 {
      row.fault = "its geometry has no coordinates"
    } else if depth != wanted {
      row.fault = "the coordinates of a `\(type)` are nested \(wanted) deep, not \(depth)"
    } else {
      row.fault = fault
    }
  }

  /// How many brackets open one after the other here; 0 where nothing stands in them.
  private func openBrackets() -> Int {
    var place = json.at
    var count = 0
    while place < json.bytes.count, count <= JSONScanner.deepest {
      let byte = json.bytes[place]
      if byte == UInt8(ascii: "[") {
        count += 1
      } else if byte > 32 {
        return byte == UInt8(ascii: "]") ? 0 : count
      }
      place += 1
    }
    return count
  }

  /// Coordinates nested so deep: 1 a position, 2 a line, 3 rings of a part, 4 parts. What is wrong with them, in words.
  private mutating func coordinates(_ depth: Int) throws(UnreadableFile) -> String? {
    var fault: String?
    switch depth {
    case 1:
      fault = try position()
      table.endRing()
      table.endPart()
    case 2:
      fault = try positions()
      table.endRing()
      table.endPart()
    case 3: fault = try rings()
    default:
      var isOpen = false
      while try json.element(&isOpen) {
        fault = try rings() ?? fault
      }
    }
    return fault
  }

  private mutating func rings() throws(UnreadableFile) -> String? {
    var fault: String?
    var isOpen = false
    while try json.element(&isOpen) {
      fault = try positions() ?? fault
      table.endRing()
    }
    table.endPart()
    return fault
  }

  private mutating func positions() throws(UnreadableFile) -> String? {
    var fault: String?
    var isOpen = false
    while try json.element(&isOpen) {
      if let found = try position() { fault = found }
    }
    return fault
  }

  /// One position; its words where it cannot be used.
  mutating func position() throws(UnreadableFile) -> String? {
    let (place, count) = try numbers()
    table.coordinates.append(place)
    if count < 2 { return "a position has fewer than two numbers" }
    if count > 2 { table.remark("its heights (Z) are left out") }
    return place.isFinite ? nil : notFinite()
  }

  private mutating func notFinite() -> String {
    "a coordinate is not a finite number (line \(json.line(of: json.at)))"
  }

  /// The first two numbers of a position, and how many there are; a word such as `NaN` is not a number.
  private mutating func numbers() throws(UnreadableFile) -> (Point, Int) {
    var x = 0.0
    var y = 0.0
    var count = 0
    var isOpen = false
    while try json.element(&isOpen) {
      let value = try json.ordinate()
      if count == 0 { x = value } else if count == 1 { y = value }
      count += 1
    }
    return (Point(x, y), count)
  }

  /// Rings of positions `[x, y]` and arcs `["A", x through, y through, x end, y end]`: the first is the exterior.
  mutating func surveyRings(_ row: inout FeatureTable.Draft) throws(UnreadableFile) {
    row.kind = .polygon
    var rings = false
    while try json.element(&rings) {
      let first = table.coordinates.count
      var isOpen = false
      while try json.element(&isOpen) {
        var values: [Double] = []
        var isArc = false
        var segment = false
        while try json.element(&segment) {
          if json.peek() == UInt8(ascii: "\"") {
            guard values.isEmpty, !isArc, try json.text() == "A" else {
              throw json.fault("a segment of a ring is a position, or an arc: [\"A\", …]")
            }
            isArc = true
          } else {
            values.append(try json.ordinate())
          }
        }
        if isArc, values.count == 4, table.coordinates.count > first {
          table.appendArc(
            through: Point(values[0], values[1]), to: Point(values[2], values[3]))
        } else if !isArc, values.count >= 2 {
          table.coordinates.append(Point(values[0], values[1]))
        } else {
          row.fault = "a segment of its rings is no position and no arc"
        }
        if !values.allSatisfy(\.isFinite) { row.fault = notFinite() }
      }
      table.endRing()
    }
    table.endPart()
  }
}

extension JSONScanner {
  /// A number of a position: not a number for `NaN`, `null` and infinities, which files have there.
  @inline(__always)
  fileprivate mutating func ordinate() throws(UnreadableFile) -> Double {
    if peek() == UInt8(ascii: "-") || peek() &- 48 < 10 {
      if !hasWord("-I") { return try number() }
      at += 1
    }
    for word in [StaticString("NaN"), "null", "Infinity", "nan", "inf"] where hasWord(word) {
      at += word.utf8CodeUnitCount
      return .nan
    }
    throw cutOffOr("a number belongs here")
  }
}
