import Foundation

/// A place that a text of coordinates may mean.
struct CoordinateReading: Sendable, Hashable {
  /// The system that they are read in; nil where the text names none and any projected system may be meant.
  var system: String?
  /// East or longitude.
  var x: Double
  /// North or latitude.
  var y: Double
  /// Whether the text can be nothing but coordinates: it has fractions, degrees, or names a system.
  var isPlain: Bool
}

/// Reads coordinates as people copy them: `32.0853, 34.7818`, `34°46′54″E 32°5′7″N`, `180010 650015`, `36R 668123 3551234`.
///
/// Digits may be of any script, the decimal sign a point, a comma or `٫`. Where the order of two numbers is not told by letters
/// there is a reading for each, the customary one first: latitude before longitude, east before north.
struct CoordinateText {
  private enum Part: Equatable {
    case number(Double, digits: Int, hasFraction: Bool, isNegative: Bool)
    /// Degrees, minutes or seconds: 0, 1, 2.
    case unit(Int)
    case direction(Direction)
    case separator
    case system(String)
    /// A zone and its letter: `36N`.
    case zone(Int, Character)
    case latitude, longitude
  }

  private enum Direction { case north, south, east, west }

  /// All that a text may mean; empty where it is no coordinates.
  static func readings(of text: String) -> [CoordinateReading] {
    let plain = asciiText(text)
    var readings: [CoordinateReading] = []
    for form in forms(of: plain) {
      guard let parts = parts(of: form) else { continue }
      readings += degrees(parts) ?? projected(parts)
    }
    return readings
  }

  // MARK: Parts

