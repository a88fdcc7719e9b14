import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Reads the columns of a projection: those that events set and those that follow from them.
struct ColumnReader {
    let schema: Schema
    let scopes: Scopes
    let fields: FieldReader

    /// The columns of the key.
    func key(_ node: Node, _ diagnostics: inout Diagnostics) -> [Column] {
        let columns = fields.fields(node, "'key'", &diagnostics).map { Column(field: $0.field, isIndexed: false) }
        for column in columns {
            KeyReader.check(column.field, schema, "schema.projection-key", &diagnostics)
        }
        return columns
    }

    /// What stands under `columns:`.
    func columns(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> [Column] {
        guard let node = reader["columns"] else { return [] }
        return fields.fields(node, "'columns'", extraKeys: ["index", "table"], &diagnostics).map { field, reader in
            var column = Column(field: field, isIndexed: isIndexed(field, reader, &diagnostics))
            if let node = reader?["table"] { column.lines = lines(node, field, &diagnostics) }
            return column
        }
    }

    private func isIndexed(_ field: Field, _ reader: MappingReader?, _ diagnostics: inout Diagnostics) -> Bool {
        guard let scalar = reader?.scalar("index", &diagnostics) else { return false }
        if scalar.text != "true", scalar.text != "false" {
            diagnostics.error("schema.index", "'index' is true or false", at: scalar.location)
        }
        guard scalar.text == "true" else { return false }
        if !schema.columnKind(field.type).isIndexable {
            diagnostics.error(
                "schema.index", "'\(field.name)' is stored as JSON, in which no index finds anything",
                at: scalar.location, suggestion: "keep what is looked for in a column of its own")
        }
        return true
    }

    // MARK: - Lines

    /// `table: order_lines`, or `table: { name: order_lines, index: [productId] }`.
    private func lines(_ node: Node, _ field: Field, _ diagnostics: inout Diagnostics) -> LinesTable? {
        var name: Scalar?
        var indexed: [Scalar] = []
        if case .scalar(let scalar) = node {
            name = scalar
        } else if let reader = MappingReader(node, "'table' of '\(field.name)'", &diagnostics) {
            reader.allow(["name", "index"], &diagnostics)
            name = reader.required("name", &diagnostics, suggestion: "write table: { name: order_lines, … }, say")
                .flatMap { _ in reader.scalar("name", &diagnostics) }
            indexed = reader["index"].map { TableIndexReader.names($0, "'index'", &diagnostics) } ?? []
        }
        guard let name else { return nil }
        TableNames.check(name, &diagnostics)
        var type = schema.resolved(field.type)
        if case .optional(let wrapped) = type { type = schema.resolved(wrapped) }
        guard case .list(let element, _) = type, case .named(let id) = schema.resolved(element),
            case .record(let parts)? = schema.type(id)?.definition
        else {
            diagnostics.error(
                "schema.lines", "only a list of structs has a table of its own, and '\(field.name)' is none",
                at: name.location, suggestion: "remove 'table', or make the type a list<T> of a struct")
            return nil
        }
        for scalar in indexed {
            guard let part = parts.first(where: { $0.name == scalar.text }) else {
                diagnostics.error(
                    "schema.unknown-column", "\(id) has no field '\(scalar.text)'", at: scalar.location,
                    suggestion: Suggestion.closest(to: scalar.text, in: parts.map(\.name)).map {
                        "did you mean '\($0)'?"
                    })
                continue
            }
            guard !schema.columnKind(part.type).isIndexable else { continue }
            diagnostics.error(
                "schema.index", "'\(part.name)' is stored as JSON, in which no index finds anything",
                at: scalar.location)
        }
        return LinesTable(name: name.text, element: id, indexed: indexed.map(\.text), location: name.location)
    }

    /// What an element has besides its fields must not have the name of one.
    func checkLines(_ columns: [Column], key: [Column], _ diagnostics: inout Diagnostics) {
        for column in columns {
            guard let lines = column.lines, case .record(let parts)? = schema.type(lines.element)?.definition else {
                continue
            }
            var taken = key.map(\.field.name)
            taken.append(LinesTable.position)
            for part in parts where taken.contains(where: { $0.lowercased() == part.name.lowercased() }) {
                diagnostics.error(
                    "schema.duplicate-name",
                    "the table '\(lines.name)' would have two columns '\(part.name)': that of \(lines.element) and "
                        + (part.name.lowercased() == LinesTable.position
                            ? "the place in the list" : "that of the key of the row"),
                    at: lines.location,
                    notes: [Diagnostic.Note("the field of \(lines.element) is here", at: part.location)],
                    suggestion: part.name.lowercased() == LinesTable.position
                        ? "rename the field in a new version of the type, or remove 'table'"
                        : "give the key column another name and say where it comes from with key:")
            }
        }
    }

    // MARK: - Computed columns

    /// What stands under `computed:`, over the columns that events set.
    func computed(
        _ reader: MappingReader, of name: String, over stored: [Field], _ diagnostics: inout Diagnostics
    ) -> [ComputedColumn] {
        guard let node = reader["computed"], let entries = MappingReader(node, "'computed'", &diagnostics)?.all else {
            return []
        }
        let scope = scopes.row(name, columns: stored)
        return entries.compactMap { computed($0, scope, &diagnostics) }
    }

    private func computed(
        _ entry: Node.Entry, _ scope: TypeEnvironment, _ diagnostics: inout Diagnostics
    ) -> ComputedColumn? {
        let name = entry.key
        Names.check(name, .field, &diagnostics)
        var value = entry.value
        var field = Field(name: name.text, type: .scalar(.bool, Constraints()), location: name.location)
        var isTyped = false
        var reader: MappingReader?
        if case .mapping = entry.value {
            guard let map = MappingReader(entry.value, "the column '\(name.text)'", &diagnostics) else { return nil }
            reader = map
            let extra = ["value", "index", "description", "name"]
            if map["type"] != nil {
                guard let type = fields.type(map, extraKeys: extra, &diagnostics) else { return nil }
                field.type = type
                isTyped = true
            } else {
                map.allow(["type"] + extra, &diagnostics)
            }
            field.swiftName = map.swiftName(.field, &diagnostics) ?? name.text
            field.description = map.text("description", &diagnostics)
            guard let node = map.required("value", &diagnostics, suggestion: "write value: row.total > 1000.0, say")
            else { return nil }
            value = node
        }
        let expected = isTyped ? schema.expressionType(field.type) : nil
        guard let expression = ExpressionReader.read(value, expecting: expected, in: scope, &diagnostics) else {
            return nil
        }
        if !isTyped {
            guard let type = ValueType(of: expression.root.type) else {
                diagnostics.error(
                    "schema.computed", "'\(name.text)' has no type that a column can have: \(expression.root.type)",
                    at: value.location, suggestion: "write \(name.text): { value: …, type: … }")
                return nil
            }
            field.type = type
        }
        if expression.canFail {
            diagnostics.error(
                "schema.computed", "the value of '\(name.text)' can fail, and every row needs one", at: value.location,
                suggestion: "guard what can fail, for example with a ? b : c or .orValue(…)")
        }
        return ComputedColumn(
            field: field, expression: expression, isIndexed: isIndexed(field, reader, &diagnostics))
    }
}

extension ValueType {
    /// The type of the schema language that a value of an expression has; nil for one that none names.
    fileprivate init?(of type: ExpressionType) {
        let scalar: ScalarType
        switch type {
        case .bool: scalar = .bool
        case .int: scalar = .int
        case .int32: scalar = .int32
        case .uint: scalar = .uint
        case .double: scalar = .double
        case .string: scalar = .string
        case .bytes: scalar = .bytes
        case .timestamp: scalar = .timestamp
        case .duration: scalar = .duration
        case .decimal: scalar = .decimal
        case .uuid: scalar = .uuid
        case .date: scalar = .date
        case .uri: scalar = .uri
        case .enumeration(let name):
            self = .named(VersionedName(name.name, name.version))
            return
        case .optional(let wrapped):
            guard let inner = ValueType(of: wrapped) else { return nil }
            self = .optional(inner)
            return
        case .json, .list, .map, .record, .null, .undetermined: return nil
        }
        self = .scalar(scalar, Constraints())
    }
}
