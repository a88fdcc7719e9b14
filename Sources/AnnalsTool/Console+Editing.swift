import AnnalsDiagnostics
import AnnalsEditing
import AnnalsProject
import AnnalsSchema
import Foundation

extension Console {
    /// Prints what is wrong with some files.
    static func report(_ diagnostics: Diagnostics, _ sources: [SchemaSource]) {
        let texts = Dictionary(sources.map { ($0.path, $0.bytes) }) { first, _ in first }
        printError(DiagnosticTextPrinter(sources: texts, isColored: isTerminal(.standardError)).text(diagnostics))
    }

    /// Replaces files, but only when the schemas load afterwards.
    static func write(_ files: [EditedFile], in sources: [SchemaSource]) throws {
        let changed = EditedFile.replacing(files, in: sources)
        var diagnostics = Diagnostics()
        guard SchemaLoader.load(changed, diagnostics: &diagnostics) != nil else {
            report(diagnostics, changed)
            throw fail("nothing was written, because the schemas would not load")
        }
        try write(files)
    }

    /// Replaces files, each at once.
    static func write(_ files: [EditedFile]) throws {
        for file in files {
            do throws(OutputError) {
                try OutputFolder.replace(file.path, with: file.text)
            } catch {
                throw fail(error.description)
            }
            print("wrote \(file.path)")
        }
    }
}
