import AnnalsGeneration
import AnnalsProject
import Foundation
import Testing

/// What a user meets before a schema is even read.
@Suite struct ProjectTests {
    @Test func aMissingFolderIsASentence() {
        let project = Project(folder: "/no/such/folder")
        #expect(project.schema == nil)
        #expect(project.report(isColored: false).contains("there is no folder '/no/such/folder'"))
    }

    @Test func aFolderWithoutSchemasSaysWhatToDo() throws {
        let folder = try TemporaryFolder()
        try folder.write("access: public\n", to: "annals.yaml")
        let report = Project(folder: folder.url.path).report(isColored: false)
        #expect(report.contains("there is no schema file"))
        #expect(report.contains("annals: 1"))
    }

    @Test func aFolderNamedLikeASchemaIsRefused() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "orders.yaml/inside")
        #expect(Project(folder: folder.url.path).report(isColored: false).contains("is a folder, not a file"))
    }

    @Test func anUnreadableFileIsReportedAndTheOthersAreChecked() throws {
        let folder = try TemporaryFolder()
        try folder.write("annals: 1\ntypes: { A: { type: strin } }\n", to: "a.yaml")
        try folder.write("annals: 1\n", to: "b.yaml")
        let locked = folder.url.appending(path: "b.yaml")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: locked.path)
        let report = Project(folder: folder.url.path).report(isColored: false)
        #expect(report.contains("there is no type 'strin'"))
        if getuid() == 0 {
            print("skipped: whether an unreadable file is reported, because root can read every file")
        } else {
            #expect(report.contains("cannot be read"))
        }
    }

    @Test func theConfigurationBesideTheSchemasCounts() throws {
        let folder = try TemporaryFolder()
        try folder.write("access: public\n", to: "annals.yaml")
        try folder.write("annals: 1\ntypes: { Shelf: { fields: { row: int } } }\n", to: "shelves.yaml")
        var project = Project(folder: folder.url.path)
        let generated = project.swiftFiles(sqlite: false)
        let files = try #require(generated)
        #expect(files.contains { $0.text.contains("public struct Shelf") })
        try folder.write("acess: public\n", to: "annals.yaml")
        let report = Project(folder: folder.url.path).report(isColored: false)
        #expect(report.contains("annals.yaml:1:1: error:") && report.contains("did you mean 'access'?"), "\(report)")
    }

    @Test func onlyFilesWithAnotherTextAreWritten() throws {
        let folder = try TemporaryFolder()
        let output = OutputFolder(folder.url.path)
        let first = [
            GeneratedFile(name: "A.generated.swift", text: "a"), GeneratedFile(name: "B.generated.swift", text: "b"),
        ]
        #expect(try output.write(first) { _ in true }.written == ["A.generated.swift", "B.generated.swift"])
        let file = folder.url.appending(path: "A.generated.swift")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1000)], ofItemAtPath: file.path)
        let second = [
            GeneratedFile(name: "A.generated.swift", text: "a"), GeneratedFile(name: "C.generated.swift", text: "c"),
        ]
        let changes = try output.write(second) { $0.hasSuffix(".generated.swift") }
        #expect(
            changes
                == .init(
                    written: ["C.generated.swift"], unchanged: ["A.generated.swift"], removed: ["B.generated.swift"]))
        let date = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
        #expect(date == Date(timeIntervalSince1970: 1000))
    }

    @Test func aPlaceThatCannotBeWrittenIsASentence() throws {
        let folder = try TemporaryFolder()
        try folder.write("a file", to: "out")
        let output = OutputFolder(folder.url.appending(path: "out").path)
        #expect(throws: OutputError.self) {
            try output.write([GeneratedFile(name: "A.swift", text: "a")]) { _ in false }
        }
    }
}
