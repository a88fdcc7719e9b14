import Annals
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import Testing

/// Generated reader and interpreter find the same violations in the same order, with the same words.
@Suite struct ValidationAgreementTests {
    @Test(arguments: Subject.all) func violationsAreTheSame(_ subject: Subject) throws {
        let validator = Validator(subject.schema)
        var counts = (valid: 0, invalid: 0, rules: 0)
        for (event, version) in subject.versions {
            for payload in subject.payloads(of: version, valid: 120, damaged: 240) {
                let expected = validator.violations(of: payload, as: version)
                let found = try violations(of: payload.bytes, event.name, version.id.version, subject.registry)
                #expect(found == expected, "\(version.id) \(payload.text)")
                counts.rules += expected.count { $0.keyword == "rules" }
                if expected.isEmpty { counts.valid += 1 } else { counts.invalid += 1 }
            }
        }
        print(
            "\(subject.name): \(counts.valid) valid, \(counts.invalid) invalid payloads, \(counts.rules) broken rules")
        // A sampler that makes nothing of a kind would prove nothing of it.
        #expect(counts.valid > 500 && counts.invalid > 500)
        #expect(counts.rules > 50 || subject.schema.events.allSatisfy { $0.versions.allSatisfy(\.rules.isEmpty) })
    }

    private func violations(
        of bytes: [UInt8], _ type: String, _ version: Int, _ registry: EventRegistry
    ) throws -> [Violation] {
        do throws(EventDecodingError) {
            try registry.validate(type: type, version: version, payload: bytes)
            return []
        } catch {
            guard case .invalidPayload(.violations(let violations)) = error.reason else { throw error }
            return violations
        }
    }
}
