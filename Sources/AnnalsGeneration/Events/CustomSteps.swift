import AnnalsSchema

/// The protocol that makes a forgotten custom step a compile error.
struct CustomSteps {
    let context: GenerationContext
    /// The type or the event.
    let name: String
    let isEvent: Bool
    private let versions: [(id: VersionedName, upcast: Upcast?, fields: [Field])]

    init(context: GenerationContext, event: EventDeclaration) {
        self.context = context
        name = event.name
        isEvent = true
        versions = event.versions.map { ($0.id, $0.upcast, $0.fields) }
    }

    init(context: GenerationContext, type: TypeDeclaration) {
        self.context = context
        name = type.name
        isEvent = false
        versions = type.versions.map { version in
            let fields: [Field] = if case .record(let fields) = version.definition { fields } else { [] }
            return (version.id, version.upcast, fields)
        }
    }

    /// The name of the protocol.
    static func protocolName(_ name: String) -> String { "\(name)Upcasting" }

    /// The name of the function for one field.
    static func functionName(_ field: Field) -> String {
        "upcast\(SwiftIdentifier.capitalized(field.swiftName))"
    }

    /// Whether a step of these versions is the user's.
    static func isNeeded(_ upcasts: [Upcast?]) -> Bool {
        upcasts.contains { upcast in
            switch upcast?.body {
            case .custom: true
            case .fields(let fields): fields.contains { if case .custom = $0.source { true } else { false } }
            case .values, .tags, .whole, nil: false
            }
        }
    }

    func print(to printer: inout CodePrinter) {
        guard CustomSteps.isNeeded(versions.map(\.upcast)) else { return }
        printer.blank()
        printer.documentation(
            """
            The steps of \(name) that the schema leaves to you. Write them in an extension:
            `extension \(name) { static func … }`.
            """)
        printer.block(.text("protocol \(CustomSteps.protocolName(name))")) { printer in
            for version in versions {
                for (function, result) in functions(version) {
                    let old = context.swiftName(VersionedName(name, version.id.version - 1))
                    let parameters: [Layout] =
                        [.text("_ old: \(old)")] + (isEvent ? [.text("meta: \(context.names.EventMetadata)")] : [])
                    printer.line(.call("static func \(function)", parameters) + .text(" throws -> \(result)"))
                }
            }
        }
        printer.blank()
        printer.line("extension \(name): \(CustomSteps.protocolName(name)) {}" as String)
    }

    private func functions(_ version: (id: VersionedName, upcast: Upcast?, fields: [Field])) -> [(String, String)] {
        switch version.upcast?.body {
        case .custom: [("upcast", context.swiftName(version.id))]
        case .fields(let sources):
            sources.compactMap { source in
                guard case .custom = source.source, let field = version.fields.first(where: { $0.name == source.field })
                else { return nil }
                return (CustomSteps.functionName(field), context.swiftType(field.type))
            }
        case .values, .tags, .whole, nil: []
        }
    }
}
