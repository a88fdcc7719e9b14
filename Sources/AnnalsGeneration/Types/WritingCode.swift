import AnnalsSchema

/// Code that writes a value: `writer.list(items) { $0.value($1) }`.
struct WritingCode {
    let context: GenerationContext

    func write(_ type: ValueType, _ value: String, to writer: String) -> Layout {
        switch context.resolved(type) {
        case .list(let element, _): return container("list", element, value, writer)
        case .map(let element, _): return container("map", element, value, writer)
        case .optional(let wrapped): return container("nullable", wrapped, value, writer)
        case .scalar, .named: return .text("\(writer).value(\(value))")
        }
    }

    private func container(_ method: String, _ element: ValueType, _ value: String, _ writer: String) -> Layout {
        .text("\(writer).\(method)(\(value)) ") + .closure(parameters: "", body: write(element, "$1", to: "$0"))
    }
}
