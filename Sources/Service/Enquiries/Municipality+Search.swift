import Facts
import Land
import RuleCompiler

/// What people type into the one box.
extension Municipality {
  package func search(_ text: String, in town: String?, limit: Int) -> [SearchHit] {
    find(text, in: town, limit: limit).hits.filter { $0.kind == .parcel || $0.kind == .address }
  }

  package func find(_ text: String, in town: String?, limit: Int) -> SearchAnswer {
    let found = territory?.find(text, in: town, limit: limit) ?? SearchResult()
    var hits = found.places.map(hit)
    hits += regulations(ofPlan: text, in: town, besides: hits)
    return SearchAnswer(
      hits: Array(hits.prefix(limit)), suggestions: hits.isEmpty ? found.suggestions : [])
  }

  package func lots(ofBlock number: String, in town: String) -> [SearchHit] {
    (territory?.block(number, of: town)?.lots ?? []).map { lot($0, label: $0.number, .parcel) }
  }

  private func hit(_ place: FoundPlace) -> SearchHit {
    switch place {
    case .lot(let found):
      return lot(found.parcel, label: found.text, found.isAddress ? .address : .parcel)
    case .block(let block):
      let middle = block.lots.first.flatMap { territory?.bounds(of: $0)?.middle }
      var hit = SearchHit(
        .block, label: block.number, town: block.town, longitude: middle?.longitude,
        latitude: middle?.latitude)
      hit.lotCount = block.lots.count
      return hit
    case .plan(let plan):
      var hit = SearchHit(
        .plan, label: plan.id ?? plan.label.text(in: "en") ?? "", town: plan.town,
        longitude: plan.bounds?.middle.longitude, latitude: plan.bounds?.middle.latitude)
      // A plan that is not in force yet has no regulation here that could be read as if it were.
      let number: String? = plan.isDeposited ? nil : plan.id
      let regulation = number.flatMap {
        plan.regulation ?? self.regulation(ofPlan: $0, in: plan.town)
      }
      hit.plan = .init(
        regulation: regulation, label: plan.label, isDeposited: plan.isDeposited,
        from: plan.from, until: plan.until)
      hit.plan?.number = plan.id
      return hit
    case .town(let id):
      let town = townsByID[id]
      return SearchHit(
        .town, label: town?.label.text(in: "en") ?? id, town: id,
        longitude: town?.bounds?.middle.longitude, latitude: town?.bounds?.middle.latitude)
    case .point(let point):
      func degrees(_ value: Double) -> String {
        Number(value)?.rounded(places: 6)?.description ?? ""
      }
      var hit = SearchHit(
        .point, label: "\(degrees(point.latitude)), \(degrees(point.longitude))", town: point.town,
        longitude: point.longitude, latitude: point.latitude)
      hit.parcel = point.parcel?.description
      return hit
    }
  }

  private func lot(_ parcel: ParcelReference, label: String, _ kind: SearchHit.Kind) -> SearchHit {
    let middle = territory?.bounds(of: parcel)?.middle
    return SearchHit(
      parcel: parcel.description, label: label, kind: kind, longitude: middle?.longitude,
      latitude: middle?.latitude)
  }

  // MARK: Plans

  /// The regulation of a town's law whose own number begins as the plan's.
  func regulation(ofPlan plan: String, in town: String) -> String? {
    guard let jurisdiction = jurisdiction(of: town) else { return nil }
    let sought = PlanNumber(plan)
    return rulebook.regulations(in: jurisdiction).first {
      PlanNumber($0).numbers.starts(with: sought.numbers) && !sought.numbers.isEmpty
    }
  }

  /// Regulations that have a typed plan's number in their own, and that no plan on the map led to already.
  private func regulations(ofPlan text: String, in town: String?, besides hits: [SearchHit])
    -> [SearchHit]
  {
    let sought = PlanNumber(text)
    guard sought.speaksOfPlan || sought.numbers.count > 1, !sought.numbers.isEmpty else {
      return []
    }
    var known = Set(hits.compactMap { $0.plan?.regulation })
    return (territory?.towns ?? []).filter { town == nil || $0.id == town }.flatMap { town in
      rulebook.regulations(in: town.jurisdiction).compactMap { id -> SearchHit? in
        guard let title = rulebook.reading(of: id)?.title,
          sought.isIn(id) || (sought.speaksOfPlan && sought.isIn(title)), known.insert(id).inserted
        else { return nil }
        var hit = SearchHit(
          .plan, label: title, town: town.id, longitude: town.bounds?.middle.longitude,
          latitude: town.bounds?.middle.latitude)
        hit.plan = .init(regulation: id)
        return hit
      }
    }
  }
}
