import AnnalsDiagnostics
import AnnalsInterpreter
import AnnalsJSON
import AnnalsProject
import AnnalsSchema
import ArgumentParser

/// `annals validate`
struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check payloads against their version of an event; shows every violation.",
        discussion: """
            EXAMPLE
              annals validate --event OrderShipped order.json
              annals validate history.jsonl        (each line {"type": …, "version": …, "data": …})
              echo '{"orderId": 1}' | annals validate --event OrderShipped --event-version 1
            """)

    @OptionGroup var payloads: PayloadOptions

    @Flag(help: "Refuse keys that the schema does not know.")
    var strict = false

    func run() throws {
        let (_, schema) = try Console.load(payloads.schemas)
        let (claims, unreadable) = try payloads.claims(schema)
        let validator = Validator(schema, refusesUnknownFields: strict)
        var invalid = unreadable
        for claim in claims {
            let violations = validator.violations(of: claim.entry.payload, as: claim.version)
            guard !violations.isEmpty else { continue }
            invalid += 1
            print("\(claim.entry.location.file):\(claim.entry.location.line): not a valid \(claim.version.id)")
            violations.forEach { print("  \($0)") }
        }
        let count = claims.count + unreadable
        print("\(count) payload\(count == 1 ? "" : "s"), \(invalid) invalid")
        if invalid > 0 { throw Console.findings }
    }
}
