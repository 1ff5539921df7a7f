import Columns
import Geometry

/// The edges of a region within a box, as the stretches of boundary under which its area lies, relative to the box's lower
/// left corner. Edges that run to the left bound the region from above and count once, those that run to the right take away.
///
/// Four edges lie side by side in the columns, so that the processor takes four at a time.
struct UnderEdges: ~Copyable {
  typealias Lanes = SIMD4<Double>
  private(set) var count = 0
  private var capacity = 0
  private var left: UnsafeMutablePointer<Lanes>
  private var right: UnsafeMutablePointer<Lanes>
  private var height: UnsafeMutablePointer<Lanes>
  private var slope: UnsafeMutablePointer<Lanes>
  private var weight: UnsafeMutablePointer<Lanes>

  init() {
    capacity = 64
    left = .allocate(capacity: 16)
    right = .allocate(capacity: 16)
    height = .allocate(capacity: 16)
    slope = .allocate(capacity: 16)
    weight = .allocate(capacity: 16)
  }

  deinit {
    left.deallocate()
    right.deallocate()
    height.deallocate()
    slope.deallocate()
    weight.deallocate()
  }

  mutating func removeAll() { count = 0 }

  mutating func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let larger = (wanted + wanted / 2 + 3) / 4
    let used = (count + 3) / 4
    func grow(_ column: inout UnsafeMutablePointer<Lanes>) {
      let next = UnsafeMutablePointer<Lanes>.allocate(capacity: larger)
      next.update(from: column, count: used)
      column.deallocate()
      column = next
    }
    grow(&left)
    grow(&right)
    grow(&height)
    grow(&slope)
    grow(&weight)
    capacity = larger * 4
  }

  /// Adds an edge in its own direction; there must be room. Upright ones bound nothing from above or below.
  @inline(__always)
  mutating func add(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, times: Double = 1) {
    let width = bx - ax
    // What is narrower than any number that is measured would only make its slope overflow.
    if abs(width) < 1e-30 { return }
    let lane = count & 3
    let place = count &>> 2
    if lane == 0 {
      left[place] = .zero
      right[place] = .zero
      height[place] = .zero
      slope[place] = .zero
      weight[place] = .zero
    }
    left[place][lane] = width > 0 ? ax : bx
    right[place][lane] = width > 0 ? bx : ax
    height[place][lane] = width > 0 ? ay : by
    slope[place][lane] = (by - ay) / width
    weight[place][lane] = width > 0 ? -times : times
    count &+= 1
  }

  /// The area of the region that lies under a line from one x to another, in square metres.
  ///
  /// The sum over the edges of the integral of the lower of the two: of their difference, only what is negative counts, and
  /// over a stretch on which it goes straight from d₀ to d₁ that is the square of the sum of what is negative of the two over
  /// the sum of their magnitudes.
  @inline(__always)
  func areaUnder(_ x0: Double, _ y0: Double, _ x1: Double, slope lineSlope: Double) -> Double {
    let zero = Lanes.zero
    let from = Lanes(repeating: x0)
    let to = Lanes(repeating: x1)
    let lineHeight = Lanes(repeating: y0)
    let lineSlope = Lanes(repeating: lineSlope)
    let tiny = Lanes(repeating: 1e-200)
    var sum = zero
    let places = (count &+ 3) &>> 2
    var k = 0
    while k < places {
      let own = left[k]
      let a = pointwiseMax(own, from)
      let b = pointwiseMin(right[k], to)
      let width = pointwiseMax(b - a, zero)
      let f0 = height[k] + slope[k] * (a - own)
      let f1 = f0 + slope[k] * width
      let g0 = lineHeight + lineSlope * (a - from)
      let g1 = g0 + lineSlope * width
      let d0 = f0 - g0
      let d1 = f1 - g1
      let low0 = pointwiseMin(d0, zero)
      let low1 = pointwiseMin(d1, zero)
      let low = low0 + low1
      let magnitude = (d0 + d1) - (low + low)
      sum += weight[k] * width * (g0 + g1 - low * low / (magnitude + tiny))
      k &+= 1
    }
    return sum.sum() * 0.5
  }

  /// The area of the region to the right of an x, in square metres.
  func area(rightOf x: Double) -> Double {
    let zero = Lanes.zero
    let from = Lanes(repeating: x)
    var sum = zero
    let places = (count &+ 3) &>> 2
    var k = 0
    while k < places {
      let a = pointwiseMax(left[k], from)
      let width = pointwiseMax(right[k] - a, zero)
      let f0 = height[k] + slope[k] * (a - left[k])
      sum += weight[k] * width * (f0 + f0 + slope[k] * width)
      k &+= 1
    }
    return sum.sum() * 0.5
  }
}
