import Geometry

// Lots that no street touches, and land within a lot.

extension LotSurroundings {
  /// Metres from a line to the nearest street that is known within 60 m of it, its area or its centre line; nil where none is.
  func streetDistance(from line: Polyline) -> Double? {
    let near = line.box.expanded(by: 60)
    var least = Double.infinity
    for edge in rightOfWayEdges(near: near) {
      if let way = Polyline([edge.a, edge.b]) { least = min(least, line.distance(to: way)) }
    }
    if least == .infinity {
      for street in streets where street.line.box.intersects(near) {
        least = min(least, line.distance(to: street.line))
      }
    }
    return least <= 60 ? least : nil
  }

  /// The width of a neighbour that may be a way although it is drawn as a lot: 2 m to 12 m wide, and five times as long;
  /// nil where it is none. That of the rectangle of its area and perimeter.
  func stripWidth(of neighbour: Int) -> Double? {
    let region = region(neighbour)
    let half = region.perimeter / 2
    let root = half * half - 4 * region.area
    guard root >= 0 else { return nil }
    let width = (half - root.squareRoot()) / 2
    return width >= 2 && width <= 12 && half - width >= 5 * width ? width : nil
  }

  /// The street whose centre line lies in a strip before a piece of boundary.
  fileprivate func street(
    along neighbour: Int, from piece: BoundaryPiece, _ width: Double
  ) -> StreetReference? {
    let start = piece.line.midpoint
    return streets.first { street in
      guard
        let distance = street.line.firstHit(
          from: start, toward: piece.outward, reach: 1.5 * width)
      else { return false }
      return region(neighbour).covers(start + piece.outward * distance)
    }
  }
}

/// The least width of a strip that a lot without a street touches; its lines on strips become street lines where a street's
/// centre line runs along the strip, or the measure `lot lines` declares strips of that width to be ways.
func stripLines(
  _ pieces: inout [BoundaryPiece], _ lot: Polygon, _ surroundings: LotSurroundings,
  _ methods: LineMethods
) -> Double? {
  guard !pieces.indices.contains(where: { pieces[$0].abutter == .street }) else { return nil }
  var least: Double?
  for place in pieces.indices where pieces[place].abutter == .lot && pieces[place].length >= 3 {
    for neighbour in pieces[place].neighbours {
      guard let width = surroundings.stripWidth(of: neighbour) else { continue }
      least = min(least ?? width, width)
      if let street = surroundings.street(along: neighbour, from: pieces[place], width) {
        pieces[place].abutter = .street
        pieces[place].street = street
        pieces[place].confidence = .low
        pieces[place].reason =
          "on a strip drawn as a lot, along which the street's centre line runs"
        continue
      }
      guard let declared = methods.strips, width <= declared else { continue }
      pieces[place].abutter = .street
      pieces[place].stretch = neighbour
      pieces[place].confidence = .low
      pieces[place].reason = "on a strip of land that counts as a way here"
    }
  }
  return least
}

extension LotSurvey {
  /// A lot whose only way out may be a strip drawn as a lot is not known to be landlocked.
  mutating func settle(strip width: Double) {
    isLandlocked = nil
    unclear.append(
      "it touches a strip of land \((width * 10).rounded() / 10) m wide that may be a way")
  }

  /// The lines around land that lies within the lot: side lines where it is all lots, else what is there is not known.
  mutating func addHoles(of lot: Polygon, _ surroundings: LotSurroundings) {
    for hole in lot.holes {
      let outline = LotOutline(hole.corners.reversed())
      for part in surroundings.parts(of: outline) {
        guard let line = outline.part(from: part.from, to: part.to) else { continue }
        let isLot = part.abutter == .lot
        lines.append(
          LotLine(
            kind: isLot ? .side : .unclassified, side: nil, line: line, abutter: part.abutter,
            neighbours: part.neighbours, street: nil, streetName: nil, streetWidth: nil,
            streetKey: nil, confidence: .low,
            reason: isLot
              ? "around a lot within it" : "around land within it that is no lot of the map",
            decision: nil))
      }
    }
  }
}
