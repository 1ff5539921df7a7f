import Foundation
import Geometry
import SpatialIndex

/// Reads a shapefile (ESRI, *Shapefile Technical Description*, 1998): `.shp` with its `.dbf`, `.prj` and `.cpg` beside it.
///
/// The rings of a polygon stand in any order: those that run clockwise are exteriors, the others holes of the least exterior
/// around them.
enum ShapefileReader {
  /// - Parameter encoding: The code page of texts, where the file's own word is not to be taken.
  static func read(
    _ path: String, _ bytes: Data, columns: [String], encoding: String? = nil
  ) throws(UnreadableFile) -> FeatureTable {
    let attributes = try sibling(path, "dbf").map { data throws(UnreadableFile) in
      try DBaseTable(data)
    }
    let written = encoding ?? sibling(path, "cpg").map { String(decoding: $0, as: UTF8.self) }
    var table = try read(
      bytes, attributes: attributes, columns: columns,
      encoding: written?.trimmingCharacters(in: .whitespacesAndNewlines))
    if let projection = sibling(path, "prj") {
      table.crs = String(decoding: projection, as: UTF8.self)
    }
    if let places = sibling(path, "shx"), (places.count - 100) / 8 != table.rowCount {
      throw UnreadableFile(
        "its `.shx` has \((places.count - 100) / 8) places and its `.shp` \(table.rowCount) shapes")
    }
    return table
  }

  /// The file of the same name with another ending, in small letters or capitals.
  static func siblingPath(_ path: String, _ ending: String) -> String? {
    let stem = (path as NSString).deletingPathExtension
    return ["\(stem).\(ending)", "\(stem).\(ending.uppercased())"].first {
      FileManager.default.fileExists(atPath: $0)
    }
  }

  static func sibling(_ path: String, _ ending: String) -> Data? {
    siblingPath(path, ending).flatMap {
      try? Data(contentsOf: URL(fileURLWithPath: $0), options: .mappedIfSafe)
    }
  }

