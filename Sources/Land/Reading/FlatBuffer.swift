/// A flatbuffer (FlatBuffers, *Internals*) whose every offset is held against the bytes that are there.
///
/// What does not fit gives nil, and is told apart from what is left out by ``Field``.
struct FlatBuffer {
  let bytes: UnsafeRawBufferPointer

  /// A table: where it stands, and its list of fields.
  struct Table {
    fileprivate let at: Int
    fileprivate let fields: Int
    fileprivate let fieldCount: Int
  }

  /// A vector: where its first element stands, and how many there are.
  struct Vector {
    let at: Int
    let count: Int
  }

  /// An offset that leads out of the buffer.
  struct Broken: Error {}

  func number<Value: FixedWidthInteger>(_ place: Int, _: Value.Type) throws(Broken) -> Value {
    guard place >= 0, place <= bytes.count - MemoryLayout<Value>.size else { throw Broken() }
    return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Value.self))
  }

  func double(_ place: Int) throws(Broken) -> Double {
    Double(bitPattern: try number(place, UInt64.self))
  }

  /// What an offset at a place leads to.
  private func target(_ place: Int) throws(Broken) -> Int {
    let (target, overflow) = place.addingReportingOverflow(Int(try number(place, UInt32.self)))
    guard !overflow, target > place, target < bytes.count else { throw Broken() }
    return target
  }

  func root() throws(Broken) -> Table { try table(at: try target(0)) }

  private func table(at place: Int) throws(Broken) -> Table {
    let fields = place - Int(try number(place, Int32.self))
    let size = Int(try number(fields, UInt16.self))
    guard size >= 4, fields + size <= bytes.count else { throw Broken() }
    return Table(at: place, fields: fields, fieldCount: (size - 4) / 2)
  }

  /// Where a field of a table stands; nil where it is left out.
  func field(_ index: Int, of table: Table) throws(Broken) -> Int? {
    guard index < table.fieldCount else { return nil }
    let offset = Int(try number(table.fields + 4 + 2 * index, UInt16.self))
    return offset == 0 ? nil : table.at + offset
  }

  func table(_ index: Int, of table: Table) throws(Broken) -> Table? {
    guard let place = try field(index, of: table) else { return nil }
    return try self.table(at: try target(place))
  }

  /// A vector whose elements have so many bytes each, all of them there.
  func vector(_ index: Int, of table: Table, size: Int) throws(Broken) -> Vector? {
    guard let place = try field(index, of: table) else { return nil }
    let at = try target(place)
    let count = Int(try number(at, UInt32.self))
    guard count <= (bytes.count - at - 4) / size else { throw Broken() }
    return Vector(at: at + 4, count: count)
  }

  func table(in vector: Vector, _ index: Int) throws(Broken) -> Table {
    try table(at: try target(vector.at + 4 * index))
  }

  func text(_ index: Int, of table: Table) throws(Broken) -> String? {
    guard let vector = try vector(index, of: table, size: 1) else { return nil }
    return String(decoding: bytes[vector.at..<(vector.at + vector.count)], as: UTF8.self)
  }
}
