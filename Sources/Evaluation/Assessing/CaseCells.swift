import Facts

/// One case as a residual reads it: a row of prepared sites under what a proposal says. A view, of no life of its own.
struct CaseCells: ~Copyable {
  let sites: PreparedSites
  let row: Int
  let proposal: ProposalCells

  struct ListState {
    var reasons: ReasonSet
    var count: Int
    var start: Int
    var isUnknown: Bool { reasons != .none }
  }

  @inline(__always)
  func input(_ place: Int) -> Cell {
    proposal.overrides[place] ? proposal.cells[place] : sites.inputs[row &* sites.width &+ place]
  }

  /// Whether an input was measured on the land: what somebody entered is exact.
  func isMeasured(_ place: Int) -> Bool {
    !proposal.overrides[place] && sites.measured[row &* sites.width &+ place]
  }

  func list(_ place: Int) -> ListState {
    sites.lists[row &* sites.listWidth &+ place]
  }

  func member(list: Int, member: Int, element: Int) -> Cell {
    switch proposal.members[list][member] {
    case .all(let cell): return cell
    case .each(let cells) where element < cells.count: return cells[element]
    case .each, .missing: return sites.residual.lists[list].members[member].missingCell
    case .no: break
    }
    let state = self.list(list)
    return sites.members[list][
      (state.start &+ element) &* sites.residual.lists[list].members.count &+ member]
  }
}

extension Residual.ListInput.Member {
  var missingCell: Cell { Cell(missing) }
}

/// What a proposal says, once for all the sites that it is put to.
final class ProposalCells {
  enum Said {
    case no
    case missing
    case all(Cell)
    case each([Cell])
  }
  let overrides: [Bool]
  let cells: [Cell]
  let members: [[Said]]
  /// Which class of proposal it is; the figures of one that is put to many sites belong to it.
  let place: Int
  /// Whether its figures are known when a residual is written.
  let bindsNumbers: Bool

  init(
    overrides: [Bool], cells: [Cell], members: [[Said]], place: Int, bindsNumbers: Bool
  ) {
    self.overrides = overrides
    self.cells = cells
    self.members = members
    self.place = place
    self.bindsNumbers = bindsNumbers
  }
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
