import AnnalsSchema

/// Prints a tagged union as an enum with one case for each struct.
struct UnionPrinter {
    let context: GenerationContext
    let id: VersionedName
    /// The name within its place.
    let name: String
    let union: Union
    let description: String?
    let source: String

    /// The property under which expressions find an alternative: a case and a property cannot share a name.
    static func property(_ alternative: UnionCase) -> String {
        "as\(SwiftIdentifier.capitalized(alternative.swiftName))"
    }

    func print(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation(description, source: source)
        let kind = isRecursive ? "indirect enum" : "enum"
        printer.block(.text("\(context.access)\(kind) \(name): \(names.JSONCodable)")) { printer in
            let tags = union.cases.map { Layout.text(SwiftLiteral.string($0.tag)) }
            printer.line(
                .text("private static let tags: \(names.JSONFields) = ") + .list(open: "[", items: tags, close: "]"))
            printer.blank()
            for alternative in union.cases {
                printer.line("case \(caseName(alternative))(\(context.swiftName(alternative.type)))" as String)
            }
            if union.isOpen {
                printer.documentation(
                    "An object whose tag this version of the schema does not know, as it was written.")
                printer.line("case unknown(\(names.String), \(names.JSONValue))" as String)
            }
            printer.blank()
            printTag(to: &printer)
            printProperties(to: &printer)
            printer.blank()
            printReading(to: &printer)
            printer.blank()
            printWriting(to: &printer)
        }
    }

    private func caseName(_ alternative: UnionCase) -> String { SwiftIdentifier.escaped(alternative.swiftName) }

    private func printTag(to printer: inout CodePrinter) {
        printer.documentation("The tag on the wire.")
        let property = SwiftIdentifier.escaped(union.discriminator)
        printer.block(.text("\(context.access)var \(property): \(context.names.String)")) { printer in
            printer.line("switch self {" as String)
            for alternative in union.cases {
                printer.line("case .\(caseName(alternative)): \(SwiftLiteral.string(alternative.tag))" as String)
            }
            if union.isOpen { printer.line("case .unknown(let tag, _): tag" as String) }
            printer.line("}" as String)
        }
    }

    private func printProperties(to printer: inout CodePrinter) {
        for alternative in union.cases {
            printer.blank()
            printer.documentation("The \(context.swiftName(alternative.type)), when it is one.")
            let head =
                "\(context.access)var \(UnionPrinter.property(alternative)): "
                + "\(context.swiftName(alternative.type))?"
            printer.block(.text(head)) { printer in
                let isOnly = union.cases.count == 1 && !union.isOpen
                printer.line(
                    isOnly
                        ? "switch self { case .\(caseName(alternative))(let value): value }"
                        : "if case .\(caseName(alternative))(let value) = self { value } else { nil }" as String)
            }
        }
    }

    private func printReading(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation("Reads a value and checks it against the schema.")
        printer.block(.text("\(context.access)init?(from reader: inout \(names.JSONReader))")) { printer in
            let arguments =
                SwiftLiteral.string(union.discriminator) + ", of: Self.tags" + (union.isOpen ? ", isOpen: true" : "")
            printer.line("guard let tag = reader.tag(\(arguments)) else { return nil }" as String)
            printer.line("switch tag.index {" as String)
            for (index, alternative) in union.cases.enumerated() {
                printer.line("case \(index):" as String)
                printer.indented { printer in
                    let type = context.swiftName(alternative.type)
                    printer.line("guard let value = \(type)(from: &reader) else { return nil }" as String)
                    printer.line("self = .\(caseName(alternative))(value)" as String)
                }
            }
            printer.line("default:" as String)
            printer.indented { printer in
                guard union.isOpen else { return printer.line("return nil" as String) }
                printer.line("guard let value = reader.json() else { return nil }" as String)
                printer.line("self = .unknown(tag.text, value)" as String)
            }
            printer.line("}" as String)
        }
    }

    private func printWriting(to printer: inout CodePrinter) {
        printer.documentation("Writes the value: the tag, then the keys of its struct.")
        printer.block(.text("\(context.access)func write(to writer: inout \(context.names.JSONWriter))")) { printer in
            printer.line("switch self {" as String)
            for alternative in union.cases {
                printer.line("case .\(caseName(alternative))(let value):" as String)
                printer.indented { printer in
                    let discriminator = SwiftLiteral.string(union.discriminator)
                    printer.line(
                        "writer.tag(\(discriminator), \(SwiftLiteral.string(alternative.tag)))" as String)
                    printer.line("writer.value(value)" as String)
                }
            }
            if union.isOpen { printer.line("case .unknown(_, let value): writer.value(value)" as String) }
            printer.line("}" as String)
        }
    }

    /// Whether a value can contain another one of the same type other than in a list or map: then it needs a reference.
    private var isRecursive: Bool {
        var visited: Set<VersionedName> = []
        var rest = union.cases.map(\.type)
        while let next = rest.popLast() {
            if next == id { return true }
            guard visited.insert(next).inserted else { continue }
            switch context.definition(next) {
            case .record(let fields): rest += fields.compactMap { inPlace($0.type) }
            case .union(let union): rest += union.cases.map(\.type)
            case .alias(let type): rest += inPlace(type).map { [$0] } ?? []
            case .enumeration, nil: continue
            }
        }
        return false
    }

    private func inPlace(_ type: ValueType) -> VersionedName? {
        switch type {
        case .named(let name), .optional(.named(let name)): name
        default: nil
        }
    }
}
