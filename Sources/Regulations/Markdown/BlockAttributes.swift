import Diagnostics
import Facts

/// What stands in braces after a block: `{#reg-24 from=2018-01-01 until=… for="new building, extension"}`.
struct BlockAttributes {
  var id: String?
  var idPlace: Place
  var from: CivilDate?
  var until: CivilDate?
  var works: [String]?
  var worksPlace: Place
  /// Byte offset in the block's text at which the braces begin.
  var start: Int

  /// The attributes at the end of a block's source text, or nil where there are none.
  init?(
    endOf slice: SourceSlice, calendar: String = "gregorian", findings: inout [Diagnostic]
  ) {
    let text = slice.trimmed
    let bytes = Array(text.text.utf8)
    guard bytes.last == UInt8(ascii: "}"),
      let open = bytes.indices.dropLast().last(where: {
        bytes[$0] == UInt8(ascii: "{") && bytes[$0 + 1] == UInt8(ascii: "#")
      })
    else { return nil }
    let lead = slice.text.utf8.prefix { $0.isSpace }.count
    start = lead + open
    idPlace = text.place(open)
    worksPlace = idPlace
    let inner = text.part((open + 1)..<(bytes.count - 1))
    refuseHiddenControls(in: inner, findings: &findings)
    for word in Self.words(of: inner) {
      let place = inner.place(word.offset)
      if word.text.hasPrefix("#") {
        id = String(word.text.dropFirst())
        idPlace = place
        continue
      }
      let sides = word.text.split(separator: "=", maxSplits: 1).map(String.init)
      let value = sides.count == 2 ? Self.unquoted(sides[1]) : ""
      switch sides.first {
      case "from": from = Self.date(value, calendar, place, &findings)
      case "until": until = Self.date(value, calendar, place, &findings)
      case "for":
        works = value.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
        worksPlace = place
      default:
        let nearest = nearestName(to: sides.first ?? "", among: ["from", "until", "for"])
        findings.append(
          Diagnostic(
            .error, "unknown-attribute",
            "an anchor may say `from`, `until` and `for`, not `\(sides.first ?? "")`", at: place,
            mend: nearest.map { "write `\($0)=`" }))
      }
    }
    if id?.isEmpty ?? true {
      findings.append(
        Diagnostic(.error, "empty-anchor", "an anchor has a name after its `#`", at: idPlace))
      id = nil
    }
  }

  private static func date(
    _ text: String, _ calendar: String, _ place: Place, _ findings: inout [Diagnostic]
  ) -> CivilDate? {
    if text == "…" || text == "..." || text.isEmpty { return nil }
    return readDate(text, calendar: calendar, at: place, findings: &findings)
  }

  private static func words(of slice: SourceSlice) -> [(text: String, offset: Int)] {
    var words: [(String, Int)] = []
    var word: [UInt8] = []
    var start = 0
    var quoted = false
    for (offset, byte) in slice.text.utf8.enumerated() {
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if byte.isSpace, !quoted {
        if !word.isEmpty { words.append((String(decoding: word, as: UTF8.self), start)) }
        word = []
      } else {
        if word.isEmpty { start = offset }
        word.append(byte)
      }
    }
    if !word.isEmpty { words.append((String(decoding: word, as: UTF8.self), start)) }
    return words
  }

  private static func unquoted(_ text: String) -> String {
    text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
      ? String(text.dropFirst().dropLast()) : text
  }
}
