import Foundation
import Geometry
import TestSupport
import Testing

@testable import Land

@Suite struct StrictJSONTests {
  private func collection(_ properties: String, _ coordinates: String = "[1,2]") -> String {
    """
    {"type":"FeatureCollection","features":[
    {"type":"Feature",
    "properties":\(properties),
    "geometry":{"type":"Point","coordinates":\(coordinates)}}]}
    """
  }

  private func fault(_ text: String) -> UnreadableFile? {
    do throws(UnreadableFile) {
      _ = try GeoJSONReader.read(Data(text.utf8), columns: ["a"])
      return nil
    } catch { return error }
  }

  private static let wrong: [(String, String)] = [
    (#"{"a":1,"a":2}"#, "the key `a` stands twice"),
    (#"{"b":1,"b":2}"#, "the key `b` stands twice"),
    (#"{"b":{"c":1,"c":2}}"#, "the key `c` stands twice"),
    (#"{"a":NaN}"#, "`NaN` is no value of JSON"),
    (#"{"b":Infinity}"#, "`Infinity` is no value of JSON"),
    (#"{"b":True}"#, "`True` is no value of JSON"),
    (#"{"a":-Infinity}"#, "a number belongs here"),
    (#"{"a":"\ud800"}"#, "half of a pair of surrogates stands alone"),
    (#"{"b":"\udc00"}"#, "half of a pair of surrogates stands alone"),
    (#"{"b":"\ud800\u0041"}"#, "half of a pair of surrogates stands alone"),
    (#"{"b":"\x"}"#, "`\\` begins no escape here"),
    (#"{"b":"\u12g4"}"#, "`\\u` has four digits, 0 to 9 and a to f"),
    ("{\"b\":\"\u{1}\"}", "a text has no control characters: `\\n` is a line's end"),
    (#"{"b":012}"#, "a number does not begin with a needless 0"),
    (#"{"b":1.}"#, "a number belongs here"), (#"{"b":.5}"#, "a value belongs here"),
    (#"{"b":+1}"#, "a value belongs here"), (#"{"b":1,}"#, "a text in quotes belongs here"),
    (#"{"b":[1,]}"#, "a value belongs here"), (#"{"b":[1 2]}"#, "`]` belongs here"),
    (#"{'b':1}"#, "a text in quotes belongs here"), (#"{"b" 1}"#, "`:` belongs here"),
    ("{/**/}", "a text in quotes belongs here"),
    (
      #"{"b":\#(String(repeating: "[", count: 70))\#(String(repeating: "]", count: 70))}"#,
      "values are nested at most 64 deep"
    ),
  ]

  @Test(arguments: wrong)
  func `what JSON does not have is refused with its line`(_ properties: String, _ reason: String) {
    let found = fault(collection(properties))
    #expect(found?.reason == reason)
    #expect(found?.line == 3)
  }

  @Test func `bytes that are no UTF-8 are refused`() {
    var bytes = Array(collection(#"{"a":"xy"}"#).utf8)
    let place = bytes.firstIndex(of: UInt8(ascii: "x"))!
    for pair in [[0xC3, 0x28], [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0]] as [[UInt8]] {
      bytes.replaceSubrange(place...(place + 1), with: pair)
      #expect(throws: UnreadableFile.self) { try GeoJSONReader.read(Data(bytes), columns: ["a"]) }
    }
  }

  @Test func `escapes and letters of all scripts are kept`() throws {
    let text = collection(#"{"a":"\u05d0\n\"\\\ud83c\udfe0 ۱۲ \/"}"#)
    let table = try GeoJSONReader.read(Data(text.utf8), columns: ["a"])
    #expect(table.row(0).values[0] == "א\n\"\\🏠 ۱۲ /")
  }

  @Test func `a coordinate that is no number refuses its feature, with its line`() throws {
    for word in ["NaN", "null", "Infinity", "-Infinity", "1e999"] {
      let table = try GeoJSONReader.read(
        Data(collection("{}", "[1,\(word)]").utf8), columns: [])
      #expect(table.row(0).fault == "a coordinate is not a finite number (line 4)")
    }
  }

  @Test func `what comes after the end is refused`() {
    #expect(fault(collection("{}") + "\n")?.reason == nil)
    for more in ["x", "{}", "]", "\0"] {
      let found = fault(collection("{}") + "\n" + more)
      #expect(found?.reason == "there is more after the end of the collection")
      #expect(found?.line == 5)
    }
  }

  @Test func `one feature a line is read, also with record separators`() throws {
    let feature =
      #"{"type":"Feature","properties":{"a":"x"},"geometry":{"type":"Point","coordinates":[1,2]}}"#
    for text in [
      feature + "\n" + feature, feature + "\r\n\n" + feature + "\n",
      "\u{1E}" + feature + "\n\u{1E}" + feature + "\n",
    ] {
      let table = try GeoJSONReader.read(Data(text.utf8), columns: ["a"], isLines: true)
      #expect(table.rows.map { $0.values[0] } == ["x", "x"])
      #expect(table.crs == "OGC:CRS84")
    }
    for text in [
      feature + feature, feature + "\n[]", feature + "\n" + feature.prefix(50),
      feature.replacingOccurrences(of: ",", with: ",\n"), "", "\n\n",
    ] {
      #expect(throws: UnreadableFile.self) {
        try GeoJSONReader.read(Data(text.utf8), columns: [], isLines: true)
      }
    }
  }

  @Test func `random damage never crashes, and whatever is read is sound`() {
    let whole = Array(
      (SmallTown.collection(
        SmallTown.lots.map { SmallTown.feature(["number": $0.0], $0.1) }) + "\n").utf8)
    var random = SeededGenerator(seed: 52)
    for _ in 0..<2000 {
      let bytes = Data(damaged(whole, using: &random))
      for isLines in [false, true] {
        guard
          let table = try? GeoJSONReader.read(bytes, columns: ["number"], isLines: isLines)
        else { continue }
        for row in table.rows { _ = table.region(row) }
      }
    }
  }
}
