import AnnalsSchema

/// Prints the rows that the elements of a list make.
struct LinesPrinter {
    let context: GenerationContext
    let parent: ProjectionDeclaration
    let column: Column
    private let table: LinesTable
    private let fields: [Field]

    /// Nil for a column without a table of its own.
    init?(context: GenerationContext, parent: ProjectionDeclaration, column: Column) {
        guard let table = column.lines, case .record(let fields)? = context.definition(table.element) else {
            return nil
        }
        self.context = context
        self.parent = parent
        self.column = column
        self.table = table
        self.fields = fields
    }

    /// The names of a list's rows.
    struct ListNames {
        let type: String
        let association: String
    }

    /// The names of all lists that have tables.
    static func all(of projection: ProjectionDeclaration) -> [ListNames] {
        projection.columns.filter { $0.lines != nil }.map(names)
    }

    private static func names(_ column: Column) -> ListNames {
        let name = column.field.swiftName
        return ListNames(type: "\(SwiftIdentifier.capitalized(name))Row", association: "\(name)Rows")
    }

    /// `ItemsRow` and `itemsRows`.
    var names: ListNames { LinesPrinter.names(column) }

    /// `LinesSchema(of: "items", in: ItemsRow.table)`
    var schema: Layout {
        .call(
            context.names.LinesSchema,
            [.text("of: \(SwiftLiteral.string(column.field.name))"), .text("in: \(names.type).table")])
    }

    /// The printer of the rows, which are those of a read model without handlers.
    var rows: ReadModelPrinter {
        let position = Field(
            name: LinesTable.position, type: .scalar(.int, Constraints()),
            description: "The place in the list, from 0.",
            location: table.location)
        let rows = ProjectionDeclaration(
            name: names.type, description: "An element of `\(column.field.name)`, with the key of its row.",
            table: table.name, key: parent.key + [Column(field: position, isIndexed: false)],
            columns: fields.map { field in
                var field = field
                field.defaultValue = nil
                return Column(field: field, isIndexed: table.indexed.contains(field.name))
            }, handlers: [], file: parent.file, location: parent.location)
        return ReadModelPrinter(context: context, projection: rows, owner: parent)
    }

    func print(to printer: inout CodePrinter) {
        printer.blank()
        printer.block(.text("extension \(parent.name)")) { rows.print(to: &$0) }
    }

    static func printLines(_ lines: [LinesPrinter], _ context: GenerationContext, to printer: inout CodePrinter) {
        let names = context.names
        printer.blank()
        printer.documentation("The rows of the elements of lists.")
        let head = "\(context.access)func lineRows() throws(\(names.InvalidRow)) -> [[\(names.PackedColumns)]]"
        printer.block(.text(head)) { printer in
            printer.line(.list(open: "[", items: lines.map(\.value), close: "]"))
        }
    }

    /// `try Self.lineRows(items) { position, element in ItemsRow(orderId: orderId, …) }`
    private var value: Layout {
        let list = SwiftIdentifier.escaped(column.field.swiftName)
        let isOptional = ColumnCode(context: context).isOptional(column.field.type)
        func argument(_ field: Field, _ owner: String) -> Layout {
            let property = SwiftIdentifier.escaped(field.swiftName)
            return .labelled(SwiftIdentifier.label(field.swiftName), .text("\(owner).\(property)"))
        }
        let arguments =
            parent.key.map { argument($0.field, "self") } + ["position: position"]
            + fields.map { argument($0, "element") }
        return .text("try Self.lineRows(self.\(list)\(isOptional ? " ?? []" : "")) ")
            + .closure(parameters: "position, element", body: .call(names.type, arguments))
    }
}
