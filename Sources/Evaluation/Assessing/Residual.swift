import FEEL
import Facts

/// What is left of the law for one work, one span of days and one class of site: the known is worked out, the rest are steps.
///
/// A class of site is all sites for which the same facts are unknown and the same words and truth values hold (same zone, same
/// overlays, a corner lot or not); only figures and lot lines differ. What they decide alone is folded into constants.
struct Residual: Sendable {
  var inputs: [Input] = []
  var lists: [ListInput] = []
  /// By node: its value where it is constant, and where it starts from else.
  var constants: [Cell] = []
  /// By node: whether it is worked out once for the class.
  var isConstant: [Bool] = []
  /// The steps once for all, and by list once for each element.
  var outerSteps: [Step] = []
  var listSteps: [[Step]] = []
  var decisions: [Decision] = []
  var codeSets: [Set<Int32>] = []
  var requirements: [RequirementPlan] = []
  var offers: [OfferPlan] = []
  var provisions: [ProvisionPlan] = []
  /// Rules that are not in this form: the evaluation itself works them out.
  var evaluatedRequirements: [Int] = []
  var evaluatedOffers: [Int] = []
  var evaluatedProvisions: [Int] = []
  /// Why, in the order in which they were met.
  var refusals: [String] = []
  /// Names that mean a definition or nothing, unless a site or a proposal brings a fact of that name all the same.
  var looseNames: Set<String> = []

  struct Input: Sendable, Hashable {
    enum Source: Sendable, Hashable {
      case fact(String)
      case share(String)
      case distance(String)
      case adjoins(String)
    }
    var source: Source
    var kind: Cell.Kind
    /// What it is where nobody said.
    var missing: ReasonSet
  }

  struct ListInput: Sendable, Hashable {
    var name: String
    var missing: ReasonSet
    var members: [Member]
    struct Member: Sendable, Hashable {
      var name: String
      var kind: Cell.Kind
      var missing: ReasonSet
      /// The fact of a proposal that gives it for each line.
      var perLine: String?
    }
  }

  enum Code: UInt8, Sendable {
    case input, member
    case add, subtract, multiply, divide, negate, absolute, floor, ceiling, minimum, maximum
    case less, lessOrEqual, equal
    case and, or, both, not
    case select, isIn, border, decide
    /// `b`, or the reasons of `a` where that is unknown.
    case given
    /// Over the elements of a list: member `b` of list `a`.
    case sumOf, minimumOf, maximumOf, countOf
  }

  struct Step: Sendable, Hashable {
    var code: Code
    var to: Int32
    var a: Int32
    var b: Int32
    var c: Int32
  }

  /// A table's output, where its rows are not known yet.
  struct Decision: Sendable {
    var table: Int
    var parts: [Part]
    struct Part: Sendable {
      var place: Int
      var condition: Int?
      var hitPolicy: String
      var rows: [Row]
    }
    struct Row: Sendable {
      var place: Int
      var tests: [Int]
      var cell: Int
    }
  }

  /// Where the row comes from that gave a value.
  enum RowSource: Sendable, Hashable {
    case none
    case fixed(Assessment.RowReference)
    /// Of a node that decides.
    case decided(Int)
  }

  struct ConditionPlan: Sendable {
    var node: Int
    var comparison: ComparisonPlan?
  }

  struct ComparisonPlan: Sendable {
    var measured: Int
    var limit: Int
    var comparator: BinaryOperator
    var resolution: Number?
    /// Inputs on either side, of which one may be measured.
    var measuredInputs: [Int]
    var bounds: (measured: Bounds, limit: Bounds)?
  }

  /// What can be said of a number although something in it is missing: the same ways as ``Inquiry/Bounds``.
  indirect enum Bounds: Sendable {
    case none(Int)
    case range(Int, low: Number?, high: Number?)
    case inner(Int, Bounds)
    case either(Int, Bounds, Bounds)
    case sum(Int, Bounds, Bounds)
    case difference(Int, Bounds, Bounds)
    case product(Int, Bounds, Bounds)
    case quotient(Int, Bounds, Bounds)
    case least(Int, [Bounds])
    case greatest(Int, [Bounds])
  }

  struct RequirementPlan: Sendable {
    var place: Int
    /// The list for each of whose elements it is to be met.
    var list: Int?
    var when: [ConditionPlan]
    var unless: [ConditionPlan]
    var body: BodyPlan
    var withRow: [ExceptionPlan]
    var withoutRow: [ExceptionPlan]
  }

  /// A comparison or condition that is to be met, of a requirement or of what holds instead of one.
  struct BodyPlan: Sendable {
    var condition: ConditionPlan
    var rows: [RowSource]
    /// A relief reaches as far as this node says.
    var relief: Int?
    /// Its code among the texts.
    var subject: Int32
    var regulation: Int
  }

  struct ExceptionPlan: Sendable {
    var when: [ConditionPlan]
    var unless: [ConditionPlan]
    /// Only where the limit came from one of these rows.
    var rows: Set<Assessment.RowReference>?
    /// Exceptions to the exception.
    var liftedBy: [ExceptionPlan]
    var isDiscretion: Bool
    var instead: [BodyPlan]
    var track: Track?
  }

  struct OfferPlan: Sendable {
    var place: Int
    var regulation: Int
    var track: Track
    var limbs: [LimbPlan]
    /// What its conditions speak of.
    var subjects: Set<String>
  }

  struct LimbPlan: Sendable {
    var isExclusion: Bool
    var condition: ConditionPlan
    var exceptions: [ExceptionPlan]
  }

  struct ProvisionPlan: Sendable {
    var place: Int
    var when: [ConditionPlan]
    var unless: [ConditionPlan]
  }
}
