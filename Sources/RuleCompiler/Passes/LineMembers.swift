import Evaluation
import FEEL
import Facts

extension Ruleset {
  /// The members of a lot line's record that some rule may read, of those that a survey tells; nil where it may be any.
  ///
  /// Whatever is named anywhere counts: as a member, as a name (in a filter a member is called by its name alone), and as a
  /// text. Where a rule takes a record apart or writes it out whole, it may read any.
  var lineMembersRead: Set<String>? {
    var names: Set<String> = []
    for expression in expressions {
      expression.walk { node in
        switch node.kind {
        case .name(let name), .string(let name), .path(_, let name): names.insert(name)
        default: break
        }
      }
    }
    return names.isDisjoint(with: Self.readersOfRecords)
      ? names.intersection(SurveyOrder.allLineMembers) : nil
  }

  /// Functions that read a record without a word for its members.
  private static let readersOfRecords: Set<String> = [
    "get value", "get entries", "context", "context put", "context merge", "string", "string join",
  ]
}
