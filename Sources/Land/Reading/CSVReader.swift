import Facts
import Foundation
import Geometry

/// Reads CSV (RFC 4180) in UTF-8, with or without a byte order mark. A row with another number of fields than the header is
/// reported by its line and left out.
enum CSVReader {
  /// - Parameter header: names of the columns, where the file has none that can be used.
  static func read(_ data: Data, header: [String]? = nil) throws -> FeatureFile {
    var bytes = Array(data)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw UnreadableSource("the file is not UTF-8") }
    var columns = header
    var features: [Feature] = []
    var faults: [String] = []
    var line = 1
    var at = 0
    while at < bytes.count {
      let first = line
      let fields = row(bytes, &at, &line)
      if fields.count == 1, fields[0].isEmpty { continue }
      guard let names = columns else {
        columns = fields
        continue
      }
      guard fields.count == names.count else {
        faults.append("line \(first) has \(fields.count) fields, not \(names.count)")
        continue
      }
      var attributes: [String: Attribute] = [:]
      for (name, field) in zip(names, fields) where !field.isEmpty { attributes[name] = .text(field) }
      features.append(Feature(id: "line \(first)", shape: nil, attributes: attributes))
    }
    return FeatureFile(features: features, crs: nil, columns: columns ?? [], faults: faults)
  }

  private static func row(_ bytes: [UInt8], _ at: inout Int, _ line: inout Int) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    var quoted = false
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == 10 { line += 1 }
      if quoted {
        if byte == UInt8(ascii: "\"") {
          if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
            field.append(byte)
            at += 1
          } else {
            quoted = false
          }
        } else {
          field.append(byte)
        }
      } else if byte == UInt8(ascii: "\""), field.isEmpty {
        quoted = true
      } else if byte == UInt8(ascii: ",") {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
      } else if byte == 10 {
        break
      } else if byte != 13 {
        field.append(byte)
      }
    }
    fields.append(String(decoding: field, as: UTF8.self))
    return fields
  }
}
