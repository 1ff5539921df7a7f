import Facts
import Foundation
import Land

/// Why one line of a batch cannot be read.
struct JSONFault: Error { var message: String }

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
    if name.hasSuffix(".csv") { return try comma(data) }
    // An empty line keeps its place too; what follows the last line break is no line.
    var lines = data.split(separator: 10, omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.map { line(Array($0)) }
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
    guard let rows = CSVTable.lines(of: data) else {
      throw Wrong("a quote opens in the CSV and never closes")
    }
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
