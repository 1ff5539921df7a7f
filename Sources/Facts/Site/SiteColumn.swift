/// Cells of one type, one a row; where every row says the same, one cell stands for all.
package struct Cells<Value: BitwiseCopyable>: @unchecked Sendable {
  /// Of one cell where ``isUniform``, of as many as rows else. It lives as long as its table.
  package let start: UnsafePointer<Value>
  /// What a row's number is masked with to find its cell: 0 where all rows share one, all bits else.
  package let mask: Int

  init(start: UnsafePointer<Value>, isUniform: Bool) {
    self.start = start
    mask = isUniform ? 0 : -1
  }

  package var isUniform: Bool { mask == 0 }

  @inlinable package subscript(row: Int) -> Value { start[row & mask] }
}

/// What one fact, or one member of a record, is in every row: as a rule one column. A fact that is of several types in one
/// table has a column for each, and the first of them says what a row is where it is no value at all.
package struct SiteField: Sendable {
  package let columns: [SiteColumn]
}

/// A column of one type.
package struct SiteColumn: Sendable {
  /// Rows of a fact; of a member, the elements of all lists of all rows.
  package let count: Int
  /// ``known``, ``absent``, ``elsewhere``, else unknown: ``SiteTable/reason(_:)`` says why.
  package let states: Cells<UInt32>
  package let values: Values

  package static let known: UInt32 = 0
  /// The site has no fact of that name at all.
  package static let absent: UInt32 = 1
  /// It is of another type in this row: another column of the field has it.
  package static let elsewhere: UInt32 = 2
  /// Above this, ``SiteTable/text(_:)`` of the rest is the reason why it is not known.
  package static let firstReason: UInt32 = 3

  /// The values; a row that is not known has a cell that means nothing.
  package indirect enum Values: Sendable {
    /// No row is known.
    case nothing
    /// Exact: a whole number times ten to the power of `exponent`, the same for all rows.
    case wholes(Cells<Int64>, exponent: Int)
    /// Numbers of which some are too long for that.
    case numbers(Cells<Number>)
    /// 0 or 1.
    case booleans(Cells<UInt8>)
    /// Codes of ``SiteTable/text(_:)``.
    case texts(Cells<UInt32>)
    /// Day numbers, as ``CivilDate/dayNumber`` counts them.
    case dates(Cells<Int64>)
    /// Row *r* has the elements `starts[r] ..< starts[r + 1]` of a field of its own.
    case lists(starts: UnsafeStarts, elements: SiteField)
    case records([Member])
  }

  /// Where each row's elements start, with one more at the end.
  package struct UnsafeStarts: @unchecked Sendable {
    package let start: UnsafePointer<UInt32>
    @inlinable package func elements(of row: Int) -> Range<Int> {
      Int(start[row])..<Int(start[row + 1])
    }
  }

  package struct Member: Sendable {
    package let name: String
    package let field: SiteField
  }
}

extension SiteColumn {
  /// The first column, if any, of a list's elements' member: what a rule over each lot line reads.
  package func members(named name: String) -> SiteField? {
    guard case .lists(_, let elements) = values else { return nil }
    for column in elements.columns {
      if case .records(let members) = column.values {
        return members.first { $0.name == name }?.field
      }
    }
    return nil
  }
}
