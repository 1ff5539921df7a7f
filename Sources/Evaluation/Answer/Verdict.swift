/// Whether a proposal complies with what is required of it.
package enum Compliance: String, Sendable, Hashable, CaseIterable {
  case yes, no, discretion, unknown
}

/// By which procedure it may be had.
package enum Track: String, Sendable, Hashable, CaseIterable {
  case notRegulated = "not_regulated"
  case exempt
  case exemptWithNotice = "exempt_with_notice"
  case priorApproval = "prior_approval"
  case short
  case full
  case variance
  case planChange = "plan_change"
  case unknown
}

/// What a regime answers, in the order in which the headline is chosen: the last that any regime has.
package enum Verdict: String, Sendable, Hashable, CaseIterable, Comparable {
  case exempt
  case notify
  case permitted
  case conditional
  case discretionary
  case incomplete
  case notPermitted = "not_permitted"

  package static func < (a: Verdict, b: Verdict) -> Bool { a.rank < b.rank }

  /// The place in the headline's order, 0 the most permissive.
  package var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }

  /// The verdict of one regime by its two axes.
  ///
  /// | complies | track | verdict |
  /// |---|---|---|
  /// | yes | not_regulated, exempt | exempt |
  /// | yes | exempt_with_notice | notify |
  /// | yes | short, full | permitted, or conditional with conditions or consents |
  /// | yes | prior_approval | conditional |
  /// | yes | variance, plan_change | discretionary |
  /// | yes | unknown | incomplete |
  /// | no | any | not_permitted, or discretionary where a relief reaches every failing requirement |
  /// | discretion | any | discretionary |
  /// | unknown | any | incomplete |
  package init(complies: Compliance, track: Track, hasConditions: Bool, reliefReachesAll: Bool) {
    switch complies {
    case .no: self = reliefReachesAll ? .discretionary : .notPermitted
    case .discretion: self = .discretionary
    case .unknown: self = .incomplete
    case .yes:
      switch track {
      case .notRegulated, .exempt: self = .exempt
      case .exemptWithNotice: self = .notify
      case .short, .full: self = hasConditions ? .conditional : .permitted
      case .priorApproval: self = .conditional
      case .variance, .planChange: self = .discretionary
      case .unknown: self = .incomplete
      }
    }
  }
}

/// How one requirement, or one condition of an exemption, came out.
package enum Outcome: String, Sendable, Hashable, CaseIterable {
  case met
  case notMet = "not_met"
  case unknown
  /// The law leaves it to somebody, or is silent where it should speak.
  case discretion
  case notApplicable = "not_applicable"
}
