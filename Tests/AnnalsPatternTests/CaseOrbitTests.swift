import Testing

@testable import AnnalsPattern

@Suite struct CaseOrbitTests {
    /// Folding is symmetrical: what is in the orbit of a code point has it in its own.
    @Test func orbitsAreClosed() {
        var broken: [String] = []
        for value in UInt32(0)...0x1FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let orbit = Set(CaseOrbit.of(scalar))
            for other in orbit where Set(CaseOrbit.of(other)) != orbit {
                broken.append("\(String(value, radix: 16)) and \(String(other.value, radix: 16))")
            }
        }
        #expect(broken == [])
    }

    @Test func lettersWithoutCaseStandAlone() {
        #expect(CaseOrbit.of("1") == ["1"])
        #expect(CaseOrbit.of("語") == ["語"])
        #expect(CaseOrbit.of("\u{131}") == ["\u{131}"])
        #expect(Set(CaseOrbit.of("Θ")) == ["Θ", "θ", "ϑ", "ϴ"])
    }
}
