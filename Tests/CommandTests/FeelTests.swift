import Foundation
import Testing

/// `mizan feel` with an expression, and with lines that are piped in.
struct FeelTests {
  @Test func `lines are answered in turn, and what is named stays`() throws {
    let run = try Command.run(
      ["feel"],
      input: """
        lot area = 200
        half: lot area / 2
        {a: [half,
          2]}.a
        (half = 100)

        1 / 0
        """)
    #expect(run.status == 0, "\(run.words)")
    #expect(run.output == "lot area = 200\nhalf = 100\n[100, 2]\ntrue\nnull\n")
    #expect(run.words == "note: `/` does not work on a number and a number (line 1, column 1)\n")
  }

  @Test func `a line that cannot be read is said with its place, and the next is answered`() throws
  {
    let run = try Command.run(["feel"], input: "n = 1 +\n[1,\n 2 3]\n4")
    #expect(run.status == 2)
    #expect(run.output == "4\n")
    #expect(
      run.words == """
        n = 1 +
               ^ line 1, column 8
        the expression ends where a value is expected
         2 3]
           ^ line 2, column 4
        `3` stands where `]` to close the list is expected
        mizan: expressions that could not be read: 2

        """)
  }

  @Test func `a list in round brackets is no list of the standard`() throws {
    let run = try Command.run(["feel", "some x in (\"a\", \"b\") satisfies x = \"a\""])
    #expect(run.status == 2)
    #expect(run.words.hasSuffix("mizan: `,` stands where `)` to close the bracket is expected\n"))
  }
}
