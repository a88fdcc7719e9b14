import AnnalsDiagnostics
import AnnalsGeneration
import AnnalsSchema
import Foundation

/// From schema files to Swift files, in memory: loading, and generation from what was loaded.
struct GeneratorWork {
    private let sources: [SchemaSource]

    init(paths: [String]) throws {
        sources = try paths.map { SchemaSource(path: $0, bytes: [UInt8](try Data(contentsOf: URL(filePath: $0)))) }
    }

    func measure() throws {
        let schema = try Stopwatch.measure("load", runs: 3) {
            var diagnostics = Diagnostics()
            guard let schema = SchemaLoader.load(sources, diagnostics: &diagnostics) else {
                throw WorkFailure(description: diagnostics.all.first?.message ?? "the schemas cannot be loaded")
            }
            return schema
        }
        let files = try Stopwatch.measure("generate", runs: 3) {
            var diagnostics = Diagnostics()
            let files = SwiftGenerator(schema).files(&diagnostics)
            if let problem = diagnostics.all.first { throw WorkFailure(description: problem.message) }
            return files
        }
        print("bytes\t\(files.reduce(0) { $0 + $1.text.utf8.count })")
    }
}
