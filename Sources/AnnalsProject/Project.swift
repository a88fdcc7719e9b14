public import AnnalsDiagnostics
public import AnnalsGeneration
public import AnnalsSchema

/// A set of schema files with what is wrong with them: what every command begins with.
public struct Project: Sendable {
    /// The files.
    public private(set) var sources: [SchemaSource] = []
    /// All that is wrong; the schema is nil when that includes an error.
    public private(set) var diagnostics = Diagnostics()
    /// The schema.
    public private(set) var schema: Schema?

    /// Loads a folder.
    public init(folder: String) {
        sources = SchemaFolder(folder).sources(&diagnostics)
        load()
    }

    /// Loads files.
    public init(files: [String]) {
        sources = SchemaFolder.read(files, &diagnostics)
        load()
    }

    private mutating func load() {
        guard !diagnostics.hasErrors else {
            // What could be read is checked all the same, so that one run shows all mistakes.
            _ = SchemaLoader.load(sources, diagnostics: &diagnostics)
            return
        }
        schema = SchemaLoader.load(sources, diagnostics: &diagnostics)
    }

    /// The generated Swift files; nil, with a report, when the schema cannot be used.
    public mutating func swiftFiles(_ options: SwiftOptions) -> [GeneratedFile]? {
        guard let schema else { return nil }
        let files = SwiftGenerator(schema, options: options).files(&diagnostics)
        return diagnostics.hasErrors ? nil : files
    }

    /// The files of the folder `Generated`; nil, with a report, when the schema cannot be used.
    public mutating func generatedTree() -> [GeneratedFile]? {
        guard let schema else { return nil }
        let files = GeneratedTree.files(schema, &diagnostics)
        return diagnostics.hasErrors ? nil : files
    }

    /// The diagnostics as text, with the lines of the sources that they are about.
    public func report(isColored: Bool) -> String {
        let texts = Dictionary(sources.map { ($0.path, $0.bytes) }) { first, _ in first }
        return DiagnosticTextPrinter(sources: texts, isColored: isColored).text(diagnostics)
    }
}
