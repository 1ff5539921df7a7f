/// What is known of a number before it is worked out, and how far the double that stands for it may lie from it.
///
/// With *x* the exact value and *d* the double, in units of the roundoff u = 2⁻⁵³:
/// |d − x| ≤ relative · u · |d| + absolute. A *faithful* double is the one nearest to a decimal of at most 15 digits: equal
/// doubles are then equal decimals, and the order of doubles is the order of decimals (IEEE 754, 5.12.2), so that two
/// faithful numbers are compared without doubt.
package struct Accuracy: Sendable, Hashable {
  package var lowest: Double
  package var highest: Double
  package var relative: Double
  package var absolute: Double
  /// No value but zero lies nearer to zero: products of what is tiny would leave the doubles' range.
  package var tiniest: Double
  package var isFaithful: Bool
  /// A whole number that its double is exactly.
  package var isInteger: Bool
  /// Too far for a static bound: the comparison is left to exact numbers.
  package var isOpen: Bool

  static let roundoff = 0x1p-53
  /// Inputs beyond this, or nearer to zero than its inverse, are left to exact numbers.
  static let largestInput = 1e15
  /// The products of so many roundings that second-order terms matter are not used.
  static let mostRoundings = 1e6
  /// Within these doubles lose no digits.
  private static let normal = 1e-280...1e280

  static func faithful(_ lowest: Double, _ highest: Double) -> Accuracy {
    Accuracy(
      lowest: lowest, highest: highest, relative: 1, absolute: 0, tiniest: 1 / largestInput,
      isFaithful: true, isInteger: false,
      isOpen: false)
  }

  static func integer(_ lowest: Double, _ highest: Double) -> Accuracy {
    Accuracy(
      lowest: lowest, highest: highest, relative: 0, absolute: 0, tiniest: 1, isFaithful: true,
      isInteger: true,
      isOpen: false)
  }

  private static let exactIntegers = 0x1p53
  /// Below this a double is rounded by adding and taking away 1.5 · 2⁵².
  private static let roundedIntegers = 0x1p51
  private var magnitude: Double { max(abs(lowest), abs(highest)) }
  private var hasOneSign: Bool { lowest >= 0 || highest <= 0 }

  private static func rounded(
    _ lowest: Double, _ highest: Double, relative: Double, absolute: Double, tiniest: Double,
    isOpen: Bool
  ) -> Accuracy {
    Accuracy(
      lowest: lowest == 0 ? 0 : lowest.nextDown, highest: highest == 0 ? 0 : highest.nextUp,
      relative: relative, absolute: absolute, tiniest: tiniest, isFaithful: false, isInteger: false,
      isOpen: isOpen || relative > mostRoundings || !normal.contains(tiniest)
        || !(max(abs(lowest), abs(highest)) <= normal.upperBound))
  }

  // MARK: operations

  /// Fl(a + b) = (a + b)(1 + e), |e| ≤ u: of one sign the relative errors do not grow; else each is bounded by its operand.
  static func + (a: Accuracy, b: Accuracy) -> Accuracy {
    let (low, high) = (a.lowest + b.lowest, a.highest + b.highest)
    if a.isInteger, b.isInteger, max(abs(low), abs(high)) <= exactIntegers {
      return .integer(low, high)
    }
    let isOneSign = (a.lowest >= 0 && b.lowest >= 0) || (a.highest <= 0 && b.highest <= 0)
    if isOneSign {
      return rounded(
        low, high, relative: max(a.relative, b.relative) + 1.000001,
        absolute: (a.absolute + b.absolute) * 1.000001, tiniest: min(a.tiniest, b.tiniest),
        isOpen: a.isOpen || b.isOpen)
    }
    let left = a.relative * roundoff * a.magnitude
    let right = b.relative * roundoff * b.magnitude
    return rounded(
      low, high, relative: 1.000001, absolute: (left + right + a.absolute + b.absolute) * 1.000001,
      tiniest: min(a.tiniest, b.tiniest) * roundoff, isOpen: a.isOpen || b.isOpen)
  }

  static prefix func - (a: Accuracy) -> Accuracy {
    var result = a
    (result.lowest, result.highest) = (-a.highest, -a.lowest)
    return result
  }

  static func - (a: Accuracy, b: Accuracy) -> Accuracy { a + -b }

  static func * (a: Accuracy, b: Accuracy) -> Accuracy {
    let ends = [
      a.lowest * b.lowest, a.lowest * b.highest, a.highest * b.lowest, a.highest * b.highest,
    ]
    let (low, high) = (ends.min() ?? 0, ends.max() ?? 0)
    if a.isInteger, b.isInteger, max(abs(low), abs(high)) <= exactIntegers {
      return .integer(low, high)
    }
    return rounded(
      low, high, relative: (a.relative + b.relative + 1) * 1.000001,
      absolute: (a.absolute * b.magnitude + b.absolute * a.magnitude) * 1.000001,
      tiniest: a.tiniest * b.tiniest, isOpen: a.isOpen || b.isOpen)
  }

  /// A divisor with an absolute error has no bound here, since its quotient has none.
  static func / (a: Accuracy, b: Accuracy) -> Accuracy {
    let divisor = b.lowest > 0 ? b.lowest : b.highest < 0 ? -b.highest : 1 / largestInput
    let bound = a.magnitude / divisor
    let low = a.lowest >= 0 && b.lowest >= 0 ? 0 : -bound
    let high = (a.lowest >= 0) != (b.lowest >= 0) && a.hasOneSign && b.hasOneSign ? 0 : bound
    return rounded(
      low, max(low, high), relative: (a.relative + b.relative + 1) * 1.000001,
      absolute: a.absolute / divisor * 1.000001, tiniest: a.tiniest / max(b.magnitude, 1),
      isOpen: a.isOpen || b.isOpen || b.absolute > 0)
  }

  /// One of two: what holds for both.
  func joined(_ other: Accuracy) -> Accuracy {
    Accuracy(
      lowest: min(lowest, other.lowest), highest: max(highest, other.highest),
      relative: max(relative, other.relative), absolute: max(absolute, other.absolute),
      tiniest: min(tiniest, other.tiniest),
      isFaithful: isFaithful && other.isFaithful, isInteger: isInteger && other.isInteger,
      isOpen: isOpen || other.isOpen)
  }

  var ofMagnitude: Accuracy {
    var result = self
    if lowest < 0 { (result.lowest, result.highest) = (highest > 0 ? 0 : -highest, magnitude) }
    return result
  }

  /// Rounded to a whole number, once it is sure to which.
  var whole: Accuracy {
    magnitude < Self.roundedIntegers
      ? .integer(lowest.rounded(.down), highest.rounded(.up))
      : Accuracy(
        lowest: lowest, highest: highest, relative: relative, absolute: absolute, tiniest: tiniest,
        isFaithful: false, isInteger: false, isOpen: true)
  }

  /// The parts of the guard of a comparison: its doubt is left · |a| + right · |b| + both absolute errors, or none.
  static func guardOf(_ a: Accuracy, _ b: Accuracy) -> (
    left: Double, right: Double, absolute: Double
  )? {
    if a.isFaithful, b.isFaithful { return nil }
    // The guard itself is worked out in doubles: a little more than it needs to be.
    return (
      a.relative * roundoff * 1.001, b.relative * roundoff * 1.001,
      (a.absolute + b.absolute) * 1.001
    )
  }
}
