import AnnalsSchema

/// Prints an alias: `typealias Currency = String`, and the constants of its constraints.
struct AliasPrinter {
    let context: GenerationContext
    let id: VersionedName
    let target: ValueType
    let description: String?
    let source: String

    /// The enum that holds the constants of an alias's constraints.
    static func ruleName(_ id: VersionedName, _ context: GenerationContext) -> String {
        id.version == context.newestVersion(id.name) ? "\(id.name)Rule" : "\(id.name)V\(id.version)Rule"
    }

    /// Prints the alias under the last part of its name; one that is nested is printed within an extension.
    func print(to printer: inout CodePrinter) {
        let name = context.swiftName(id).split(separator: ".").last ?? ""
        printer.documentation(description, source: source)
        printer.line("\(context.access)typealias \(name) = \(context.swiftType(target))" as String)
    }

    /// Prints the constants; nothing when there are none.
    func printRule(to printer: inout CodePrinter) {
        let constants = SchemaConstant.all(in: target, place: "", context.names)
        guard !constants.isEmpty else { return }
        printer.blank()
        printer.documentation("What \(context.swiftName(id)) must look like.")
        printer.block(.text("enum \(AliasPrinter.ruleName(id, context))")) { printer in
            for constant in constants {
                printer.line("static let \(constant.name) = \(constant.value)" as String)
            }
        }
    }
}
