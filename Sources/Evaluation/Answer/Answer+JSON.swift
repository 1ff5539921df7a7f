package import Facts

extension Answer {
  /// The answer as JSON; its canonical form is what every channel sends and the ledger keeps.
  package var json: JSON {
    [
      "parcel": optional(parcel), "work": .string(work), "on": .string(on.description),
      "jurisdiction": .string(jurisdiction),
      "language": .string(language), "ruleset": .string(ruleset),
      "verdict": .string(verdict.rawValue),
      "results": .array(
        results.map {
          [
            "regime": .string($0.regime), "complies": .string($0.complies.rawValue),
            "track": .string($0.track.rawValue),
            "verdict": .string($0.verdict.rawValue),
          ]
        }), "requirements": .array(requirements.map(\.json)),
      "exemptions": .array(exemptions.map(\.json)),
      "conditions": .array(conditions.map(\.json)), "discretion": .array(discretion.map(\.json)),
      "observing": .array(observing.map(\.json)),
      "missing": .array(
        missing.map {
          [
            "name": .string($0.name), "question": .string($0.question), "why": .string($0.why),
            "from": .string($0.whoCanSupply),
            "article": $0.article.map {
              [
                "regulation": .string($0.regulation), "article": .string($0.article),
                "heading": .string($0.heading),
              ]
            } ?? .null,
          ]
        }),
      "nearest": .array(
        nearest.map {
          [
            "change": .string($0.change), "label": .string($0.label), "from": $0.from, "to": $0.to,
            "unit": optional($0.unit),
            "liftsAll": .bool($0.liftsAll), "lifts": .array($0.lifts.map(JSON.string)),
          ]
        }),
      "fees": .array(
        fees.map {
          [
            "name": .string($0.name), "amount": $0.amount, "unit": optional($0.unit),
            "article": $0.article?.json ?? .null,
          ]
        }), "referrals": .array(referrals.map(\.json)), "documents": .array(documents.map(\.json)),
      "confidence": .array(
        confidence.map {
          ["article": .string($0.article), "tag": .string($0.tag), "note": optional($0.note)]
        }),
      "notices": .array(notices.map(JSON.string)), "fingerprint": .string(fingerprint),
    ]
  }
}

private func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

extension Answer.Citation {
  package var json: JSON {
    [
      "regulation": .string(regulation), "article": .string(article), "heading": .string(heading),
      "quote": .string(quote),
      "language": .string(language), "official": .bool(isOfficial), "source": .string(source),
    ]
  }
}

extension Answer.Figure {
  package var json: JSON {
    [
      "name": .string(name), "label": .string(label), "value": value, "unit": optional(unit),
      "from": .string(from),
    ]
  }
}

extension Answer.RequirementResult {
  package var json: JSON {
    [
      "id": .string(id), "regime": .string(regime), "article": article.json,
      "source": .string(article.source),
      "subject": .string(subject), "element": optional(element),
      "outcome": .string(outcome.rawValue),
      "statement": .string(statement), "remark": optional(remark),
      "figures": .array(figures.map(\.json)),
      "onTheLine": .bool(isOnTheLine), "confidence": .string(confidence),
      "relief": optional(relief),
      "overriddenBy": optional(overriddenBy),
    ]
  }
}

extension Answer.ExemptionResult {
  package var json: JSON {
    [
      "id": .string(id), "regime": .string(regime), "track": .string(track.rawValue),
      "article": article.json,
      "outcome": .string(outcome.rawValue),
      "conditions": .array(
        conditions.map {
          [
            "article": $0.article.json, "outcome": .string($0.outcome.rawValue),
            "statement": .string($0.statement),
            "figures": .array($0.figures.map(\.json)), "confidence": .string($0.confidence),
          ]
        }), "deadline": optional(deadline),
    ]
  }
}

extension Answer.Remark {
  package var json: JSON {
    ["text": .string(text), "language": .string(language), "article": article?.json ?? .null]
  }
}
