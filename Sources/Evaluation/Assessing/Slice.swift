import FEEL
import Facts

/// The law of one work in one span of days, with its residuals by class of proposal and of site.
final class Slice {
  let ruleset: Ruleset
  let work: String
  let date: CivilDate
  /// Nothing known beforehand.
  let general: Residual
  private let reasonPlaces: [String: Int]
  private var siteClasses: [[Int32]: Int] = [:]
  private var siteSignatures: [[Int32]] = []
  private var proposals: [Proposal: ProposalCells] = [:]
  private var proposalSignatures: [[Int32]: Int] = [:]
  /// By class of proposal, then of site.
  private var runs: [[ResidualRun?]] = []
  private var made = 0
  /// More residuals than this are not kept: a town's classes of site are hundreds.
  private static let mostRuns = 8_192
  /// What of a judgement does not depend on the case.
  let frame: JudgementFrame
  var scratch = Scratch()

  /// What comes of the rules of one case, in memory that the next case uses again.
  struct Scratch {
    var found: [ResidualRun.Found] = []
    var offers: [ResidualRun.OfferFound] = []
    var provisions: [ResidualRun.ProvisionFound] = []

    mutating func clear() {
      found.removeAll(keepingCapacity: true)
      offers.removeAll(keepingCapacity: true)
      provisions.removeAll(keepingCapacity: true)
    }
  }

  init(_ ruleset: Ruleset, work: String, date: CivilDate, _ texts: inout Texts) {
    self.ruleset = ruleset
    self.work = work
    self.date = date
    var writer = ResidualWriter(ruleset, work: work, date: date, texts: texts)
    general = writer.write()
    reasonPlaces = writer.reasonPlaces
    texts = writer.texts
    frame = JudgementFrame(ruleset, work: work, date: date, &texts)
  }

  // MARK: sites

  func append(_ site: SiteFacts, to sites: PreparedSites, _ texts: inout Texts) {
    let portions = ruleset.portions(of: site)
    var entry = PreparedSites.Site(
      firstRow: sites.classes.count, rowCount: 0,
      lacksLayer: site.parcel != nil
        && ruleset.jurisdiction.expectedLayers.contains {
          site.layers[$0].map { $0.share.isUnknown } ?? true
        }, portions: portions.count < 2 ? [] : portions.map { ($0.zone, $0.share) }, isOdd: false)
    let rows = portions.count < 2 ? [portions.first?.site ?? site] : portions.map(\.site)
    for row in rows {
      if !append(row: row, to: sites, &texts) { entry.isOdd = true }
      entry.rowCount += 1
    }
    if general.looseNames.contains(where: { site.facts[$0] != nil }) { entry.isOdd = true }
    sites.sites.append(entry)
  }

  /// - Returns: Whether every fact is of the type that the vocabulary says.
  private func append(row site: SiteFacts, to sites: PreparedSites, _ texts: inout Texts) -> Bool {
    var isWell = true
    var signature: [Int32] = []
    signature.reserveCapacity(general.inputs.count + 2 * general.lists.count)
    for input in general.inputs {
      var isMeasured = false
      let value: FactValue?
      switch input.source {
      case .fact(let name):
        let fact = site.facts[name]
        value = fact?.value
        isMeasured = fact?.method != nil
      case .share(let layer): value = site.layers[layer]?.share
      case .distance(let layer): value = site.layers[layer]?.distance
      case .adjoins(let layer): value = site.layers[layer]?.adjoins
      }
      var cell = Cell(input.missing)
      if let value, !value.isUnknown {
        if let known = Self.cell(value, input.kind, &texts) { cell = known } else { isWell = false }
      }
      sites.inputs.append(cell)
      sites.measured.append(isMeasured)
      signature.append(Self.mark(of: cell))
    }
    for (place, list) in general.lists.enumerated() {
      let start = list.members.isEmpty ? 0 : sites.members[place].count / list.members.count
      var state = CaseCells.ListState(reasons: list.missing, count: 0, start: start)
      var areMissing = [Bool](repeating: true, count: list.members.count)
      switch site.facts[list.name]?.value {
      case .list(let items)?:
        state.reasons = .none
        state.count = items.count
        for item in items {
          guard case .record(let members) = item else {
            isWell = false
            continue
          }
          for (member, declaration) in list.members.enumerated() {
            var cell = declaration.missingCell
            if let value = members[declaration.name], !value.isUnknown {
              if let known = Self.cell(value, declaration.kind, &texts) {
                cell = known
                areMissing[member] = false
              } else {
                isWell = false
              }
            }
            sites.members[place].append(cell)
          }
        }
      case nil, .unknown?: break
      default: isWell = false
      }
      sites.lists.append(state)
      signature.append(state.isUnknown ? -2 : Int32(min(state.count, 1)))
      signature += areMissing.map { $0 ? 1 : 0 }
    }
    sites.classes.append(siteClass(of: signature))
    return isWell
  }

  /// The class of all sites of which the same is known.
  func siteClass(of signature: [Int32]) -> Int {
    if let known = siteClasses[signature] { return known }
    let new = siteSignatures.count
    siteClasses[signature] = new
    siteSignatures.append(signature)
    return new
  }

