import Foundation
import Geometry

/// Reads FlatGeobuf (version 3): its header, then its features one after the other; its index is passed over. Curves become arcs.
enum FlatGeobufReader {
  static func read(_ data: Data, columns: [String]) throws(UnreadableFile) -> FeatureTable {
    var result: Result<FeatureTable, UnreadableFile> = .failure(UnreadableFile("it is empty"))
    data.withUnsafeBytes { bytes in
      do throws(UnreadableFile) {
        var file = File(bytes: bytes)
        result = .success(try file.read(columns))
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  fileprivate struct Column {
    let name: String
    let type: UInt8
  }

  private struct File {
    let bytes: UnsafeRawBufferPointer
    var at = 0
    var table = FeatureTable()
    /// The place among the columns asked for of each column of the file, or -1.
    var roles: [Int] = []
    var types: [UInt8] = []
    var geometryType: UInt8 = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func read(_ columns: [String]) throws(UnreadableFile) -> FeatureTable {
      guard bytes.count >= 12, bytes.prefix(3).elementsEqual("fgb".utf8) else {
        throw UnreadableFile("it is no FlatGeobuf file: it does not begin with `fgb`")
      }
      guard bytes[3] == 3 else {
        throw UnreadableFile("it is FlatGeobuf of version \(bytes[3]), and version 3 is read")
      }
      at = 8
      table = FeatureTable(asking: columns.count)
      table.expect(points: bytes.count / 16)
      let count: Int
      do throws(FlatBuffer.Broken) {
        let buffer = try block()
        count = try header(buffer, columns)
      } catch {
        throw UnreadableFile("its header cannot be read: it is cut off or damaged")
      }
      var number = 0
      while at < bytes.count, count == 0 || number < count {
        let buffer: FlatBuffer
        do throws(FlatBuffer.Broken) { buffer = try block() } catch {
          throw UnreadableFile("it is cut off in feature \(number + 1)")
        }
        var row = FeatureTable.Draft()
        do throws(FlatBuffer.Broken) { try feature(buffer, &row) } catch {
          table.endRing()
          table.endPart()
          table.rewindRow()
          row.fault = "its bytes lead out of the feature"
        }
        table.endRow(row)
        number += 1
      }
      guard count == 0 || number == count else {
        throw UnreadableFile("it is cut off: \(count) features are announced and \(number) there")
      }
      guard at == bytes.count else {
        throw UnreadableFile("there is more after the last of its \(count) features")
      }
      return table
    }

    /// The next block, its size before it.
    private mutating func block() throws(FlatBuffer.Broken) -> FlatBuffer {
      let size = Int(try FlatBuffer(bytes: bytes).number(at, UInt32.self))
      guard size <= bytes.count - at - 4 else { throw FlatBuffer.Broken() }
      let block = bytes[(at + 4)..<(at + 4 + size)]
      at += 4 + size
      return FlatBuffer(bytes: UnsafeRawBufferPointer(rebasing: block))
    }

    /// - Returns: How many features there are; 0 where the file does not say.
    private mutating func header(_ buffer: FlatBuffer, _ wanted: [String])
      throws(FlatBuffer.Broken) -> Int
    {
      let root = try buffer.root()
      if let place = try buffer.field(2, of: root) {
        geometryType = try buffer.number(place, UInt8.self)
      }
      if let list = try buffer.vector(7, of: root, size: 4) {
        for index in 0..<list.count {
          let column = try buffer.table(in: list, index)
          let name = try buffer.text(0, of: column) ?? ""
          var type: UInt8 = 0
          if let place = try buffer.field(1, of: column) {
            type = try buffer.number(place, UInt8.self)
          }
          table.columns.append(name)
          types.append(type)
          roles.append(wanted.firstIndex(of: name) ?? -1)
        }
      }
      if let crs = try buffer.table(10, of: root) {
        var code = 0
        if let place = try buffer.field(1, of: crs) {
          code = Int(try buffer.number(place, Int32.self))
        }
        if code > 0 {
          table.crs = "\(try buffer.text(0, of: crs) ?? "EPSG"):\(code)"
        } else {
          table.crs = try buffer.text(5, of: crs)
          if table.crs == nil { table.crs = try buffer.text(4, of: crs) }
        }
      }
      var count: UInt64 = 0
      if let place = try buffer.field(8, of: root) {
        count = try buffer.number(place, UInt64.self)
      }
      // A feature has more than a byte; a count beyond the file is a lie.
      guard count <= bytes.count else { throw FlatBuffer.Broken() }
      var nodeSize = 16
      if let place = try buffer.field(9, of: root) {
        nodeSize = Int(try buffer.number(place, UInt16.self))
      }
      if nodeSize > 0, count > 0 { at += Self.indexSize(Int(count), max(nodeSize, 2)) }
      guard at <= bytes.count else { throw FlatBuffer.Broken() }
      for (name, place) in [("heights (Z)", 3), ("measures (M)", 4)] {
        if let at = try buffer.field(place, of: root), try buffer.number(at, UInt8.self) != 0 {
          table.remark("its \(name) are left out")
        }
      }
      return Int(count)
    }

    /// The bytes of a packed tree of 40 bytes a node.
    private static func indexSize(_ items: Int, _ nodeSize: Int) -> Int {
      var level = items
      var nodes = items
      repeat {
        level = (level + nodeSize - 1) / nodeSize
        nodes += level
      } while level > 1
      return nodes * 40
    }

    private mutating func feature(_ buffer: FlatBuffer, _ row: inout FeatureTable.Draft)
      throws(FlatBuffer.Broken)
    {
      let root = try buffer.root()
      if let properties = try buffer.vector(1, of: root, size: 1) {
        try read(properties, buffer)
      }
      guard let geometry = try buffer.table(0, of: root) else { return }
      var shape = Shape(buffer: buffer)
      try shape.read(geometry, type: geometryType, into: &table, depth: 0)
      row.kind = shape.kind ?? .none
      if let fault = shape.fault {
        row.fault = fault
        table.endRing()
        table.endPart()
        table.rewindRow()
      }
    }

    /// The values of a feature: each a column's number and a value of the column's type.
    private mutating func read(_ properties: FlatBuffer.Vector, _ buffer: FlatBuffer)
      throws(FlatBuffer.Broken)
    {
      var place = properties.at
      let end = properties.at + properties.count
      var met: Set<Int> = []
      while place < end {
        let column = Int(try buffer.number(place, UInt16.self))
        place += 2
        guard column < types.count, met.insert(column).inserted else { throw FlatBuffer.Broken() }
        let role = roles[column]
        var text: String?
        var size = 0
        switch types[column] {
        case 0: (text, size) = (String(try buffer.number(place, Int8.self)), 1)
        case 1: (text, size) = (String(try buffer.number(place, UInt8.self)), 1)
        case 2: (text, size) = (try buffer.number(place, UInt8.self) != 0 ? "true" : "false", 1)
        case 3: (text, size) = (String(try buffer.number(place, Int16.self)), 2)
        case 4: (text, size) = (String(try buffer.number(place, UInt16.self)), 2)
        case 5: (text, size) = (String(try buffer.number(place, Int32.self)), 4)
        case 6: (text, size) = (String(try buffer.number(place, UInt32.self)), 4)
        case 7: (text, size) = (String(try buffer.number(place, Int64.self)), 8)
        case 8: (text, size) = (String(try buffer.number(place, UInt64.self)), 8)
        case 9:
          let value = Float(bitPattern: try buffer.number(place, UInt32.self))
          (text, size) = (numberText(Double("\(value)") ?? .nan), 4)
        case 10: (text, size) = (numberText(try buffer.double(place)), 8)
        case 11, 12, 13, 14:
          let length = Int(try buffer.number(place, UInt32.self))
          guard length <= end - place - 4 else { throw FlatBuffer.Broken() }
          if role >= 0, types[column] != 14 {
            let value = buffer.bytes[(place + 4)..<(place + 4 + length)]
            text = String(decoding: value, as: UTF8.self)
          }
          size = 4 + length
        default: throw FlatBuffer.Broken()
        }
        place += size
        guard place <= end else { throw FlatBuffer.Broken() }
        if role >= 0 { table.append(text, column: role) }
      }
    }
  }

  /// One feature's geometry.
  private struct Shape {
    let buffer: FlatBuffer
    var kind: FeatureTable.Kind?
    var fault: String?

    init(buffer: FlatBuffer) { self.buffer = buffer }

    private mutating func isOne(_ found: FeatureTable.Kind) -> Bool {
      if let kind, kind != found {
        self.kind = .other
        fault = "a collection of several kinds of geometry is not read"
        return false
      }
      kind = found
      return true
    }

    mutating func read(
      _ geometry: FlatBuffer.Table, type outer: UInt8, into table: inout FeatureTable, depth: Int
    ) throws(FlatBuffer.Broken) {
      guard depth < 8, fault == nil else { return }
      var type = outer
      if type == 0 || depth > 0, let place = try buffer.field(6, of: geometry) {
        type = try buffer.number(place, UInt8.self)
      }
      switch type {
      case 1, 4:
        guard isOne(.point) else { return }
        for point in try points(geometry) where !(point.x.isNaN && point.y.isNaN) {
          table.coordinates.append(point)
          table.endRing()
          table.endPart()
        }
      case 2, 5:
        guard isOne(.line) else { return }
        try lines(geometry, into: &table) { $0.endPart() }
      case 3:
        guard isOne(.polygon) else { return }
        let before = table.ringCount
        try lines(geometry, into: &table) { _ in }
        if table.ringCount > before { table.endPart() }
      case 6, 7, 11, 12:
        if type == 6, !isOne(.polygon) { return }
        guard let parts = try buffer.vector(7, of: geometry, size: 4) else { return }
        for part in 0..<parts.count {
          try read(
            try buffer.table(in: parts, part), type: type == 6 ? 3 : 0, into: &table,
            depth: depth + 1)
        }
      case 8, 9:
        guard isOne(.line) else { return }
        try curve(geometry, type: type, into: &table, joins: false, depth: depth)
        table.endRing()
        table.endPart()
      case 10:
        guard isOne(.polygon), let rings = try buffer.vector(7, of: geometry, size: 4) else {
          return
        }
        for ring in 0..<rings.count {
          try curve(
            try buffer.table(in: rings, ring), type: 0, into: &table, joins: false,
            depth: depth + 1)
          table.endRing()
        }
        if rings.count > 0 { table.endPart() }
      default:
        kind = .other
        fault = "geometry of kind \(type) is not read"
      }
    }

    private func points(_ geometry: FlatBuffer.Table) throws(FlatBuffer.Broken) -> [Point] {
      guard let xy = try buffer.vector(1, of: geometry, size: 8) else { return [] }
      var points: [Point] = []
      points.reserveCapacity(xy.count / 2)
      for place in stride(from: xy.at, to: xy.at + xy.count / 2 * 16, by: 16) {
        points.append(Point(try buffer.double(place), try buffer.double(place + 8)))
      }
      return points
    }

    /// The lines or rings of a geometry, cut at its `ends`.
    private func lines(
      _ geometry: FlatBuffer.Table, into table: inout FeatureTable,
      _ each: (inout FeatureTable) -> Void
    ) throws(FlatBuffer.Broken) {
      guard let xy = try buffer.vector(1, of: geometry, size: 8) else { return }
      let count = xy.count / 2
      var ends = try buffer.vector(0, of: geometry, size: 4)
      if ends?.count == 0 { ends = nil }
      var start = 0
      for index in 0..<(ends?.count ?? 1) {
        var end = count
        if let ends { end = Int(try buffer.number(ends.at + 4 * index, UInt32.self)) }
        guard end >= start, end <= count else { throw FlatBuffer.Broken() }
        var place = xy.at + 16 * start
        while place < xy.at + 16 * end {
          table.coordinates.append(
            Point(
              Double(
                bitPattern: UInt64(
                  littleEndian: buffer.bytes.loadUnaligned(
                    fromByteOffset: place, as: UInt64.self))),
              Double(
                bitPattern: UInt64(
                  littleEndian: buffer.bytes.loadUnaligned(
                    fromByteOffset: place + 8, as: UInt64.self)))))
          place += 16
        }
        table.endRing()
        each(&table)
        start = end
      }
    }

    private mutating func curve(
      _ geometry: FlatBuffer.Table, type outer: UInt8, into table: inout FeatureTable,
      joins: Bool, depth: Int
    ) throws(FlatBuffer.Broken) {
      guard depth < 8, fault == nil else { return }
      var type = outer
      if type == 0, let place = try buffer.field(6, of: geometry) {
        type = try buffer.number(place, UInt8.self)
      }
      if type == 9 {
        guard let pieces = try buffer.vector(7, of: geometry, size: 4) else { return }
        for piece in 0..<pieces.count {
          try curve(
            try buffer.table(in: pieces, piece), type: 0, into: &table, joins: joins || piece > 0,
            depth: depth + 1)
        }
        return
      }
      let points = try points(geometry)
      guard let first = points.first else { return }
      guard type != 8 || points.count % 2 == 1 && points.count >= 3 else {
        fault = "a circular string has an odd number of points from three on, not \(points.count)"
        return
      }
      if !joins {
        table.coordinates.append(first)
      } else if table.coordinates.last != first {
        fault = "the pieces of a compound curve do not join"
        return
      }
      if type == 8 {
        for place in stride(from: 1, to: points.count, by: 2) {
          table.appendArc(through: points[place], to: points[place + 1])
        }
      } else {
        table.coordinates.append(contentsOf: points.dropFirst())
      }
    }
  }
}
