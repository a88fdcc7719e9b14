import AnnalsSchema

/// Prints a shared type: the newest version under the plain name, older ones nested in it, and its upcasters.
struct TypePrinter {
    let context: GenerationContext
    let declaration: TypeDeclaration

    func print(to printer: inout CodePrinter) {
        guard let newest = declaration.versions.last else { return }
        printer.blank()
        printVersion(newest, to: &printer)
        printRule(newest, to: &printer)
        printConvertible(newest, to: &printer)
        let older = declaration.versions.dropLast()
        guard !older.isEmpty else { return }
        if context.isAlias(declaration.name) {
            for version in older {
                printer.blank()
                printVersion(version, to: &printer)
            }
        } else {
            printer.blank()
            printer.block(.text("extension \(declaration.name)")) { printer in
                VersionAlias(context: context, name: declaration.name, version: newest.id.version).print(to: &printer)
                for version in older {
                    printer.blank()
                    printVersion(version, to: &printer)
                }
            }
        }
        for version in older {
            printRule(version, to: &printer)
            printConvertible(version, to: &printer)
        }
        for version in declaration.versions.dropFirst() {
            UpcastPrinter(context: context, type: declaration, version: version)?.print(to: &printer)
        }
        if !context.isAlias(declaration.name) {
            CustomSteps(context: context, type: declaration).print(to: &printer)
        }
    }

    private func printVersion(_ version: TypeVersion, to printer: inout CodePrinter) {
        let name = context.ownName(version.id)
        let source = SourcePointer.version(version.id, of: declaration)
        let description = version.description ?? declaration.description
        switch version.definition {
        case .record(let fields):
            RecordPrinter(
                context: context, name: name, conformance: context.names.JSONCodable, fields: fields,
                rules: version.rules, description: description, source: source
            ).print(to: &printer)
        case .enumeration(let enumeration):
            EnumerationPrinter(
                context: context, name: name, enumeration: enumeration, description: description, source: source
            ).print(to: &printer)
        case .union(let union):
            UnionPrinter(
                context: context, id: version.id, name: name, union: union, description: description, source: source
            ).print(to: &printer)
        case .alias(let target):
            AliasPrinter(
                context: context, id: version.id, target: target, description: description, source: source
            ).print(to: &printer)
        }
    }

    /// `.filter { $0.status == OrderStatus.paid }`
    private func printConvertible(_ version: TypeVersion, to printer: inout CodePrinter) {
        guard context.options.sqlite, context.isInColumns(version.id), case .enumeration = version.definition else {
            return
        }
        printer.blank()
        let name = context.swiftName(version.id)
        printer.line("extension \(name): \(context.names.DatabaseValueConvertible) {}" as String)
    }

    private func printRule(_ version: TypeVersion, to printer: inout CodePrinter) {
        guard case .alias(let target) = version.definition else { return }
        AliasPrinter(
            context: context, id: version.id, target: target, description: nil, source: "", upcast: version.upcast
        ).printRule(to: &printer)
    }
}

/// `typealias V2 = LineItem`, so that every version can be named alike.
struct VersionAlias {
    let context: GenerationContext
    let name: String
    let version: Int

    func print(to printer: inout CodePrinter) {
        printer.documentation("Version \(version), the newest.")
        printer.line("\(context.access)typealias V\(version) = \(name)" as String)
    }
}
