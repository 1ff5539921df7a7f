import ArgumentParser

@main struct Mizan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mizan", abstract: "May this be built here?",
    discussion: """
      One answer for everyone: a verdict, the article behind every part of it, the figures used, and what would make a
      refused proposal acceptable.

      EXAMPLE
        mizan check persian/3/1001 "new building" storeys=2 coverage=0.5
      """,
    version: programVersion,
    subcommands: [
      Check.self, Survey.self, MeasureCommand.self, Batch.self, Simulate.self, AuditRegister.self,
      Lint.self, Test.self,
      Feel.self, DMN.self, Demo.self, Inspect.self, Tile.self,
      Serve.self, Correct.self, CertificateCommand.self, Applications.self,
      Replay.self, LedgerCommand.self,
    ])
}

let programVersion = "0.1.0"
