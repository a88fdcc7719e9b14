public import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Makes a schema out of files.
///
/// It works in passes over all files, because declarations may stand in any order: names, types, events, then all that
/// expressions serve. Every pass reports what is wrong and goes on.
public struct SchemaLoader {
    private struct File {
        var declaration: SchemaFile
        var root: MappingReader
    }

    private var files: [File] = []
    private var index = TypeIndex()
    private(set) var broken = BrokenNames()

    /// Loads a schema.
    ///
    /// - Parameters:
    ///   - sources: The files; their order does not matter.
    ///   - diagnostics: Receives all mistakes of all files.
    /// - Returns: The schema, or nil when there was an error.
    public static func load(_ sources: [SchemaSource], diagnostics: inout Diagnostics) -> Schema? {
        var own = Diagnostics()
        var loader = SchemaLoader()
        let schema = loader.load(sources.sorted { $0.path < $1.path }, &own)
        for diagnostic in own.all { diagnostics.report(diagnostic) }
        return own.hasErrors ? nil : schema
    }

    private mutating func load(_ sources: [SchemaSource], _ diagnostics: inout Diagnostics) -> Schema {
        for source in sources { open(source, &diagnostics) }
        for file in files {
            for entry in entries(of: file, "types", &diagnostics) {
                Names.check(entry.key, .type, &diagnostics)
                index.add(entry.key, entry.value, &diagnostics)
            }
        }
        var schema = Schema(files: files.map(\.declaration))
        let (types, typeUpcasts) = readTypes(&diagnostics)
        schema.types = types
        let fields = FieldReader(index: index, literals: LiteralReader(types: definitions(types)))
        let eventUpcasts = readEvents(&schema, fields, &diagnostics)
        RecursionCheck.run(schema.types, &diagnostics)
        broken.formUnion(SizeCheck.run(schema, &diagnostics))
        broken.spread(in: schema)

        readUpcasts(&schema, typeUpcasts, eventUpcasts, &diagnostics)
        readRules(&schema, typeUpcasts, eventUpcasts, &diagnostics)
        readRetirements(&schema, eventUpcasts, &diagnostics)
        let scopes = Scopes(schema)
        let events = Dictionary(grouping: schema.events, by: \.aggregate)
        var declaredAggregates: Set<String> = []
        for file in files {
            for entry in entries(of: file, "aggregates", &diagnostics) {
                declaredAggregates.insert(entry.key.text)
                let reader = AggregateReader(
                    schema: schema, events: events, scopes: scopes, fields: fields, broken: broken,
                    file: file.declaration.name)
                reader.read(entry, &diagnostics).map { schema.aggregates.append($0) }
            }
            for entry in entries(of: file, "projections", &diagnostics) {
                let reader = ProjectionReader(
                    schema: schema, scopes: scopes, fields: fields, broken: broken, file: file.declaration.name)
                reader.read(entry, &diagnostics).map { schema.projections.append($0) }
            }
        }
        readProcesses(&schema, fields, scopes, &diagnostics)
        UniqueNames.check(schema, &diagnostics)
        TableNames.check(schema, &diagnostics)
        FormerNames.check(schema, &diagnostics)
        Ownership(schema: schema, broken: broken, declaredAggregates: declaredAggregates).check(&diagnostics)
        return schema
    }

    private mutating func readEvents(
        _ schema: inout Schema, _ fields: FieldReader, _ diagnostics: inout Diagnostics
    ) -> [[ReadVersion<EventVersion>]] {
        var upcasts: [[ReadVersion<EventVersion>]] = []
        for file in files {
            for entry in entries(of: file, "events", &diagnostics) {
                let before = diagnostics.errorCount
                let read = EventReader(fields: fields).read(entry, file.declaration.name, &diagnostics)
                if diagnostics.errorCount > before { broken.insert(entry.key.text) }
                guard let (event, versions) = read else { continue }
                schema.events.append(event)
                upcasts.append(versions)
            }
        }
        return upcasts
    }

    /// Processes emit commands, also those of other files.
    private mutating func readProcesses(
        _ schema: inout Schema, _ fields: FieldReader, _ scopes: Scopes, _ diagnostics: inout Diagnostics
    ) {
        for file in files {
            for entry in entries(of: file, "commands", &diagnostics) {
                let before = diagnostics.errorCount
                let command = CommandReader(fields: fields).read(entry, file.declaration.name, &diagnostics)
                if diagnostics.errorCount > before { broken.insert(entry.key.text) }
                command.map { schema.commands.append($0) }
            }
        }
        for file in files {
            for entry in entries(of: file, "processes", &diagnostics) {
                let reader = ProcessReader(
                    schema: schema, scopes: scopes, fields: fields, broken: broken, file: file.declaration.name)
                reader.read(entry, &diagnostics).map { schema.processes.append($0) }
            }
        }
    }

