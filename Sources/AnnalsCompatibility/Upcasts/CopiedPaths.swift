import AnnalsExpression
import AnnalsSchema

/// What expressions read of the old version, and what of it arrives for certain as it was.
struct CopiedPaths {
    /// The paths that only expressions read that may give the same value for different ones; `*` stands for elements.
    let open: [[String]]

    init(_ step: UpcastStep) {
        var read: Set<[String]> = []
        var copied: Set<[String]> = []
        for field in step.fields {
            switch field.source {
            case .expression(let expression):
                let own = expression.root.copiedPaths
                copied.formUnion(own)
                read.formUnion(expression.reads.filter { $0.first == "old" }.map { Array($0.dropFirst()) })
            case .field, .fieldOrDefault: copied.insert([field.field])
            case .custom, .defaultValue, .absent: break
            }
        }
        open = read.filter { path in !copied.contains { path.starts(with: $0) } }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }
}

extension UpcastStep {
    /// The texts in its expressions, the first of each.
    var literals: [String] {
        var literals: [String] = []
        func collect(_ node: TypedNode) {
            if case .literal(.string(let text)) = node.kind, !literals.contains(text) { literals.append(text) }
            node.children.forEach(collect)
        }
        for case .expression(let expression) in fields.map(\.source) { collect(expression.root) }
        return literals
    }
}

extension TypedNode {
    /// The path of a value of the old version that is copied as it is; nil for anything else.
    var copiedPath: [String]? {
        switch kind {
        case .variable("old"): []
        case .field(let operand, let name), .optionalField(let operand, let name):
            operand.copiedPath.map { $0 + [name] }
        case .present(let operand), .required(let operand): operand.copiedPath
        default: nil
        }
    }

    /// The paths of the old version that can be told from the result of this expression.
    fileprivate var copiedPaths: [[String]] {
        if let path = copiedPath { return [path] }
        switch kind {
        // A change of representation has a way back.
        case .coerce(_, let operand): return operand.copiedPaths
        case .record(_, let values): return values.flatMap(\.value.copiedPaths)
        case .list(let elements): return elements.filter { !$0.isOptional }.flatMap(\.value.copiedPaths)
        case .union(_, _, let value): return value.copiedPaths
        case .call(let overload, let arguments) where TypedNode.reversible.contains(overload.id):
            return arguments.first?.copiedPaths ?? []
        default: return []
        }
    }

    /// Functions that have a way back for every value.
    private static let reversible: Set<String> = [
        "int.int", "uint.int", "int.uint", "uint.uint", "double.double", "string.string", "bool.string", "int.string",
        "uint.string", "bytes.bytes", "string.bytes", "int.decimal", "uint.decimal", "decimal.decimal",
        "timestamp.timestamp", "duration.duration",
    ]

    /// Whether a value of the old version, or a part of it, goes through a conversion that rounds.
    func rounds(_ path: [String]) -> Bool {
        if case .call(let overload, let arguments) = kind, TypedNode.rounding.contains(overload.id),
            arguments.contains(where: { $0.reads(path) })
        {
            return true
        }
        return children.contains { $0.rounds(path) }
    }

    /// Whether a path, or a part or whole of it, is read; what stands behind a variable of a macro counts as read.
    private func reads(_ path: [String]) -> Bool {
        if let own = copiedPath { return path.starts(with: own) || own.starts(with: path) }
        if case .variable(let name) = kind { return name != "meta" }
        return children.contains { $0.reads(path) }
    }

    /// Conversions between numbers, and of times to numbers, that round.
    private static let rounding: Set<String> = [
        "double.int", "double.uint", "decimal.int", "int.double", "uint.double", "decimal.double", "timestamp.int",
    ]
}
