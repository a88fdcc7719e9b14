import AnnalsSchema

/// Prints a closed enum of strings.
struct EnumerationPrinter {
    let context: GenerationContext
    /// The name within its place.
    let name: String
    let cases: [EnumerationCase]
    let description: String?
    let source: String

    func print(to printer: inout CodePrinter) {
        printer.documentation(description, source: source)
        let head = "\(context.access)enum \(name): \(context.names.String), \(context.names.EnumerationCodable)"
        printer.block(.text(head)) { printer in
            for value in cases {
                printer.documentation(value.description)
                let name = SwiftIdentifier.escaped(value.swiftName)
                let isSame = value.swiftName == value.value
                printer.line(
                    isSame ? "case \(name)" : "case \(name) = \(SwiftLiteral.string(value.value))" as String)
            }
        }
    }
}
