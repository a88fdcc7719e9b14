import AnnalsSchema

/// Prints an event: the newest version under the plain name with its `Event` conformance, older ones nested in it, the
/// upcasters, and the chain from any version to the newest.
struct EventPrinter {
    let context: GenerationContext
    let event: EventDeclaration

    func print(to printer: inout CodePrinter) {
        guard let newest = event.versions.last else { return }
        printer.blank()
        record(newest, conformance: event.retirement == nil ? context.names.Event : context.names.RetiredEvent).print(
            to: &printer
        ) { printer in
            let access = context.access
            printer.documentation("The type on the wire.")
            printer.line("\(access)static let eventType = \(SwiftLiteral.string(event.name))" as String)
            if !event.formerNames.isEmpty {
                printer.documentation("The names that the type had before.")
                let former = event.formerNames.map { Layout.text(SwiftLiteral.string($0)) }
                printer.line(
                    .text("\(access)static let formerTypes: [\(context.names.String)] = ")
                        + .list(open: "[", items: former, close: "]"))
            }
            printer.documentation("The newest version.")
            printer.line("\(access)static let eventVersion = \(newest.id.version)" as String)
        }
        printOlderVersions(newest, to: &printer)
        for version in event.versions {
            UpcastPrinter(context: context, event: event, version: version)?.print(to: &printer)
        }
        CustomSteps(context: context, event: event).print(to: &printer)
        if let retirement = event.retirement {
            RetirementPrinter(context: context, event: event, retirement: retirement).print(to: &printer)
        }
        printer.blank()
        printer.block(.text("extension \(event.name)")) { printer in
            printDecoding(to: &printer)
            printer.blank()
            printValidation(to: &printer)
            for version in event.versions.dropFirst() { printStep(to: version, &printer) }
        }
    }

    private func record(_ version: EventVersion, conformance: String) -> RecordPrinter {
        RecordPrinter(
            context: context, name: context.swiftName(version.id).split(separator: ".").last.map(String.init) ?? "",
            conformance: conformance, fields: version.fields, rules: version.rules,
            description: version.description ?? event.description,
            source: SourcePointer.version(version.id, of: event))
    }

    private func printOlderVersions(_ newest: EventVersion, to printer: inout CodePrinter) {
        guard event.versions.count > 1 else { return }
        printer.blank()
        printer.block(.text("extension \(event.name)")) { printer in
            VersionAlias(context: context, name: event.name, version: newest.id.version).print(to: &printer)
            for version in event.versions.dropLast() {
                printer.blank()
                record(version, conformance: context.names.JSONCodable).print(to: &printer)
            }
        }
    }

    // MARK: - The chain

    private func read(_ version: EventVersion) -> String {
        let type = version.id == event.versions.last?.id ? "Self" : "V\(version.id.version)"
        return "\(payload).read(payload, as: \(type).self, version: \(version.id.version))"
    }

    private var payload: String { "\(context.names.EventPayload)<Self>" }

    private func printDecoding(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation("Reads a payload of any version, checks it as that version and upcasts it.")
        let parameters: [Layout] = [
            .text("version: \(names.Int)"), .text("payload: [\(names.UInt8)]"), .text("meta: \(names.EventMetadata)"),
        ]
        let head =
            Layout.text("\(context.access)static func decode") + .list(open: "(", items: parameters, close: ")")
            + .text(" throws(\(names.EventDecodingError)) -> \(event.name)")
        printer.block(head) { printer in
            printer.line("switch version {" as String)
            for version in event.versions.reversed() {
                let isNewest = version.id == event.versions.last?.id
                let code = isNewest ? "try " + read(version) : "try newest(\(read(version)), meta: meta)"
                printer.line("case \(version.id.version): return \(code)" as String)
            }
            printer.line("default: throw \(payload).unknownVersion(version)" as String)
            printer.line("}" as String)
        }
    }

    private func printValidation(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation("Checks a payload against the version that it claims.")
        let head =
            "\(context.access)static func validate(version: \(names.Int), payload: [\(names.UInt8)])"
            + " throws(\(names.EventDecodingError))"
        printer.block(.text(head)) { printer in
            printer.line("switch version {" as String)
            for version in event.versions.reversed() {
                printer.line("case \(version.id.version): _ = try \(read(version))" as String)
            }
            printer.line("default: throw \(payload).unknownVersion(version)" as String)
            printer.line("}" as String)
        }
    }

    /// A function for each old version that takes the step to the next one and goes on from there, so that the code
    /// grows with the number of versions and not with its square.
    private func printStep(to version: EventVersion, _ printer: inout CodePrinter) {
        let names = context.names
        let (old, new) = (version.id.version - 1, version.id.version)
        printer.blank()
        let failure = context.failure(of: version.id)
        // What cannot fail takes the old version over; a closure, which reports a failure, cannot.
        let ownership = failure == .never ? "consuming " : ""
        let parameters: [Layout] = [.text("_ old: \(ownership)V\(old)"), .text("meta: \(names.EventMetadata)")]
        let head =
            Layout.text("private static func newest") + .list(open: "(", items: parameters, close: ")")
            + .text(" throws(\(names.EventDecodingError)) -> \(event.name)")
        printer.block(head) { printer in
            let takesMetadata = UpcastPrinter(context: context, event: event, version: version)?.takesMetadata ?? false
            let step = "V\(new)(upcasting: old\(takesMetadata ? ", meta: meta" : ""))"
            let isLast = version.id == event.versions.last?.id
            let prefix = isLast ? "" : "let next = "
            switch failure {
            case .never: printer.line(prefix + step)
            case .evaluation, .anything:
                let function = failure == .evaluation ? "upcast" : "upcastCustom"
                let signature = failure == .evaluation ? " () throws(\(names.EvaluationError)) in" : ""
                printer.line("\(prefix)try \(payload).\(function)(from: \(old), to: \(new)) {\(signature)" as String)
                printer.indented { $0.line("try \(step)" as String) }
                printer.line("}" as String)
            }
            if !isLast { printer.line("return try newest(next, meta: meta)" as String) }
        }
    }
}
