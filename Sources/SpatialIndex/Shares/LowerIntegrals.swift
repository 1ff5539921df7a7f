/// The edges of a region within a box, as the stretches of boundary under which its area lies, relative to the box's lower
/// left corner. Edges that run to the left bound the region from above and count once, those that run to the right take away.
///
/// Four edges lie side by side in the columns, so that the processor takes four at a time.
struct UnderEdges {
  typealias Lanes = SIMD4<Double>
  private(set) var count = 0
  private var capacity = 64
  /// Five columns one after the other, each of the capacity: the lesser x, the greater x, the height at the lesser x, the
  /// slope, and the weight.
  private var columns: UnsafeMutablePointer<Double>

  init() { columns = Self.room(64) }

  private static func room(_ capacity: Int) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer.allocate(byteCount: capacity * 40, alignment: 32)
      .bindMemory(to: Double.self, capacity: capacity * 5)
  }

  /// Lets the room go; nothing can be done with the edges afterwards.
  func deallocate() { columns.deallocate() }

  mutating func removeAll() { count = 0 }

  mutating func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let larger = (wanted + wanted / 2 + 3) / 4 * 4
    let next = Self.room(larger)
    for column in 0..<5 {
      (next + column * larger).update(from: columns + column * capacity, count: count)
    }
    columns.deallocate()
    columns = next
    capacity = larger
  }

  /// Adds an edge in its own direction; there must be room. Upright ones bound nothing from above or below.
  @inline(__always)
  mutating func add(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, times: Double = 1) {
    let width = bx - ax
    // What is narrower than any number that is measured would only make its slope overflow.
    if abs(width) < 1e-30 { return }
    let isBottom = width > 0
    columns[count] = isBottom ? ax : bx
    columns[capacity &+ count] = isBottom ? bx : ax
    columns[2 &* capacity &+ count] = isBottom ? ay : by
    columns[3 &* capacity &+ count] = (by - ay) / width
    columns[4 &* capacity &+ count] = isBottom ? -times : times
    count &+= 1
  }

  /// Fills the last four up with edges that count for nothing; to be called before anything is asked.
  @inline(__always)
  func close() {
    var place = count
    while place & 3 != 0 {
      columns[place] = 0
      columns[capacity &+ place] = 0
      columns[2 &* capacity &+ place] = 0
      columns[3 &* capacity &+ place] = 0
      columns[4 &* capacity &+ place] = 0
      place &+= 1
    }
  }

  /// One of the edges, for what cannot be done four at a time.
  func curve(_ place: Int) -> Curve {
    Curve(
      x0: columns[place], x1: columns[capacity + place], y0: columns[2 * capacity + place],
      slope: columns[3 * capacity + place], weight: columns[4 * capacity + place])
  }

  @inline(__always)
  private func lanes(_ column: Int) -> UnsafePointer<Lanes> {
    UnsafePointer(
      UnsafeRawPointer(columns + column &* capacity).assumingMemoryBound(to: Lanes.self))
  }

  /// The area of the region that lies under a line from one x to another, in square metres.
  ///
  /// The sum over the edges of the integral of the lower of the two: of their difference, only what is negative counts, and
  /// over a stretch on which it goes straight from d₀ to d₁ that is the square of the sum of what is negative of the two over
  /// the sum of their magnitudes.
  @inline(__always)
  func areaUnder(_ x0: Double, _ y0: Double, _ x1: Double, slope lineSlope: Double) -> Double {
    let from = Lanes(repeating: x0)
    let to = Lanes(repeating: x1)
    let lineHeight = Lanes(repeating: y0)
    let lineSlope = Lanes(repeating: lineSlope)
    let tiny = Lanes(repeating: 1e-200)
    let (left, right, height, slope, weight) = (lanes(0), lanes(1), lanes(2), lanes(3), lanes(4))
    var sum = Lanes.zero
    let places = (count &+ 3) &>> 2
    var k = 0
    while k < places {
      let own = left[k]
      let a = greater(own, from)
      let width = positive(lesser(right[k], to) - a)
      let f0 = height[k] + slope[k] * (a - own)
      let f1 = f0 + slope[k] * width
      let g0 = lineHeight + lineSlope * (a - from)
      let g1 = g0 + lineSlope * width
      let d0 = f0 - g0
      let d1 = f1 - g1
      let low = negative(d0) + negative(d1)
      let magnitude = (d0 + d1) - (low + low)
      sum += weight[k] * width * (g0 + g1 - low * low / (magnitude + tiny))
      k &+= 1
    }
    return sum.sum() * 0.5
  }

  /// The area of the region to the right of an x, in square metres.
  @inline(__always)
  func area(rightOf x: Double) -> Double {
    let from = Lanes(repeating: x)
    let (left, right, height, slope, weight) = (lanes(0), lanes(1), lanes(2), lanes(3), lanes(4))
    var sum = Lanes.zero
    let places = (count &+ 3) &>> 2
    var k = 0
    while k < places {
      let own = left[k]
      let a = greater(own, from)
      let width = positive(right[k] - a)
      let f0 = height[k] + slope[k] * (a - own)
      sum += weight[k] * width * (f0 + f0 + slope[k] * width)
      k &+= 1
    }
    return sum.sum() * 0.5
  }
}

// Lane by lane, by the sign bits: masks of comparisons would be taken apart and put together again.

private typealias Signs = SIMD4<Int64>

/// All bits set where a number is negative.
@inline(__always)
private func signs(_ lanes: SIMD4<Double>) -> Signs { unsafeBitCast(lanes, to: Signs.self) &>> 63 }

@inline(__always)
private func negative(_ lanes: SIMD4<Double>) -> SIMD4<Double> {
  unsafeBitCast(unsafeBitCast(lanes, to: Signs.self) & signs(lanes), to: SIMD4<Double>.self)
}

@inline(__always)
private func positive(_ lanes: SIMD4<Double>) -> SIMD4<Double> {
  unsafeBitCast(unsafeBitCast(lanes, to: Signs.self) & ~signs(lanes), to: SIMD4<Double>.self)
}

@inline(__always)
private func chosen(
  _ a: SIMD4<Double>, _ b: SIMD4<Double>, where mask: Signs
) -> SIMD4<Double> {
  let (a, b) = (unsafeBitCast(a, to: Signs.self), unsafeBitCast(b, to: Signs.self))
  return unsafeBitCast(a & mask | b & ~mask, to: SIMD4<Double>.self)
}

@inline(__always)
private func lesser(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> {
  chosen(a, b, where: signs(a - b))
}

@inline(__always)
private func greater(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> {
  chosen(b, a, where: signs(a - b))
}