  /// Digits, signs and marks of any script as ASCII has them.
  private static func asciiText(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x66B: out.append(".")
      case 0x60C: out.append(",")
      case 0x66C: continue
      case 0x2212, 0x2013: out.append("-")
      case 0xBA, 0x2DA: out.append("°")
      case 0x2032, 0x2019, 0x5F3, 0xB4: out.append("'")
      case 0x2033, 0x201D, 0x5F4: out.append("\"")
      case 0x61C, 0x200E, 0x200F, 0x2066...0x2069, 0x202A...0x202E: continue
      default:
        if scalar.value > 0x7F, scalar.properties.numericType == .decimal,
          let digit = scalar.properties.numericValue
        {
          out += String(Int(digit))
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out.replacing("''", with: "\"").replacing(/(?i)wgs[- ]?84/, with: " ")
  }

  /// A text with each meaning that its commas may have: between numbers, before fractions, between thousands.
  private static func forms(of text: String) -> [String] {
    let numbers = text.split { $0.isWhitespace || $0 == ";" }
    let pairs = numbers.filter { $0.wholeMatch(of: /-?\d{1,3}(,\d+)+(\.\d+)?/) != nil }
    guard pairs.count == 2 else { return [text] }
    var forms = [text]
    if pairs.allSatisfy({ $0.wholeMatch(of: /-?\d{1,3},\d+/) != nil }) {
      forms.append(text.replacing(",", with: "."))
    }
    if pairs.allSatisfy({ $0.wholeMatch(of: /\d{1,3}(,\d{3})+(\.\d+)?/) != nil }) {
      forms.append(text.replacing(",", with: ""))
    }
    return forms
  }

  private static let words: [String: Part] = [
    "n": .direction(.north), "s": .direction(.south), "e": .direction(.east),
    "w": .direction(.west), "north": .direction(.north), "south": .direction(.south),
    "east": .direction(.east), "west": .direction(.west),
    "צפון": .direction(.north), "דרום": .direction(.south), "מזרח": .direction(.east),
    "מערב": .direction(.west), "شمالی": .direction(.north), "جنوبی": .direction(.south),
    "شرقی": .direction(.east), "غربی": .direction(.west), "شمال": .direction(.north),
    "جنوب": .direction(.south), "شرق": .direction(.east), "غرب": .direction(.west),
    "lat": .latitude, "latitude": .latitude, "lon": .longitude, "lng": .longitude,
    "long": .longitude, "longitude": .longitude, "itm": .system("EPSG:2039"),
    "utm": .system("UTM"), "geo": .separator, "x": .separator, "y": .separator,
  ]

  /// Nil where the text has something that no coordinates have.
  private static func parts(of text: String) -> [Part]? {
    var parts: [Part] = []
    var rest = Substring(text)
    while let first = rest.first {
      if let number = rest.prefixMatch(of: /-?\d+(\.\d+)?/) {
        let written = number.output.0
        // `6941-23` is no coordinates.
        if written.hasPrefix("-"), case .number? = parts.last { return nil }
        guard let value = Double(written) else { return nil }
        rest = rest[written.endIndex...]
        let digits = written.prefix { $0 != "." }.filter(\.isNumber).count
        if number.output.1 == nil, value >= 1, value <= 60, let letter = rest.first,
          letter.isASCII, letter.isLetter,
          rest.dropFirst().first.map({ !$0.isLetter && !$0.isNumber }) ?? false
        {
          parts.append(.zone(Int(value), Character(letter.uppercased())))
          rest = rest.dropFirst()
          continue
        }
        parts.append(
          .number(
            abs(value), digits: digits, hasFraction: number.output.1 != nil,
            isNegative: written.hasPrefix("-")))
      } else if first.isLetter {
        let word = rest.prefix { $0.isLetter }
        rest = rest[word.endIndex...]
        guard let part = words[word.lowercased()] else { return nil }
        parts.append(part)
      } else {
        rest = rest.dropFirst()
        switch first {
        case "°": parts.append(.unit(0))
        case "'": parts.append(.unit(1))
        case "\"": parts.append(.unit(2))
        case ",", ";": parts.append(.separator)
        case " ", "\t", "\n", "\r", "\u{A0}", ":", "=", "(", ")", "+", ".": continue
        default: return nil
        }
      }
    }
    return parts
  }

  // MARK: Degrees

  private struct Angle {
    var numbers: [Double] = []
    var isNegative = false
    var direction: Direction?

    /// Nil where minutes or seconds are none.
    var degrees: Double? {
      guard (1...3).contains(numbers.count), numbers.dropFirst().allSatisfy({ $0 < 60 }) else {
        return nil
      }
      let value = zip(numbers, [1, 60, 3600.0]).reduce(0) { $0 + $1.0 / $1.1 }
      let isBehind = direction == .south || direction == .west
      return isNegative || isBehind ? -value : value
    }

    var isLatitude: Bool? {
      direction.map { $0 == .north || $0 == .south }
    }
  }

  private static func degrees(_ parts: [Part]) -> [CoordinateReading]? {
    var hasMarks = false
    var numbers: [(value: Double, hasFraction: Bool)] = []
    for part in parts {
      switch part {
      case .number(let value, _, let hasFraction, _): numbers.append((value, hasFraction))
      case .unit, .direction, .latitude, .longitude: hasMarks = true
      case .system, .zone: return nil
      case .separator: continue
      }
    }
    guard let angles = angles(parts), angles.count == 2, let a = angles[0].degrees,
      let b = angles[1].degrees
    else { return nil }
    if !hasMarks {
      guard numbers.count == 2, numbers.allSatisfy(\.hasFraction) else { return nil }
    }
    func reading(_ latitude: Double, _ longitude: Double) -> CoordinateReading? {
      guard abs(latitude) <= 90, abs(longitude) <= 180 else { return nil }
      return CoordinateReading(
        system: CoordinateSystem.longitudeLatitude, x: longitude, y: latitude, isPlain: true)
    }
    let found: [CoordinateReading?] =
      switch (angles[0].isLatitude, angles[1].isLatitude) {
      case (true?, false?), (true?, nil), (nil, false?): [reading(a, b)]
      case (false?, true?), (false?, nil), (nil, true?): [reading(b, a)]
      case (nil, nil): [reading(a, b), reading(b, a)]
      default: []
      }
    let known = found.compactMap { $0 }
    return known.isEmpty ? nil : known
  }

  /// The numbers of two angles: told apart by letters, else by a comma, else each has half of them.
  private static func angles(_ parts: [Part]) -> [Angle]? {
    func direction(_ part: Part) -> Direction? {
      switch part {
      case .direction(let direction): direction
      case .latitude: .north
      case .longitude: .east
      default: nil
      }
    }
    let directed = parts.indices.filter { direction(parts[$0]) != nil }
    var angles: [Angle] = []
    func angle(_ range: some Sequence<Part>) -> Angle {
      var angle = Angle()
      for part in range {
        if case .number(let value, _, _, let isNegative) = part {
          if angle.numbers.isEmpty { angle.isNegative = isNegative }
          angle.numbers.append(value)
        }
        angle.direction = angle.direction ?? direction(part)
      }
      return angle
    }
    if directed.count == 2 {
      let isBefore = parts.first { $0 != .separator }.flatMap(direction) != nil
      let cut = isBefore ? directed[1] : directed[0] + 1
      angles = [angle(parts[..<cut]), angle(parts[cut...])]
    } else if directed.isEmpty {
      let sides = parts.split(separator: .separator)
      if sides.count == 2 {
        angles = sides.map { angle($0) }
      } else {
        let numbers = parts.filter { if case .number = $0 { true } else { false } }
        guard sides.count == 1, numbers.count.isMultiple(of: 2) else { return nil }
        angles = [
          angle(numbers[..<(numbers.count / 2)]), angle(numbers[(numbers.count / 2)...]),
        ]
      }
    } else {
      return nil
    }
    return angles
  }

  // MARK: Metres

  private static func projected(_ parts: [Part]) -> [CoordinateReading] {
    var numbers: [Double] = []
    var systems: [String?] = [nil]
    for part in parts {
      switch part {
      case .number(let value, let digits, _, false) where digits >= 5: numbers.append(value)
      case .number, .unit, .latitude, .longitude: return []
      case .system("UTM"): if systems == [nil] { systems = [] }
      case .system(let code): systems = [code]
      case .zone(let zone, let letter): systems = utm(zone, letter)
      case .direction, .separator: continue
      }
    }
    guard numbers.count == 2 else { return [] }
    let isUnzoned = systems.isEmpty
    return (isUnzoned ? [nil] : systems).flatMap { system in
      [(numbers[0], numbers[1]), (numbers[1], numbers[0])].map {
        CoordinateReading(system: system, x: $0.0, y: $0.1, isPlain: system != nil || isUnzoned)
      }
    }
  }

  /// A zone of UTM. Its letter is a hemisphere or a band of latitude: `36S` is both the south, and from 32° to 40° north.
  private static func utm(_ zone: Int, _ letter: Character) -> [String?] {
    let north = "EPSG:\(32600 + zone)"
    let south = "EPSG:\(32700 + zone)"
    switch letter {
    case "N": return [north]
    case "S": return [north, south]
    case "C"..."M": return [south]
    case "P"..."X": return [north]
    default: return []
    }
  }
}
