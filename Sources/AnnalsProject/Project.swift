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
    /// What `annals.yaml` says beside the schemas.
    public private(set) var configuration = SchemaConfiguration()

    /// Loads a folder with its configuration.
    public init(folder: String) {
        let folder = SchemaFolder(folder)
        var found = Diagnostics()
        let sources = folder.sources(&found)
        self.init(sources, configuration: folder.configuration(&found), found)
    }

    /// Loads files.
    ///
    /// - Parameter configuration: The path of the configuration; nil when there is none.
    public init(files: [String], configuration: String? = nil) {
        var found = Diagnostics()
        let sources = SchemaFolder.read(files, &found)
        let beside = SchemaFolder.read(configuration.map { [$0] } ?? [], &found)
        self.init(sources, configuration: beside.first, found)
    }

    /// Loads texts that were read elsewhere.
    ///
    /// - Parameters:
    ///   - sources: The schema files.
    ///   - configuration: The text of the configuration; nil when there is none.
    ///   - found: What was wrong with reading them.
    public init(_ sources: [SchemaSource], configuration: SchemaSource? = nil, _ found: Diagnostics = Diagnostics()) {
        self.sources = sources
        diagnostics = found
        if let configuration {
            self.sources.append(configuration)
            SchemaConfiguration.load(configuration, diagnostics: &diagnostics).map { self.configuration = $0 }
        }
        // What could be read is checked whatever else is wrong, so that one run shows all mistakes.
        let loaded = SchemaLoader.load(sources, diagnostics: &diagnostics)
        schema = diagnostics.hasErrors ? nil : loaded
    }

    /// The generated Swift files; nil, with a report, when the schema cannot be used.
    ///
    /// - Parameter sqlite: Whether read models can be queried with GRDB.
    public mutating func swiftFiles(sqlite: Bool) -> [GeneratedFile]? {
        guard let schema else { return nil }
        let options = SwiftOptions(access: configuration.access, sqlite: sqlite)
        let files = SwiftGenerator(schema, options: options).files(&diagnostics)
        return diagnostics.hasErrors ? nil : files
    }

    /// The files of the folder `Generated`; nil, with a report, when the schema cannot be used.
    public mutating func generatedTree() -> [GeneratedFile]? {
        guard let schema else { return nil }
        let files = GeneratedTree.files(schema, options: SwiftOptions(access: configuration.access), &diagnostics)
        return diagnostics.hasErrors ? nil : files
    }

    /// The content of every file by its path, for printers that show lines.
    public var texts: [String: [UInt8]] {
        Dictionary(sources.map { ($0.path, $0.bytes) }) { first, _ in first }
    }

    /// The diagnostics as text, with the lines of the sources that they are about.
    public func report(isColored: Bool) -> String {
        DiagnosticTextPrinter(sources: texts, isColored: isColored).text(diagnostics)
    }
}
