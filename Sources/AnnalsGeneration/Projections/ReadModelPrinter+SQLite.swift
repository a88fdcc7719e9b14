import AnnalsSchema

/// Prints what makes rows records of GRDB.
extension ReadModelPrinter {
    func printSQLite(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        printer.blank()
        let record = projection.search.isEmpty ? names.SQLiteReadModel : names.SearchableReadModel
        printer.block(.text("extension \(name): \(record)")) { printer in
            printer.documentation("The columns, for queries with GRDB.")
            printer.block(.text("\(access)enum Columns")) { printer in
                for column in projection.allColumns {
                    let name = SwiftLiteral.string(column.field.name)
                    printer.documentation(column.field.description)
                    printer.line("\(access)static let \(property(column)) = \(names.Column)(\(name))" as String)
                }
            }
            for index in indexes { printFetching(index, to: &printer) }
            for lines in lines { printMany(lines, to: &printer) }
            if let owner { printOwner(owner, to: &printer) }
        }
        if !indexes.isEmpty { printOrders(to: &printer) }
        for lines in lines { lines.rows.printSQLite(to: &printer) }
    }

    /// All indexes besides the key.
    private var indexes: [TableIndex] {
        let single = projection.allColumns.filter(\.isIndexed).map { column in
            TableIndex(columns: [column.field.name], isUnique: false, location: projection.location)
        }
        return single + projection.indexes
    }

    private func columns(_ index: TableIndex) -> [Column] {
        index.columns.compactMap { name in projection.allColumns.first { $0.field.name == name } }
    }

    /// `fetchAll(db, customerId: "c")`
    private func printFetching(_ index: TableIndex, to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        let columns = columns(index)
        // Doubles that look the same differ in the last digit.
        guard columns.allSatisfy({ context.schema.columnKind($0.field.type).isComparable }) else { return }
        printer.blank()
        let list = columns.map { "`\($0.field.name)`" }.joined(separator: " and ")
        printer.documentation(
            index.isUnique ? "The row with this \(list)." : "The rows with this \(list), in the order of their keys.")
        let db = SwiftIdentifier.fresh("db", avoiding: columns.map(\.field.swiftName))
        let parameters: [Layout] =
            [.text(db == "db" ? "_ db: \(names.Database)" : "_ \(db): \(names.Database)")]
            + columns.map {
                .text("\(SwiftIdentifier.label($0.field.swiftName)): \(context.swiftType($0.field.type))")
            }
        let head =
            Layout.text("\(access)static func \(index.isUnique ? "fetchOne" : "fetchAll")")
            + .list(open: "(", items: parameters, close: ")")
            + .text(" throws -> \(index.isUnique ? "Self?" : "[Self]")")
        printer.block(head) { printer in
            let conditions = columns.map { column in
                Layout.text("\(SwiftLiteral.string(column.field.name)): ")
                    + .call(names.ColumnValue, [.text("of: \(property(column))")])
            }
            let call = Layout.call(
                "try fetchAll", [.text(db), "where: " + .list(open: "[", items: conditions, close: "]")])
            printer.line(index.isUnique ? call + ".first" : call)
        }
    }

    /// `.createdAt` as an order of rows.
    private func printOrders(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        printer.blank()
        printer.block(.text("extension \(names.RowOrder) where Row == \(name)")) { printer in
            for index in indexes {
                let columns = columns(index)
                let order = columns.dropFirst().reduce(columns.first?.field.swiftName ?? "") { name, column in
                    name + SwiftIdentifier.capitalized(column.field.swiftName)
                }
                let arguments = columns.map { Layout.text(SwiftLiteral.string($0.field.name)) }
                printer.documentation("By \(columns.map { "`\($0.field.name)`" }.joined(separator: ", then by ")).")
                let list = Layout.list(open: "(by: ", items: arguments, close: ")")
                printer.line(
                    .text("\(access)static var \(SwiftIdentifier.escaped(order)): Self { Self") + list + " }")
            }
        }
    }

    // MARK: - Lists

    private func printMany(_ lines: LinesPrinter, to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        let (type, association) = (lines.names.type, lines.names.association)
        printer.blank()
        printer.documentation("The rows of the elements of `\(lines.column.field.name)`, to join them.")
        printer.block(
            .text("\(access)static var \(association): \(names.HasManyAssociation)<\(name), \(type)>")
        ) { printer in
            printer.line(
                .call("hasMany", [.text("\(type).self"), foreignKey(projection)]) + ".order(\(type).Columns.position)")
        }
        printer.blank()
        printer.documentation("The rows of the elements of `\(lines.column.field.name)` of this row, in their order.")
        printer.line(
            "\(access)var \(association): \(names.QueryInterfaceRequest)<\(type)> { request(for: Self.\(association)) }"
                as String)
    }

    private func printOwner(_ owner: ProjectionDeclaration, to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        let association = SwiftIdentifier.fresh(
            SwiftIdentifier.lowercased(owner.name), avoiding: projection.allColumns.map(\.field.swiftName))
        printer.blank()
        printer.documentation("The row that has the list.")
        printer.block(
            .text("\(access)static var \(association): \(names.BelongsToAssociation)<\(name), \(owner.name)>")
        ) { printer in
            printer.line(.call("belongsTo", [.text("\(owner.name).self"), foreignKey(owner)]))
        }
    }

    private func foreignKey(_ owner: ProjectionDeclaration) -> Layout {
        "using: " + .call(context.names.ForeignKey, [self.names(owner.key.map(\.field.name))])
    }
}
