import Diagnostics
package import Evaluation
package import Facts
package import Land
package import Register
package import RuleCompiler

/// Law and land of a municipality together: the counter that every channel asks, so that all of them say the same.
package struct Municipality: Sendable {
  package let rulebook: Rulebook
  /// Nil where only described sites are asked about.
  package let territory: Territory?
  /// Where officers' corrections stand; nil where none were ever made.
  package let corrections: Ledger?
  let townsByID: [String: Land.Town]
  let lawFindings: LawFindings
  let files = FileHashes()
  private let assessors = AssessorPool()

  package init(rulebook: Rulebook, territory: Territory?, corrections: Ledger? = nil) {
    self.rulebook = rulebook
    self.territory = territory
    self.corrections = corrections
    lawFindings = LawFindings(rulebook)
    townsByID = Dictionary((territory?.towns ?? []).map { ($0.id, $0) }) { first, _ in first }
  }

  package func ruleset(of jurisdiction: String) -> Ruleset? { rulebook.rulesets[jurisdiction] }

  package func jurisdiction(of town: String) -> String? { townsByID[town]?.jurisdiction }

  /// The questions that can be asked of any ruleset; nil asks for all of them.
  var rulesets: [Ruleset] { rulebook.rulesets.sorted { $0.key < $1.key }.map(\.value) }

  // MARK: a question

  /// Where a question is asked of: the law that governs, and the facts of the site under it.
  package struct Situation: Sendable {
    package var ruleset: Ruleset
    package var site: SiteFacts
    /// Facts that an officer has corrected: what an asker says of them does not count.
    package var corrected: Set<String> = []
  }

  package func situation(of question: Question) -> Result<Situation, Refusal> {
    if let reference = question.parcel {
      guard let territory else {
        return .failure(
          Refusal("/parcel", "no territory is open", mend: "describe the site instead"))
      }
      guard let parcel = territory.parcel(reference) else {
        let hits = territory.search(reference, limit: 1)
        return .failure(
          Refusal(
            "/parcel", "there is no parcel `\(reference)`",
            mend: hits.first.map { "did you mean `\($0.parcel)`?" } ?? "write it as `town/number`"))
      }
      let town = String(reference.split(separator: "/").first ?? "")
      guard let jurisdiction = jurisdiction(of: town) ?? territory.towns.first?.jurisdiction,
        let ruleset = ruleset(of: jurisdiction)
      else {
        return .failure(
          Refusal(
            "/parcel",
            "the regulations of `\(self.jurisdiction(of: town) ?? town)`, which govern this parcel, are missing or cannot be read",
            mend: "run `mizan lint`"))
      }
      do {
        let surveyed = try survey(parcel, on: question.on, as: ruleset.surveyOrder)
        return .success(
          Situation(
            ruleset: ruleset, site: surveyed.site, corrected: Set(surveyed.corrected.keys)))
      } catch {
        var refusal = Refusal(
          "/parcel", "the corrections of this parcel cannot be used: \(error)")
        refusal.isOurs = true
        return .failure(refusal)
      }
    }
    guard let site = question.site else {
      return .failure(
        Refusal(
          "/parcel", "a question names a parcel or describes a site",
          mend: "write `\"parcel\": \"town/number\"`"))
    }
    guard let jurisdiction = site["jurisdiction"]?.string else {
      return .failure(
        Refusal(
          "/site/jurisdiction", "a described site says whose law governs it",
          mend: "one of \(known(rulebook.rulesets.keys))"))
    }
    guard let ruleset = ruleset(of: jurisdiction) else {
      return .failure(
        Refusal(
          "/site/jurisdiction", "no regulations are known as `\(jurisdiction)`",
          mend: nearestName(to: jurisdiction, among: rulebook.rulesets.keys).map { "write `\($0)`" }
            ?? "one of \(known(rulebook.rulesets.keys))"))
    }
    let facts = JSON.object((site.object ?? []).filter { $0.key != "jurisdiction" })
    for member in facts.object ?? []
    where member.key != "layers" && ruleset.vocabulary.facts[member.key] == nil {
      return .failure(unknownFact(member.key, "/site/\(member.key)", ruleset))
    }
    do throws(FactReadingError) {
      return .success(
        Situation(
          ruleset: ruleset,
          site: try ruleset.vocabulary.site(
            from: facts, jurisdiction: jurisdiction, on: question.on)))
    } catch {
      return .failure(Refusal("/site", error.message, mend: error.mend))
    }
  }

  private func known(_ names: some Sequence<String>) -> String {
    names.sorted().map { "`\($0)`" }.joined(separator: ", ")
  }

  private func unknownFact(_ name: String, _ pointer: String, _ ruleset: Ruleset) -> Refusal {
    Refusal(
      pointer, "no fact is named `\(name)`",
      mend: nearestName(to: name, among: ruleset.vocabulary.facts.keys).map { "write `\($0)`" }
        ?? "ask without it, and see what is missing")
  }

  /// The work that a word means: its name, its label or one of the words people use, in any language.
  ///
  /// Nil where no work is called so, and where several are: which of them is meant, only the asker can say.
  package func work(_ word: String, in ruleset: Ruleset) -> String? {
    let works = ruleset.vocabulary.works
    if works[word] != nil { return word }
    let wanted = word.lowercased()
    func only(_ isCalledSo: (WorkDeclaration) -> Bool) -> [String] {
      works.values.filter(isCalledSo).map(\.name)
    }
    let labelled = only { work in
      work.name.lowercased() == wanted
        || work.label.byLanguage.values.contains { $0.lowercased() == wanted }
    }
    if !labelled.isEmpty { return labelled.count == 1 ? labelled[0] : nil }
    let called = only { $0.words.values.contains { $0.contains { $0.lowercased() == wanted } } }
    return called.count == 1 ? called[0] : nil
  }

  /// The names of works that a text may mean.
  private func works(like text: String, in ruleset: Ruleset) -> [String] {
    WorkSearch(
      ruleset.vocabulary.works.values.sorted { $0.name < $1.name }.map { work in
        Work(
          name: work.name, label: work.name,
          words: work.words.values.flatMap { $0 } + work.label.byLanguage.values)
      }
    ).search(text).prefix(3).map(\.work.name)
  }

  package func proposal(for question: Question, under ruleset: Ruleset) -> Result<Proposal, Refusal>
  {
    guard let work = work(question.work, in: ruleset) else {
      let alike = works(like: question.work, in: ruleset)
      let mend =
        nearestName(to: question.work, among: ruleset.vocabulary.works.keys).map { "write `\($0)`" }
        ?? (alike.isEmpty
          ? "one of \(known(ruleset.vocabulary.works.keys))" : "perhaps \(known(alike))")
      return .failure(
        Refusal(
          "/work", "the regulations here know no work `\(question.work)`",
          mend: mend))
    }
    var proposal = Proposal(work: work)
    var faults: [Refusal.Fault] = []
    for input in question.inputs {
      let pointer = "/inputs/\(input.key)"
      guard let declaration = ruleset.vocabulary.facts[input.key] else {
        faults += unknownFact(input.key, pointer, ruleset).faults
        continue
      }
      do throws(FactReadingError) {
        if case .string(let text) = input.value {
          proposal.facts[input.key] = try declaration.read(text)
        } else {
          proposal.facts[input.key] = try ruleset.vocabulary.value(of: input.key, from: input.value)
        }
      } catch {
        faults.append(Refusal.Fault(pointer, error.message, mend: error.mend))
      }
    }
    return faults.isEmpty ? .success(proposal) : .failure(Refusal(faults))
  }

  package func ask(_ question: Question) -> Result<Reply, Refusal> {
    situation(of: question).flatMap { ask(question, in: $0) }
  }

  /// The fact to ask for next: the first of which it is shown that it can still decide.
  ///
  /// - Parameter answered: What was asked before, also where the answer was "I don't know": nobody is asked twice.
  package func nextFact(of question: Question, after reply: Reply, answered: Set<String>)
    -> FactDeclaration?
  {
    let open = reply.next.filter { !answered.contains($0.name) }
    guard open.count > 1, case .success(let situation) = situation(of: question),
      case .success(let proposal) = proposal(for: question, under: situation.ruleset)
    else { return open.first }
    let names = open.map(\.name)
    let others = reply.missing.map(\.name).filter { !names.contains($0) && !answered.contains($0) }
    let first = assessors.with(situation.ruleset) { assessor in
      assessor.questions(
        among: names, others: others, for: proposal, at: situation.site, limit: 1, effort: 3_000
      ).first?.name
    }
    return open.first { $0.name == first } ?? open.first
  }

  /// Answers in a situation that is known: a batch asks several works of one.
  package func ask(_ question: Question, in situation: Situation) -> Result<Reply, Refusal> {
    proposal(for: question, under: situation.ruleset).map { said in
      var proposal = said
      for name in situation.corrected { proposal.facts[name] = nil }
      let answer = situation.ruleset.evaluate(
        proposal, at: situation.site, language: question.language)
      let facts = situation.ruleset.vocabulary.facts
      return Reply(
        answer: answer, bytes: answer.json.canonicalBytes,
        next: answer.missing.filter { $0.whoCanSupply == "proposal" }.compactMap { facts[$0.name] },
        asked: question.inputs.compactMap { facts[$0.key] },
        missing: answer.missing.compactMap { facts[$0.name] },
        site: situation.site.json.canonicalBytes,
        proposal: proposal.json.canonicalBytes)
    }
  }
}
