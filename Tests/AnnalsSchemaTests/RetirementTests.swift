import AnnalsDiagnostics
import AnnalsSchema
import Testing

/// How many retired events may take each other's place, and how many events one may become.
@Suite struct RetirementTests {
    /// Each event is retired into the one below it.
    ///
    /// - Parameters:
    ///   - depth: How many retired events there are.
    ///   - parts: How often each one names the next.
    private func diagnostics(depth: Int, parts: Int = 1, isLastFirst: Bool) -> [Diagnostic] {
        let events = (0...depth).map { number in
            let into = Array(repeating: "{ event: E\(number - 1) }", count: parts).joined(separator: ", ")
            let retired = number == 0 ? "" : ", retired: { into: [\(into)] }"
            return "  E\(number): { aggregate: Shop, fields: { id: int }\(retired) }"
        }
        let lines =
            ["annals: 1", "aggregates:", "  Shop: { id: { id: int }, ignore: [E0] }", "events:"]
            + (isLastFirst ? events : events.reversed())
        return load(SchemaSource(path: "shop.yaml", text: lines.joined(separator: "\n") + "\n")).diagnostics
    }

    /// Whatever the order of the events in the schema is.
    @Test(arguments: [(64, false), (65, true), (3_000, true)], [true, false])
    func chainsAreBounded(_ chain: (depth: Int, isTooDeep: Bool), isLastFirst: Bool) {
        let messages = diagnostics(depth: chain.depth, isLastFirst: isLastFirst).map(\.message)
        #expect(
            messages
                == (chain.isTooDeep
                    ? ["more than 64 retired events take each other's place, 'E65' the first of them"] : []))
    }

    /// Eight levels of two make 2 + 4 + … + 256 = 510 events, nine 1,022.
    @Test(arguments: [(8, 2, nil), (9, 2, "E9"), (60, 2, "E9"), (2, 31, nil), (2, 32, "E2")], [true, false])
    func forksAreBounded(_ forks: (depth: Int, parts: Int, first: String?), isLastFirst: Bool) {
        let messages = diagnostics(depth: forks.depth, parts: forks.parts, isLastFirst: isLastFirst).map(\.message)
        #expect(
            messages
                == (forks.first.map {
                    ["one stored '\($0)' becomes more than 1000 events, those that are retired themselves included"]
                } ?? []))
    }
}
