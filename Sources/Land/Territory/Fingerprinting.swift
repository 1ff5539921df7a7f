import Foundation

/// A 128-bit sum over names and contents (two lanes of FNV-1a over 8 bytes at a time). It tells editions of data apart; it is
/// no proof against somebody who wants two to look alike.
struct Fingerprinting {
  private var a: UInt64 = 0xcbf2_9ce4_8422_2325
  private var b: UInt64 = 0x6c62_272e_07bb_0142

  private mutating func mix(_ word: UInt64) {
    a = (a ^ word) &* 0x0000_0100_0000_01B3
    a ^= a >> 29
    b = (b ^ word.byteSwapped) &* 0x9E37_79B9_7F4A_7C15
    b ^= b >> 31
  }

  mutating func add(_ name: String, _ data: Data) {
    begin(name, byteCount: data.count)
    data.withUnsafeBytes { mix($0) }
  }

  /// The same of a file of so many bytes, read a piece at a time; false where it cannot be read, or has another number.
  mutating func add(_ name: String, file path: String, byteCount: Int) -> Bool {
    begin(name, byteCount: byteCount)
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { _ = Foundation.close(file) }
    // Of whole words, so that a piece ends between two.
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    var left = byteCount
    while left > 0 {
      let wanted = min(left, piece.count)
      let isWhole = piece.withUnsafeMutableBytes { bytes in
        var filled = 0
        while filled < wanted {
          let count = read(file, bytes.baseAddress! + filled, wanted - filled)
          if count < 0, errno == EINTR { continue }
          guard count > 0 else { return false }
          filled += count
        }
        return true
      }
      guard isWhole else { return false }
      piece.withUnsafeBytes { mix(UnsafeRawBufferPointer(rebasing: $0[..<wanted])) }
      left -= wanted
    }
    return true
  }

  private mutating func begin(_ name: String, byteCount: Int) {
    for byte in name.utf8 { mix(UInt64(byte)) }
    mix(UInt64(byteCount))
  }

  private mutating func mix(_ bytes: UnsafeRawBufferPointer) {
    var at = 0
    while at + 8 <= bytes.count {
      mix(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian)
      at += 8
    }
    while at < bytes.count {
      mix(UInt64(bytes[at]))
      at += 1
    }
  }

  var text: String {
    [a, b].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
