import AnnalsDiagnostics
import AnnalsSchema
import Testing

/// A schema with one event `Placed` of one aggregate.
enum PlacedEvent {
    /// - Parameters:
    ///   - versions: The fields of each version, a line each, beside `orderId: uuid`.
    ///   - upcast: What stands beside the fields of the last version, a line each.
    ///   - types: What stands under `types:`, a line each.
    static func schema(versions: [String], upcast: String = "", types: String = "") -> SchemaSource {
        func indented(_ text: String, by count: Int) -> [String] {
            text.split(separator: "\n").map { String(repeating: " ", count: count) + $0 }
        }
        var lines = ["annals: 1"]
        if !types.isEmpty { lines += ["types:"] + indented(types, by: 2) }
        lines += ["aggregates:", "  Order: { id: { orderId: uuid }, ignore: [Placed] }", "events:", "  Placed:"]
        lines += ["    aggregate: Order", "    versions:"]
        for (index, fields) in versions.enumerated() {
            lines += ["      \(index + 1):", "        fields:", "          orderId: uuid"] + indented(fields, by: 10)
            if index == versions.count - 1 { lines += indented(upcast, by: 8) }
        }
        return SchemaSource(path: "shop.yaml", text: lines.joined(separator: "\n") + "\n")
    }
}

/// Loads a schema and says what was reported.
func load(_ sources: SchemaSource...) -> (schema: Schema?, diagnostics: [Diagnostic]) {
    var diagnostics = Diagnostics()
    return (SchemaLoader.load(sources, diagnostics: &diagnostics), diagnostics.sorted)
}
