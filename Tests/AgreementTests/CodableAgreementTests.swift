import Annals
import AnnalsJSON
import AnnalsSchema
import Foundation
import PayloadTrials
import Testing

/// Coders read and write generated types as their own readers and writers do: the same payloads are valid, and the same
/// values come of them.
@Suite struct CodableAgreementTests {
    @Test(arguments: Subject.all) func codersReadAndWriteTheSame(_ subject: Subject) throws {
        var (valid, invalid) = (0, 0)
        for event in subject.registry.events {
            let version = try #require(subject.schema.event(event.eventType)?.version(event.eventVersion))
            for payload in subject.payloads(of: version, valid: 60, damaged: 60) {
                if try check(payload, event) { valid += 1 } else { invalid += 1 }
            }
        }
        #expect(valid > 200 && invalid > 200, "\(valid) valid, \(invalid) not")
    }

    /// Whether the payload is valid.
    private func check<E: Event>(_ payload: JSONValue, _ event: E.Type) throws -> Bool {
        let own = try? E(json: payload.bytes)
        let coded = try? JSONDecoder().decode(E.self, from: Data(payload.bytes))
        #expect(own == coded, "\(event) \(payload.text)")
        guard let own else { return false }
        // What cannot be written, such as an infinite number, can be by neither.
        guard let json = try? own.json() else {
            #expect(throws: EncodingError.self) { try JSONEncoder().encode(own) }
            return true
        }
        let written = try JSONEncoder().encode(own)
        #expect(try E(json: [UInt8](written)) == own, "\(event) \(String(decoding: json, as: UTF8.self))")
        return true
    }
}
