import Evaluation
import Facts
import Languages

/// An answer for a terminal: the verdict first, then why, then what would change it.
struct AnswerText {
  let answer: Answer

  init(_ answer: Answer) { self.answer = answer }

  var text: String {
    var lines = [Wording(answer.language).verdict(answer.verdict), ""]
    for notice in answer.notices { lines += ["! \(notice)", ""] }
    for result in answer.results {
      lines.append(
        "\(result.regime): \(result.verdict.rawValue) (complies: \(result.complies.rawValue), track: \(result.track.rawValue))"
      )
    }
    for requirement in answer.requirements where requirement.outcome != .notApplicable {
      lines.append("\(mark(requirement.outcome)) \(requirement.statement)")
      lines.append("    \(cited(requirement.article)) [\(requirement.confidence)]")
      if let relief = requirement.relief { lines.append("    \(relief)") }
    }
    for exemption in answer.exemptions {
      lines.append(
        "\(mark(exemption.outcome)) \(exemption.track.rawValue): \(cited(exemption.article))"
          + (exemption.deadline.map { ", \($0)" } ?? ""))
      for condition in exemption.conditions {
        lines.append("    \(mark(condition.outcome)) \(condition.statement)")
      }
    }
    for missing in answer.missing {
      lines.append("? \(missing.question) (\(missing.name)) \(missing.why)")
    }
    for change in answer.nearest {
      lines.append(
        "→ \(change.label): \(change.from.canonical) → \(change.to.canonical) \(change.unit ?? "")"
          + (change.liftsAll ? "" : " …"))
    }
    for (sign, remarks) in [
      ("&", answer.conditions), ("~", answer.discretion), ("+", answer.documents),
      (">", answer.referrals), (":", answer.observing),
    ] {
      for remark in remarks {
        lines.append("\(sign) \(remark.text)" + (remark.article.map { " (\(cited($0)))" } ?? ""))
      }
    }
    for fee in answer.fees {
      lines.append("$ \(fee.name): \(fee.amount.canonical) \(fee.unit ?? "")")
    }
    lines += ["", "fingerprint \(answer.fingerprint)"]
    // A terminal shows the signs of isolation as boxes.
    return lines.joined(separator: "\n").withoutIsolates
  }

  private func mark(_ outcome: Outcome) -> String {
    switch outcome {
    case .met: "✓"
    case .notMet: "✗"
    case .unknown: "?"
    case .discretion: "~"
    case .notApplicable: "·"
    }
  }

  private func cited(_ citation: Answer.Citation) -> String {
    [citation.regulation, citation.article, citation.source].joined(separator: ", ")
  }
}
