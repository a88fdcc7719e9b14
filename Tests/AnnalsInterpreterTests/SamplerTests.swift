import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import Testing

@Suite struct SamplerTests {
    static func everything() throws -> Schema {
        try Schemas.happened(types: ValidatorTests.types, ValidatorTests.schema)
    }

    @Test func samplesAreValidAndDifferent() throws {
        for schema in [try Schemas.examples(), try SamplerTests.everything()] {
            let validator = Validator(schema, refusesUnknownFields: true)
            for version in schema.events.flatMap(\.versions) {
                let payloads = Sampler(schema).payloads(of: version, count: 200)
                #expect(payloads.count > 30, "\(version.id)")
                #expect(Set(payloads.map(\.bytes)).count == payloads.count)
                for payload in payloads {
                    #expect(validator.violations(of: payload, as: version) == [], "\(payload.text)")
                }
            }
        }
    }

    @Test func theSameSeedGivesTheSamePayloads() throws {
        let version = try #require(Schemas.examples().event("OrderCreated")?.version(1))
        func payloads(_ seed: UInt64) throws -> [String] {
            Sampler(try Schemas.examples(), seed: seed).payloads(of: version, count: 100).map(\.text)
        }
        #expect(try payloads(1) == payloads(1))
        #expect(try payloads(1) != payloads(2))
    }

    /// What must be among the payloads of `everything`: a key and a value, or nil for a payload without the key.
    @Test(arguments: [
        ("count", "3"), ("count", "9"), ("small", "-2147483648"), ("small", "2147483647"),
        ("size", "18446744073709551615"), ("rate", "0.1"), ("rate", "1.7976931348623157e+308"),
        ("amount", #""99.99""#), ("kind", #""b""#), ("tags", nil), ("inner", nil), ("scores", "{}"),
        ("at", #""9999-12-31T23:59:59.999999999Z""#),
    ]) func edgesAreThere(key: String, json: String?) throws {
        let schema = try SamplerTests.everything()
        let version = try #require(schema.event("Happened")?.version(1))
        let values = Sampler(schema).payloads(of: version, count: 600).map { $0[key]?.text }
        #expect(values.contains(json))
    }

    @Test func literalsOfExpressionsAreTried() throws {
        let schema = try Schemas.examples()
        let version = try #require(schema.event("OrderCreated")?.version(1))
        let addresses = Sampler(schema).payloads(of: version, count: 600).compactMap { $0["shippingAddress"]?.text }
        #expect(addresses.contains { $0.contains("a, b, c, d, e") })
        #expect(addresses.contains("\"\""))
    }

    @Test func patternsAreMatched() throws {
        let schema = try Schemas.happened(
            #"  1: { fields: { id: uuid, code: { type: string, pattern: "^[A-Z]{3}-\\d{2,4}$", maxLength: 6 } } }"#)
        let version = try #require(schema.event("Happened")?.version(1))
        #expect(Sampler(schema).payloads(of: version, count: 50).count > 5)
    }

    @Test func damagedPayloadsAreMostlyInvalid() throws {
        let schema = try SamplerTests.everything()
        let version = try #require(schema.event("Happened")?.version(1))
        let payloads = Sampler(schema).payloads(of: version, count: 300)
        var random = SplitMix64(seed: 7)
        let damaged = payloads.map { Mutation.of($0, using: &random) }
        #expect(!zip(payloads, damaged).contains { $0 == $1 })
        let invalid = damaged.filter { !Validator(schema).violations(of: $0, as: version).isEmpty }
        #expect(invalid.count * 2 > damaged.count)
    }

    @Test func recursiveTypesStaySmall() throws {
        let schema = try Schemas.happened(
            types: "types: { Tree: { fields: { children: list<Tree>, left: Tree?, more: map<Tree> } } }",
            "  1: { fields: { id: uuid, tree: Tree } }")
        let version = try #require(schema.event("Happened")?.version(1))
        let payloads = Sampler(schema).payloads(of: version, count: 100)
        #expect(payloads.count > 20)
        #expect(payloads.allSatisfy { $0.bytes.count < 40_000 })
    }

    /// What no sample satisfies gives no samples, and neither hangs nor crashes.
    @Test(arguments: [
        "{ type: string, minLength: 9000000000000000000 }", "{ type: list<int>, minItems: 9000000000000000000 }",
        "{ type: list<bool>, minItems: 3, uniqueItems: true }", "{ type: map<int>, minProperties: 100000 }",
        "{ type: bytes, minLength: 1000000 }", #"{ type: string, pattern: "^(ab)+$", minLength: 301, maxLength: 301 }"#,
    ]) func impossibleTypesHaveNoSamples(type: String) throws {
        let schema = try Schemas.happened("  1: { fields: { id: uuid, value: \(type) } }")
        let version = try #require(schema.event("Happened")?.version(1))
        #expect(Sampler(schema).payloads(of: version, count: 20).isEmpty)
    }

    /// Hard to hit at random, so that the edges have to be computed.
    @Test(arguments: [
        "{ type: int, minimum: 1000001, maximum: 1000013, multipleOf: 13 }",
        "{ type: double, exclusiveMinimum: 0, maximum: 0.001, multipleOf: 0.001 }",
        #"{ type: decimal, minimum: 0.05, exclusiveMaximum: 0.15, multipleOf: 0.05 }"#,
        "{ type: int32, minimum: 2147483647 }", "{ type: uint, minimum: 18446744073709551615 }",
        "{ type: int, maximum: -9223372036854775808 }",
    ]) func narrowTypesHaveSamples(type: String) throws {
        let schema = try Schemas.happened("  1: { fields: { id: uuid, value: \(type) } }")
        let version = try #require(schema.event("Happened")?.version(1))
        #expect(!Sampler(schema).payloads(of: version, count: 20).isEmpty)
    }
}
