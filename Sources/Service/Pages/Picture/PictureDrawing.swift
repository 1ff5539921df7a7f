import Evaluation
import Facts
import Geometry
import Land

/// A lot to scale as a picture and as a table of the same figures. It needs no script, prints, and is read aloud.
struct PictureDrawing {
  let picture: LotPicture
  let words: Catalogue
  /// What the picture is called.
  let title: String
  let sheet: PictureSheet
  /// Whether its figures are measured from a drawing, and no answer's yet.
  let isMeasured: Bool

  init(_ picture: LotPicture, _ words: Catalogue, title: String, isMeasured: Bool = false) {
    self.picture = picture
    self.isMeasured = isMeasured
    self.words = words
    self.title = title
    sheet = PictureSheet(picture.lot.box)
  }

  var html: HTML {
    """
    <figure class="drawing picture"><svg viewBox="0 0 600 \(Int(sheet.height))" role="img" aria-label="\(title)" aria-describedby="picture-said">
    \(patterns)<path class="lot" d="\(sheet.path(picture.lot))"/>
    \(picture.buildings.html { "<path class=\"building\" d=\"\(sheet.path($0))\"/>" })\(allowed)\(proposal)\(strips)\(lines)\(ways)\(marks)</svg>
    <figcaption>\(legend)</figcaption></figure>
    """
  }

  // MARK: Shapes

  /// Hatching tells what colours alone would not.
  private var patterns: HTML {
    let clip: HTML =
      known.map { "<clipPath id=\"known\"><path d=\"\(sheet.path($0))\"/></clipPath>" }
      ?? .nothing
    return """
      <defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V8"/></pattern>\(clip)</defs>
      """
  }

  private var allowed: HTML {
    guard let allowed = picture.allowed else { return .nothing }
    let region: HTML =
      allowed.isWhole && !allowed.region.isEmpty
      ? "<path class=\"envelope\" d=\"\(sheet.path(allowed.region))\"/>" : .nothing
    if allowed.isWhole { return region }
    return allowed.edges.html { "<path class=\"setback\" d=\"\(sheet.path($0))\"/>" }
  }

