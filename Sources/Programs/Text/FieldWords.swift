/// Fields of text read eight bytes at once, as one integer with the first byte lowest.
enum FieldWords {
  @inline(__always)
  static func word(at bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The high bit of each byte that is this one, right up to the first of them.
  @inline(__always)
  static func places(of byte: UInt8, in word: UInt64) -> UInt64 {
    let other = word ^ repeated(byte)
    return (other &- repeated(0x01)) & ~other & repeated(0x80)
  }

  /// Reads a decimal of at most seven digits and a point, as Clinger does: a whole number under 2⁵³ divided by a power of ten
  /// under 10²² is rounded once, to the nearest double ("How to read floating point numbers accurately", PLDI 1990).
  ///
  /// - Parameters:
  ///   - bytes: At least eight can be read.
  ///   - end: What ends the field.
  /// - Returns: The bytes of the field; 0 where more is needed than this looks at.
  @inline(__always)
  static func shortNumber(
    _ bytes: UnsafePointer<UInt8>, endingIn end: UInt8, _ powers: UnsafePointer<Double>,
    into value: UnsafeMutablePointer<Double>
  ) -> Int {
    var word = word(at: bytes)
    // Where the field ends is found by itself: the next field waits for nothing else.
    let ends = places(of: end, in: word)
    guard ends != 0 else { return 0 }
    var length = ends.trailingZeroBitCount & ~7
    let wholeLength = length / 8
    var sign: UInt64 = 0
    if word & 0xFF == 0x2D {
      sign = 1 << 63
      word >>= 8
      length -= 8
    }
    // Digits become 0 to 9; whatever is none gets its high bit set.
    let figures = word ^ repeated(0x30)
    let others = (((figures & repeated(0x7F)) &+ repeated(0x76)) | figures) & repeated(0x80)
    let within = others & ((1 << UInt64(length & 63)) &- 1)
    let before = (others | 1 << 63).trailingZeroBitCount & ~7
    // One that is no digit, and it is a point: all without jumps, since columns mix both.
    let mask = UInt64(bitPattern: Int64(before - length) >> 63)
    let isStrange = (within & (within &- 1)) | ((word >> UInt64(before) & 0xFF ^ 0x2E) & mask)
    let digits = length - (8 & Int(truncatingIfNeeded: mask))
    guard isStrange == 0, digits > 0 else { return 0 }
    // The point is taken out, and zeros are put in front up to eight digits.
    let low: UInt64 = (1 << UInt64(before)) &- 1
    let joined = ((figures & low) | ((figures >> 8) & ~low)) & mask | (figures & ~mask)
    let whole = eightDigits(joined << UInt64(64 - digits))
    let places = (length - 8 - before) / 8 & Int(truncatingIfNeeded: mask)
    let magnitude = Double(whole) / powers[places]
    value.pointee = Double(bitPattern: magnitude.bitPattern | sign)
    return wholeLength
  }

  /// Eight digits, the first in the lowest byte: pairs, then pairs of pairs, then both halves.
  @inline(__always)
  static func eightDigits(_ figures: UInt64) -> Int64 {
    let pairs = figures &* 10 &+ figures >> 8
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return Int64((low &+ high) >> 32 & 0xFFFF_FFFF)
  }
}

/// The codes of texts of at most sixteen bytes, found by their two words.
struct TextCodes {
  private struct Entry {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var code: Int32 = -1
  }
  private let entries: UnsafeMutableBufferPointer<Entry>
  private let mask: Int

  init(_ texts: [String]) {
    var size = 16
    while size < 4 * texts.count { size *= 2 }
    mask = size - 1
    entries = .allocate(capacity: size)
    entries.initialize(repeating: Entry())
    for (code, text) in texts.enumerated() {
      let bytes = Array(text.utf8)
      guard !bytes.isEmpty, bytes.count <= 16 else { continue }
      var words: [UInt64] = [0, 0]
      for (index, byte) in bytes.enumerated() {
        words[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
      }
      var place = Self.place(words[0], words[1]) & mask
      while entries[place].code >= 0 { place = (place + 1) & mask }
      entries[place] = Entry(low: words[0], high: words[1], code: Int32(code))
    }
  }

  func deallocate() { entries.deallocate() }

  @inline(__always)
  private static func place(_ low: UInt64, _ high: UInt64) -> Int {
    let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed >> 40)
  }

  /// -1 where no rule names the text.
  @inline(__always)
  func code(_ low: UInt64, _ high: UInt64) -> Int32 {
    var place = Self.place(low, high) & mask
    while true {
      let entry = entries[place]
      if entry.code < 0 || (entry.low == low && entry.high == high) { return entry.code }
      place = (place + 1) & mask
    }
  }
}
