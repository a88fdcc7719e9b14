import AnnalsSchema

/// Prints a struct with its fields, its initializer, and reading and writing of JSON.
struct RecordPrinter {
    let context: GenerationContext
    /// The name within its place.
    let name: String
    /// The protocol it conforms to.
    let conformance: String
    let fields: [Field]
    /// The keys that are there besides the fields and are skipped, when a view of a record is read: then it is neither
    /// written nor checked. All keys of the record, in schema order.
    var allKeys: [String]?
    /// Whether values are checked against the schema when they are read. Views and states are not.
    var checksConstraints = true
    /// What must hold across the fields.
    var rules: [RecordRule] = []
    let description: String?
    let source: String

    /// Prints the struct.
    ///
    /// - Parameter members: What else stands in it, after the fields.
    func print(to printer: inout CodePrinter, members: (inout CodePrinter) -> Void = { _ in }) {
        printer.documentation(description, source: source)
        printer.block(.text("\(context.access)struct \(name): \(conformance)")) { printer in
            members(&printer)
            printConstants(&printer)
            printFields(&printer)
            printer.blank()
            printInitializer(&printer)
            printer.blank()
            printReading(&printer)
            guard allKeys == nil else { return }
            printer.blank()
            printWriting(&printer)
            RulePrinter(context: context, name: name, fields: fields, rules: rules).printFunctions(&printer)
        }
    }

    /// Prints initializer, reading and writing of a struct whose head and fields stand already.
    func printCoding(_ printer: inout CodePrinter) {
        printInitializer(&printer)
        printer.blank()
        printReading(&printer)
        printer.blank()
        printWriting(&printer)
    }

    /// Prints the stored properties.
    func printFields(_ printer: inout CodePrinter) {
        for field in fields {
            printer.documentation(field.description)
            printer.line("\(context.access)var \(property(field)): \(context.swiftType(field.type))" as String)
        }
    }

    /// Prints the memberwise initializer with the defaults.
    func printInitializer(_ printer: inout CodePrinter) {
        printer.documentation("Creates a value. Constraints are not checked here.")
        let parameters = fields.map { field -> Layout in
            let parameter = Layout.labelled(property(field), .text(context.swiftType(field.type)))
            return defaultValue(field).map { parameter + " = " + $0 } ?? parameter
        }
        let head = Layout.text("\(context.access)init") + .list(open: "(", items: parameters, close: ")")
        guard !fields.isEmpty else { return printer.line("\(context.access)init() {}" as String) }
        printer.block(head) { printer in
            for field in fields { printer.line("self.\(property(field)) = \(property(field))" as String) }
        }
    }

    /// All keys of the object, in schema order.
    private var keys: [String] { allKeys ?? fields.map(\.name) }

    /// The place of a field among them.
    private func place(_ field: Field) -> Int { keys.firstIndex(of: field.name) ?? 0 }

    private func property(_ field: Field) -> String { SwiftIdentifier.escaped(field.swiftName) }

    /// The default, nil for an optional without one; nothing for a field that must be given.
    private func defaultValue(_ field: Field) -> Layout? {
        if let value = field.defaultValue { return DefaultCode(context: context).literal(value, field.type) }
        if case .optional = field.type, !field.isNullable { return "nil" }
        return nil
    }

    // MARK: - JSON

    func printConstants(_ printer: inout CodePrinter) {
        let keys = keys.map { Layout.text(SwiftLiteral.string($0)) }
        let head = "private static let fields"
        let required = fields.filter(isRequired).map { Layout.text("\(place($0))") }
        if required.isEmpty {
            printer.line(.text("\(head): \(context.names.JSONFields) = ") + .list(open: "[", items: keys, close: "]"))
        } else {
            let arguments: [Layout] = [
                .list(open: "[", items: keys, close: "]"),
                .labelled("required", .list(open: "[", items: required, close: "]")),
            ]
            printer.line(.text("\(head) = ") + .call(context.names.JSONFields, arguments))
        }
        for constant in !checksConstraints || allKeys != nil
            ? [] : fields.flatMap({ SchemaConstant.all(in: $0.type, place: $0.swiftName, context.names) })
        {
            printer.line("private static let \(constant.name) = \(constant.value)" as String)
        }
        printer.blank()
    }

