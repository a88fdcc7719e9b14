import AnnalsDiagnostics
import AnnalsExpression
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema

/// What a step says of itself: what it drops, and what it tells of events that never recorded it.
enum StatedLosses {
    static func findings(_ step: UpcastStep) -> [Finding] {
        [dropped(step)].compactMap(\.self) + invented(step)
    }

    private static func dropped(_ step: UpcastStep) -> Finding? {
        // What a retirement drops is said of the retirement.
        guard !step.upcast.dropped.isEmpty, step.keyword == "upcast" else { return nil }
        let names = step.upcast.dropped.map { "`\($0)`" }.joined(separator: ", ")
        let version = step.new.id.version
        return Finding(
            .upcastDropped, subject: step.subject,
            "\(step.subject) version \(version) drops \(names) of version \(version - 1)", at: step.upcast.location,
            previous: step.old.location, version: version)
    }

    // MARK: - Invented

    static func invented(_ step: UpcastStep) -> [Finding] {
        step.fields.filter { $0.because == nil }.flatMap { field -> [Finding] in
            switch field.source {
            case .expression(let expression):
                expression.root.constants.map { constant in
                    let path = ([field.field] + constant.path).joined(separator: ".")
                    let text = constant.node.text(in: expression.source)
                    let value = expression.source.trimmingSpace
                    let location = expression.sourceMap?.location(of: constant.node.range)
                    return invented(
                        step, location ?? field.location, path, text,
                        "\(field.field): { value: \(quoted(value)), because: … }")
                }
            case .defaultValue(let value) where value != .null:
                [invented(step, field.location, field.field, value.text, "\(field.field): { because: … }")]
            default: []
            }
        }
    }

    private static func invented(
        _ step: UpcastStep, _ location: SourceLocation, _ path: String, _ value: String, _ form: String
    ) -> Finding {
        let part = step.keyword == "upcast" ? "" : "\(step.new.id.name)."
        return Finding(
            .upcastInvented, subject: step.subject,
            "`\(part)\(path)` is \(excerpt(value)) for every \(step.old.id.name) of version \(step.old.id.version), "
                + "which never recorded it",
            at: location, previous: step.old.location,
            version: step.keyword == "upcast" ? step.new.id.version : nil,
            place: part + path, suggestion: "say why it is right: \(step.keyword): { \(form) }")
    }

    /// The text of an expression as YAML.
    private static func quoted(_ text: String) -> String {
        guard !text.contains(where: \.isNewline), text.utf8.count <= 60 else { return "…" }
        let escaped = text.map { "\"\\".contains($0) ? "\\\($0)" : String($0) }.joined()
        return "\"\(escaped)\""
    }

    private static func excerpt(_ text: String) -> String {
        text.utf8.count > 60 ? "\(text.prefix(50))…" : text
    }
}

extension String {
    fileprivate var trimmingSpace: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop { $0.isWhitespace })
    }
}
