import AnnalsDiagnostics
import AnnalsImport
import AnnalsJSON
import AnnalsSchema
import Foundation
import JSONTrials
import Testing

/// How many of the pairs of schemas that others have judged can be imported without loss: what the checker is held against.
@Suite struct PairTests {
    /// The names under which the files have the two schemas of a pair.
    private static let keys = [("original", "updated"), ("schema1", "schema2"), ("writer", "reader")]

    @Test func registryPairsAreImported() throws {
        let files = try ConformanceFolder.files("compatibility")
        guard !files.isEmpty else {
            return print(
                "pairs skipped: nothing in \(ConformanceFolder.url.path)/compatibility; set ANNALS_CONFORMANCE")
        }
        for (path, content) in files {
            let cases = content["cases"]?.elements ?? []
            guard let first = cases.first, let (left, right) = PairTests.keys.first(where: { first[$0.0] != nil })
            else {
                continue
            }
            var count = 0
            var reasons: [String: Int] = [:]
            for pair in cases {
                let results = [left, right].map {
                    JSONSchemaImport.type(of: pair[$0] ?? .null, draft: path.contains("2020") ? .draft2020 : .draft7)
                }
                for result in results {
                    // What is imported also loads; a message would be about a file that nobody wrote.
                    #expect(
                        !result.diagnostics.all.contains { $0.rule.hasPrefix("schema.") },
                        "\(pair["id"]?.string ?? ""): \(result.diagnostics.all.map(\.message))\n\(result.text)")
                }
                if results.allSatisfy(\.isLossless) {
                    count += 1
                } else if let result = results.first(where: { !$0.isLossless }) {
                    let loss = result.losses.first(where: \.changesVerdicts)
                    reasons[
                        loss.map { "\($0.keyword): \($0.reason)" } ?? result.diagnostics.all.first?.message ?? "",
                        default: 0] += 1
                }
            }
            print("\(path): \(count) of \(cases.count) pairs imported without loss")
            for (reason, count) in reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(12) {
                print("  \(count) left out: \(reason)")
            }
            if path == "apicurio-json.json" { #expect(count * 2 >= cases.count) }
        }
    }
}
