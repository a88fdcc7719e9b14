import AnnalsDiagnostics
import AnnalsSchema
import Foundation
import Testing

/// Whatever is in a file, it is read or refused: never a crash, and never a nil without a reason.
struct DamagedSchemaTests {
    /// A generator whose numbers are the same in every run.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let fragments = [
        "?", "@2", "@", "<", ">", "{", "}", "[", "]", ": ", "- ", "&a ", "*a", "|", ">", "'", "\"", "\n", "\t", "#",
        "\\", "\0",
        "list<", "LineItem@1", "LineItem@2", "Address", "OrderCreated", "old.", "event.", "row.", "custom", "null",
        "-1",
        "9223372036854775808", "1e999", "0.1", "\u{FEFF}", "\u{2028}", "é", "upcast: ", "drop: [x]", "default: ",
        "fields: {}", "rules: ", "formerly: ", "retired: ", "into: [{ event: Emptied }]", "this.", "meta.",
    ].map { Array($0.utf8) }

    private func damage(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let position = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(position + Int.random(in: 0...12, using: &random), bytes.count)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(position..<end)
            case 2: bytes.insert(contentsOf: Self.fragments.randomElement(using: &random) ?? [], at: position)
            case 3: bytes.replaceSubrange(position..<end, with: Self.fragments.randomElement(using: &random) ?? [])
            default:
                // Another line of the file where it does not belong.
                let lines = bytes.split(separator: 0x0A)
                bytes.insert(contentsOf: (lines.randomElement(using: &random) ?? []) + [0x0A], at: position)
            }
            if bytes.isEmpty { bytes = [0x0A] }
        }
        return bytes
    }

    @Test(arguments: 0..<8)
    func damagedBytesAreReadOrRefused(seed: UInt64) throws {
        let whole = try #require(try ExampleSchemas.sources().first { $0.name == "orders.yaml" })
        try damage(whole, seed: seed, times: 100)
    }

    /// The generator's own sample has every construct of the language.
    @Test(arguments: 0..<4)
    func everyDamagedConstructIsReadOrRefused(seed: UInt64) throws {
        let file = ExampleSchemas.folder.deletingLastPathComponent()
            .appending(path: "Tests/AnnalsGeneratedSamples/stress.yaml")
        try damage(SchemaSource(path: "stress.yaml", bytes: Array(try Data(contentsOf: file))), seed: seed, times: 40)
    }

    private func damage(_ whole: SchemaSource, seed: UInt64, times: Int) throws {
        var random = SplitMix(state: seed)
        var refused = 0
        for _ in 0..<times {
            let source = SchemaSource(path: whole.path, bytes: damage(whole.bytes, &random))
            let (schema, diagnostics) = load(source)
            #expect((schema == nil) == diagnostics.contains { $0.severity == .error })
            refused += schema == nil ? 1 : 0
            let lines = source.bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
            for location in diagnostics.compactMap(\.location) {
                #expect((1...lines).contains(location.line) && location.column >= 1)
                #expect((location.endLine, location.endColumn) >= (location.line, location.column))
            }
        }
        #expect(refused > 10)
    }

    @Test func everyPrefixOfASchemaIsReadOrRefused() throws {
        let whole = try #require(try ExampleSchemas.sources().first { $0.name == "banking.yaml" })
        for end in stride(from: 0, to: whole.bytes.count, by: 29) {
            let (schema, diagnostics) = load(SchemaSource(path: "banking.yaml", bytes: Array(whole.bytes[..<end])))
            #expect((schema == nil) == diagnostics.contains { $0.severity == .error })
        }
    }
}