  static func read(
    _ bytes: Data, attributes: DBaseTable?, columns: [String], encoding: String?
  ) throws(UnreadableFile) -> FeatureTable {
    var table = FeatureTable(asking: columns.count)
    table.columns = attributes?.fields.map(\.name) ?? []
    let fields = columns.map { name in attributes?.fields.first { $0.name == name } }
    let letters = try Letters(encoding, attributes, fields.compactMap { $0 })
    table.expect(points: bytes.count / 16)
    var fault: UnreadableFile?
    var wrongTexts = 0
    var deleted: [Int] = []
    bytes.withUnsafeBytes { raw in
      var file = Shapes(bytes: raw)
      do throws(UnreadableFile) {
        try file.checkHeader()
        while try file.hasNext() {
          let row = table.rowCount
          var draft = FeatureTable.Draft()
          try file.next(&table, &draft)
          if let attributes, row < attributes.rowCount {
            for (column, field) in fields.enumerated() {
              guard let field else { continue }
              let text = attributes.text(row, field) { cell in
                let text = letters.text(cell)
                if text == nil { wrongTexts += 1 }
                return text
              }
              table.append(text, column: column)
            }
          }
          table.endRow(draft)
          if let attributes, row < attributes.rowCount, attributes.isDeleted(row) {
            deleted.append(row)
          }
        }
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    for row in deleted { table.passOver(row) }
    if wrongTexts > 0 {
      throw UnreadableFile(
        "\(wrongTexts) texts of its `.dbf` are not in \(letters.name)",
        mend: "write the code page that they are in, as `encoding: windows-1256`")
    }
    if let attributes, attributes.rowCount != table.rowCount {
      throw UnreadableFile(
        "its `.dbf` has \(attributes.rowCount) rows and its `.shp` \(table.rowCount) shapes")
    }
    return table
  }

  /// What the bytes of texts stand for.
  private struct Letters {
    /// UTF-8 where it is nil.
    var page: CodePage?
    var name: String { page?.name ?? "UTF-8" }

    init(_ written: String?, _ attributes: DBaseTable?, _ fields: [DBaseTable.Field])
      throws(UnreadableFile)
    {
      if let written, !written.isEmpty {
        let key = written.lowercased().filter { $0.isLetter || $0.isNumber }
        if ["utf8", "65001", "cp65001", "ascii", "usascii"].contains(key) { return }
        page = CodePage(named: written)
        guard page != nil else {
          throw UnreadableFile(
            "its code page `\(written.prefix(40))` is none that is read",
            mend: "write its `encoding:`, as `utf-8` or `windows-1256`")
        }
        return
      }
      guard let attributes else { return }
      page = CodePage(languageDriver: attributes.languageDriver)
      guard page == nil else { return }
      // Nothing says what the letters are: UTF-8 is seen to be it or not.
      for row in 0..<attributes.rowCount {
        for field in fields where field.type == UInt8(ascii: "C") {
          guard isUTF8(attributes.cell(row, field)) else {
            throw UnreadableFile(
              "no file beside it says in which code page its texts are",
              mend: "write its `encoding:`, as `windows-1256`, `iso-8859-8` or `windows-1251`")
          }
        }
      }
    }

    func text(_ cell: Data.SubSequence) -> String? {
      if let page { return page.text(cell) }
      return isUTF8(cell) ? String(decoding: cell, as: UTF8.self) : nil
    }
  }
}

/// The shapes of a `.shp`, one after the other.
private struct Shapes {
  let bytes: UnsafeRawBufferPointer
  var at = 100
  var number = 0
  /// How much work rings without an order may make in one file.
  var patience = 200_000_000

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private func big(_ place: Int) -> Int {
    Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: Int32.self)))
  }

  private func little(_ place: Int) -> Int {
    Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Int32.self)))
  }

  private func double(_ place: Int) -> Double {
    Double(
      bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    )
  }

  private func point(_ place: Int) -> Point { Point(double(place), double(place + 8)) }

  func checkHeader() throws(UnreadableFile) {
    guard bytes.count >= 100, big(0) == 9994, little(28) == 1000 else {
      throw UnreadableFile("it is no shapefile: its header is not one")
    }
    guard big(24) * 2 == bytes.count else {
      throw UnreadableFile(
        "it is cut off or too long: \(big(24) * 2) bytes are announced and \(bytes.count) there")
    }
    let type = little(32)
    guard type != 31 else {
      throw UnreadableFile(
        "it has surfaces of triangles (multipatch), which are no areas of a plan")
    }
    guard [0, 1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28].contains(type) else {
      throw UnreadableFile("shapes of type \(type) are none that are known")
    }
  }

  func hasNext() throws(UnreadableFile) -> Bool {
    if at == bytes.count { return false }
    guard at + 12 <= bytes.count else { throw cutOff }
    return true
  }

  private var cutOff: UnreadableFile { UnreadableFile("it is cut off in shape \(number + 1)") }

  mutating func next(_ table: inout FeatureTable, _ row: inout FeatureTable.Draft)
    throws(UnreadableFile)
  {
    let size = big(at + 4) * 2
    let start = at + 8
    guard size >= 4, size <= bytes.count - start else { throw cutOff }
    at = start + size
    number += 1
    let type = little(start)
    if type > 20 { table.remark("its measures (M) are left out") }
    if type > 10, type < 20 { table.remark("its heights (Z) are left out") }
    let body = start + 4
    switch type {
    case 0: return
    case 1, 11, 21:
      guard size >= 20 else { throw cutOff }
      row.kind = .point
      table.coordinates.append(point(body))
      table.endRing()
      table.endPart()
    case 8, 18, 28:
      row.kind = .point
      guard size >= 40 else { throw cutOff }
      let count = little(body + 32)
      guard count >= 0, count <= (size - 40) / 16 else { throw cutOff }
      for index in 0..<count {
        table.coordinates.append(point(body + 36 + 16 * index))
        table.endRing()
        table.endPart()
      }
    case 3, 13, 23, 5, 15, 25:
      guard size >= 44 else { throw cutOff }
      let parts = little(body + 32)
      let count = little(body + 36)
      guard parts >= 0, count >= 0, parts <= (size - 44) / 4, count <= (size - 44 - 4 * parts) / 16
      else { throw cutOff }
      let coordinates = body + 40 + 4 * parts
      var rings: [[Point]] = []
      for part in 0..<parts {
        let first = little(body + 40 + 4 * part)
        let last = part + 1 < parts ? little(body + 44 + 4 * part) : count
        guard first >= 0, last >= first, last <= count else { throw cutOff }
        rings.append((first..<last).map { point(coordinates + 16 * $0) })
      }
      if type % 10 == 3 {
        row.kind = .line
        for line in rings {
          table.coordinates.append(contentsOf: line)
          table.endRing()
          table.endPart()
        }
      } else {
        row.kind = .polygon
        row.fault = polygons(rings, into: &table)
      }
    case 31: row.fault = "it is a surface of triangles (multipatch)"
    default: row.fault = "shapes of type \(type) are none that are known"
    }
  }

  /// Puts each hole behind its exterior. What is wrong with them, in words.
  private mutating func polygons(_ rings: [[Point]], into table: inout FeatureTable) -> String? {
    guard rings.count > 1 else {
      if let ring = rings.first {
        table.coordinates.append(contentsOf: ring)
        table.endRing()
        table.endPart()
      }
      return nil
    }
    let areas = rings.map(area)
    guard areas.allSatisfy(\.isFinite) else { return "a coordinate is not a finite number" }
    let exteriors = rings.indices.filter { areas[$0] < 0 }
    var holes: [Int: [Int]] = [:]
    guard !exteriors.isEmpty else { return "all its rings run as holes do" }
    if exteriors.count == 1 {
      holes[exteriors[0]] = rings.indices.filter { areas[$0] > 0 }
    } else {
      guard let index = try? PackedIndex(boxes: exteriors.map { Box(rings[$0]) }) else {
        return "a coordinate is not a finite number"
      }
      for hole in rings.indices where areas[hole] > 0 {
        var least: Int?
        for candidate in index.search(Box(rings[hole])) {
          let exterior = exteriors[candidate]
          patience -= rings[exterior].count
          guard patience > 0 else { return "its rings are too many to tell holes from parts" }
          if let least, areas[exterior] <= areas[least] { continue }
          if holds(rings[exterior], rings[hole]) { least = exterior }
        }
        guard let least else { return "a hole of it lies in none of its exteriors" }
        holes[least, default: []].append(hole)
      }
    }
    for exterior in exteriors {
      for ring in [exterior] + (holes[exterior] ?? []) {
        table.coordinates.append(contentsOf: rings[ring])
        table.endRing()
      }
      table.endPart()
    }
    return nil
  }

  /// Twice the area, positive when the ring runs counter-clockwise.
  private func area(_ ring: [Point]) -> Double {
    guard let origin = ring.first else { return 0 }
    var sum = 0.0
    var last = Point(0, 0)
    for point in ring.dropFirst() {
      let next = point - origin
      sum += last.cross(next)
      last = next
    }
    return sum
  }

  /// Whether a ring lies within another, by its first corner that does not lie on the other's boundary.
  private func holds(_ exterior: [Point], _ hole: [Point]) -> Bool {
    for corner in hole.prefix(16) {
      var isInside = false
      var isOn = false
      var a = exterior[exterior.count - 1]
      for b in exterior {
        let turn = (b - a).cross(corner - a)
        if turn == 0, (a - corner).dot(b - corner) <= 0 {
          isOn = true
          break
        }
        if (a.y > corner.y) != (b.y > corner.y), (turn > 0) == (b.y > a.y) { isInside.toggle() }
        a = b
      }
      if !isOn { return isInside }
    }
    // All of it lies on the boundary.
    return true
  }
}
