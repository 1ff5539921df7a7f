package import Facts
import Foundation
import Land

extension AuditReport {
  /// The counts, without the cases.
  package var json: JSON {
    [
      "register": .string(label), "cases": number(cases.count),
      "joined": [
        "cases": number(joined),
        "by": .array(
          ways.map {
            [
              "way": .string($0.way.rawValue), "list": $0.list.map(JSON.string) ?? .null,
              "cases": number($0.count),
            ]
          }),
      ],
      "zones": [
        "agree": number(agreeing), "of": number(comparable),
        "kinds": .object(
          ZoneAgreement.Kind.allCases.compactMap { kind in
            zones[kind].map { JSON.Member(kind.rawValue, number($0)) }
          }),
        "other days": .array(
          otherDays.map {
            ["on": .string($0.day.description), "agree": number($0.agree), "of": number($0.of)]
          }),
      ],
      "columns": .array(
        columns.map {
          [
            "column": .string($0.column), "equal": number($0.equal), "differ": number($0.differ),
            "unexplained": number($0.unexplained), "not comparable": number($0.apart),
            "differing by reason": counts($0.differing),
            "not comparable by reason": counts($0.notComparable),
          ]
        }),
      "details": .array(
        details.filter { !$0.detail.isEmpty }.map {
          [
            "reason": .string($0.reason.rawValue), "detail": .string($0.detail),
            "figures": number($0.count),
          ]
        }),
      "reasons": .object(
        Reason.allCases.map { JSON.Member($0.rawValue, .string($0.sentence)) }),
      "unexplained": number(unexplained),
    ]
  }

  private func number(_ value: Int) -> JSON { .number(Number(value)) }
  private func counts(_ counts: [Reason: Int]) -> JSON {
    .object(
      Reason.allCases.compactMap { reason in
        counts[reason].map { JSON.Member(reason.rawValue, number($0)) }
      })
  }
}

extension AuditedCase {
  /// One line of NDJSON.
  package var json: JSON {
    [
      "case": .string(id), "on": date.map { .string($0.description) } ?? .null,
      "address": .string(address), "joined by": .string(join.way.rawValue),
      "list": join.list.map(JSON.string) ?? .null,
      "parcels": .array(join.lots.map { .string($0.description) }),
      "zone": [
        "typed": .string(zone.typed), "named": .array(zone.named.map(JSON.string)),
        "map": .array(zone.mapped.map(JSON.string)), "agreement": .string(zone.kind.rawValue),
        "detail": zone.detail.map(JSON.string) ?? .null,
      ],
      "district": district.map(JSON.string) ?? .null,
      "figures": .array(
        comparisons.map { comparison in
          [
            "column": .string(comparison.column), "typed": .string(comparison.typed),
            "existing": comparison.existing.map(JSON.string) ?? .null,
            "requested": comparison.requested.map(JSON.string) ?? .null,
            "outcome": .string(comparison.outcome.rawValue),
            "reason": comparison.reason.map { .string($0.rawValue) } ?? .null,
            "detail": comparison.detail.map(JSON.string) ?? .null,
            "law": .array(
              comparison.limits.compactMap { Number(($0 * 1e6).rounded() / 1e6).map(JSON.number) }),
            "article": comparison.article.map(JSON.string) ?? .null,
          ]
        }),
    ]
  }
}
