import Foundation
import Testing

/// A user's package with the build-tool plugin: what each edit of a schema does to the build.
@Suite(.serialized) struct PluginTests {
    private static let manifest = """
        // swift-tools-version: 6.2
        import PackageDescription

        let package = Package(
            name: "Consumer",
            platforms: [.macOS(.v15)],
            dependencies: [.package(name: "Annals", path: "\(Repository.root.path)")],
            targets: [
                .executableTarget(
                    name: "Consumer",
                    dependencies: [.product(name: "Annals", package: "Annals")],
                    exclude: ["schemas"],
                    swiftSettings: [.treatAllWarnings(as: .error)],
                    plugins: [.plugin(name: "AnnalsPlugin", package: "Annals")])
            ]
        )

        """

    private static let library = """
        annals: 1
        namespace: library
        aggregates:
          Book:
            id: { bookId: uuid }
            state: { loans: { type: int, default: 0 } }
            on: { BookLent: { set: { loans: state.loans + 1 } } }
        events:
          BookLent:
            aggregate: Book
            versions:
              1: { fields: { bookId: uuid, reader: string } }
              2: { fields: { bookId: uuid, reader: string, days: { type: int, default: 14 } } }

        """

    private static let program = """
        import Annals

        let old = Array(#"{"bookId":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","reader":"Ada"}"#.utf8)
        let meta = EventMetadata(
            id: .random(), type: "BookLent", version: 1, stream: "Book-1", streamVersion: 1, position: 1, time: .now())
        let event = try BookLent.decode(version: 1, payload: old, meta: meta)
        print(String(decoding: try event.json(), as: UTF8.self))

        """

    @Test func theBuildFollowsTheSchemas() throws {
        let folder = try TemporaryFolder()
        let package = folder.url.appending(path: "Consumer")
        let scratch = folder.url.appending(path: "build")
        try folder.write(PluginTests.manifest, to: "Consumer/Package.swift")
        try folder.write(PluginTests.program, to: "Consumer/Sources/Consumer/main.swift")
        func write(_ text: String, _ name: String) throws {
            try folder.write(text, to: "Consumer/Sources/Consumer/schemas/\(name)")
        }

        // Without schemas the message says what to do.
        try write("", ".keep")
        let empty = try Shell.build(package, scratch: scratch)
        #expect(empty.status != 0)
        #expect(empty.output.contains("has no schema files"), "\(empty.output)")

        // Generated code compiles without warnings, which are errors in this package, and reads old events as new ones.
        try write(PluginTests.library, "library.yaml")
        let first = try Shell.build(package, scratch: scratch)
        #expect(first.status == 0, "\(first.output)")
        let run = try Shell.run([scratch.appending(path: "debug/Consumer").path], in: package)
        #expect(run.output.contains(#""reader":"Ada","days":14}"#), "\(run.output)")

        // A build without a change runs nothing. (SwiftPM links a plugin's tool once more in the build after the first.)
        _ = try Shell.build(package, scratch: scratch)
        let second = try Shell.build(package, scratch: scratch)
        #expect(!second.output.contains("Generating"), "\(second.output)")
        #expect(!second.output.contains("Compiling Consumer"), "\(second.output)")

        // An edit that changes no text compiles nothing; one that does is seen.
        try write("# a comment\n" + PluginTests.library, "library.yaml")
        let comment = try Shell.build(package, scratch: scratch)
        #expect(comment.status == 0 && !comment.output.contains("Compiling Consumer"), "\(comment.output)")
        try write(PluginTests.library.replacing("default: 14", with: "default: 21"), "library.yaml")
        #expect(try Shell.build(package, scratch: scratch).status == 0)
        #expect(try Shell.run([scratch.appending(path: "debug/Consumer").path], in: package).output.contains("21"))

        // A new file and a deleted one are picked up.
        try write("annals: 1\ntypes: { Shelf: { fields: { row: int } } }\n", "shelves.yaml")
        try folder.write(PluginTests.program + "print(Shelf(row: 3).row)\n", to: "Consumer/Sources/Consumer/main.swift")
        let added = try Shell.build(package, scratch: scratch)
        #expect(added.status == 0, "\(added.output)")
        try FileManager.default.removeItem(at: package.appending(path: "Sources/Consumer/schemas/shelves.yaml"))
        try folder.write(PluginTests.program, to: "Consumer/Sources/Consumer/main.swift")
        let deleted = try Shell.build(package, scratch: scratch)
        #expect(deleted.status == 0, "\(deleted.output)")

        // The command plugin finds the schemas of the one target that has some. It needs no permission to check.
        func annals(_ arguments: String...) throws -> CommandResult {
            let package = ["--package-path", package.path, "--scratch-path", scratch.path]
            return try Shell.run(["swift", "package"] + package + ["annals"] + arguments, in: folder.url)
        }
        let locked = try annals("lock", "--allow-writing-to-package-directory")
        #expect(locked.status == 0, "\(locked.output)")
        #expect(locked.output.contains("Sources/Consumer/schemas/annals.lock: "), "\(locked.output)")
        try write(PluginTests.library.replacing("default: 14", with: "default: 15"), "library.yaml")
        let broken = try annals("check")
        #expect(broken.status == 1, "\(broken.output)")
        #expect(broken.output.contains("[published.changed]"), "\(broken.output)")
        #expect(try annals("check", "--format", "xml").output.contains("ended with exit code 2"))
        try write(PluginTests.library.replacing("default: 14", with: "default: 21"), "library.yaml")

        // Two files that would become one are named.
        try write("annals: 1\n", "library.yml")
        let clash = try Shell.build(package, scratch: scratch)
        #expect(clash.status != 0)
        #expect(clash.output.contains("would both become Library.generated.swift"), "\(clash.output)")
        try FileManager.default.removeItem(at: package.appending(path: "Sources/Consumer/schemas/library.yml"))

        // A mistake is a compiler-style error at its place.
        try write(PluginTests.library.replacing("reader: string,", with: "reader: strng,"), "library.yaml")
        let mistake = try Shell.build(package, scratch: scratch)
        #expect(mistake.status != 0)
        #expect(mistake.output.contains("schemas/library.yaml:13:"), "\(mistake.output)")
        #expect(mistake.output.contains("error: there is no type 'strng'"), "\(mistake.output)")

        // Forgetting the Swift function of a custom step is a compile error.
        try write(
            PluginTests.library.replacing(
                "days: { type: int, default: 14 } } }", with: "days: int }, upcast: custom }"),
            "library.yaml")
        let custom = try Shell.build(package, scratch: scratch)
        #expect(custom.status != 0)
        #expect(custom.output.contains("does not conform to protocol 'BookLentUpcasting'"), "\(custom.output)")
    }
}
