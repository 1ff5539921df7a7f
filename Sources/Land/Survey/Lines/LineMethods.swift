import Facts

/// How lines are told apart here: what the measures of a regulation declare, by name.
///
/// | measure | method or parameter | source |
/// |---|---|---|
/// | `corner lot` | `interior angle`, `at most` in degrees (135) | Highland Heights OH 1101.11, Sylvania OH |
/// | | `bend`: `corner` or `none`: a sharp bend of one street | most codes leave it open |
/// | `front line` | `every street line` | Millstadt IL, Elyria OH 1125.54 |
/// | | `longest frontage` | Lewisburg WV |
/// | | `shortest frontage` | Lauderdale MN |
/// | | `widest street` | Highland Heights OH: the more important street |
/// | | `owner` : the owner's choice, which a decision must give | Orono MN |
/// | `rear line` | `opposite the front` (within 45° of parallel) | Highland Heights OH |
/// | | `farthest`: the one line farthest from any street | Lewisburg WV |
/// | | `corner lots`: `none` | Lewisburg WV |
/// | | `odd lots`: `farthest`: of lots of an odd shape or without a street | Lewisburg WV |
/// | | `odd lots`: `every farthest`: where several lie as far, each of them | no code; it drops no yard |
/// | `lot lines` | `own kind`: of `alley`, `water`, `public space` | |
/// | | `strips`: metres; for a lot without a street, a neighbour as narrow counts as its way | |
/// | | `beyond the map`: `by position` | |
///
/// A measure `by: G` is a convention: it only classes lines that the rest leaves open (``LotSurvey/fill(from:)``).
struct LineMethods {
  /// Degrees.
  var cornerAngle = 135.0
  /// Whether a sharp bend of one street makes a corner; nil where the law is silent.
  var bendIsCorner: Bool?
  var front: String?
  var isRearFarthest = false
  var cornersHaveNoRear = false
  /// Whether a lot without a street, or whose street lines neither meet nor lie opposite, has the farthest line for its rear.
  var oddHaveRear = false
  /// Whether of lines that lie as far from any street each is a rear line of such a lot; else none is.
  var everyFarthestIsRear = false
  var ownKinds: Set<String> = []
  /// Metres.
  var strips: Double?
  var goesByPosition = false
  /// What is declared and not known here.
  var faults: [String] = []

  static let fronts: Set<String> = [
    "every street line", "longest frontage", "shortest frontage", "widest street", "owner",
  ]

  init(_ order: SurveyOrder) {
    if order.measures.isEmpty { return }
    func parameter(_ measure: String, _ name: String, _ known: [String]) -> String? {
      guard let text = order.measures[measure]?.parameters[name] else { return nil }
      if known.contains(text) { return text }
      faults.append("`\(text)` is no `\(name)` of `\(measure)`")
      return nil
    }
    func metres(_ measure: String, _ name: String) -> Double? {
      guard let text = order.measures[measure]?.parameters[name] else { return nil }
      if let value = Double(text), value.isFinite, value >= 0 { return value }
      faults.append("`\(name)` of `\(measure)` is no figure")
      return nil
    }
    if let angle = metres("corner lot", "at most") { cornerAngle = angle }
    bendIsCorner = parameter("corner lot", "bend", ["corner", "none"]).map { $0 == "corner" }
    front = order.measures["front line"]?.method
    switch order.measures["rear line"]?.method {
    case nil, "", "opposite the front"?: break
    case "farthest"?: isRearFarthest = true
    case let other?: faults.append("no method `\(other)` tells the rear line of a lot")
    }
    cornersHaveNoRear =
      parameter("rear line", "corner lots", ["none"]) != nil
      || parameter("front line", "rear line", ["none"]) != nil
    let odd = parameter("rear line", "odd lots", ["farthest", "every farthest"])
    oddHaveRear = odd != nil
    everyFarthestIsRear = odd == "every farthest"
    strips = metres("lot lines", "strips")
    goesByPosition = parameter("lot lines", "beyond the map", ["by position"]) != nil
    if let kinds = order.measures["lot lines"]?.parameters["own kind"] {
      for part in kinds.split(separator: ",") {
        let name = part.drop { $0 == " " }
        if LotLineKind(rawValue: String(name)) == nil {
          faults.append("`\(name)` is no kind of line")
        }
        ownKinds.insert(String(name))
      }
    }
  }
}
