import Diagnostics

/// The paragraph above a table: `Table 2-222: density limits(lot area), when density zone = "medium", complete {#t-2}`.
///
/// What stands before the first colon is a label in any language; the name comes after it.
struct TableCaption {
  /// `Table 2-222`
  var label: String
  var name: String
  var parameters: [String]
  /// What follows the name: `when …`, `complete`; with places.
  var rest: SourceSlice
  var notes: [String]
  var attributes: BlockAttributes?
  var place: Place

  /// Nil where the paragraph is prose.
  init?(_ slice: SourceSlice, calendar: String) {
    // The document reports what is wrong with the attributes of every paragraph.
    var reported: [Diagnostic] = []
    let attributes = BlockAttributes(endOf: slice, calendar: calendar, findings: &reported)
    self.attributes = attributes
    let bare = TableSource.Cell(
      slice: slice.part(0..<(attributes?.start ?? slice.text.utf8.count))
    ).withoutNotes
    notes = bare.notes
    guard let label = Self.label(of: bare.slice) else { return nil }
    self.label = label.trimmed
    let bytes = Array(bare.slice.text.utf8)
    var index = label.utf8.count + (bytes[label.utf8.count] == UInt8(ascii: ":") ? 1 : 3)
    let nameStart = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "("), bytes[index] != UInt8(ascii: ",")
    {
      index += 1
    }
    let named = bare.slice.part(nameStart..<index).trimmed
    name = named.text.singleSpaced
    place = named.place(0)
    parameters = []
    if index < bytes.count, bytes[index] == UInt8(ascii: "("),
      let close = bytes[index...].firstIndex(of: UInt8(ascii: ")"))
    {
      parameters = bare.slice.part((index + 1)..<close).text.split(separator: ",")
        .map { String($0).singleSpaced }
      index = close + 1
    }
    rest = bare.slice.part(index..<bytes.count)
    if name.isEmpty { return nil }
  }

  /// The words before the first colon of a caption: three at most, or with a number, and no sentence.
  static func label(of slice: SourceSlice) -> String? {
    guard let colon = slice.text.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let label = slice.text[..<colon]
    guard label.count <= 60, !label.contains("\n"), !label.contains(". "), !label.isEmpty,
      label.split(separator: " ").count <= 3 || label.contains(where: \.isNumber),
      !String(slice.text[slice.text.index(after: colon)...]).trimmed.isEmpty
    else { return nil }
    return String(label)
  }

  /// `table-2-222`, where the label has a number.
  var numberedSlug: String? {
    label.contains(where: \.isNumber) ? slug(label) : nil
  }
}
