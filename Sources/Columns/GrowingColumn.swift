#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A column while it is written. It grows in place where the system can, and holds no more than its elements.
package struct GrowingColumn<Element: BitwiseCopyable>: ~Copyable {
  package private(set) var base: UnsafeMutablePointer<Element>
  package private(set) var count = 0
  private var capacity: Int

  package init(capacity: Int = 16) {
    self.capacity = max(capacity, 16)
    base = Self.grown(nil, 0, to: self.capacity)
  }

  /// A column with so many elements, all of their bits 0.
  package init(zeros count: Int) {
    self.init(capacity: count)
    memset(base, 0, count * MemoryLayout<Element>.stride)
    self.count = count
  }

  /// A column with so many elements that are still to be written.
  package init(unwritten count: Int) {
    self.init(capacity: count)
    self.count = count
  }

  deinit { free(base) }

  @inline(__always)
  package mutating func append(_ element: Element) {
    if count == capacity { reserve(count + 1) }
    base[count] = element
    count &+= 1
  }

  package mutating func append(_ elements: UnsafePointer<Element>, count more: Int) {
    guard more > 0 else { return }
    reserve(count + more)
    (base + count).update(from: elements, count: more)
    count += more
  }

  package mutating func removeAll() { count = 0 }

  /// Keeps the first elements only.
  package mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count, "a column is cut within itself")
    self.count = count
  }

  package mutating func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let larger = max(wanted, capacity + capacity / 2)
    base = Self.grown(base, count, to: larger)
    capacity = larger
  }

  @inline(__always)
  package subscript(place: Int) -> Element {
    get {
      precondition(place >= 0 && place < count, "a place lies within its column")
      return base[place]
    }
    set {
      precondition(place >= 0 && place < count, "a place lies within its column")
      base[place] = newValue
    }
  }

  /// The column as it will stay; nothing is copied.
  package consuming func finished() -> Column<Element> {
    let count = self.count
    let memory = ColumnMemory(
      UnsafeRawBufferPointer(start: base, count: count * MemoryLayout<Element>.stride)
    ) { free(UnsafeMutableRawPointer(mutating: $0.baseAddress)) }
    discard self
    return Column(memory, from: 0, count: count)
  }

  private static func grown(
    _ old: UnsafeMutablePointer<Element>?, _ count: Int, to capacity: Int
  ) -> UnsafeMutablePointer<Element> {
    let bytes = capacity * MemoryLayout<Element>.stride
    // Large blocks are moved by the system without being copied.
    guard let memory = realloc(old, bytes) else { preconditionFailure("out of memory") }
    return memory.bindMemory(to: Element.self, capacity: capacity)
  }
}
