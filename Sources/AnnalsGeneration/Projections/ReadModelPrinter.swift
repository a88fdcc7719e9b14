import AnnalsExpression
import AnnalsSchema

/// Prints a row of a read model.
struct ReadModelPrinter {
    let context: GenerationContext
    let projection: ProjectionDeclaration
    /// The read model whose lists make these rows, in which they are nested; nil for one that stands by itself.
    var owner: ProjectionDeclaration?

    /// The name, also from outside of what it is nested in.
    var name: String { owner.map { "\($0.name).\(projection.name)" } ?? projection.name }

    var lines: [LinesPrinter] {
        projection.columns.compactMap { LinesPrinter(context: context, parent: projection, column: $0) }
    }

    private var code: ColumnCode { ColumnCode(context: context) }

    func print(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        let fields = projection.storedColumns.map(\.field)
        let record = RecordPrinter(
            context: context, name: projection.name, conformance: names.ReadModel, fields: fields,
            description: projection.description, source: SourcePointer.projection(owner ?? projection))
        printer.blank()
        printer.documentation(record.description, source: record.source)
        printer.block(.text("\(access)struct \(projection.name): \(names.ReadModel)")) { printer in
            record.printFields(&printer)
            printer.blank()
            record.printInitializer(&printer)
            for column in projection.computed { printComputed(column, to: &printer) }
            printer.blank()
            printTable(to: &printer)
            printer.blank()
            printKey(to: &printer)
            printer.blank()
            printWriting(to: &printer)
            printer.blank()
            printReading(to: &printer)
            if !lines.isEmpty { LinesPrinter.printLines(lines, context, to: &printer) }
        }
        if owner == nil { for lines in lines { lines.print(to: &printer) } }
    }

    private func printTable(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation("The table.")
        let columns = projection.allColumns.map { column -> Layout in
            var arguments: [Layout] = [
                .text(SwiftLiteral.string(column.field.name)), .text(".\(code.storage(column.field.type))"),
            ]
            if let form = code.jsonForm(column.field.type) { arguments.append(.text("as: .\(form)")) }
            if code.isOptional(column.field.type) { arguments.append("isNullable: true") }
            if column.isIndexed { arguments.append("isIndexed: true") }
            return .call(names.ColumnSchema, arguments)
        }
        var arguments: [Layout] = [
            .text(SwiftLiteral.string(projection.table)),
            "columns: " + .list(open: "[", items: columns, close: "]"),
            "primaryKey: " + self.names(projection.key.map(\.field.name)),
        ]
        let indexes = projection.indexes.map { index -> Layout in
            .call(names.IndexSchema, [self.names(index.columns)] + (index.isUnique ? ["isUnique: true"] : []))
        }
        if !indexes.isEmpty { arguments.append("indexes: " + .list(open: "[", items: indexes, close: "]")) }
        if !projection.search.isEmpty { arguments.append("searchedColumns: " + self.names(projection.search)) }
        let tables = lines.map(\.schema)
        if !tables.isEmpty { arguments.append("lines: " + .list(open: "[", items: tables, close: "]")) }
        printer.line(.text("\(context.access)static let table = ") + .call(names.TableSchema, arguments))
    }

    func names(_ names: [String]) -> Layout {
        .list(open: "[", items: names.map { .text(SwiftLiteral.string($0)) }, close: "]")
    }

    private func printComputed(_ column: ComputedColumn, to printer: inout CodePrinter) {
        var emitter = ExpressionEmitter(
            context, roots: ["row"], fields: ["row": projection.storedColumns.map(\.field)])
        emitter.rename("row", to: "self")
        let name = SwiftIdentifier.escaped(column.field.swiftName)
        printer.blank()
        printer.documentation(column.field.description ?? "Follows from the other columns; stored with them.")
        printer.block(.text("\(context.access)var \(name): \(context.swiftType(column.field.type))")) { printer in
            printer.line(emitter.expression(column.expression.root))
        }
    }

    // MARK: - Key

    private func printKey(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        if let column = projection.key.first, projection.key.count == 1 {
            printer.documentation("What identifies a row.")
            printer.line("\(access)typealias Key = \(context.swiftType(column.field.type))" as String)
            guard column.field.swiftName != "key" else { return }
            printer.blank()
            printer.documentation("What identifies this row.")
            printer.line("\(access)var key: Key { \(property(column)) }" as String)
            return
        }
        printer.documentation("What identifies a row.")
        printer.block(.text("\(access)struct Key: \(names.Hashable), \(names.Sendable)")) { printer in
            let fields = projection.key.map(\.field)
            let key = RecordPrinter(
                context: context, name: "Key", conformance: "", fields: fields, description: nil, source: "")
            key.printFields(&printer)
            printer.blank()
            key.printInitializer(&printer)
        }
        printer.blank()
        printer.documentation("What identifies this row.")
        let arguments = projection.key.map {
            Layout.labelled(SwiftIdentifier.label($0.field.swiftName), .text(property($0)))
        }
        printer.line(.text("\(access)var key: Key { ") + .call("Key", arguments) + " }")
    }

    func property(_ column: Column) -> String { SwiftIdentifier.escaped(column.field.swiftName) }

    // MARK: - Columns

    private func printWriting(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        let fields = projection.allColumns.map(\.field.swiftName)
        let local = SwiftIdentifier.fresh("columns", avoiding: fields)
        printer.documentation("Writes all columns, in the order of the table.")
        let head = "\(access)func write(to \(local): inout \(names.ColumnWriter)) throws(\(names.InvalidRow))"
        printer.block(.text(head)) { printer in
            for column in projection.allColumns {
                code.printWriting(column.field.type, property(column), to: local, &printer)
            }
        }
        printer.blank()
        printer.documentation("Writes the key columns, in the order of the primary key.")
        let parameters = "_ key: Key, to columns: inout \(names.ColumnWriter)"
        let keyHead = "\(access)static func write(\(parameters)) throws(\(names.InvalidRow))"
        printer.block(.text(keyHead)) { printer in
            for column in projection.key {
                let value = projection.key.count == 1 ? "key" : "key.\(property(column))"
                code.printWriting(column.field.type, value, to: "columns", &printer)
            }
        }
    }

    private func printReading(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        printer.documentation("Reads all columns, in the order of the table.")
        let head = "\(access)init(from columns: inout \(names.ColumnReader)) throws(\(names.InvalidRow))"
        printer.block(.text(head)) { printer in
            for column in projection.storedColumns {
                printer.line(
                    .text("self.\(property(column)) = try ") + code.reading(column.field.type, from: "columns"))
            }
            for _ in projection.computed { printer.line("try columns.skip()" as String) }
        }
    }
}
