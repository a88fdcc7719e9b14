import AnnalsSchema

/// Prints the chain of an event, or of a view of one, from the bytes of any version to the newest.
struct ChainPrinter {
    let context: GenerationContext
    let event: EventDeclaration

    /// Prints the older versions, nested in the newest.
    ///
    /// - Parameter record: What a version is printed as.
    func printOlderVersions(to printer: inout CodePrinter, _ record: (EventVersion) -> RecordPrinter) {
        guard event.versions.count > 1, let newest = event.versions.last else { return }
        printer.blank()
        printer.block(.text("extension \(event.name)")) { printer in
            VersionAlias(context: context, name: event.name, version: newest.id.version).print(to: &printer)
            for version in event.versions.dropLast() {
                printer.blank()
                record(version).print(to: &printer)
            }
        }
    }

    /// Prints how each version is made from the one before.
    func printUpcasts(to printer: inout CodePrinter) {
        for version in event.versions {
            UpcastPrinter(context: context, event: event, version: version)?.print(to: &printer)
        }
    }

    private func read(_ version: EventVersion, limits: Bool) -> String {
        let type = version.id == event.versions.last?.id ? "Self" : "V\(version.id.version)"
        let arguments = "payload, as: \(type).self, version: \(version.id.version)\(limits ? ", limits: limits" : "")"
        return "\(payload).read(\(arguments))"
    }

    private var payload: String { "\(context.names.EventPayload)<Self>" }

    /// Prints the decoder of all versions.
    func printDecoding(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation("Reads a payload of any version and upcasts it.")
        let parameters: [Layout] = [
            .text("version: \(names.Int)"), .text("payload: [\(names.UInt8)]"), .text("meta: \(names.EventMetadata)"),
            .text("limits: \(names.JSONLimits)"),
        ]
        let head =
            Layout.text("\(context.access)static func decode") + .list(open: "(", items: parameters, close: ")")
            + .text(" throws(\(names.EventDecodingError)) -> \(event.name)")
        printer.block(head) { printer in
            printer.line("switch version {" as String)
            for version in event.versions.reversed() {
                let isNewest = version.id == event.versions.last?.id
                let code =
                    isNewest
                    ? "try " + read(version, limits: true) : "try newest(\(read(version, limits: true)), meta: meta)"
                printer.line("case \(version.id.version): return \(code)" as String)
            }
            printer.line("default: throw \(payload).unknownVersion(version)" as String)
            printer.line("}" as String)
        }
    }

    /// Prints the validator of all versions.
    func printValidation(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation("Checks a payload against the version that it claims.")
        let head =
            "\(context.access)static func validate(version: \(names.Int), payload: [\(names.UInt8)])"
            + " throws(\(names.EventDecodingError))"
        printer.block(.text(head)) { printer in
            printer.line("switch version {" as String)
            for version in event.versions.reversed() {
                printer.line("case \(version.id.version): _ = try \(read(version, limits: false))" as String)
            }
            printer.line("default: throw \(payload).unknownVersion(version)" as String)
            printer.line("}" as String)
        }
    }

    /// Prints the steps from one version to the next.
    func printSteps(to printer: inout CodePrinter) {
        for version in event.versions.dropFirst() { printStep(to: version, &printer) }
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
