public import AnnalsDiagnostics
public import AnnalsJSON
public import AnnalsSchema

/// Brings JSON Schema (draft 7 and 2020-12) into our language, and says what had to be left out.
///
/// What is read is the fragment that our types can say: one kind of value at each place, with its constraints. Nothing is
/// fetched, nothing is guessed in silence: everything that is not said by the result is among its losses.
public struct JSONSchemaImport: Sendable {
    /// What the whole schema becomes.
    public enum Root: Hashable, Sendable {
        /// A type with this name.
        case type(String)
        /// The first version of an event.
        ///
        /// - Parameters:
        ///   - name: The name of the event.
        ///   - aggregate: The aggregate; by default it is named after the field that identifies it.
        ///   - id: The field that identifies the aggregate; by default the first one whose name ends with `id`.
        case event(String, aggregate: String?, id: String?)
        /// The field `value` of a struct, so that a schema of any kind of value can be read.
        case field
    }

    /// What the whole schema becomes.
    public var root: Root
    /// What `format` means.
    public var formats: FormatReading
    /// The version of JSON Schema that counts where a document does not name one.
    public var draft: JSONSchemaDraft
    /// The namespace of the file; nil for none.
    public var namespace: String?
    /// The path of the JSON Schema, for messages.
    public var file: String

    /// Creates an import.
    public init(
        root: Root, formats: FormatReading = .assertions, draft: JSONSchemaDraft = .draft2020,
        namespace: String? = nil, file: String = "schema.json"
    ) {
        self.root = root
        self.formats = formats
        self.draft = draft
        self.namespace = namespace
        self.file = file
    }

    /// The struct that has a value of the schema under the key `value`, with what the schema loses on the way.
    ///
    /// - Parameter draft: The version of JSON Schema that counts where the schema does not name one.
    public static func type(
        of schema: JSONValue, formats: FormatReading = .annotations, draft: JSONSchemaDraft = .draft2020
    ) -> ImportedSchema {
        JSONSchemaImport(root: .field, formats: formats, draft: draft).read(schema)
    }

    /// Reads a schema.
    public func read(_ schema: JSONValue) -> ImportedSchema { JSONSchemaImport.read([(self, schema)])[0] }

    /// Reads schemas whose files will stand side by side: no name is given twice, and events with the same identity are of
    /// one aggregate.
    ///
    /// - Returns: What each has become. All have the same loaded schema, which is nil when one of them is wrong.
    public static func read(_ documents: [(options: JSONSchemaImport, schema: JSONValue)]) -> [ImportedSchema] {
        var writers: [RootWriter] = []
        var results: [ImportedSchema] = []
        var names = TypeNames()
        var aggregates = ImportedAggregates()
        for (options, schema) in documents {
            let document = SchemaDocument(schema, draft: options.draft)
            let evaluator = SchemaEvaluator(document, formats: options.formats, file: options.file)
            var writer = RootWriter(TypeBuilder(evaluator, names, aggregates), import: options)
            let isBuilt = writer.build()
            let builder = writer.builder
            var result = ImportedSchema(losses: builder.evaluator.losses.all, reading: writer.reading)
            result.diagnostics = builder.evaluator.diagnostics
            result.type = isBuilt ? writer.type : nil
            if isBuilt { (names, aggregates) = (builder.names, builder.aggregates) }
            writers.append(writer)
            results.append(result)
        }
        guard !results.contains(where: \.diagnostics.hasErrors) else { return results }
        for index in results.indices { results[index].text = writers[index].text(aggregates) }
        load(&results, documents.map { "\($0.options.file).yaml" })
        return results
    }

    /// Loads what was written; what is wrong with a file goes to its result.
    private static func load(_ results: inout [ImportedSchema], _ paths: [String]) {
        var diagnostics = Diagnostics()
        let sources = zip(paths, results).map { SchemaSource(path: $0, text: $1.text) }
        let schema = SchemaLoader.load(sources, diagnostics: &diagnostics)
        for index in results.indices {
            results[index].schema = schema
            if schema == nil { results[index].type = nil }
        }
        for diagnostic in diagnostics.all {
            let index = paths.firstIndex { $0 == diagnostic.location?.file } ?? 0
            results[index].diagnostics.report(diagnostic)
        }
    }
}

/// What an import has made of a JSON Schema.
public struct ImportedSchema: Sendable {
    /// The file in our language; empty when there is none.
    public var text = ""
    /// The same, loaded; nil when it is beyond what a schema can have, or when the document was no right JSON Schema.
    public var schema: Schema?
    /// The type that the whole schema became; nil for an event, or without a schema.
    public var type: ValueType?
    /// What was left out, in the order of the schema.
    public var losses: [ImportLoss]
    /// How payloads must be read for the verdicts to be those of the JSON Schema.
    public var reading: PayloadReading
    /// What is wrong with the document, or with what became of it.
    public var diagnostics = Diagnostics()

    /// Whether the type accepts what the schema accepts, when payloads are read as ``reading`` says. Numbers beyond 64 bits
    /// aside.
    public var isLossless: Bool { schema != nil && !losses.contains(where: \.changesVerdicts) }
}
