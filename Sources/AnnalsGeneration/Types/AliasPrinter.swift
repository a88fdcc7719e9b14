import AnnalsExpression
import AnnalsSchema

/// Prints an alias: `typealias Currency = String`, and the constants of its constraints.
struct AliasPrinter {
    let context: GenerationContext
    let id: VersionedName
    let target: ValueType
    let description: String?
    let source: String
    /// How it comes from the version before.
    var upcast: Upcast?

    /// The enum that holds the constants of an alias's constraints.
    static func ruleName(_ id: VersionedName, _ context: GenerationContext) -> String {
        id.version == context.newestVersion(id.name) ? "\(id.name)Rule" : "\(id.name)V\(id.version)Rule"
    }

    /// Prints the alias under the last part of its name; one that is nested is printed within an extension.
    func print(to printer: inout CodePrinter) {
        let name = context.ownName(id)
        printer.documentation(description, source: source)
        printer.line("\(context.access)typealias \(name) = \(context.swiftType(target))" as String)
    }

    /// Prints the constants; nothing when there are none.
    func printRule(to printer: inout CodePrinter) {
        let constants = SchemaConstant.all(in: target, place: "", context.names)
        guard !constants.isEmpty || upcast?.expression != nil else { return }
        printer.blank()
        printer.documentation(
            constants.isEmpty
                ? "How \(context.swiftName(id)) comes from the version before."
                : "What \(context.swiftName(id)) must look like.")
        printer.block(.text("enum \(AliasPrinter.ruleName(id, context))")) { printer in
            for constant in constants {
                printer.line("static let \(constant.name) = \(constant.value)" as String)
            }
            if let expression = upcast?.expression {
                if !constants.isEmpty { printer.blank() }
                printUpcast(expression, to: &printer)
            }
        }
    }

    private func printUpcast(_ expression: CheckedExpression, to printer: inout CodePrinter) {
        let old = VersionedName(id.name, id.version - 1)
        let throwing = expression.canFail ? " throws(\(context.names.EvaluationError))" : ""
        printer.documentation("Version \(id.version) from version \(old.version).")
        let head = "static func upcast(_ old: \(context.swiftName(old)))\(throwing) -> \(context.swiftName(id))"
        printer.block(.text(head)) { printer in
            printer.line(ExpressionEmitter(context, roots: ["old"]).expression(expression.root))
        }
    }
}

extension Upcast {
    /// The expression of an alias's step.
    var expression: CheckedExpression? {
        if case .whole(.expression(let expression)) = body { expression } else { nil }
    }
}
