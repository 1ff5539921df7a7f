import Facts

/// One case as a residual reads it: a row of prepared sites under what a proposal says. A view, of no life of its own.
struct CaseCells {
  struct ListState {
    var reasons: ReasonSet
    var count: Int
    var start: Int
    var isUnknown: Bool { reasons != .none }
  }

  /// The row's own inputs and lists.
  let inputs: UnsafeMutablePointer<Cell>
  let measured: UnsafeMutablePointer<Bool>
  let lists: UnsafeMutablePointer<ListState>
  /// By list: where the members of its elements start, and how many members an element has.
  let members: UnsafeMutablePointer<UnsafeMutablePointer<Cell>>
  let widths: UnsafeMutablePointer<Int>
  /// By list: its first place in what the proposal says of members.
  let firstMembers: UnsafeMutablePointer<Int>
  let overrides: UnsafeMutablePointer<Bool>
  let said: UnsafeMutablePointer<Cell>
  let saidMembers: UnsafeMutablePointer<ProposalCells.Member>

  @inline(__always) func input(_ place: Int) -> Cell {
    overrides[place] ? said[place] : inputs[place]
  }

  /// Whether an input was measured on the land: what somebody entered is exact.
  @inline(__always) func isMeasured(_ place: Int) -> Bool { !overrides[place] && measured[place] }

  @inline(__always) func list(_ place: Int) -> ListState { lists[place] }

  @inline(__always) func member(list: Int, member: Int, element: Int) -> Cell {
    let entry = saidMembers[firstMembers[list] &+ member]
    switch entry.form {
    case .no: return members[list][(lists[list].start &+ element) &* widths[list] &+ member]
    case .all: return entry.cell
    case .each: return element < entry.count ? entry.cells[element] : entry.cell
    }
  }
}

/// What a proposal says, once for all the sites that it is put to.
final class ProposalCells {
  /// What it says of a member of lot lines; ``cell`` is what holds where nothing else is said.
  struct Member {
    enum Form: UInt8 { case no, all, each }
    var form: Form
    var cell: Cell
    var cells: UnsafeMutablePointer<Cell>
    var count: Int
  }

  let overrides: Fixed<Bool>
  let cells: Fixed<Cell>
  let members: Fixed<Member>
  private let each: [Fixed<Cell>]
  /// Which class of proposal it is; the figures of one that is put to many sites belong to it.
  let place: Int
  /// Whether its figures are known when a residual is written.
  let bindsNumbers: Bool

  enum Said {
    case no
    case missing(Cell)
    case all(Cell)
    case each([Cell], missing: Cell)
  }

  init(overrides: [Bool], cells: [Cell], members: [Said], place: Int, bindsNumbers: Bool) {
    self.overrides = Fixed(overrides)
    self.cells = Fixed(cells)
    var each: [Fixed<Cell>] = []
    let none = Fixed<Cell>([])
    each.append(none)
    self.members = Fixed(
      members.map { said in
        switch said {
        case .no:
          return Member(form: .no, cell: Cell(ReasonSet.none), cells: none.start, count: 0)
        case .missing(let cell), .all(let cell):
          return Member(form: .all, cell: cell, cells: none.start, count: 0)
        case .each(let cells, let missing):
          let fixed = Fixed(cells)
          each.append(fixed)
          return Member(form: .each, cell: missing, cells: fixed.start, count: cells.count)
        }
      })
    self.each = each
    self.place = place
    self.bindsNumbers = bindsNumbers
  }

  deinit {
    overrides.free()
    cells.free()
    members.free()
    for one in each { one.free() }
  }
}

extension Residual.ListInput.Member {
  var missingCell: Cell { Cell(missing) }
}

/// The facts of many sites as a residual of one work reads them, by row; a lot in several zones has a row for each.
final class PreparedSites {
  let residual: Residual
  let width: Int
  let listWidth: Int
  var inputs: [Cell] = []
  var measured: [Bool] = []
  var lists: [CaseCells.ListState] = []
  /// By list: the members of all elements of all rows, element by element.
  var members: [[Cell]]
  /// By row: the class of site.
  var classes: [Int] = []
  /// By site.
  var sites: [Site] = []

  struct Site {
    var firstRow: Int
    var rowCount: Int
    /// A layer that the jurisdiction expects is not known here.
    var lacksLayer: Bool
    /// By row: the zone and its share, where there are several.
    var portions: [(zone: String, share: Number)]
    /// It has no form here: the evaluation itself works it out.
    var isOdd: Bool
  }

  init(_ residual: Residual) {
    self.residual = residual
    width = residual.inputs.count
    listWidth = residual.lists.count
    members = .init(repeating: [], count: residual.lists.count)
  }
}

/// Prepared sites that no more are added to, in plain memory.
final class FixedSites {
  private let inputs: Fixed<Cell>
  private let measured: Fixed<Bool>
  private let lists: Fixed<CaseCells.ListState>
  private let memberCells: [Fixed<Cell>]
  private let members: Fixed<UnsafeMutablePointer<Cell>>
  private let widths: Fixed<Int>
  private let firstMembers: Fixed<Int>
  let classes: [Int]
  let sites: [PreparedSites.Site]
  private let width: Int
  private let listWidth: Int

  init(_ prepared: PreparedSites) {
    inputs = Fixed(prepared.inputs)
    measured = Fixed(prepared.measured)
    lists = Fixed(prepared.lists)
    memberCells = prepared.members.map { Fixed($0) }
    members = Fixed(memberCells.map(\.start))
    widths = Fixed(prepared.residual.lists.map(\.members.count))
    var first = 0
    firstMembers = Fixed(
      prepared.residual.lists.map { list in
        defer { first += list.members.count }
        return first
      })
    classes = prepared.classes
    sites = prepared.sites
    width = prepared.width
    listWidth = prepared.listWidth
  }

  deinit {
    inputs.free()
    measured.free()
    lists.free()
    for cells in memberCells { cells.free() }
    members.free()
    widths.free()
    firstMembers.free()
  }

  func cells(row: Int, _ proposal: ProposalCells) -> CaseCells {
    CaseCells(
      inputs: inputs.start + row * width, measured: measured.start + row * width,
      lists: lists.start + row * listWidth, members: members.start, widths: widths.start,
      firstMembers: firstMembers.start, overrides: proposal.overrides.start,
      said: proposal.cells.start, saidMembers: proposal.members.start)
  }
}