    // MARK: - Files

    private mutating func open(_ source: SchemaSource, _ diagnostics: inout Diagnostics) {
        guard let node = YAMLLoader.load(source.bytes, file: source.path, diagnostics: &diagnostics),
            let root = MappingReader(node, "a schema file", &diagnostics)
        else { return }
        root.allow(
            [
                "annals", "namespace", "description", "types", "aggregates", "events", "projections", "commands",
                "processes",
            ], &diagnostics)
        if let version = root.required("annals", &diagnostics, suggestion: "begin the file with 'annals: 1'") {
            if case .scalar(let scalar) = version, scalar.text == "1" {
            } else {
                diagnostics.error(
                    "schema.language", "this version of the language is not known", at: version.location,
                    suggestion: "write 'annals: 1'")
            }
        }
        if let namespace = root.scalar("namespace", &diagnostics) { Names.checkNamespace(namespace, &diagnostics) }
        let file = SchemaFile(
            path: source.path, name: source.name, namespace: root.text("namespace", &diagnostics),
            description: root.text("description", &diagnostics))
        files.append(File(declaration: file, root: root))
    }

    private func entries(of file: File, _ section: String, _ diagnostics: inout Diagnostics) -> [Node.Entry] {
        guard let node = file.root[section] else { return [] }
        if case .scalar(let scalar) = node, scalar.text.isEmpty { return [] }
        return MappingReader(node, "'\(section)'", &diagnostics)?.all ?? []
    }

    // MARK: - Types

    private func definitions(_ types: [TypeDeclaration]) -> [VersionedName: TypeDefinition] {
        Dictionary(types.flatMap(\.versions).map { ($0.id, $0.definition) }) { first, _ in first }
    }

    /// Aliases and defaults can refer to types that stand later, so types are read until nothing changes any more; only
    /// the last reading reports.
    private mutating func readTypes(
        _ diagnostics: inout Diagnostics
    ) -> ([TypeDeclaration], [[ReadVersion<TypeVersion>]]) {
        var unheard = Diagnostics()
        var known = definitions(readTypes(knowing: [:], &unheard).map(\.0))
        // What has no end must not be followed any further.
        let endless = AliasCheck.run(known, index, &diagnostics)
        broken.formUnion(endless)
        // Each reading knows what is one level deeper.
        for _ in 0...SizeCheck.maximumDepth {
            known = known.filter { !endless.contains($0.key.name) }
            let next = definitions(readTypes(knowing: known, &unheard).map(\.0))
                .filter { !endless.contains($0.key.name) }
            if next == known { break }
            known = next
        }
        let read = readTypes(knowing: known, &diagnostics) { broken.insert($0) }
            .filter { !endless.contains($0.0.name) }
        return (read.map(\.0), read.map(\.1))
    }

    private func readTypes(
        knowing known: [VersionedName: TypeDefinition], _ diagnostics: inout Diagnostics,
        whenBroken: (String) -> Void = { _ in }
    ) -> [(TypeDeclaration, [ReadVersion<TypeVersion>])] {
        let reader = TypeReader(fields: FieldReader(index: index, literals: LiteralReader(types: known)))
        var types: [(TypeDeclaration, [ReadVersion<TypeVersion>])] = []
        for file in files {
            var unheard = Diagnostics()
            for entry in entries(of: file, "types", &unheard) {
                let before = diagnostics.errorCount
                let versions = reader.read(entry.key, entry.value, &diagnostics)
                let declaration = MappingReader(entry.value, "a type", &unheard)
                let description = declaration?.text("description", &diagnostics)
                let suppressions = declaration.map { SuppressionReader.read($0, &diagnostics) } ?? []
                if diagnostics.errorCount > before { whenBroken(entry.key.text) }
                guard !versions.isEmpty else { continue }
                var type = TypeDeclaration(
                    name: entry.key.text, description: description, versions: versions.map(\.content),
                    file: file.declaration.name, location: entry.key.location)
                type.suppressions = suppressions
                types.append((type, versions))
            }
        }
        return types
    }
}
