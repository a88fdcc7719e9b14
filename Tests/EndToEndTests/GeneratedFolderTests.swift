import AnnalsProject
import Foundation
import Testing

@Suite struct GeneratedFolderTests {
    /// `Generated/` is what a reviewer sees; it must be what the schemas give today. `ANNALS_RECORD=1` writes it anew.
    @Test func theFolderIsFresh() throws {
        var project = Project(folder: Repository.root.appending(path: "schemas").path)
        let generated = project.generatedTree()
        let files = try #require(generated, "\(project.report(isColored: false))")
        #expect(!files.isEmpty)
        let folder = OutputFolder(Repository.root.appending(path: "Generated").path)
        if ProcessInfo.processInfo.environment["ANNALS_RECORD"] == "1" { _ = try folder.write(files) { _ in true } }
        let stale = folder.stale(files)
        #expect(stale.isEmpty, "run 'swift run annals generate' and commit the result")
    }

    @Test func generationIsTheSameEveryTime() {
        let folder = Repository.root.appending(path: "schemas").path
        var first = Project(folder: folder)
        var second = Project(folder: folder)
        let files = first.generatedTree()
        #expect(files != nil)
        #expect(files == second.generatedTree())
    }
}
