import AnnalsExpression
import Foundation
import Testing

/// The page of functions is the table; `ANNALS_RECORD=1` writes it anew.
@Suite struct ReferenceTests {
    @Test func thePageIsTheTable() throws {
        let root = (0..<3).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let page = root.appending(path: "Sources/AnnalsExpression/AnnalsExpression.docc/Functions.md")
        if ProcessInfo.processInfo.environment["ANNALS_RECORD"] == "1" {
            try OverloadTable.reference.write(to: page, atomically: true, encoding: .utf8)
        }
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text == OverloadTable.reference, "Functions.md is stale; run with ANNALS_RECORD=1")
    }
}
