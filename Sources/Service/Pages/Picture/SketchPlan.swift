import Facts
import Geometry
import Land

extension DrawPage {
  /// What the script needs to draw by hand on the sheet; hidden until it is there.
  func sketch(_ sheet: PictureSheet) -> HTML {
    let plan = LotPlan(
      region: picture.lot, lines: picture.lines.map(\.line), accuracy: picture.accuracy,
      buildings: picture.buildings)
    let base = measurement?.drawn.footprint.base ?? form.base
    guard let frame = LotFrame(base, of: plan) ?? LotFrame.first(of: plan) else { return .nothing }
    func number(_ value: Double, _ places: Int) -> JSON {
      Number(value)?.rounded(places: places).map(JSON.number) ?? .null
    }
    func pair(_ point: Point, _ places: Int = 3) -> JSON {
      .array([number(point.x, places), number(point.y, places)])
    }
    let origin = sheet.at(frame.origin)
    let along = sheet.at(frame.place(Point(1, 0))) - origin
    let inward = sheet.at(frame.place(Point(0, 1))) - origin
    let corners = measurement?.drawn.footprint.corners ?? Self.start(in: frame, of: picture)
    let lot = picture.lot.chorded()
    let data: JSON = [
      "base": .number(Number(frame.base)), "cleared": .bool(form.isCleared),
      "origin": pair(origin, 4), "along": pair(along, 6), "inward": pair(inward, 6),
      "corners": .array(corners.map { pair($0, 5) }),
      "isDrawn": .bool(measurement != nil),
      "lot": .array(
        lot.ringCount == 0 ? [] : lot.ring(0).dropLast().map { pair(frame.local($0)) }),
      "lines": .array(
        picture.lines.indices.map { place in
          [
            "name": .string(words.lineName(place + 1, picture.lines[place].line.kind)),
            "points": .array(
              picture.lines[place].line.line.chorded().points.map { pair(frame.local($0)) }),
          ]
        }),
      "unit": .string(form.unit.label(in: words.language)), "metres": .number(form.unit.factor),
      "areaUnit": .string(form.areaUnit.label(in: words.language)),
      "squareMetres": .number(form.areaUnit.factor),
      "language": .string(words.language),
      "shape": .string(words(.sketchShape)), "corner": .string(words(.sketchCorner)),
      "about": .string(words(.sketchAbout)),
    ]
    return """
      <div id="sketch" class="sketch noprint" hidden data-plan="\(data.canonical)"><p class="hint">\(words(.sketchHelp))</p>
      <p id="sketch-said" role="status"></p><p class="buttons"><button type="button" id="sketch-measure">\(words(.drawMeasure))</button></p></div>
      """
  }

  /// Where the script's shape stands before anything was drawn: in the middle of what may be built on, else of the lot.
  private static func start(in frame: LotFrame, of picture: LotPicture) -> [Point] {
    let ground = picture.allowed.flatMap { $0.region.isEmpty ? nil : $0.region } ?? picture.lot
    let middle = frame.local(ground.interiorPoint ?? ground.box.centre)
    let half = max(1, min(ground.box.width, ground.box.height) / 6)
    let near = Point((middle.x - half).rounded(), (middle.y - half).rounded())
    let size = (2 * half).rounded()
    return [
      near, Point(near.x + size, near.y), Point(near.x + size, near.y + size),
      Point(near.x, near.y + size),
    ]
  }
}
