import AnnalsSchema

/// Prints an enum of strings.
struct EnumerationPrinter {
    let context: GenerationContext
    /// The name within its place.
    let name: String
    let enumeration: Enumeration
    let description: String?
    let source: String

    func print(to printer: inout CodePrinter) {
        printer.documentation(description, source: source)
        if enumeration.isOpen { printOpen(to: &printer) } else { printClosed(to: &printer) }
    }

    private func printClosed(to printer: inout CodePrinter) {
        let head = "\(context.access)enum \(name): \(context.names.String), \(context.names.EnumerationCodable)"
        printer.block(.text(head)) { printer in
            for value in enumeration.cases {
                printer.documentation(value.description)
                let name = SwiftIdentifier.escaped(value.swiftName)
                let isSame = value.swiftName == value.value
                printer.line(
                    isSame ? "case \(name)" : "case \(name) = \(SwiftLiteral.string(value.value))" as String)
            }
        }
    }

    /// Swift's enums with raw values are closed, so this one has its own.
    private func printOpen(to printer: inout CodePrinter) {
        let string = context.names.String
        printer.block(.text("\(context.access)enum \(name): \(context.names.OpenEnumerationCodable)")) { printer in
            for value in enumeration.cases {
                printer.documentation(value.description)
                printer.line("case \(SwiftIdentifier.escaped(value.swiftName))" as String)
            }
            printer.documentation("A value that this version of the schema does not know, as it was written.")
            printer.line("case unknown(\(string))" as String)
            printer.blank()
            printer.documentation("The case of a value on the wire.")
            printer.block(.text("\(context.access)init(rawValue: \(string))")) { printer in
                printSwitch("rawValue", to: &printer) { name, value in "case \(value): self = .\(name)" }
                printer.line("default: self = .unknown(rawValue)" as String)
                printer.line("}" as String)
            }
            printer.blank()
            printer.documentation("The value on the wire.")
            printer.block(.text("\(context.access)var rawValue: \(string)")) { printer in
                printSwitch("self", to: &printer) { name, value in "case .\(name): \(value)" }
                printer.line("case .unknown(let value): value" as String)
                printer.line("}" as String)
            }
        }
    }

    private func printSwitch(
        _ subject: String, to printer: inout CodePrinter, _ line: (_ name: String, _ value: String) -> String
    ) {
        printer.line("switch \(subject) {" as String)
        for value in enumeration.cases {
            printer.line(line(SwiftIdentifier.escaped(value.swiftName), SwiftLiteral.string(value.value)))
        }
    }
}