  private static func cell(_ value: FactValue, _ kind: Cell.Kind, _ texts: inout Texts) -> Cell? {
    switch (value, kind) {
    case (.number(let number), .number): Cell(number)
    case (.boolean(let boolean), .boolean): Cell(boolean)
    case (.text(let text), .text): Cell(code: texts.code(text))
    case (.date(let date), .date): Cell(day: date.dayNumber)
    default: nil
    }
  }

  /// What a class knows of a value: -2 that it is missing, -1 that there is a figure.
  static func mark(of cell: Cell) -> Int32 {
    if cell.isUnknown { return -2 }
    return cell.isFigure ? -1 : cell.small
  }

  // MARK: proposals

  /// A proposal as cells; nil where it brings something that has no form here.
  func cells(of proposal: Proposal, bindsNumbers: Bool, _ texts: inout Texts) -> ProposalCells? {
    if bindsNumbers, let known = proposals[proposal] { return known }
    guard !general.looseNames.contains(where: { proposal.facts[$0] != nil }) else { return nil }
    var overrides: [Bool] = []
    var cells: [Cell] = []
    var signature: [Int32] = []
    for input in general.inputs {
      guard case .fact(let name) = input.source, let value = proposal.facts[name] else {
        overrides.append(false)
        cells.append(Cell(input.missing))
        signature.append(-3)
        continue
      }
      var cell = Cell(input.missing)
      if !value.isUnknown {
        guard let known = Self.cell(value, input.kind, &texts) else { return nil }
        cell = known
      }
      overrides.append(true)
      cells.append(cell)
      signature.append(Self.mark(of: cell))
    }
    var members: [ProposalCells.Said] = []
    for list in general.lists {
      guard proposal.facts[list.name] == nil else { return nil }
      for member in list.members {
        guard let name = member.perLine, let value = proposal.facts[name] else {
          members.append(.no)
          signature.append(-3)
          continue
        }
        switch value {
        case .list(let values):
          var each: [Cell] = []
          for value in values {
            if value.isUnknown {
              each.append(member.missingCell)
            } else {
              guard let known = Self.cell(value, member.kind, &texts) else { return nil }
              each.append(known)
            }
          }
          members.append(.each(each, missing: member.missingCell))
          signature.append(-1)
        case .unknown:
          members.append(.missing(member.missingCell))
          signature.append(-2)
        default:
          guard let known = Self.cell(value, member.kind, &texts) else { return nil }
          members.append(.all(known))
          signature.append(Self.mark(of: known))
        }
      }
    }
    // Figures that belong to the class make it one of its own.
    if bindsNumbers { signature.append(Int32(clamping: runs.count)) }
    let place = proposalSignatures[signature] ?? runs.count
    if place == runs.count {
      proposalSignatures[signature] = place
      runs.append([])
    }
    let result = ProposalCells(
      overrides: overrides, cells: cells, members: members, place: place,
      bindsNumbers: bindsNumbers)
    if bindsNumbers {
      if proposals.count >= 1_024 { proposals.removeAll() }
      proposals[proposal] = result
    }
    return result
  }

  // MARK: residuals

  func run(_ proposal: ProposalCells, siteClass: Int, _ texts: inout Texts) -> ResidualRun {
    if siteClass < runs[proposal.place].count, let run = runs[proposal.place][siteClass] {
      return run
    }
    made += 1
    if made > Self.mostRuns {
      for place in runs.indices { runs[place].removeAll() }
      made = 1
    }
    let signature = siteSignatures[siteClass]
    let places = Dictionary(
      general.inputs.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a })
    var starts: [Int] = []
    var start = general.inputs.count
    for list in general.lists {
      starts.append(start)
      start += 1 + list.members.count
    }
    func cell(_ mark: Int32, _ kind: Cell.Kind, _ missing: ReasonSet) -> Cell? {
      switch mark {
      case -1: nil
      case -2: Cell(missing)
      default:
        switch kind {
        case .boolean: Cell(mark == 1)
        case .text: Cell(code: mark)
        case .number, .date, .null: nil
        }
      }
    }
    func isBound(_ cell: Cell) -> Bool {
      proposal.bindsNumbers || cell.isUnknown || !cell.isFigure
    }
    let general = general
    let lists = general.lists
    var writer = ResidualWriter(
      ruleset, work: work, date: date, texts: texts,
      known: { input in
        guard let place = places[input] else { return nil }
        if proposal.overrides[place] {
          return isBound(proposal.cells[place]) ? proposal.cells[place] : nil
        }
        return cell(signature[place], input.kind, input.missing)
      },
      knownMember: { list, member in
        guard let place = lists.firstIndex(where: { $0.name == list.name }),
          let index = lists[place].members.firstIndex(of: member)
        else { return nil }
        let said = proposal.members[starts[place] - general.inputs.count - place + index]
        switch said.form {
        case .all: return isBound(said.cell) ? said.cell : nil
        case .each: return nil
        case .no: return signature[starts[place] + 1 + index] == 1 ? member.missingCell : nil
        }
      })
    writer.take(over: general, reasonPlaces: reasonPlaces)
    let run = ResidualRun(writer.write(), governs: frame.governedSubjects)
    texts = writer.texts
    while runs[proposal.place].count <= siteClass { runs[proposal.place].append(nil) }
    runs[proposal.place][siteClass] = run
    return run
  }
}
