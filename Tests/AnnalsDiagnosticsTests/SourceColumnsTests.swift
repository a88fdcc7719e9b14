import AnnalsDiagnostics
import Testing

struct SourceColumnsTests {
    private let columns = SourceColumns(sources: ["a.yaml": Array("aéx\r\n🦊: b\n".utf8)])

    private func at(
        _ line: Int, _ column: Int, _ endLine: Int, _ endColumn: Int, file: String = "a.yaml"
    ) -> AnnalsDiagnostics.SourceLocation {
        AnnalsDiagnostics.SourceLocation(
            file: file, line: line, column: column, endLine: endLine, endColumn: endColumn)
    }

    @Test func bytesBecomeCodePoints() {
        #expect(columns.inCodePoints(at(1, 4, 1, 5)) == at(1, 3, 1, 4))
        #expect(columns.inCodePoints(at(2, 7, 2, 8)) == at(2, 4, 2, 5))
        #expect(columns.inCodePoints(at(1, 2, 2, 5)) == at(1, 2, 2, 2))
    }

    @Test func whatIsBehindTheEndIsTheEnd() {
        #expect(columns.inCodePoints(at(1, 90, 1, 99)) == at(1, 4, 1, 4))
        #expect(columns.inCodePoints(at(1, 3, 1, 1)) == at(1, 3, 1, 3))
    }

    @Test func whatIsNotKnownHasNoColumns() {
        #expect(columns.inCodePoints(at(1, 1, 1, 2, file: "b.yaml")) == nil)
        #expect(columns.inCodePoints(at(9, 1, 9, 2)) == nil)
        #expect(columns.inCodePoints(at(1, 1, 9, 2)) == nil)
    }
}