  private var proposal: HTML {
    if let drawn = picture.drawn {
      return "<path class=\"proposal\" d=\"\(sheet.path(drawn.region))\"/>"
    }
    guard let said = picture.said else { return .nothing }
    let region: HTML =
      said.isWhole && !said.region.isEmpty
      ? "<path class=\"reach\" d=\"\(sheet.path(said.region))\"/>" : .nothing
    return "\(region)\(said.edges.html { "<path class=\"wall\" d=\"\(sheet.path($0))\"/>" })"
  }

  /// The whole ground of the proposal, where it is known: what is too near to a line is a part of it.
  private var known: MultiPolygon? {
    picture.drawn?.region ?? picture.said.flatMap { $0.isWhole ? $0.region : nil }
  }

  private var strips: HTML {
    let clip: HTML = known == nil ? .nothing : " clip-path=\"url(#known)\""
    return picture.strips.html {
      "<g\(clip)><path class=\"strip\" fill=\"url(#hatch)\" fill-rule=\"evenodd\" d=\"\(sheet.path($0.outer))\(sheet.path($0.inner))\"/></g>"
    }
  }

  /// The name of each line along it, outside the lot.
  private var lines: HTML {
    picture.lines.indices.html { place in
      let line = picture.lines[place].line.line
      let length = line.length * sheet.unitsPerMetre
      let outward = (line.end - line.start).unit.leftNormal * -1
      let name = length < 110 ? words.digits("\(place + 1)") : self.name(of: place)
      let at = sheet.at(line.midpoint + outward * (20 / sheet.unitsPerMetre))
      return """
        <g class="name" transform="translate(\(PictureSheet.pair(at))) rotate(\(PictureSheet.number(sheet.angle(from: line.start, to: line.end))))">\(text(name, at: Point(0, 6)))</g>
        """
    }
  }

  /// Each distance that is known, drawn where it is measured.
  private var ways: HTML {
    picture.lines.html { line in
      guard let way = line.way, let said = line.said else { return .nothing }
      let (a, b) = (sheet.at(way.from), sheet.at(way.to))
      let middle = a.midpoint(to: b)
      let line: HTML =
        "<path class=\"way\" d=\"M\(PictureSheet.pair(a)) \(PictureSheet.pair(b))\"/>"
      // Beside the way, so that it does not cover it.
      let isSteep = abs(b.y - a.y) > abs(b.x - a.x)
      let shift = isSteep ? Point(36, 6) : Point(0, -8)
      return "\(line)\(text(amount(said), at: middle + shift))"
    }
  }

  private func text(_ text: String, at point: Point) -> HTML {
    "<text x=\"\(PictureSheet.number(point.x))\" y=\"\(PictureSheet.number(point.y))\" direction=\"\(words.direction)\">\(text)</text>"
  }

  private var marks: HTML {
    let bottom = Int(sheet.height) - 12
    return """
      <g class="scale"><path d="M12 \(bottom)h\(PictureSheet.number(sheet.scaleBar.units))"/></g>
      <g class="north"><path d="M582 38v-26m-6 8l6-8l6 8"/></g>
      """
  }

  // MARK: Words

  private var legend: HTML {
    func key(_ name: String, _ phrase: Phrase) -> HTML {
      "<span class=\"legend\"><span class=\"key \(name)\"></span> \(words(phrase))</span> "
    }
    var keys: [HTML] = [key("lot", .mapThisLot)]
    if !picture.buildings.isEmpty { keys.append(key("building", .mapBuilding)) }
    if let allowed = picture.allowed {
      keys.append(key("envelope", allowed.isWhole ? .mapEnvelope : .pictureSetback))
    }
    if picture.drawn != nil { keys.append(key("proposal", .pictureDrawn)) }
    if picture.drawn == nil, picture.said != nil { keys.append(key("reach", .pictureReach)) }
    if !picture.strips.isEmpty { keys.append(key("strip", .pictureStrip)) }
    let scale = words(.mapScale, counts: ["length": sheet.scaleBar.metres])
    keys.append(
      "<span class=\"legend\"><span class=\"key bar\"></span> \(scale), ↑ \(words(.mapNorth))</span>"
    )
    return "\(keys)"
  }

  /// What is drawn and what is not, in sentences: for whoever does not see the picture, and for everybody.
  var remarks: HTML {
    var sentences: [String] = []
    if picture.lines.isEmpty {
      sentences.append(words(.pictureNoLines))
    } else {
      let open = picture.lines.indices.filter { picture.lines[$0].needed == nil }
      if picture.allowed == nil {
        sentences.append(words(.pictureNoSetbacks))
      } else if !open.isEmpty {
        sentences.append(words(.pictureOpen, ["lines": words.list(open.map(name))]))
      } else if picture.allowed?.region.isEmpty == true {
        sentences.append(words(.pictureNothingLeft))
      }
      let silent = picture.lines.indices.filter {
        picture.lines[$0].needed != nil && picture.lines[$0].said == nil
      }
      if !silent.isEmpty, picture.drawn == nil {
        sentences.append(words(.pictureSilent, ["lines": words.list(silent.map(name))]))
      }
    }
    sentences.append(words(isMeasured ? .drawNote : .pictureNote))
    return "<p class=\"quiet\" id=\"picture-said\">\(sentences.joined(separator: " "))</p>"
  }

  /// The figures of the picture; nothing where no line has one.
  var table: HTML {
    guard picture.lines.contains(where: { $0.said != nil || $0.needed != nil }) else {
      return .nothing
    }
    let rows = picture.lines.indices.html { place in
      let line = picture.lines[place]
      // What somebody measured on the ground is no matter of the map.
      let near: HTML =
        picture.drawn != nil && line.isNear(picture.accuracy)
        ? " <span class=\"quiet\">\(words(.pictureNear))</span>" : .nothing
      let outcome: HTML =
        isMeasured
        ? .nothing
        : "<td>\(line.outcome.map { words(Self.phrase(of: $0)) } ?? "–")\(near)</td>"
      return """
        <tr><th scope="row">\(name(of: place))</th><td><bdi>\(line.said.map(amount) ?? words(.outcomeUnknown))</bdi></td><td><bdi>\(line.needed.map(amount) ?? "–")</bdi>\(isMeasured ? near : .nothing)</td>\(outcome)</tr>
        """
    }
    let outcome: HTML =
      isMeasured ? .nothing : "<th scope=\"col\">\(words(.pictureOutcome))</th>"
    return """
      <table class="ways-table"><caption>\(words(.pictureTable))</caption><thead><tr><th scope="col">\(words(.pictureLine))</th><th scope="col">\(words(.pictureSaid))</th><th scope="col">\(words(.pictureNeeded))</th>\(outcome)</tr></thead><tbody>\(rows)</tbody></table>
      """
  }

  /// `line 2, side`
  func name(of place: Int) -> String {
    words.lineName(place + 1, picture.lines[place].line.kind)
  }

  func amount(_ amount: LotPicture.Amount) -> String {
    words.value(.number(amount.value), unit: amount.unit)
  }

  static func phrase(of outcome: Outcome) -> Phrase {
    switch outcome {
    case .met: .outcomeMet
    case .notMet: .outcomeNotMet
    case .unknown: .outcomeUnknown
    case .discretion: .outcomeDiscretion
    case .notApplicable: .outcomeNotApplicable
    }
  }
}

extension Catalogue {
  /// A line of a lot by its number in the survey and its kind, as an answer's sentences number it.
  func lineName(_ number: Int, _ kind: LotLineKind) -> String {
    let word =
      switch kind {
      case .front: "front"
      case .side: "side"
      case .rear: "rear"
      case .streetSide: "street"
      default: "other"
      }
    return self(.pictureLineName, ["number": digits("\(number)"), "kind": word])
  }
}
