import AnnalsDiagnostics

/// What a printer knows beside the report.
public struct ReportContext: Sendable {
    /// The content of schema files and of the lock file, by the path that locations use.
    public var sources: [String: [UInt8]]
    /// The name of the set of schemas, such as the path of their folder: what tells two reports of one run apart.
    public var set: String
    /// The folder below which the formats for other programs show paths; nil when paths are shown as they are.
    public var root: String?
    /// The git revision that a path such as `main:schemas/orders.yaml` begins with; other programs know no such paths, and
    /// are shown the file of the same path.
    public var revision: String?
    /// Whether to write ANSI colours; for terminals.
    public var isColored: Bool

    /// Creates a context.
    public init(
        sources: [String: [UInt8]] = [:], set: String = "schemas", root: String? = nil,
        revision: String? = nil, isColored: Bool = false
    ) {
        self.sources = sources
        self.set = set
        self.root = root
        self.revision = revision
        self.isColored = isColored
    }

    /// A path as other programs know it: without revision and `./`, and relative to the root when it is below that.
    public func path(_ file: String) -> String {
        var path = file[...]
        if let revision, path.hasPrefix("\(revision):") { path = path.dropFirst(revision.count + 1) }
        if let root {
            let folder = root.hasSuffix("/") ? root : root + "/"
            if path.hasPrefix(folder) { path = path.dropFirst(folder.count) }
        }
        while path.hasPrefix("./") { path = path.dropFirst(2).drop { $0 == "/" } }
        return path.isEmpty ? file : String(path)
    }

    /// A place for a finding that has none: other programs show nothing without a file.
    var anchor: SourceLocation {
        SourceLocation(file: sources.keys.min() ?? set, line: 1, column: 1)
    }
}
