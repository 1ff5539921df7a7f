import Evaluation
import Facts
import Foundation

/// Why one line of a batch cannot be read.
struct JSONFault: Error { var message: String }

func sha256(_ data: Data) -> String { Fingerprint.of(data) }

/// The questions of a batch file, line by line; a line that cannot be read keeps its place.
enum BatchFile {
  struct Line: Sendable {
    var parcel: String?
    var site: JSON?
    var work: String
    var inputs: [JSON.Member]
    var on: CivilDate?
    var language: String?
  }

  static func lines(of data: Data, named name: String) throws -> [Result<Line, JSONFault>] {
    name.hasSuffix(".csv") ? try comma(data) : data.split(separator: 10).map { line(Array($0)) }
  }

  private static func line(_ bytes: [UInt8]) -> Result<Line, JSONFault> {
    do {
      let json = try JSON(parsing: bytes)
      guard let work = json["work"]?.string else {
        return .failure(JSONFault(message: "a line names its `work`"))
      }
      var line = Line(
        parcel: json["parcel"]?.string, site: json["site"], work: work,
        inputs: json["inputs"]?.object ?? [])
      if let text = json["on"]?.string {
        guard let date = CivilDate(typed: text) else {
          return .failure(JSONFault(message: "`\(text)` is no date"))
        }
        line.on = date
      }
      line.language = json["lang"]?.string
      return .success(line)
    } catch { return .failure(JSONFault(message: error.description)) }
  }

  /// RFC 4180, a header in the first line; empty fields are not said.
  private static func comma(_ data: Data) throws -> [Result<Line, JSONFault>] {
    let rows = CSV.rows(of: data)
    guard let header = rows.first, header.contains("work") else {
      throw Wrong("the first line of a CSV names its columns, `work` among them")
    }
    return rows.dropFirst().map { row in
      guard row.count == header.count else {
        return .failure(JSONFault(message: "the line has \(row.count) fields, not \(header.count)"))
      }
      var line = Line(work: "", inputs: [])
      for (name, field) in zip(header, row) where !field.isEmpty {
        switch name {
        case "parcel": line.parcel = field
        case "work": line.work = field
        case "lang": line.language = field
        case "on":
          guard let date = CivilDate(typed: field) else {
            return .failure(JSONFault(message: "`\(field)` is no date"))
          }
          line.on = date
        default: line.inputs.append(.init(name, .string(field)))
        }
      }
      return .success(line)
    }
  }
}

/// Rows of comma-separated values (RFC 4180).
enum CSV {
  static func rows(of data: Data) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var quoted = false
    var wasQuoted = false
    func end(_ rows: inout [[String]], _ row: inout [String], _ field: inout [UInt8]) {
      row.append(String(decoding: field, as: UTF8.self))
      field = []
      if row != [""] { rows.append(row) }
      row = []
    }
    var bytes = Array(data)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch (byte, quoted) {
      case (UInt8(ascii: "\""), true):
        if at < bytes.count, bytes[at] == byte {
          field.append(byte)
          at += 1
        } else {
          quoted = false
        }
      case (_, true): field.append(byte)
      case (UInt8(ascii: "\""), false) where field.isEmpty && !wasQuoted:
        quoted = true
        wasQuoted = true
      case (UInt8(ascii: ","), false):
        row.append(String(decoding: field, as: UTF8.self))
        field = []
        wasQuoted = false
      case (10, false):
        end(&rows, &row, &field)
        wasQuoted = false
      case (13, false): break
      default: field.append(byte)
      }
    }
    if !field.isEmpty || !row.isEmpty { end(&rows, &row, &field) }
    return rows
  }
}
