import Evaluation
import Facts

extension ResultPage {
  /// What is not known, why it is needed, and how to get it: first what the asker can say.
  var missing: HTML {
    guard !answer.missing.isEmpty else { return .nothing }
    let canSay = Set(reply.next.map(\.name))
    func group(_ title: Phrase, _ how: Phrase?, _ facts: [Answer.MissingFact]) -> HTML {
      guard !facts.isEmpty else { return .nothing }
      let items = facts.html { fact in
        let link: HTML =
          canSay.contains(fact.name)
          ? " <a href=\"\(checkPath)?\(asking.query(asking: fact.name))\">\(words(.answerThis))</a>"
          : .nothing
        return
          "<li><bdi>\(words.sentence(name(of: fact)))</bdi>\(link)<br><span class=\"quiet\">\(reason(for: fact))</span></li>"
      }
      let means: HTML = how.map { "<p>\(words($0))</p>" } ?? .nothing
      return "<h4>\(words(title))</h4>\(means)<ul class=\"missing\">\(items)</ul>"
    }
    let others = answer.missing.filter { !["proposal", "officer"].contains($0.whoCanSupply) }
    return """
      <h3>\(words(.missing))</h3>\(group(.fromProposal, nil, answer.missing.filter { $0.whoCanSupply == "proposal" }))\
      \(group(.fromSite, .howSurvey, others))\(group(.fromOfficer, .howOfficer, answer.missing.filter { $0.whoCanSupply == "officer" }))
      """
  }

  /// The question where it is one for people; else, of what only a survey can say, what it is called.
  private func name(of fact: Answer.MissingFact) -> String {
    let declaration = reply.missing.first { $0.name == fact.name }
    guard let declaration, declaration.question.isEmpty,
      let label = declaration.label.text(in: words.language)
    else { return fact.question }
    return label
  }

  /// Why a fact is needed, in the vocabulary's words and by the article that waits for it.
  private func reason(for fact: Answer.MissingFact) -> HTML {
    guard let article = fact.article, !article.heading.isEmpty else {
      return "<bdi>\(fact.why)</bdi>"
    }
    let declared = reply.missing.first { $0.name == fact.name }?.why.text(in: words.language)
    let why: HTML = declared.map { "<bdi>\($0)</bdi> " } ?? .nothing
    return
      "\(why)\(words(.neededBy)) <a href=\"\(address(of: article))\" lang=\"\(article.language)\"><bdi>\(article.heading)</bdi></a>"
  }
}
