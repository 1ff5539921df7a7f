import Columns
import Diagnostics
import Foundation
import Geometry
import SpatialIndex

/// What stands in the file of an import beside its columns.
struct ImportNotes: Codable {
  /// The source's own file, and those that belong to it.
  var files: [StoredFile]
  var regionCount: Int
  var lineCount: Int
  var rowCount: Int
  /// Where the names of the shapes stand among the texts.
  var nameColumn: Int?
  var box: [Double]
  var told: [Told]
  var reading: SourceReading

  /// A finding without its place, which is the source's in the territory file.
  struct Told: Codable {
    var severity: String
    var id: String
    var message: String
    var mend: String?

    init(_ finding: Diagnostic) {
      severity = finding.severity.rawValue
      id = finding.id
      message = finding.message
      mend = finding.mend
    }

    func finding(at place: Place) -> Diagnostic {
      Diagnostic(
        Diagnostic.Severity(rawValue: severity) ?? .note, id, message, at: place, mend: mend)
    }
  }
}

extension ImportedLayer {
  /// Opens the file of an import; its shapes stay where they are in it.
  ///
  /// Every byte is read once and compared with its checksum: a tenth of a second for a million parcels.
  init(reading path: String) throws(ColumnFileFault) {
    let file = try ColumnFile(
      reading: path, mark: LandStore.mark, version: LandStore.version)
    try file.verify()
    func column<Element: BitwiseCopyable>(
      _ name: StaticString, _ type: Element.Type
    ) throws(ColumnFileFault) -> Column<Element> {
      guard let column = try file.column(name, of: type) else {
        throw file.damaged("no `\(name)`")
      }
      return column
    }
    let layer = try FlatLayer(file)
    let rows = try column("rows", UInt32.self)
    let further = try column("further", UInt32.self)
    let gaps = try column("gaps", Box.self)
    let bytes = try column("texts", UInt8.self)
    let ends = try column("ends", Int.self)
    let about = try column("about", UInt8.self)
    guard
      let notes = try? JSONDecoder().decode(ImportNotes.self, from: Data(about.elements)),
      notes.rowCount >= 0, notes.box.count == 4
    else { throw file.damaged("notes") }
    guard rows.count == layer.count, notes.regionCount + notes.lineCount <= layer.count,
      min(notes.regionCount, notes.lineCount) >= 0, further.count % 2 == 0,
      [rows, further].allSatisfy({ $0.elements.allSatisfy { Int($0) < notes.rowCount } })
    else { throw file.damaged("rows") }
    let columnCount = notes.rowCount == 0 ? 0 : ends.count / notes.rowCount
    guard ends.count == columnCount * notes.rowCount,
      notes.nameColumn.map({ (0..<columnCount).contains($0) }) ?? true || notes.rowCount == 0
    else { throw file.damaged("texts") }
    var texts: [TextColumn] = []
    var start = 0
    for column in 0..<columnCount {
      let own = ends.elements[(column * notes.rowCount)..<((column + 1) * notes.rowCount)]
      guard let text = TextColumn(bytes: bytes, from: start, ends: own) else {
        throw file.damaged("texts")
      }
      start += text.byteCount
      texts.append(text)
    }
    guard start == bytes.count else { throw file.damaged("texts") }
    shapes = ShapeSet(
      layer, regionCount: notes.regionCount, lineCount: notes.lineCount,
      rows: rows.elements.map { Int($0) },
      names: notes.nameColumn.flatMap { texts.indices.contains($0) ? texts[$0] : nil },
      box: Box(
        minX: notes.box[0], minY: notes.box[1], maxX: notes.box[2], maxY: notes.box[3]))
    self.texts = texts
    rowCount = notes.rowCount
    self.gaps = Array(gaps.elements)
    for pair in stride(from: 0, to: further.count, by: 2) {
      furtherRows[Int(further[pair]), default: []].append(Int(further[pair + 1]))
    }
    self.notes = notes
  }

  func write(to path: String, _ notes: ImportNotes) throws(ColumnFileFault) {
    let rows = Column(shapes.rows.lazy.map { UInt32(truncatingIfNeeded: $0) })
    let further = Column(
      furtherRows.sorted { $0.key < $1.key }.flatMap { first, others in
        others.flatMap {
          [UInt32(truncatingIfNeeded: first), UInt32(truncatingIfNeeded: $0)]
        }
      })
    let gaps = Column(self.gaps)
    var bytes = GrowingColumn<UInt8>()
    var ends = GrowingColumn<Int>()
    for text in texts { text.append(to: &bytes, &ends) }
    let (textBytes, textEnds) = (bytes.finished(), ends.finished())
    guard let about = try? JSONEncoder().encode(notes) else {
      throw .unwritable(path, "its notes have no form")
    }
    let aboutBytes = Column(about)
    try shapes.layer.write(
      to: path, mark: LandStore.mark, version: LandStore.version,
      beside: [
        ("rows", rows.bytes), ("further", further.bytes), ("gaps", gaps.bytes),
        ("texts", textBytes.bytes), ("ends", textEnds.bytes), ("about", aboutBytes.bytes),
      ])
    withExtendedLifetime((rows, further, gaps, textBytes, textEnds, aboutBytes)) {}
  }
}
