import AnnalsExchange
import Foundation
import JSONTrials
import Testing

@Suite struct LineReaderTests {
    private func lines(_ text: [UInt8]) throws -> [[UInt8]] {
        let file = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text).write(to: file)
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var reader = LineReader(handle)
        var lines: [[UInt8]] = []
        while let line = try reader.next() {
            lines.append(line)
            #expect(reader.line == lines.count)
        }
        #expect(reader.offset == text.count)
        return lines
    }

    @Test(arguments: ["", "a", "a\n", "\n", "a\n\nb", "\n\n"]) func linesAreThoseOfASplit(_ text: String) throws {
        var expected = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
        if expected.last?.isEmpty == true { expected.removeLast() }
        #expect(try lines(Array(text.utf8)) == expected)
    }

    @Test func linesMayBeLongerThanWhatIsReadAtOnce() throws {
        let lengths = [0, 1, 262_143, 262_144, 262_145, 1_000_000, 3]
        let expected = lengths.map { Array(repeating: UInt8(ascii: "x"), count: $0) }
        #expect(try lines(Array(expected.joined(separator: [10]))) == expected)
    }

    @Test func aLineBeyondAllBoundsIsRefused() {
        let bytes = Array(repeating: UInt8(ascii: "x"), count: LineReader.greatestLength + 300_000)
        let error = #expect(throws: LineReader.TooLong.self) { try lines(Array("a\n".utf8) + bytes) }
        #expect(error?.line == 2)
    }
}
