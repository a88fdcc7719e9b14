import Foundation
import Testing

/// Every folder of `Cases` is a session with the tool: `session.txt` has commands behind `$ `, each followed by what it
/// prints and, when that is not 0, by how it ends. A session runs in a copy of its folder.
///
/// Sessions whose names begin with `git-` need git.
///
/// `ANNALS_RECORD=1` writes what is printed now into the files.
@Suite struct SessionTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    static let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.filter { !$0.hasPrefix(".") }.sorted()
        ?? []

    @Test func thereAreSessions() {
        #expect(SessionTests.names.count >= 8)
    }

    @Test(arguments: names)
    func session(_ name: String) throws {
        guard ToolRunner.hasGit || !name.hasPrefix("git-") else {
            return print("session '\(name)' is skipped: there is no git")
        }
        let original = SessionTests.folder.appending(path: name)
        let copy = FileManager.default.temporaryDirectory.appending(path: "annals-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: original, to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        let file = original.appending(path: "session.txt")
        let expected = try String(contentsOf: file, encoding: .utf8)
        let commands = expected.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
        try #require(!commands.isEmpty)
        var found = ""
        for command in commands {
            let (status, output) = try ToolRunner.run(command, in: copy)
            // Full paths have the name of the copy in them, which changes.
            let folders = [copy.path, copy.resolvingSymlinksInPath().path].sorted { $0.count > $1.count }
            found += "$ \(command)\n"
            found += folders.reduce(output) { $0.replacingOccurrences(of: $1, with: "…") }
            if status != 0 { found += "[exit \(status)]\n" }
            found += "\n"
        }
        if ProcessInfo.processInfo.environment["ANNALS_RECORD"] == "1" {
            try Data(found.utf8).write(to: file)
        } else {
            #expect(found == expected)
        }
    }
}
