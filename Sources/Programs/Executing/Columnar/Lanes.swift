import FEEL

/// Loops over the lanes of a block: always all of them, plain enough for the compiler to use the widest instructions.
enum Lanes {
  /// Cases that are run together. Fewer lose to the overhead of instructions, more leave the nearest cache.
  static let count = 256

  typealias Numbers = UnsafeMutablePointer<Double>
  typealias Booleans = UnsafeMutablePointer<UInt8>
  typealias Codes = UnsafeMutablePointer<Int32>
  typealias Values = UnsafeMutablePointer<Value>
  /// Doubts as wide as the numbers that they are about: by the sign.
  typealias Doubts = UnsafeMutablePointer<Int64>

  /// Which operands are one number for all lanes: it stays in a register of the processor.
  enum Fixed: UInt8 { case none, first, second }

  @inline(__always)
  static func map(
    _ to: Numbers, _ a: Numbers, _ b: Numbers, _ fixed: Fixed, _ body: (Double, Double) -> Double
  ) {
    switch fixed {
    case .none: for lane in 0..<count { to[lane] = body(a[lane], b[lane]) }
    case .first:
      let a = a[0]
      for lane in 0..<count { to[lane] = body(a, b[lane]) }
    case .second:
      let b = b[0]
      for lane in 0..<count { to[lane] = body(a[lane], b) }
    }
  }

  @inline(__always)
  static func compare(
    _ to: Booleans, _ a: Numbers, _ b: Numbers, _ fixed: Fixed, _ body: (Double, Double) -> Bool
  ) {
    switch fixed {
    case .none: for lane in 0..<count { to[lane] = body(a[lane], b[lane]) ? 1 : 0 }
    case .first:
      let a = a[0]
      for lane in 0..<count { to[lane] = body(a, b[lane]) ? 1 : 0 }
    case .second:
      let b = b[0]
      for lane in 0..<count { to[lane] = body(a[lane], b) ? 1 : 0 }
    }
  }

  @inline(__always)
  static func combine(
    _ to: Booleans, _ a: Booleans, _ b: Booleans, _ body: (UInt8, UInt8) -> UInt8
  ) {
    for lane in 0..<count { to[lane] = body(a[lane], b[lane]) }
  }

  /// Marks the lanes where two comparable doubles lie within the error of each other.
  @inline(__always)
  static func guardAgainst(_ bound: MachineCode.Guard, _ a: Numbers, _ b: Numbers, _ doubts: Doubts)
  {
    let (left, right, absolute) = (bound.left, bound.right, bound.absolute)
    for lane in 0..<count {
      let doubt = left * abs(a[lane]) + right * abs(b[lane]) + absolute
      let isFar: Int64 = abs(a[lane] - b[lane]) > doubt ? -1 : 0
      let isSure: Int64 = doubt == 0 ? -1 : 0
      doubts[lane] |= ~(isFar | isSure)
    }
  }

  @inline(__always)
  static func select(
    _ to: Numbers, _ condition: Booleans, _ x: Numbers, _ y: Numbers, _ fixed: Fixed
  ) {
    // By bits: a choice of values becomes a choice of addresses, and no wide instruction.
    switch fixed {
    case .none:
      for lane in 0..<count {
        let mask = 0 &- UInt64(condition[lane])
        to[lane] = Double(bitPattern: (x[lane].bitPattern & mask) | (y[lane].bitPattern & ~mask))
      }
    case .first:
      let x = x[0].bitPattern
      for lane in 0..<count {
        let mask = 0 &- UInt64(condition[lane])
        to[lane] = Double(bitPattern: (x & mask) | (y[lane].bitPattern & ~mask))
      }
    case .second:
      let y = y[0].bitPattern
      for lane in 0..<count {
        let mask = 0 &- UInt64(condition[lane])
        to[lane] = Double(bitPattern: (x[lane].bitPattern & mask) | (y & ~mask))
      }
    }
  }

  @inline(__always)
  static func select<T: FixedWidthInteger>(
    _ to: UnsafeMutablePointer<T>, _ condition: Booleans, _ x: UnsafeMutablePointer<T>,
    _ y: UnsafeMutablePointer<T>
  ) {
    for lane in 0..<count {
      let mask = 0 &- T(truncatingIfNeeded: condition[lane])
      to[lane] = (x[lane] & mask) | (y[lane] & ~mask)
    }
  }

  /// - Parameter column: Of its first row; before it stand two places for a conflict and for no row.
  @inline(__always)
  static func gather<T>(
    _ to: UnsafeMutablePointer<T>, _ rows: Codes, _ column: UnsafePointer<T>
  ) {
    for lane in 0..<count { to[lane] = column[Int(rows[lane])] }
  }

