import AnnalsDiagnostics
import AnnalsSchema

/// Reports names that Swift cannot have, or that two things would have.
struct NameChecks {
    private let schema: Schema
    private let options: SwiftOptions

    init(_ schema: Schema, _ options: SwiftOptions) {
        self.schema = schema
        self.options = options
    }

    func report(to diagnostics: inout Diagnostics) {
        checkFiles(&diagnostics)
        checkTopLevel(&diagnostics)
        for type in schema.types {
            for version in type.versions { check(version, of: type, &diagnostics) }
        }
        for event in schema.events {
            for version in event.versions {
                checkFields(version.fields, in: version.id.description, event.versions.count, &diagnostics)
            }
        }
        for aggregate in schema.aggregates {
            checkFields(aggregate.state, in: "the state of \(aggregate.name)", 0, &diagnostics)
        }
        for projection in schema.projections { check(projection, &diagnostics) }
        for command in schema.commands { checkFields(command.fields, in: command.name, 0, &diagnostics) }
        for process in schema.processes {
            checkFields(process.fields, in: "the state of \(process.name)", 0, &diagnostics)
        }
    }

    // MARK: - Files and types

    private func checkFiles(_ diagnostics: inout Diagnostics) {
        // File systems of macOS do not tell the cases of letters apart.
        var seen: [String: String] = [SwiftFileName.registry.lowercased(): "the registry"]
        for file in schema.files {
            let name = SwiftFileName.swiftFile(for: file.name)
            if let other = seen.updateValue(file.name, forKey: name.lowercased()) {
                diagnostics.error(
                    "generation.file-clash", "\(file.name) and \(other) would both become \(name)",
                    at: SourceLocation(file: file.path, line: 1, column: 1),
                    suggestion: "rename one of the files")
            }
        }
    }

    /// Names with a meaning of their own where generated code uses types.
    private static let reservedTypes: Set<String> = [
        "Any", "Self", "Type", "Protocol", "Swift", "Annals", "AnnalsSQLite", "Key", "ID", "Event", "Columns", "Row",
    ]

    /// Names with a meaning of their own in process managers.
    private static let reservedByProcesses: Set<String> = ["State", "Command", "Timeout"]

    private func checkTopLevel(_ diagnostics: inout Diagnostics) {
        var seen: [String: TopLevelName] = [:]
        let reserved = NameChecks.reservedTypes.union(schema.processes.isEmpty ? [] : NameChecks.reservedByProcesses)
        for name in TopLevelName.all(in: schema) {
            if reserved.contains(name.name) || name.name == options.moduleName {
                diagnostics.error(
                    "generation.reserved-name", "\(name.what) cannot be called \(name.name) in Swift",
                    at: name.location, suggestion: "choose another name, such as \(name.name)Value")
            }
            guard let other = seen.updateValue(name, forKey: name.name) else { continue }
            diagnostics.error(
                "generation.name-clash", "\(name.what) and \(other.what) would both be called \(name.name) in Swift",
                at: name.location ?? other.location,
                notes: other.location.map { [Diagnostic.Note("\(other.what) is declared here", at: $0)] } ?? [],
                suggestion: "rename one of them")
        }
    }

    private func check(_ version: TypeVersion, of type: TypeDeclaration, _ diagnostics: inout Diagnostics) {
        switch version.definition {
        case .record(let fields): checkFields(fields, in: version.id.description, type.versions.count, &diagnostics)
        case .enumeration(let enumeration):
            var seen: Set<String> = enumeration.isOpen ? ["unknown", "rawValue"] : []
            for value in enumeration.cases {
                let isRepeated = !seen.insert(value.swiftName).inserted
                guard isRepeated || ["allCases", "self", "init", "Type", "Protocol", "_"].contains(value.swiftName)
                else {
                    continue
                }
                let problem =
                    isRepeated
                    ? "two values of \(version.id) would be called" : "a value of \(version.id) cannot be called"
                diagnostics.error(
                    "generation.reserved-name", "\(problem) \(value.swiftName) in Swift", at: version.location,
                    suggestion: "give '\(value.value)' another Swift name with name:")
            }
        case .union(let union):
            var taken: Set<String> = ["tags", "self", "init", "Type", "Protocol", "_", "hashValue", "write"]
            taken.insert(union.discriminator)
            taken.formUnion(union.cases.map(UnionPrinter.property))
            if union.isOpen { taken.insert("unknown") }
            for alternative in union.cases where taken.contains(alternative.swiftName) {
                diagnostics.error(
                    "generation.reserved-name",
                    "an alternative of \(version.id) cannot be called \(alternative.swiftName) in Swift",
                    at: version.location, suggestion: "give '\(alternative.tag)' another Swift name with name:")
            }
        case .alias: break
        }
    }

    // MARK: - Fields

    private func checkFields(_ fields: [Field], in place: String, _ versions: Int, _ diagnostics: inout Diagnostics) {
        var reserved: Set<String> = ["self", "Self", "init", "Type", "Protocol", "hashValue", "_"]
        for version in stride(from: 1, through: versions, by: 1) { reserved.insert("V\(version)") }
        checkProperties(fields, in: place, reserved: reserved, &diagnostics)
    }

    private func check(_ projection: ProjectionDeclaration, _ diagnostics: inout Diagnostics) {
        let fields = projection.allColumns.map(\.field)
        var reserved: Set<String> = [
            "self", "Self", "init", "Type", "Protocol", "hashValue", "_", "Key", "Columns", "lineRows",
        ]
        for lines in LinesPrinter.all(of: projection) {
            reserved.formUnion([lines.type, lines.association])
        }
        // The only key column may have the name of the property that gives the key.
        if projection.key.count > 1 || projection.key.first?.field.swiftName != "key" { reserved.insert("key") }
        checkProperties(fields, in: "the rows of \(projection.name)", reserved: reserved, &diagnostics)
    }

    private func checkProperties(
        _ fields: [Field], in place: String, reserved: Set<String>, _ diagnostics: inout Diagnostics
    ) {
        var seen: Set<String> = []
        for field in fields {
            let suggestion = "give it another Swift name with name:, such as name: \(field.name)Value"
            if reserved.contains(field.swiftName) {
                diagnostics.error(
                    "generation.reserved-name", "a field of \(place) cannot be called \(field.swiftName) in Swift",
                    at: field.location, suggestion: suggestion)
            } else if !seen.insert(field.swiftName).inserted {
                diagnostics.error(
                    "generation.name-clash", "two fields of \(place) would be called \(field.swiftName) in Swift",
                    at: field.location, suggestion: suggestion)
            }
        }
    }
}
