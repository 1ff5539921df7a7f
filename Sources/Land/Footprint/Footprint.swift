package import Geometry

/// Ground that somebody means to build on, drawn in a lot's own frame.
///
/// Written `1@3,5;11,5;11,15;3,15`: the line that it is measured from, and the corners in metres. `;cleared` at the end says that
/// the buildings that stand there are taken down.
package struct Footprint: Sendable, Hashable, CustomStringConvertible {
  /// The line that ``LotFrame`` is of.
  package let base: Int
  /// In the frame, in metres with at most five decimals.
  package let corners: [Point]
  /// Whether the buildings that stand on the lot are taken down.
  package let isCleared: Bool

  package static let cornerLimit = 64
  /// Bytes of the longest text that is read.
  package static let textLimit = 1600
  /// No corner is farther from the frame's origin, in metres.
  package static let reach = 10_000.0

  package init(base: Int, corners: [Point], isCleared: Bool = false) throws(FootprintFault) {
    guard corners.count >= 3 else { throw .fewCorners }
    guard corners.count <= Self.cornerLimit else { throw .manyCorners }
    for corner in corners {
      guard corner.isFinite, abs(corner.x) <= Self.reach, abs(corner.y) <= Self.reach else {
        throw .unreadable("\(corner.x),\(corner.y)")
      }
    }
    self.base = base
    self.corners = corners.map { Point(Self.kept($0.x), Self.kept($0.y)) }
    self.isCleared = isCleared
  }

  /// A hundredth of a millimetre: fine enough for a tenth of a foot.
  private static func kept(_ metres: Double) -> Double {
    let kept = (metres * 1e5).rounded() / 1e5
    return kept == 0 ? 0 : kept
  }

  /// Reads strictly: no exponents, signs or spaces that nobody writes, nothing passed over.
  package init(reading text: String) throws(FootprintFault) {
    guard text.utf8.count <= Self.textLimit else { throw .manyCorners }
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, halves[0].utf8.allSatisfy({ (48...57).contains($0) }),
      halves[0].utf8.count <= 3, let base = Int(halves[0])
    else { throw .unreadable(String(text.prefix(40))) }
    var pieces = halves[1].split(separator: ";", omittingEmptySubsequences: false)
    let isCleared = pieces.last == "cleared"
    if isCleared { pieces.removeLast() }
    var corners: [Point] = []
    for piece in pieces {
      let pair = piece.split(separator: ",", omittingEmptySubsequences: false)
      guard pair.count == 2, let x = Self.metres(pair[0]), let y = Self.metres(pair[1]) else {
        throw .unreadable(String(piece.prefix(40)))
      }
      corners.append(Point(x, y))
    }
    try self.init(base: base, corners: corners, isCleared: isCleared)
  }

  /// `-12.345`: at most five digits before the point and five behind it.
  private static func metres(_ text: Substring) -> Double? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({
        (1...5).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) }
      })
    else { return nil }
    return Double(text)
  }

  package var description: String {
    let pairs = corners.map { "\(Self.text($0.x)),\(Self.text($0.y))" }
    return "\(base)@" + (pairs + (isCleared ? ["cleared"] : [])).joined(separator: ";")
  }

  private static func text(_ metres: Double) -> String {
    let units = Int64((abs(metres) * 1e5).rounded())
    var fraction = String(units % 100_000)
    fraction = String(repeating: "0", count: 5 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return (metres < 0 ? "-" : "") + "\(units / 100_000)"
      + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  /// A rectangle along the frame's own directions: where it starts, how wide it is along the line and how deep; nil for
  /// another shape.
  package var rectangle: Box? {
    guard corners.count == 4 else { return nil }
    let box = Box(corners)
    let at = Set([
      Point(box.minX, box.minY), Point(box.maxX, box.minY), Point(box.maxX, box.maxY),
      Point(box.minX, box.maxY),
    ])
    let isAround = (0..<4).allSatisfy {
      corners[$0].x == corners[($0 + 1) % 4].x || corners[$0].y == corners[($0 + 1) % 4].y
    }
    return Set(corners) == at && isAround ? box : nil
  }
}

/// Why a drawing is not taken.
package enum FootprintFault: Error, Sendable, Hashable {
  case unreadable(String)
  case fewCorners
  case manyCorners
  /// The lot has no such line to measure from.
  case noBase(Int)
  /// It crosses or touches itself.
  case crossing
  /// It has no area worth the name: less than a hundredth of a square metre.
  case empty
  /// A part of it lies beyond the lot.
  case outside
}

extension FootprintFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let text):
      "`\(text)` is no place in metres; write the corners as `1@3,5;11,5;11,15;3,15`"
    case .fewCorners: "a footprint has at least three corners; add the others"
    case .manyCorners: "a footprint has at most \(Footprint.cornerLimit) corners; leave some out"
    case .noBase(let base):
      "the lot has no line `\(base)` to measure from; `mizan survey` names its lines"
    case .crossing: "the footprint crosses itself; name its corners in their order around it"
    case .empty: "the footprint covers no ground; set its corners apart"
    case .outside: "a part of the footprint lies outside the lot; move it in"
    }
  }
}
