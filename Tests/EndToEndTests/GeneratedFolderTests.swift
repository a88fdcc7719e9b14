import AnnalsProject
import Testing

@Suite struct GeneratedFolderTests {
    /// `Generated/` is what a reviewer sees; it must be what the schemas give today.
    @Test func theFolderIsFresh() throws {
        var project = Project(folder: Repository.root.appending(path: "schemas").path)
        let files = try #require(project.generatedTree(), "\(project.report(isColored: false))")
        #expect(!files.isEmpty)
        let stale = OutputFolder(Repository.root.appending(path: "Generated").path).stale(files)
        #expect(stale.isEmpty, "run 'swift run annals generate' and commit the result")
    }

    @Test func generationIsTheSameEveryTime() throws {
        let folder = Repository.root.appending(path: "schemas").path
        var first = Project(folder: folder)
        var second = Project(folder: folder)
        #expect(try #require(first.generatedTree()) == (try #require(second.generatedTree())))
    }
}
