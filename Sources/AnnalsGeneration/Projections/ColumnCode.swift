import AnnalsSchema

/// Code that moves values between a row and the columns of its table.
struct ColumnCode {
    let context: GenerationContext

    /// The storage class of a type, as a case of `ColumnStorage`.
    func storage(_ type: ValueType) -> String {
        guard case .scalar(let scalar, _) = context.unwrapped(type) else { return "text" }
        switch scalar {
        case .string, .decimal, .uuid, .timestamp, .date, .uri, .json: return "text"
        case .bool, .int, .int32, .uint, .duration: return "integer"
        case .double: return "real"
        case .bytes: return "blob"
        }
    }

    /// What values are in JSON, as a case of `ColumnForm`; nil where that is what is stored.
    func jsonForm(_ type: ValueType) -> String? {
        switch form(type) {
        case .json: "json"
        case .scalar(.bool): "bool"
        case .scalar(.timestamp): "timestamp"
        case .scalar(.duration): "duration"
        case .scalar, .enumeration: nil
        }
    }

    func isOptional(_ type: ValueType) -> Bool {
        if case .optional = context.resolved(type) { return true }
        return false
    }

    /// The value of a column that rows are found by; the name is for the message of a value that has no column form.
    func finding(_ column: Field, _ value: Layout) -> Layout {
        let name = "\"where \(column.name)\""
        return .call("\(context.names.ProjectionStep).column", [.text(name), value])
    }

    func printWriting(_ type: ValueType, _ value: String, to columns: String, _ printer: inout CodePrinter) {
        switch form(type) {
        case .scalar: printer.line("try \(columns).write(\(value))" as String)
        case .enumeration: printer.line("try \(columns).writeEnum(\(value))" as String)
        case .json:
            let write = WritingCode(context: context)
            guard isOptional(type) else {
                let body = Layout.closure(parameters: "", body: write.write(type, value, to: "$0"))
                return printer.line(.text("try \(columns).writeJSON ") + body)
            }
            printer.line("if let value = \(value) {" as String)
            printer.indented { printer in
                let body = Layout.closure(parameters: "", body: write.write(context.unwrapped(type), "value", to: "$0"))
                printer.line(.text("try \(columns).writeJSON ") + body)
            }
            printer.line("} else {" as String)
            printer.indented { $0.line("\(columns).writeNull()" as String) }
            printer.line("}" as String)
        }
    }

    func reading(_ type: ValueType, from columns: String) -> Layout {
        let suffix = isOptional(type) ? "IfPresent" : ""
        switch form(type) {
        case .scalar: return .text("\(columns).read()")
        case .enumeration: return .text("\(columns).readEnum\(suffix)()")
        case .json:
            // Rows hold what expressions made, which the constraints of the schema do not bind.
            let code = ReadingCode(context: context, checksConstraints: false)
            let body = code.read(context.unwrapped(type), from: "$0", at: .init(owner: "Self", name: ""))
            return .text("\(columns).readJSON\(suffix) ") + .closure(parameters: "", body: body)
        }
    }

    private func form(_ type: ValueType) -> ColumnKind { context.schema.columnKind(type) }
}
