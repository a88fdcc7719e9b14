import AnnalsProject
import AnnalsSchema
import Testing

@testable import AnnalsSampling

@Suite struct SampleFileTests {
    @Test(arguments: [
        ("Guestbook", "`guestbook`"), ("GuestbookCore", "`guestbookCore`"), ("URLs", "`urLs`"), ("API", "`api`"),
        ("my-target", "`my_target`"), ("2nd", "`_2nd`"), ("default", "`default`"),
    ])
    func namesAreSwifts(_ name: String, _ expected: String) {
        #expect(SampleFile.identifier(name) == expected)
    }

    @Test func filesAreSmallAndTheSameEveryTime() throws {
        let text = ###"""
            annals: 1
            aggregates: { A: { id: { id: string }, ignore: [E, Marked] } }
            events:
              E: { aggregate: A, fields: { id: string, all: { type: list<string>, minItems: 3 }, more: json } }
              Marked: { aggregate: A, fields: { id: string, mark: { type: string, pattern: '^\\#+[(]$' } } }
            """###
        let project = Project([SchemaSource(path: "a.yaml", text: text)])
        let schema = try #require(project.schema, "the schema does not load")
        let file = SampleFile(schema, name: "Things").text
        #expect(file == SampleFile(schema, name: "Things").text)
        #expect(file.utf8.count < 24_000)
        #expect(file.contains("static let `things` = EventSamples(\n"))
        // Nothing in the text ends it.
        let mark = try #require(file.split(separator: "\n").first { $0.hasSuffix("\"\"\"") }).dropLast(3)
        #expect(mark.count > 1 && file.contains("\"mark\":\"\\\\#"))
        #expect(!file.contains("\\\(mark)"))
        #expect(file.ranges(of: "\"\"\"\(mark)").count == 1)
    }
}
