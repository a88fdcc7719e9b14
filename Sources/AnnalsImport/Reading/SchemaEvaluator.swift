import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Finds the values that schemas accept.
///
/// A list of places stands for what all of them accept. Parts of arrays and objects are left as places, so that schemas
/// that contain themselves come to an end.
struct SchemaEvaluator {
    let document: SchemaDocument
    let formats: FormatReading
    var losses = LossList()
    var diagnostics = Diagnostics()
    /// The path that is shown in front of pointers.
    let file: String
    private var memo: [[SchemaPlace]: ValueSet] = [:]
    /// What is being evaluated, from the outside in.
    private var path: [[SchemaPlace]] = []

    /// How deep choices and references may nest.
    private static let maximumDepth = 60

    init(_ document: SchemaDocument, formats: FormatReading, file: String) {
        self.document = document
        self.formats = formats
        self.file = file
    }

    /// The values that all of the places accept.
    mutating func evaluate(_ places: [SchemaPlace]) -> ValueSet {
        if let known = memo[places] { return known }
        guard path.count < SchemaEvaluator.maximumDepth, !path.contains(places) else {
            if let place = places.first {
                let reason = path.contains(places) ? "it is a choice of itself" : "choices nest too deep to be followed"
                losses.add(place, "$ref", .wider, reason)
            }
            return .any
        }
        path.append(places)
        defer { path.removeLast() }
        var result = ValueSet.any
        var choices: [(place: SchemaPlace, keyword: String)] = []
        for place in expanded(places) {
            result = result.intersection(own(place))
            for keyword in ["anyOf", "oneOf"] where place.schema[keyword] != nil { choices.append((place, keyword)) }
        }
        for (place, keyword) in choices { choose(&result, place, keyword) }
        for place in expanded(places) {
            if let inner = place.schema["not"] { exclude(&result, place, place.inner(inner, "not")) }
        }
        memo[places] = result
        return result
    }

    /// The places with all that they refer to and that stands under `allOf`, each once.
    mutating func expanded(_ places: [SchemaPlace]) -> [SchemaPlace] {
        var found: [SchemaPlace] = []
        var seen: Set<SchemaPlace> = []
        var rest = Array(places.reversed())
        while let place = rest.popLast() {
            guard seen.insert(place).inserted else { continue }
            found.append(place)
            var next: [SchemaPlace] = []
            if case .string(let reference)? = place.schema["$ref"] {
                switch document.target(of: reference, from: place) {
                case .place(let target): next.append(target)
                case .missing:
                    error(place, "$ref", "there is nothing at '\(reference)'", "name a schema that is in this file")
                case .elsewhere:
                    losses.add(
                        place, "$ref", .wider,
                        "'\(reference)' is in another document, which is not read; copy it into '$defs'")
                }
                if document.draft == .draft7 {
                    rest += next
                    // Nothing counts beside a reference; the place stays for its description.
                    found[found.count - 1] = place.inner(.bool(true), "$ref")
                    continue
                }
            }
            if case .array(let parts)? = place.schema["allOf"] {
                next += parts.enumerated().map { place.inner($1, "allOf", "\($0)") }
            }
            if case .bool(let isTrue)? = place.schema["if"] {
                let keyword = isTrue ? "then" : "else"
                if let inner = place.schema[keyword] { next.append(place.inner(inner, keyword)) }
            }
            rest += next.reversed()
        }
        return found
    }

    /// Reports that the document is no right JSON Schema.
    mutating func error(_ place: SchemaPlace, _ keyword: String, _ message: String, _ suggestion: String? = nil) {
        let pointer = place.pointer + (keyword.isEmpty ? "" : JSONPointer.text([keyword]))
        let diagnostic = Diagnostic(rule: "import.schema", "\(file)#\(pointer): \(message)", suggestion: suggestion)
        if !diagnostics.all.contains(diagnostic) { diagnostics.report(diagnostic) }
    }

    // MARK: - Choices

    private mutating func choose(_ result: inout ValueSet, _ place: SchemaPlace, _ keyword: String) {
        guard case .array(let schemas)? = place.schema[keyword], !schemas.isEmpty else {
            return error(place, keyword, "'\(keyword)' needs a list of schemas")
        }
        let branches = schemas.enumerated().map { index, schema in
            result.intersection(evaluate([place.inner(schema, keyword, "\(index)")]))
        }
        var union = ValueSet.none
        var inexact: [ValueSet.Kind] = []
        var overlaps = false
        for (index, branch) in branches.enumerated() {
            // A choice that was made before in the same way is no overlap.
            if keyword == "oneOf" {
                overlaps = overlaps || branches[..<index].contains { !$0.isDisjoint(from: branch) }
            }
            let (next, more) = union.union(branch)
            union = next
            inexact = inexact.merged(more)
        }
        if overlaps {
            losses.add(
                place, keyword, .wider, "a value of two alternatives is refused by 'oneOf' and accepted by a type")
        }
        for kind in inexact {
            losses.add(
                place, keyword, .wider, "no type is one of several kinds of \(kind.rawValue)s, so all of them are one")
        }
        result = union
    }

    private mutating func exclude(_ result: inout ValueSet, _ place: SchemaPlace, _ inner: SchemaPlace) {
        let before = losses
        let excluded = evaluate([inner])
        var rest = result
        var isExact = losses.all.count == before.all.count
        losses = before
        for kind in excluded.kinds {
            if excluded.isFull(kind) {
                rest.remove(kind)
            } else if kind == .boolean {
                rest.booleans.subtract(excluded.booleans)
            } else if kind == .string, let strings = excluded.strings, let values = strings.values {
                rest.strings = rest.strings?.intersection(StringSet(excluded: values, origins: [place]))
            } else if result.has(kind) {
                isExact = false
            }
        }
        if isExact {
            result = rest
        } else {
            losses.add(place, "not", .wider, "no type says which of its values are left out")
        }
    }
}
