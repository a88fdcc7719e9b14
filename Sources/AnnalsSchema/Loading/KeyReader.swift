import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Reads where the key of a row or of a process comes from: `key: event.customerId`, or the event's fields of the same names.
struct KeyReader {
    let schema: Schema
    /// The fields of the key.
    let fields: [Field]
    /// The rule that mistakes violate.
    let rule: String
    /// What the fields are called, for messages.
    var noun = "fields"

    /// A value for each field of the key, in their order; nil when one was not understood.
    func read(
        _ reader: MappingReader, _ event: EventDeclaration, _ scope: TypeEnvironment, _ diagnostics: inout Diagnostics
    ) -> [Assignment]? {
        guard let node = reader["key"] else { return fieldsOfEvent(reader, event, scope, &diagnostics) }
        if case .mapping = node {
            let before = diagnostics.errorCount
            let assignments = AssignmentReader.read(node, "'key'", to: fields, schema, in: scope, &diagnostics)
            let missing = fields.filter { field in !assignments.contains { $0.target == field.name } }
            if !missing.isEmpty, diagnostics.errorCount == before {
                diagnostics.error(
                    rule, "the key needs \(missing.map { "'\($0.name)'" }.joined(separator: ", ")) too",
                    at: node.location)
            }
            return fields.compactMap { field in assignments.first { $0.target == field.name } }
        }
        guard fields.count == 1 else {
            diagnostics.error(
                rule, "a key of \(fields.count) \(noun) is a map", at: node.location,
                suggestion: "write key: { \(fields[0].name): … }")
            return nil
        }
        return ExpressionReader.read(
            node, expecting: schema.expressionType(fields[0].type), in: scope, &diagnostics
        )
        .map { [Assignment(target: fields[0].name, expression: $0, location: node.location)] }
    }

    private func fieldsOfEvent(
        _ reader: MappingReader, _ event: EventDeclaration, _ scope: TypeEnvironment, _ diagnostics: inout Diagnostics
    ) -> [Assignment]? {
        var assignments: [Assignment] = []
        for field in fields {
            guard event.versions.last?.fields.contains(where: { $0.name == field.name }) == true else {
                diagnostics.error(
                    rule, "the event '\(event.name)' has no field '\(field.name)' for the key", at: reader.location,
                    suggestion: "say where it comes from: key: event.…")
                return nil
            }
            let outcome = ExpressionChecker(scope).check(
                "event.\(field.name)", expected: schema.expressionType(field.type))
            guard let expression = outcome.expression else {
                diagnostics.error(
                    rule,
                    "'\(field.name)' of the event '\(event.name)' does not fit the key: \(outcome.issues.first?.message ?? "")",
                    at: reader.location, suggestion: "say where it comes from: key: event.…")
                return nil
            }
            assignments.append(Assignment(target: field.name, expression: expression, location: reader.location))
        }
        return assignments
    }

    /// Reports a field that cannot be part of a key.
    static func check(_ field: Field, _ schema: Schema, _ rule: String, _ diagnostics: inout Diagnostics) {
        if case .optional = schema.resolved(field.type) {
        } else if schema.columnKind(field.type).isComparable {
            return
        }
        diagnostics.error(
            rule, "'\(field.name)' cannot be a key: a key is a single value that is always there, and no double",
            at: field.location)
    }
}
