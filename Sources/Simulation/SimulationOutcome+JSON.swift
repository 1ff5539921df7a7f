package import Evaluation
package import Facts

extension Simulation {
  /// An outcome as canonical JSON, with the full answers of both laws for the largest changes.
  package func json(_ outcome: SimulationOutcome, town: String, language: String) -> JSON {
    [
      "town": .string(town), "jurisdiction": .string(outcome.jurisdiction),
      "on": .string(outcome.date.description),
      "rulesets": [
        "before": .string(outcome.hashes.before), "after": .string(outcome.hashes.after),
      ],
      "cases": outcome.cases.json,
      "parcels": [
        "gain": number(outcome.sites.gain), "lose": number(outcome.sites.lose),
        "both": number(outcome.sites.both), "same": number(outcome.sites.same),
      ],
      "works": .array(
        outcome.works.map { work in
          [
            "work": .string(work.name), "cases": work.counts.json,
            "verdicts": .array(
              work.verdicts.map {
                [
                  "before": .string($0.before.rawValue), "after": .string($0.after.rawValue),
                  "count": number($0.count),
                ]
              }),
          ]
        }),
      "articles": .array(
        outcome.articles.map {
          [
            "regulation": .string($0.article.regulation), "article": .string($0.article.article),
            "heading": .string($0.article.heading), "gain": number($0.counts.gain),
            "lose": number($0.counts.lose),
          ]
        }),
      "by": .string(district),
      "districts": .array(
        outcome.districts.map {
          ["name": $0.name.map(JSON.string) ?? .null, "cases": $0.counts.json]
        }),
      "existing_buildings": outcome.standing.map(\.json) ?? .null,
      "largest": .array(outcome.largest.map { json($0, language) }),
    ]
  }

  /// A case explained in full: the complete answer of either law.
  private func json(_ example: SimulationOutcome.Example, _ language: String) -> JSON {
    let (before, after) = answers(to: example, language)
    return [
      "parcel": sites.before.parcel(example.row).map(JSON.string) ?? .null,
      "work": .string(example.proposal.work), "cases_like_it": number(example.count),
      "articles": .array(example.articles.map { .string("\($0.regulation)#\($0.article)") }),
      "before": before.json, "after": after.json,
    ]
  }

  package func answers(to example: SimulationOutcome.Example, _ language: String) -> (
    before: Answer, after: Answer
  ) {
    (
      before.evaluate(
        example.proposal, at: sites.before.site(example.row), language: language),
      after.evaluate(example.proposal, at: sites.after.site(example.row), language: language)
    )
  }
}

extension Counts {
  package var json: JSON {
    ["gain": number(gain), "lose": number(lose), "same": number(same), "all": number(all)]
  }
}

extension StandingTally {
  package var json: JSON {
    [
      "becomes_non_conforming": number(becomes), "ceases": number(ceases), "stays": number(stays),
      "nothing_against_it": number(never), "not_known": number(unknown),
    ]
  }
}

private func number(_ count: Int) -> JSON { .number(Number(count)) }
