import AnnalsDiagnostics
import AnnalsInterpreter
import AnnalsJSON
import AnnalsProject
import AnnalsSchema
import AnnalsValues
import ArgumentParser

/// `annals upcast`
struct Upcast: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show payloads as the newest version of their event.",
        discussion: """
            EXAMPLE
              annals upcast --event OrderCreated --event-version 1 order.json
              annals upcast --trace history.jsonl      (shows every step)

            A retired event is shown as the events that take its place, each in an envelope with its id, type and version.
            """)

    @OptionGroup var payloads: PayloadOptions

    @Option(help: "The version to reach; the newest without it.")
    var to: Int?

    @Flag(help: "Show the payload at every version on the way.")
    var trace = false

    func run() throws {
        let (_, schema) = try Console.load(payloads.schemas)
        let (claims, unreadable) = try payloads.claims(schema)
        let upcaster = Upcaster(schema)
        var failures = unreadable
        for claim in claims {
            do throws(UpcastFailure) {
                show(
                    try upcaster.upcast(
                        claim.entry.payload, of: claim.event, from: claim.version.id.version, to: to,
                        metadata: claim.metadata), isComplete: claim.event.retirement == nil || to != nil)
                guard claim.event.retirement != nil, to == nil else { continue }
                let stored = StoredEvent(payload: claim.entry.payload, metadata: claim.metadata)
                show(try upcaster.parts(of: stored))
            } catch {
                failures += 1
                show(error.trace, isComplete: false)
                Console.printError("\(claim.entry.location.file):\(claim.entry.location.line): \(error)")
            }
        }
        if failures > 0 { throw Console.findings }
    }

    /// What takes the place of a retired event: a line each, and none where it is read as nothing.
    private func show(_ parts: [StoredEvent]) {
        for part in parts {
            let envelope: OrderedMap<JSONValue> = [
                "id": .string(part.metadata.id.description), "type": .string(part.metadata.type),
                "version": .integer(part.metadata.version), "data": part.payload,
            ]
            print(trace ? JSONValue.object(envelope).prettyText() : JSONValue.object(envelope).text)
        }
    }

    private func show(_ result: UpcastTrace, isComplete: Bool = true) {
        guard trace else {
            if isComplete { print(result.payload.text) }
            return
        }
        for step in result.steps {
            print("\(result.event)@\(step.version)")
            print(step.payload.prettyText())
        }
    }
}
