import Facts
import Geometry

/// Lots drawn with their classed lines, for a person to check: one page of HTML with drawings in SVG, without scripts.
///
/// Colour, a letter and words tell a line's kind; a broken line is one of low confidence. Each drawing has the same in a list.
struct LotSheet {
  /// A lot with what is drawn around it.
  struct Item {
    var name: String
    var group: LotGroup
    var survey: LotSurvey
    var region: MultiPolygon
    var neighbours: [MultiPolygon]
    var rightOfWay: [MultiPolygon]
    var streets: [StreetReference]
    /// What an officer has decided of the lot and its drawing does not show.
    var decisions: [String] = []
  }

  var title: String
  var summary: [(LotGroup, Int)]
  var items: [Item]

  var html: String {
    var page = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(title))</title>
      <style>
      :root { color-scheme: light; font: 15px/1.4 system-ui, sans-serif; color: #1b1b1b; background: #fff; }
      body { margin: 1.2rem; }
      .lots { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 1.2rem; padding: 0; }
      figure { margin: 0; border: 1px solid #c8c8c8; border-radius: 6px; padding: .6rem; break-inside: avoid; }
      figcaption { font-weight: 600; overflow-wrap: anywhere; }
      figcaption span { font-weight: 400; }
      svg { width: 100%; height: auto; background: #fff; display: block; }
      ul.key { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
      ul.key b, td b { display: inline-block; min-width: 1.3em; text-align: center; color: #fff; border-radius: 3px; padding: 0 .2em; }
      table { border-collapse: collapse; font-size: .85rem; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: .15rem .3rem; border-top: 1px solid #e2e2e2; }
      summary { cursor: pointer; }
      text { font: 600 11px system-ui, sans-serif; paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round; }
      text.street { font-weight: 400; font-size: 10px; fill: #333; }
      .open { color: #8a1146; }
      </style>
      </head>
      <body>
      <h1>\(escaped(title))</h1>
      <ul class="key" aria-label="Kinds of lot lines">

      """
    for kind in LotLineKind.allCases {
      let pen = Pen(kind)
      page +=
        "<li><b style=\"background:\(pen.colour)\">\(pen.letter)</b> \(kind.rawValue)</li>\n"
    }
    page += "<li>broken line: low confidence</li>\n</ul>\n<p>In the town: "
    page += summary.map { "\($1) \($0.plural)" }.joined(separator: ", ")
    page += ".</p>\n<main class=\"lots\">\n"
    for (place, item) in items.enumerated() { page += figure(item, place) }
    return page + "</main>\n</body>\n</html>\n"
  }

  private func figure(_ item: Item, _ place: Int) -> String {
    let survey = item.survey
    var text =
      "<figure>\n<figcaption>\(escaped(item.name)) <span>· \(item.group.name)</span></figcaption>\n"
    text += LotDrawing(item: item, id: "lot\(place)").svg
    text += "<details><summary>\(survey.lines.count) lines"
    if let width = survey.width { text += ", \(figure(width)) m wide" }
    if let depth = survey.depth { text += ", \(figure(depth)) m deep" }
    text += "</summary>\n<table><thead><tr><th scope=\"col\">Kind</th><th scope=\"col\">Metres</th>"
    text += "<th scope=\"col\">On</th><th scope=\"col\">Why</th></tr></thead><tbody>\n"
    for line in survey.lines {
      let pen = Pen(line.kind)
      let side = line.side.map { " \($0.rawValue)" } ?? ""
      text +=
        "<tr><td><b style=\"background:\(pen.colour)\">\(pen.letter)</b> \(line.kind.rawValue)\(side)</td>"
      text += "<td>\(figure(line.length))</td>"
      text += "<td>\(escaped(line.streetName ?? line.abutter.rawValue))</td>"
      let doubt = line.confidence == .low ? " (low confidence)" : ""
      text += "<td>\(escaped(line.reason))\(doubt)</td></tr>\n"
    }
    text += "</tbody></table>"
    for decision in item.decisions { text += "<p>\(escaped(decision))</p>" }
    for reason in survey.unclear { text += "<p class=\"open\">\(escaped(reason))</p>" }
    return text + "</details>\n</figure>\n"
  }

  private func figure(_ metres: Double) -> String {
    Number(metres).flatMap { $0.rounded(.halfEven, places: 1) }?.description ?? "?"
  }
}

/// What a lot is shown as: the first that fits.
package enum LotGroup: String, CaseIterable, Sendable {
  case unclassed, landlocked, flag
  case culDeSac = "cul-de-sac"
  case through, corner
  case pieShaped = "pie-shaped"
  case ordinary

  init(_ survey: LotSurvey) {
    self =
      if survey.lines.contains(where: { $0.kind == .unclassified }) {
        .unclassed
      } else if survey.isLandlocked != false {
        .landlocked
      } else if survey.isFlag == true {
        .flag
      } else if survey.isCulDeSac == true {
        .culDeSac
      } else if survey.isThrough == true {
        .through
      } else if survey.isCorner == true {
        .corner
      } else if survey.isPieShaped == true {
        .pieShaped
      } else {
        .ordinary
      }
  }

  var name: String { self == .unclassed ? "lot with an unclassed line" : "\(rawValue) lot" }
  var plural: String { self == .unclassed ? "lots with an unclassed line" : "\(rawValue) lots" }
}

/// How a kind of line is drawn: dark enough on white to be read (4.5 to 1 and more).
private struct Pen {
  let colour: String
  let letter: String

  init(_ kind: LotLineKind) {
    (colour, letter) =
      switch kind {
      case .front: ("#0050b5", "F")
      case .side: ("#5b5b5b", "S")
      case .rear: ("#9a3412", "R")
      case .streetSide: ("#00695c", "T")
      case .alley: ("#6b5200", "A")
      case .water: ("#00638a", "W")
      case .publicSpace: ("#2b6e2f", "P")
      case .unclassified: ("#b0105a", "U")
      }
  }
}

/// One lot and what is around it, in a square.
private struct LotDrawing {
  let item: LotSheet.Item
  let id: String
  private static let side = 320.0
  private let box: Box
  private let scale: Double

  init(item: LotSheet.Item, id: String) {
    self.item = item
    self.id = id
    let own = item.region.box
    let size = max(own.width, own.height, 1)
    let half = size / 2 + max(6, size * 0.22)
    let centre = own.centre
    box = Box(
      minX: centre.x - half, minY: centre.y - half, maxX: centre.x + half, maxY: centre.y + half)
    scale = Self.side / (2 * half)
  }

  var svg: String {
    let survey = item.survey
    let kinds = LotLineKind.allCases.compactMap { kind -> String? in
      let count = survey.lines(kind).count
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }.joined(separator: ", ")
    var text =
      "<svg viewBox=\"0 0 \(Int(Self.side)) \(Int(Self.side))\" role=\"img\" aria-labelledby=\"\(id)\">"
    text += "<title id=\"\(id)\">\(escaped(item.name)): \(kinds)</title>\n"
    for region in item.rightOfWay { text += path(region, "fill=\"#ececec\" stroke=\"#b5b5b5\"") }
    for region in item.neighbours { text += path(region, "fill=\"#fafafa\" stroke=\"#c4c4c4\"") }
    for street in item.streets {
      text +=
        "<polyline points=\"\(points(street.line))\" fill=\"none\" stroke=\"#8a8a8a\" stroke-dasharray=\"6 4\"><title>\(escaped(street.name))</title></polyline>\n"
    }
    text += path(item.region, "fill=\"#fff6d6\" stroke=\"none\"")
    for line in survey.lines {
      let pen = Pen(line.kind)
      let dash = line.confidence == .low ? " stroke-dasharray=\"7 4\"" : ""
      let street = line.streetName.map { " on \($0)" } ?? ""
      text +=
        "<polyline points=\"\(points(line.line))\" fill=\"none\" stroke=\"\(pen.colour)\" stroke-width=\"4\"\(dash)><title>\(escaped(line.kind.rawValue + street)): \(escaped(line.reason))</title></polyline>\n"
    }
    for line in survey.lines { text += letter(line) }
    var named: Set<String> = []
    for line in survey.lines.sorted(by: { $0.length > $1.length }) {
      guard let name = line.streetName, named.insert(name).inserted else { continue }
      text += streetName(name, line)
    }
    return text + "</svg>\n"
  }

  private func letter(_ line: LotLine) -> String {
    guard line.length * scale > 12 else { return "" }
    let outward = (line.end - line.start).unit.leftNormal * -1
    let at = place(line.line.midpoint + outward * (11 / scale))
    return
      "<text x=\"\(short(at.x))\" y=\"\(short(at.y + 4))\" text-anchor=\"middle\" fill=\"\(Pen(line.kind).colour)\">\(Pen(line.kind).letter)</text>\n"
  }

  /// Along the line, the right way up, beyond its letter.
  private func streetName(_ name: String, _ line: LotLine) -> String {
    let along = line.end - line.start
    let outward = along.unit.leftNormal * -1
    var at = place(line.line.midpoint + outward * (24 / scale))
    let half = min(Double(name.count) * 2.8, Self.side / 2 - 8)
    at.x = min(max(at.x, 10 + abs(along.unit.x) * half), Self.side - 10 - abs(along.unit.x) * half)
    at.y = min(max(at.y, 12 + abs(along.unit.y) * half), Self.side - 8 - abs(along.unit.y) * half)
    var angle = turnAngle(Point(1, 0), Point(along.x, -along.y)) * 180 / .pi
    if angle > 90 { angle -= 180 }
    if angle < -90 { angle += 180 }
    return
      "<text class=\"street\" text-anchor=\"middle\" transform=\"translate(\(short(at.x)) \(short(at.y))) rotate(\(short(angle)))\" dy=\"3\">\(escaped(name))</text>\n"
  }

  private func place(_ point: Point) -> Point {
    Point((point.x - box.minX) * scale, (box.maxY - point.y) * scale)
  }

  private func points(_ line: Polyline) -> String {
    line.chorded(tolerance: Tolerance.chord).points.map { point in
      let at = place(point)
      return "\(short(at.x)),\(short(at.y))"
    }.joined(separator: " ")
  }

  private func path(_ region: MultiPolygon, _ style: String) -> String {
    let drawn = region.clipped(to: box.expanded(by: 5)).chorded(tolerance: Tolerance.chord)
    guard !drawn.isEmpty else { return "" }
    let rings = (0..<drawn.ringCount).map { ring in
      "M"
        + drawn.ring(ring).dropLast().map { point in
          let at = place(point)
          return "\(short(at.x)) \(short(at.y))"
        }.joined(separator: "L") + "Z"
    }
    return "<path d=\"\(rings.joined())\" fill-rule=\"evenodd\" \(style)/>\n"
  }

  /// To a tenth of a pixel.
  private func short(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
  }
}

private func escaped(_ text: String) -> String {
  var result = ""
  for character in text {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.append(character)
    }
  }
  return result
}
