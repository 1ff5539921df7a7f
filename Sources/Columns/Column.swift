/// Numbers of one type one after the other, in memory of its own or in a mapped file. Immutable, shared without locks.
///
/// The memory is let go with the last column that looks at it.
package struct Column<Element: BitwiseCopyable>: @unchecked Sendable {
  /// Where the first element lies, aligned to 64 bytes; valid as long as the column is.
  package let base: UnsafePointer<Element>
  package let count: Int
  private let memory: ColumnMemory

  init(_ memory: ColumnMemory, from offset: Int, count: Int) {
    self.memory = memory
    self.count = count
    base = UnsafePointer(
      (memory.bytes.baseAddress! + offset).assumingMemoryBound(to: Element.self))
  }

  package init() { self.init(ColumnMemory.none, from: 0, count: 0) }

  package init(_ elements: some Sequence<Element>) {
    var growing = GrowingColumn<Element>()
    for element in elements { growing.append(element) }
    self = growing.finished()
  }

  @inline(__always)
  package subscript(place: Int) -> Element {
    precondition(place >= 0 && place < count, "a place lies within its column")
    return base[place]
  }

  package var elements: UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(start: base, count: count)
  }
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(elements) }
}
