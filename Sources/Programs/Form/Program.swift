package import Facts

/// Rules as one typed program: every value a slot, written once, in the order in which they are worked out.
///
/// All executors run this form and mean the same by it. A slot is a number, a truth value, a code (a text of a closed set,
/// as a small integer), a row of a table, or *boxed*: any value of FEEL, worked out by its evaluator.
package struct Program: Sendable {
  package enum SlotType: UInt8, Sendable, Hashable { case number, boolean, code, row, boxed }

  /// A slot's place in ``operations``.
  package typealias Slot = Int

  package struct Input: Sendable, Hashable {
    package var name: String
    package var slot: Slot
    package var type: SlotType
  }

  package struct Output: Sendable, Hashable {
    package var name: String
    package var slot: Slot
  }

  /// A whole value, put together from slots.
  package struct Result: Sendable {
    package var name: String
    package var value: Term
  }

  package internal(set) var operations: [Operation] = []
  package internal(set) var types: [SlotType] = []
  package internal(set) var inputs: [Input] = []
  package internal(set) var outputs: [Output] = []
  package internal(set) var results: [Result] = []
  /// Numbers by index, exactly.
  package internal(set) var constants: [Number] = []
  /// Texts by code. A text of an input that is not here has the code -1.
  package internal(set) var texts: [String] = []
  package internal(set) var tables: [TableIndex] = []
  /// What each of the tables was made from, where it is a decision's.
  var tableSources: [TableSource?] = []
  /// What FEEL's evaluator works out.
  package internal(set) var boxed: [BoxedExpression] = []
  /// Columns of table outputs, gathered by row.
  package internal(set) var numberColumns: [[Number]] = []
  package internal(set) var codeColumns: [[Int32]] = []
  package internal(set) var booleanColumns: [[Bool]] = []
  /// Sets of codes, as a bit for each.
  package internal(set) var codeSets: [[Bool]] = []
  /// Lists of slots that an operation counts or looks up by.
  package internal(set) var slotLists: [[Slot]] = []
  /// Per slot, how far a double may be from it; nil where it is no number.
  package internal(set) var accuracies: [Accuracy?] = []
  /// Per slot, where the expression stands that it comes from.
  package internal(set) var spans: [Range<Int>] = []

  package func code(of text: String) -> Int32 { codes[Array(text.utf8)] ?? -1 }
  /// Nil for a text that no rule names, and for what stands in a register where there was no row to read from.
  func text(of code: Int32) -> String? {
    texts.indices.contains(Int(code)) ? texts[Int(code)] : nil
  }
  /// By code points: texts that only look alike are two.
  var codes: [[UInt8]: Int32] = [:]
}

/// One step: what is done, with which slots (`a`, `b`, `c`) or which index into the program's lists.
package struct Operation: Sendable, Hashable {
  package enum Code: UInt8, Sendable {
    /// `a` is the index of the input.
    case input
    /// `a` is the index of the constant, the code, or 0 and 1 for false and true.
    case constant
    case add, subtract, multiply, divide, negate, minimum, maximum, absolute, floor, ceiling
    /// `b` where `a` is true, else `c`; of the type of the slot.
    case select
    /// Column `b` at the row of slot `a`; of the type of the slot. `c` is the output of the table.
    case gather
    /// How many of the slots in list `a` are true.
    case count
    case and, or, not
    case less, lessOrEqual, equal
    /// Whether code `a` is in set `b`.
    case isIn
    case sameCode
    /// Whether two truth values are one; null is like null only.
    case sameTruth
    /// Truth value `b`, and what slot `a` is where that is unknown.
    case given
    /// The row of table `a`; `b` is the index of the list of its inputs' slots.
    case lookup
    /// What the evaluator makes of boxed expression `a`.
    case evaluate
    /// The boxed value of slot `a` as one of the type of the slot.
    case unbox
  }
  package var code: Code
  package var a: Int32
  package var b: Int32
  package var c: Int32
  package init(_ code: Code, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
    self.code = code
    self.a = Int32(a)
    self.b = Int32(b)
    self.c = Int32(c)
  }
}