    private func printReading(_ printer: inout CodePrinter) {
        let used = fields.map(\.swiftName)
        let reader = SwiftIdentifier.fresh("reader", avoiding: used)
        let object = SwiftIdentifier.fresh("object", avoiding: used)
        let index = SwiftIdentifier.fresh("field", avoiding: used)
        printer.documentation(
            allKeys != nil
                ? "Reads the fields and skips the others."
                : checksConstraints ? "Reads a value and checks it against the schema." : "Reads a value.")
        let parameter = reader == "reader" ? "from reader" : "from \(reader)"
        let head = "\(context.access)init?(\(parameter): inout \(context.names.JSONReader))"
        printer.block(.text(head)) { printer in
            for field in fields { printer.line(local(field)) }
            printer.line("var \(object) = \(reader).beginObject(Self.fields)" as String)
            if fields.isEmpty {
                let body = keys.isEmpty ? "{}" : "{ \(reader).skipValue() }"
                printer.line("while \(reader).nextField(in: &\(object)) != nil \(body)" as String)
            } else {
                printer.block(.text("while let \(index) = \(reader).nextField(in: &\(object))")) { printer in
                    printer.line("switch \(index) {" as String)
                    for field in fields { printer.line(reading(field, place(field), reader)) }
                    printer.line(allKeys == nil ? "default: break" : "default: \(reader).skipValue()" as String)
                    printer.line("}" as String)
                }
            }
            printGuard(&printer, reader, object)
            printer.line(
                .call("self.init", fields.map { .labelled(SwiftIdentifier.label($0.swiftName), .text(property($0))) }))
            RulePrinter(context: context, name: name, fields: fields, rules: rules).printCalls(&printer, reader, object)
        }
    }

    /// `var quantity: Int?`, or with the default, which stays where the key is absent.
    private func local(_ field: Field) -> Layout {
        var type = context.swiftType(field.type)
        if !isOptional(field) { type += "?" }
        let declaration = Layout.text("var \(property(field)): \(type)")
        guard field.defaultValue != nil, let value = defaultValue(field) else { return declaration }
        return declaration + " = " + value
    }

    private func reading(_ field: Field, _ number: Int, _ reader: String) -> Layout {
        let place = ReadingCode.Place(owner: "Self", name: field.swiftName)
        let code = ReadingCode(context: context, checksConstraints: checksConstraints && allKeys == nil)
        let head = Layout.text("case \(number): \(property(field)) = ")
        if case .optional(let wrapped) = context.resolved(field.type) {
            return head + .text("\(reader).skipNull() ? nil : ") + code.read(wrapped, from: reader, at: place)
        }
        return head + code.read(field.type, from: reader, at: place)
    }

    private func printGuard(_ printer: inout CodePrinter, _ reader: String, _ object: String) {
        let end = Layout.text("\(reader).endObject(\(object))")
        let present = fields.filter { !isOptional($0) }.map { Layout.text("let \(property($0))") }
        let condition = Layout.sequence(
            [.text("guard "), end] + present.map { .sequence([", ", $0]) } + [.text(" else { return nil }")])
        guard printer.indentation + condition.flat.utf8.count > Layout.width else { return printer.line(condition) }
        printer.line("guard" as String)
        printer.indented { $0.fill([end] + present) }
        printer.line("else { return nil }" as String)
    }

    /// An alias of an optional is optional too.
    private func isOptional(_ field: Field) -> Bool {
        if case .optional = context.resolved(field.type) { return true }
        return false
    }

    private func isRequired(_ field: Field) -> Bool {
        (field.isNullable || !isOptional(field)) && field.defaultValue == nil
    }

    private func printWriting(_ printer: inout CodePrinter) {
        let writer = SwiftIdentifier.fresh("writer", avoiding: fields.map(\.swiftName))
        let code = WritingCode(context: context)
        printer.documentation("Writes the value: keys in schema order, nil left out.")
        let head = "\(context.access)func write(to \(writer): inout \(context.names.JSONWriter))"
        printer.block(.text(head)) { printer in
            printer.line("\(writer).beginObject()" as String)
            for field in fields {
                let key = "\(writer).key(\(SwiftLiteral.string(field.name)))"
                if !field.writesNull, case .optional(let wrapped) = context.resolved(field.type) {
                    printer.block(.text("if let \(property(field))")) { printer in
                        printer.line(key)
                        printer.line(code.write(wrapped, property(field), to: writer))
                    }
                } else {
                    printer.line(key)
                    printer.line(code.write(field.type, property(field), to: writer))
                }
            }
            printer.line("\(writer).endObject()" as String)
        }
    }
}
