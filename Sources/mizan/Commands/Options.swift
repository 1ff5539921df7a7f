import ArgumentParser
import Diagnostics
import Foundation
import RuleCompiler

struct LawOptions: ParsableArguments {
  @Option(help: "The folder of the regulations.") var regulations = "regulations"

  func load() throws -> Rulebook {
    do { return try Rulebook(loading: regulations) } catch { throw Wrong("\(error)") }
  }
}

/// Wrong usage or unreadable input: exit code 2, one line.
struct Wrong: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// Words go to stderr, data to stdout.
func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

extension AsyncParsableCommand {
  /// Runs a body; what the user got wrong ends in one line and exit code 2.
  func guarded(_ body: () async throws -> Void) async throws {
    do { try await body() } catch let error as Wrong {
      say("mizan: \(error)")
      throw ExitCode(2)
    }
  }
}
