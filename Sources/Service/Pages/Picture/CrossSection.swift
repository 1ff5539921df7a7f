import Evaluation
import Facts
import Geometry

/// A cut through a proposal: its height against each limit of height that an answer used.
struct CrossSection {
  /// What the height is of: `building height`.
  let subject: String
  let label: String
  let height: LotPicture.Amount
  let limits: [Limit]
  /// How many storeys were said; nil where they were not.
  let storeys: Int?

  struct Limit {
    let amount: LotPicture.Amount
    let outcome: Outcome
  }

  /// One for each height that was said and that an answer holds against a limit.
  static func all(in answer: Answer) -> [CrossSection] {
    let asked = answer.requirements.filter {
      $0.outcome != .notApplicable && $0.overriddenBy == nil && $0.element == nil
        && $0.bound?.comparator.hasPrefix("<") == true && isHeight($0.subject)
    }
    var subjects: [String] = []
    for requirement in asked where !subjects.contains(requirement.subject) {
      subjects.append(requirement.subject)
    }
    let storeys = answer.requirements.lazy.flatMap(\.figures).first {
      $0.name == "storeys" && $0.from == "proposal"
    }?.value.number?.int
    return subjects.compactMap { subject in
      let own = asked.filter { $0.subject == subject }
      let figure = own.lazy.flatMap(\.figures).first { $0.name == subject }
      let limits = own.compactMap { requirement in
        LotPicture.Amount(requirement.bound?.limit, unit: requirement.bound?.unit).map {
          Limit(amount: $0, outcome: requirement.outcome)
        }
      }
      guard let figure, let height = LotPicture.Amount(figure.value, unit: figure.unit),
        max(height.metres, limits.map(\.amount.metres).max() ?? 0) > 0, !limits.isEmpty
      else { return nil }
      return CrossSection(
        subject: subject, label: figure.label, height: height, limits: limits,
        storeys: subject == "building height" ? storeys : nil)
    }
  }

  /// A height above the ground: what stands on a roof or is measured inside is none.
  private static func isHeight(_ subject: String) -> Bool {
    let names = subject.split(separator: " ")
    return names.contains("height") && !names.contains("parapet") && !names.contains("clear")
  }

  func html(_ words: Catalogue, number: Int) -> HTML {
    let ground = 250.0
    let most = max(height.metres, limits.map(\.amount.metres).max() ?? 0)
    let scale = 200 / most
    func level(_ metres: Double) -> String { PictureSheet.number(ground - metres * scale) }
    let lowest = limits.map(\.amount.metres).min() ?? most
    let id = "over\(number)"
    let top = level(height.metres)
    let isOver = height.metres > lowest && limits.contains { $0.outcome == .notMet }
    let over: HTML =
      isOver
      ? """
      <defs><pattern id="\(id)" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V8"/></pattern></defs>
      <path class="strip" fill="url(#\(id))" d="M150 \(level(lowest))V\(top)H330V\(level(lowest))Z"/>
      """ : .nothing
    let floors = storeys.flatMap { (2...60).contains($0) ? $0 : nil }.map { count in
      (1..<count).html {
        "<path class=\"floor\" d=\"M150 \(level(height.metres * Double($0) / Double(count)))H330\"/>"
      }
    }
    let body: HTML = """
      <path class="proposal" d="M150 \(PictureSheet.number(ground))V\(top)H330V\(PictureSheet.number(ground))Z"/>\(floors)\(over)
      <path class="way" d="M120 \(PictureSheet.number(ground))V\(top)"/>\(text(words.value(.number(height.value), unit: height.unit), x: 70, y: ground - height.metres * scale / 2 + 6, words))
      """
    var taken: [Double] = []
    let lines = limits.sorted { $0.amount.metres < $1.amount.metres }.html { limit in
      let y = ground - limit.amount.metres * scale
      // Two limits that are close share the room for their words.
      let label = taken.contains { abs($0 - y) < 22 } ? y + 18 : y - 8
      taken.append(y)
      let said = words(
        .sectionLimit, ["limit": words.value(.number(limit.amount.value), unit: limit.amount.unit)])
      return
        "<path class=\"envelope\" d=\"M100 \(PictureSheet.number(y))H580\"/>\(text(said, x: 460, y: label, words))"
    }
    let said = words.value(.number(height.value), unit: height.unit)
    let name = "\(words.sentence(label)): \(words.isolated(said))"
    let rows = limits.html { limit in
      "<tr><td><bdi>\(said)</bdi></td><td><bdi>\(words.value(.number(limit.amount.value), unit: limit.amount.unit))</bdi></td><td>\(words(PictureDrawing.phrase(of: limit.outcome)))</td></tr>"
    }
    let storeyNote: HTML =
      storeys.map { $0 > 1 ? " \(words(.sectionStoreys))" : .nothing } ?? .nothing
    return """
      <div class="columns"><figure class="drawing picture section"><svg viewBox="0 0 600 280" role="img" aria-label="\(name)" aria-describedby="section\(number)">
      <path class="ground" d="M20 \(PictureSheet.number(ground))H580"/>\(body)\(lines)</svg>
      <figcaption><span class="legend"><span class="key proposal"></span> \(words.sentence(label))</span> <span class="legend"><span class="key envelope"></span> \(words(.sectionAllowed))</span> <span class="legend"><span class="key bar"></span> \(words(.sectionGround))</span></figcaption></figure>
      <div><table class="ways-table" id="section\(number)"><caption>\(words.sentence(label))</caption><thead><tr><th scope="col">\(words(.pictureSaidHeight))</th><th scope="col">\(words(.sectionAllowed))</th><th scope="col">\(words(.pictureOutcome))</th></tr></thead><tbody>\(rows)</tbody></table>
      <p class="quiet">\(words(.sectionNote))\(storeyNote)</p></div></div>
      """
  }

  private func text(_ text: String, x: Double, y: Double, _ words: Catalogue) -> HTML {
    "<text x=\"\(PictureSheet.number(x))\" y=\"\(PictureSheet.number(y))\" direction=\"\(words.direction)\">\(text)</text>"
  }
}
