extension SiteTable {
  /// The site that a row was made of.
  package func site(_ row: Int) -> SiteFacts {
    precondition(row >= 0 && row < count, "a table has the row that is asked for")
    var site = SiteFacts(jurisdiction: jurisdiction, parcel: parcel(row), date: date)
    for fact in facts {
      guard let value = value(of: fact.field, row) else { continue }
      let provenance = provenances[Int(fact.provenance[row])]
      var tolerance: Number?
      if case .number(let number)? = self.value(of: fact.tolerance, row) { tolerance = number }
      site.facts[fact.name] = SiteFact(
        value, method: provenance.method, source: provenance.source, tolerance: tolerance)
    }
    for layer in layers where layer.isPresent[row] != 0 {
      guard let share = value(of: layer.share, row), let distance = value(of: layer.distance, row),
        let adjoins = value(of: layer.adjoins, row)
      else { continue }
      let source = layer.source[row]
      site.layers[layer.name] = LayerRelation(
        share: share, distance: distance, adjoins: adjoins,
        names: nameLists[Int(layer.names[row])], source: source == 0 ? nil : text(source - 1))
    }
    site.plans = planLists[Int(plans[row])]
    return site
  }

  /// What a field is in a row; nil where the row has none.
  package func value(of field: SiteField, _ row: Int) -> FactValue? {
    for column in field.columns {
      switch column.states[row] {
      case SiteColumn.known: return known(column, row)
      case SiteColumn.absent: return nil
      case SiteColumn.elsewhere: continue
      case let state: return .unknown(reason(state))
      }
    }
    return nil
  }

  private func known(_ column: SiteColumn, _ row: Int) -> FactValue? {
    switch column.values {
    case .nothing: return nil
    case .wholes(let cells, let exponent):
      return .number(Number(Int(cells[row]), exponent: exponent))
    case .numbers(let cells): return .number(cells[row])
    case .booleans(let cells): return .boolean(cells[row] != 0)
    case .texts(let cells): return .text(text(cells[row]))
    case .dates(let cells): return .date(CivilDate(dayNumber: Int(cells[row])))
    case .lists(let starts, let elements):
      return .list(starts.elements(of: row).compactMap { value(of: elements, $0) })
    case .records(let members):
      var record: [String: FactValue] = [:]
      for member in members { record[member.name] = value(of: member.field, row) }
      return .record(record)
    }
  }
}
