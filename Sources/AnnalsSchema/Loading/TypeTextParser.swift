import AnnalsDiagnostics
import AnnalsYAML

/// Reads a type as it is written: `list<LineItem@2>?`.
struct TypeTextParser {
    private let scalar: Scalar
    private let text: [UInt8]
    private let index: TypeIndex
    private var position = 0
    private var depth = 0

    static func parse(_ scalar: Scalar, _ index: TypeIndex, _ diagnostics: inout Diagnostics) -> ValueType? {
        var parser = TypeTextParser(scalar, index)
        guard let type = parser.type(&diagnostics) else { return nil }
        guard parser.position == parser.text.count else {
            parser.report(
                "schema.type", "found '\(parser.rest)' after the type", parser.position..<parser.text.count, nil,
                &diagnostics)
            return nil
        }
        return type
    }

    private init(_ scalar: Scalar, _ index: TypeIndex) {
        self.scalar = scalar
        self.index = index
        text = Array(scalar.text.utf8)
    }

    private var rest: String { String(decoding: text[position...], as: UTF8.self) }

    private func report(
        _ rule: String, _ message: String, _ range: Range<Int>, _ suggestion: String?, _ diagnostics: inout Diagnostics
    ) {
        diagnostics.error(rule, message, at: scalar.location(of: range), suggestion: suggestion)
    }

    private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        while position < text.count, text[position] == 0x20 { position += 1 }
        guard position < text.count, text[position] == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    private mutating func type(_ diagnostics: inout Diagnostics) -> ValueType? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 16 else {
            report(
                "schema.type", "types nest deeper than 16 levels", 0..<text.count, "give the inner type a name",
                &diagnostics)
            return nil
        }
        let start = position
        while position < text.count, text[position] != UInt8(ascii: "<"), text[position] != UInt8(ascii: ">"),
            text[position] != UInt8(ascii: "?"), text[position] != UInt8(ascii: "@"),
            text[position] != UInt8(ascii: ",")
        { position += 1 }
        let end = position
        let name = String(decoding: text[start..<end], as: UTF8.self).split(separator: " ").joined()
        guard !name.isEmpty else {
            report(
                "schema.type", "a type is missing here", start..<max(start + 1, text.count),
                "write a type such as string or list<int>", &diagnostics)
            return nil
        }
        guard
            var type = name == "list" || name == "map"
                ? container(name, start, &diagnostics) : named(name, start..<end, &diagnostics)
        else { return nil }
        if skip("?") { type = .optional(type) }
        if position < text.count, text[position] == UInt8(ascii: "?") {
            report("schema.type", "a type is optional only once", position..<position + 1, nil, &diagnostics)
            return nil
        }
        return type
    }

    private mutating func container(_ name: String, _ start: Int, _ diagnostics: inout Diagnostics) -> ValueType? {
        guard skip("<") else {
            report(
                "schema.type", "'\(name)' needs the type of its \(name == "list" ? "elements" : "values")",
                start..<position, "write \(name)<string>", &diagnostics)
            return nil
        }
        guard let element = type(&diagnostics) else { return nil }
        if skip(",") {
            report(
                "schema.type", "'\(name)' takes one type", position - 1..<position,
                name == "map" ? "keys are always strings: write map<…> with the type of the values" : nil, &diagnostics)
            return nil
        }
        guard skip(">") else {
            report(
                "schema.type", "this '<' is never closed", start..<text.count,
                name == "map" ? "write map<…> with the type of the values alone: keys are always strings" : "add a '>'",
                &diagnostics)
            return nil
        }
        return name == "list" ? .list(element, Constraints()) : .map(element, Constraints())
    }

    private mutating func named(_ name: String, _ range: Range<Int>, _ diagnostics: inout Diagnostics) -> ValueType? {
        var version: Int?
        if skip("@") {
            let start = position
            while position < text.count, (0x30...0x39).contains(text[position]) { position += 1 }
            version = Int(String(decoding: text[start..<position], as: UTF8.self))
            if version == nil {
                report("schema.type", "a version number must follow '@'", range, "write \(name)@1", &diagnostics)
                return nil
            }
        }
        if let scalar = ScalarType(rawValue: name) {
            if version != nil {
                report("schema.type", "'\(name)' is built in and has no versions", range, nil, &diagnostics)
            }
            return .scalar(scalar, Constraints())
        }
        guard let entry = index[name] else {
            let known = ScalarType.allCases.map(\.rawValue) + ["list", "map"] + index.names
            let aliases = [
                "integer": "int", "number": "double", "float": "double", "boolean": "bool", "text": "string",
                "datetime": "timestamp", "object": "json", "array": "list<…>", "String": "string", "Int": "int",
                "Date": "timestamp", "UUID": "uuid",
            ]
            report(
                "schema.unknown-type", "there is no type '\(name)'", range,
                (aliases[name] ?? Suggestion.closest(to: name, in: known)).map { "did you mean '\($0)'?" }, &diagnostics
            )
            return nil
        }
        guard let version else {
            guard entry.versions.count <= 1 else {
                let newest = entry.versions.max() ?? 1
                report(
                    "schema.version-needed", "'\(name)' has \(entry.versions.count) versions, so a reference names one",
                    range, "write \(name)@\(newest)", &diagnostics)
                return nil
            }
            return .named(VersionedName(name, 1))
        }
        guard entry.versions.contains(version) else {
            let known = entry.versions.sorted().map { "\(name)@\($0)" }.joined(separator: ", ")
            report(
                "schema.unknown-version", "there is no \(name)@\(version); there is \(known)", range, nil, &diagnostics)
            return nil
        }
        return .named(VersionedName(name, version))
    }
}
