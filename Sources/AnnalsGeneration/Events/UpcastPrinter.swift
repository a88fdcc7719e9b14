import AnnalsExpression
import AnnalsSchema

/// Prints the initializer that makes one version of a type or an event from the version before.
struct UpcastPrinter {
    let context: GenerationContext
    let id: VersionedName
    let upcast: Upcast
    /// The fields of the new and of the old version.
    let fields: [Field]
    let oldFields: [Field]
    /// The old version of an enum.
    let oldValues: Enumeration?
    /// Whether `meta` is in scope: in events, not in types.
    let isEvent: Bool
    /// How the step can fail.
    let failure: StepFailure

    /// For a version of a type; nil for version 1 and for aliases, which have no initializers.
    init?(context: GenerationContext, type: TypeDeclaration, version: TypeVersion) {
        guard let old = type.version(version.id.version - 1) else { return nil }
        self.context = context
        upcast = version.upcast ?? Upcast(body: .fields([]), dropped: [], location: version.location)
        id = version.id
        isEvent = false
        failure = context.failure(of: version.id)
        switch (old.definition, version.definition) {
        case (_, .alias): return nil
        case (.record(let oldFields), .record(let fields)):
            (self.fields, self.oldFields, oldValues) = (fields, oldFields, nil)
        case (.enumeration(let old), .enumeration): (fields, oldFields, oldValues) = ([], [], old)
        case (.union, .union): (fields, oldFields, oldValues) = ([], [], nil)
        default: return nil
        }
    }

    /// For a version of an event; nil for version 1.
    init?(context: GenerationContext, event: EventDeclaration, version: EventVersion) {
        guard let upcast = version.upcast, let old = event.version(version.id.version - 1) else { return nil }
        self.context = context
        self.upcast = upcast
        id = version.id
        fields = version.fields
        oldFields = old.fields
        oldValues = nil
        isEvent = true
        failure = context.failure(of: version.id)
    }

    /// For what takes the place of a retired event; nil when the schema does not have it.
    init?(context: GenerationContext, event: EventDeclaration, part: RetirementPart) {
        guard let old = event.versions.last,
            let version = context.event(part.target.name)?.version(part.target.version)
        else { return nil }
        self.context = context
        upcast = part.upcast
        id = part.target
        fields = version.fields
        oldFields = old.fields
        oldValues = nil
        isEvent = true
        failure = context.failure(of: part.upcast)
    }

    /// Whether the step reads `meta`.
    var takesMetadata: Bool {
        guard isEvent else { return false }
        guard case .fields(let fields) = upcast.body else { return true }
        return fields.contains { field in
            switch field.source {
            case .expression(let expression): expression.root.reads("meta")
            case .custom: true
            default: false
            }
        }
    }

    private var old: VersionedName { VersionedName(id.name, id.version - 1) }

    func print(to printer: inout CodePrinter) {
        let names = context.names
        printer.blank()
        printer.block(.text("extension \(context.swiftName(id))")) { printer in
            printer.documentation("Version \(id.version) from version \(id.version - 1).")
            var parameters = [Layout.text("upcasting old: consuming \(context.swiftName(old))")]
            if takesMetadata { parameters.append(.text("meta: \(names.EventMetadata)")) }
            let throwing =
                switch failure {
                case .never: ""
                case .evaluation: " throws(\(names.EvaluationError))"
                case .anything: " throws"
                }
            let head = Layout.call("\(context.access)init", parameters) + .text(throwing)
            printer.block(head) { printBody(&$0) }
        }
    }

    private func printBody(_ printer: inout CodePrinter) {
        switch upcast.body {
        case .custom:
            let arguments: [Layout] = ["old"] + (isEvent ? ["meta: meta"] : [])
            printer.line("self = try " + .call("\(id.name).upcast", arguments))
        case .tags(let tags): printTags(tags, to: &printer)
        case .values(let values): printCases(values, to: &printer)
        // An alias has no initializer.
        case .whole: break
        case .fields(let sources):
            printer.line(.call("self.init", arguments(sources)))
        }
    }

    /// The arguments of the memberwise initializer.
    func arguments(_ sources: [FieldUpcast]) -> [Layout] {
        fields.compactMap { field in
            sources.first { $0.field == field.name }.map { source in
                Layout.labelled(SwiftIdentifier.label(field.swiftName), value(source, field))
            }
        }
    }

    private func printTags(_ tags: [TagUpcast], to printer: inout CodePrinter) {
        guard case .union(let new) = context.definition(id), case .union(let oldUnion) = context.definition(old) else {
            return
        }
        let conversions = ConversionCode(context: context, failure: context.failure(of: id))
        printer.line("switch old {" as String)
        for step in tags {
            guard let from = oldUnion.alternative(step.tag), let to = new.alternative(step.tag) else { continue }
            let content = conversions.convert(step.conversion, "value")
            let isFallible = context.failure(of: step.conversion) != .never
            printer.line(
                .text("case .\(SwiftIdentifier.escaped(from.swiftName))(let value): self = ")
                    + (isFallible ? "try " : "")
                    + .call(".\(SwiftIdentifier.escaped(to.swiftName))", [content]))
        }
        if oldUnion.isOpen {
            printer.line("case .unknown(let tag, let value): self = .unknown(tag, value)" as String)
        }
        printer.line("}" as String)
    }

    private func printCases(_ values: [ValueUpcast], to printer: inout CodePrinter) {
        guard case .enumeration(let new) = context.definition(id), let oldValues else { return }
        printer.line("switch old {" as String)
        for value in values {
            let oldName = oldValues.value(value.old)?.swiftName ?? value.old
            let newName = new.value(value.new).map { ".\(SwiftIdentifier.escaped($0.swiftName))" }
            printer.line(
                "case .\(SwiftIdentifier.escaped(oldName)): self = "
                    + (newName ?? ".unknown(\(SwiftLiteral.string(value.new)))") as String)
        }
        // The new version may know what the old one did not.
        if oldValues.isOpen { printer.line("case .unknown(let value): self.init(rawValue: value)" as String) }
        printer.line("}" as String)
    }

    private func value(_ source: FieldUpcast, _ field: Field) -> Layout {
        let conversions = ConversionCode(context: context, failure: failure)
        let oldName = oldFields.first { $0.name == field.name }?.swiftName ?? field.swiftName
        let oldValue = Layout.text("old.\(SwiftIdentifier.escaped(oldName))")
        switch source.source {
        case .expression(let expression):
            let roots = isEvent ? ["old", "meta"] : ["old"]
            return ExpressionEmitter(context, roots: roots, fields: ["old": oldFields]).expression(expression.root)
        case .custom:
            let arguments: [Layout] = ["old"] + (isEvent ? ["meta: meta"] : [])
            return "try " + .call("\(id.name).\(CustomSteps.functionName(field))", arguments)
        case .field(let conversion): return conversions.expression(conversion, oldValue)
        case .fieldOrDefault(let conversion, let value):
            let converted = conversions.convert(.wrapped(conversion), oldValue)
            let fallback = DefaultCode(context: context).literal(value, field.type) ?? "nil"
            let code = Layout.operands([converted, fallback], operators: ["??"])
            return context.failure(of: conversion) == .never ? code : "try " + code
        case .defaultValue(let value): return DefaultCode(context: context).literal(value, field.type) ?? "nil"
        case .absent: return "nil"
        }
    }
}
