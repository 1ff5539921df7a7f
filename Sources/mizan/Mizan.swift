import ArgumentParser

@main struct Mizan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "May this be built here?")
}
