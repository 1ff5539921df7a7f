/// How far along a Hilbert curve of order 16 a cell of a grid of 65,536 by 65,536 lies.
///
/// The curve is walked four levels at a step: a table holds, for each of the curve's four postures and the next four bits of
/// x and y, the eight bits of the key and the posture after them.
struct HilbertCurve: @unchecked Sendable {
  private let steps: UnsafeMutablePointer<UInt16>

  static let shared = HilbertCurve()

  /// Made once, kept as long as the program runs.
  private init() {
    steps = .allocate(capacity: 1024)
    for posture in 0..<4 {
      for x in 0..<16 {
        for y in 0..<16 {
          let (key, after) = Self.walk(x, y, posture)
          steps[posture << 8 | x << 4 | y] = UInt16(after << 8 | key)
        }
      }
    }
  }

  @inline(__always)
  func key(_ x: UInt32, _ y: UInt32) -> UInt32 {
    var key: UInt32 = 0
    var posture: UInt32 = 0
    var shift: UInt32 = 16
    while shift > 0 {
      shift &-= 4
      let place = posture &<< 8 | (x &>> shift & 15) &<< 4 | (y &>> shift & 15)
      let step = UInt32(steps[Int(place)])
      key = key &<< 8 | (step & 255)
      posture = step &>> 8
    }
    return key
  }

  /// Four levels, one at a time (Warren, *Hacker's Delight*, 16-2). A posture says whether x and y change places (1) and
  /// whether both are turned over (2).
  private static func walk(_ x: Int, _ y: Int, _ posture: Int) -> (key: Int, posture: Int) {
    var posture = posture
    var key = 0
    for bit in (0..<4).reversed() {
      var right = x >> bit & 1
      var upper = y >> bit & 1
      if posture & 1 != 0 { swap(&right, &upper) }
      if posture & 2 != 0 {
        right ^= 1
        upper ^= 1
      }
      key = key << 2 | ((3 * right) ^ upper)
      if upper == 0 { posture ^= right == 1 ? 3 : 1 }
    }
    return (key, posture)
  }
}

/// Sorts numbers by their upper 32 bits in three passes; equal ones keep their order. The result lies in `other`.
func sortByUpperHalf(
  _ keys: UnsafeMutablePointer<UInt64>, _ other: UnsafeMutablePointer<UInt64>, count: Int
) {
  var from = keys
  var to = other
  withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2048) { places in
    for shift in [UInt64(32), 43, 54] {
      places.update(repeating: 0)
      var i = 0
      while i < count {
        places[Int(from[i] &>> shift & 2047)] &+= 1
        i &+= 1
      }
      var start: UInt32 = 0
      for digit in 0..<2048 {
        let many = places[digit]
        places[digit] = start
        start &+= many
      }
      i = 0
      while i < count {
        let key = from[i]
        let digit = Int(key &>> shift & 2047)
        to[Int(places[digit])] = key
        places[digit] &+= 1
        i &+= 1
      }
      swap(&from, &to)
    }
  }
}