  /// Four columns at once: four numbers of a row, four rows, turned.
  /// - Parameter matrix: Of the first row; before it stand two rows for a conflict and for no row.
  @inline(__always)
  static func gatherFour(
    _ p: Numbers, _ q: Numbers, _ r: Numbers, _ s: Numbers, _ rows: Codes,
    _ matrix: UnsafePointer<Double>
  ) {
    for lane in stride(from: 0, to: count, by: 4) {
      let a = four(matrix + 4 * Int(rows[lane]))
      let b = four(matrix + 4 * Int(rows[lane + 1]))
      let c = four(matrix + 4 * Int(rows[lane + 2]))
      let d = four(matrix + 4 * Int(rows[lane + 3]))
      store(SIMD4(a[0], b[0], c[0], d[0]), p + lane)
      store(SIMD4(a[1], b[1], c[1], d[1]), q + lane)
      store(SIMD4(a[2], b[2], c[2], d[2]), r + lane)
      store(SIMD4(a[3], b[3], c[3], d[3]), s + lane)
    }
  }

  @inline(__always)
  private static func four(_ from: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(from).loadUnaligned(as: SIMD4<Double>.self)
  }

  @inline(__always)
  private static func store(_ four: SIMD4<Double>, _ to: Numbers) {
    UnsafeMutableRawPointer(to).storeBytes(of: four, as: SIMD4<Double>.self)
  }

  /// A number as a whole one at a power of ten, where that is exact, else a doubt.
  @inline(__always)
  static func wholes(
    _ to: Numbers, _ from: Numbers, _ power: Double, _ lowest: Double, _ doubts: Doubts
  ) {
    let most = Scaling.ofInput.magnitude
    for lane in 0..<count {
      let value = from[lane]
      let whole = nearest(value * power)
      to[lane] = whole
      let isOther: Int64 = whole / power == value ? 0 : -1
      // What is no number is in doubt by the quotient.
      let isMore = Int64(bitPattern: (most - abs(whole)).bitPattern)
      let isLess = Int64(bitPattern: (value + 0 - lowest).bitPattern)
      doubts[lane] |= isOther | isMore | isLess
    }
  }

  /// Marks what lies outside a range, is no number, or lies nearer to zero than an input may without being it.
  @inline(__always)
  static func check(_ from: Numbers, _ lowest: Double, _ highest: Double, _ doubts: Doubts) {
    // Signs of differences: tests become jumps, lane by lane, or are packed and unpacked. As integers, the bits of magnitudes
    // are in the order of the numbers, with infinity and NaN above all.
    let tiniest = Int64(bitPattern: (1 / Accuracy.largestInput).bitPattern)
    let largest = Int64(bitPattern: max(abs(lowest), abs(highest)).bitPattern)
    for lane in 0..<count {
      let value = from[lane]
      let magnitude = Int64(bitPattern: value.bitPattern & 0x7FFF_FFFF_FFFF_FFFF)
      let isTiny = (magnitude &- tiniest) & (0 &- magnitude)
      let isLarge = largest &- magnitude
      // A zero below zero is zero.
      let isLess = Int64(bitPattern: (value + 0 - lowest).bitPattern)
      let isMore = Int64(bitPattern: (highest - value).bitPattern)
      doubts[lane] |= isTiny | isLarge | isLess | isMore
    }
  }

  /// To the nearest whole number: 2⁵² has no room for a fraction. For magnitudes under 2⁵¹.
  @inline(__always)
  static func nearest(_ value: Double) -> Double {
    let magic = 0x1.8p52
    return (value + magic) - magic
  }
}

extension Lanes {
  /// How many hold: up to 255 are counted in bytes.
  static func count(_ to: Numbers, _ conditions: [Booleans]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { totals in
      guard let totals = totals.baseAddress else { return }
      to.update(repeating: 0, count: count)
      for first in stride(from: 0, to: conditions.count, by: 255) {
        totals.initialize(repeating: 0, count: count)
        for condition in conditions[first..<min(first + 255, conditions.count)] {
          for lane in 0..<count { totals[lane] &+= condition[lane] }
        }
        for lane in 0..<count { to[lane] += Double(Int32(totals[lane])) }
      }
    }
  }

  /// Conditions as bits of a word, the first lowest: eight of them a byte, then the bytes together.
  static func bits(
    _ conditions: [Booleans], _ words: UnsafeMutablePointer<UInt32>, _ used: Int
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4 * count) { bytes in
      guard let bytes = bytes.baseAddress else { return }
      bytes.initialize(repeating: 0, count: 4 * count)
      for (bit, condition) in conditions.prefix(32).enumerated() {
        let (byte, factor) = (bytes + bit / 8 * count, UInt8(1) << UInt8(bit % 8))
        for lane in 0..<count { byte[lane] |= (0 &- condition[lane]) & factor }
      }
      let (a, b, c, d) = (bytes, bytes + count, bytes + 2 * count, bytes + 3 * count)
      for lane in 0..<used {
        words[lane] =
          UInt32(a[lane]) | UInt32(b[lane]) << 8 | UInt32(c[lane]) << 16 | UInt32(d[lane]) << 24
      }
    }
  }
}
