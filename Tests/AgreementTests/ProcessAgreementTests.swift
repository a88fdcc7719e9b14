import Annals
import AnnalsGeneratedSamples
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import JSONTrials
import PayloadTrials
import Synchronization
import Testing

/// Generated process managers and the interpreter emit the same commands, set the same timeouts and have the same states on
/// random histories, or both fail at the same step.
@Suite struct ProcessAgreementTests {
    @Test(arguments: UInt64(0)..<12) func ofTheStressSchema(_ seed: UInt64) async throws {
        for process in AnnalsGeneratedSamples.AnnalsRegistry.processes { try await agree(process, .stress, seed) }
    }

    @Test(arguments: UInt64(0)..<6) func ofTheExamples(_ seed: UInt64) async throws {
        let examples = try #require(Subject.all.first)
        #expect(!AnnalsRegistry.processes.isEmpty)
        for process in AnnalsRegistry.processes { try await agree(process, examples, seed) }
    }

    private func agree<P: ProcessManager>(_ process: P.Type, _ subject: Subject, _ seed: UInt64) async throws {
        let declaration = try #require(subject.schema.processes.first { $0.name == P.name })
        var random = SeededGenerator(seed: seed)
        let payloads = payloads(declaration, subject, seed)
        var follower = try ProcessFollower(subject.schema, process: P.name)
        let clock = Mutex(Timestamp.min)
        let (events, processes) = (InMemoryEventStore(), InMemoryProcesses())
        let runner = ProcessRunner(P.self, events: events, processes: processes, now: { clock.withLock { $0 } })
        var seconds: Int64 = 1_767_225_600
        var outcomes: [String: Int] = [:]
        for number in 0..<60 {
            seconds += Int64.random(in: 0...5400, using: &random)
            let time = try #require(Timestamp(seconds: seconds))
            clock.withLock { $0 = time }
            let (type, version, payload) = try #require(payloads.randomElement(using: &random))
            let event = try ProposedEvent(
                validated: payload.bytes, type: type, version: version,
                id: UniqueID(high: seed, low: UInt64(number)), context: EventContext(userId: "ann"), time: time)
            try await events.append([event], to: StreamName(category: "Thing", id: "\(number)"), expecting: .any)
            let record = try #require(try await events.event(event.id))
            try await runner.run()
            var failure: HandlerFailure?
            do throws(HandlerFailure) {
                try follower.apply(StoredEvent(payload: payload, metadata: Metadata(record.metadata)))
            } catch {
                failure = error
            }
            follower.advance(to: time)
            let place = "\(P.name), seed \(seed), event \(number): \(type)@\(version) \(payload.text)"
            let letters = try await runner.parked()
            #expect(
                letters.isEmpty == (failure == nil), "\(place): \(letters.map(\.error)), \(String(describing: failure))"
            )
            if let letter = letters.first, case .evaluation(let error, let step)? = failure {
                #expect(letter.step == step, "\(place)")
                #expect(letter.error.hasPrefix("\(error)"), "\(place)")
            }
            outcomes[failure == nil ? "handled" : "failed", default: 0] += 1
            for letter in letters { _ = try await runner.skipParked(letter.position, because: "it fails") }
            try await compare(runner, follower, place)
        }
        outcomes["commands"] = follower.commands.count
        outcomes["failed timeouts"] = follower.failedTimeouts.count
        print("\(P.name), seed \(seed): \(outcomes.sorted { $0.key < $1.key })")
    }

    private func compare<P: ProcessManager>(
        _ runner: ProcessRunner<P>, _ follower: ProcessFollower, _ place: String
    ) async throws {
        let (commands, instances, missed) = try await runner.processes.snapshot { transaction throws(ProcessError) in
            (
                try transaction.commands(of: P.name, in: [.pending], limit: .max),
                try transaction.instances(of: P.name, after: nil, limit: .max),
                try transaction.record(of: P.name)?.missedEvents
            )
        }
        #expect(
            commands.map { "\($0.id) \($0.key) \($0.type) \(String(decoding: $0.payload, as: UTF8.self))" }
                == follower.commands.map { "\($0.id) \($0.key) \($0.type) \($0.payload.text)" }, "\(place)")
        #expect(
            try instances.map { String(decoding: $0.state, as: UTF8.self) } == follower.states().map(\.text), "\(place)"
        )
        #expect(missed == follower.missedEvents, "\(place)")
        for instance in instances {
            let found = Dictionary(
                uniqueKeysWithValues: instance.timeouts.map { ($0.key, "\($0.value.id) \($0.value.due)") })
            let wanted = follower.deadlines(of: instance.key).mapValues { "\($0.id) \($0.due)" }
            #expect(found == wanted, "\(place)")
        }
    }

    /// Payloads of all versions of the events that a process reads, with few keys, so that they meet.
    private func payloads(
        _ process: ProcessDeclaration, _ subject: Subject, _ seed: UInt64
    ) -> [(type: String, version: Int, payload: JSONValue)] {
        let handled = process.handlers.map(\.event)
        let names = handled + handled.flatMap { subject.schema.retired(into: $0).map(\.name) }
        let keys: [String: [String]] = [
            "thingId": ["0198c0de-0000-7000-8000-000000000001", "0198c0de-0000-7000-8000-000000000002"],
            "orderId": ["0198c0de-0000-7000-8000-000000000001", "0198c0de-0000-7000-8000-000000000002"],
            "text": ["a", "b"], "to": ["a", "b"],
        ]
        var random = SeededGenerator(seed: seed ^ 3)
        return names.flatMap { name -> [(type: String, version: Int, payload: JSONValue)] in
            guard let event = subject.schema.event(name) else { return [] }
            // Steps of the user are run by generated code alone.
            let last = event.versions.last { $0.upcast?.isCustom == true }?.id.version ?? 1
            return event.versions.filter { $0.id.version >= last }.flatMap { version in
                subject.payloads(of: version, valid: 40, damaged: 0, seed: seed).compactMap { payload in
                    guard case .object(var members) = payload else { return nil }
                    for (field, values) in keys.sorted(by: { $0.key < $1.key }) where members[field] != nil {
                        members[field] = .string(values.randomElement(using: &random) ?? "")
                    }
                    return (event.storedNames.last ?? name, version.id.version, .object(members))
                }
            }
        }
    }
}

extension Upcast {
    fileprivate var isCustom: Bool {
        switch body {
        case .custom: true
        case .fields(let fields): fields.contains { if case .custom = $0.source { true } else { false } }
        case .values, .tags, .whole: false
        }
    }
}

extension Metadata {
    /// What is known of a stored event.
    fileprivate init(_ meta: EventMetadata) {
        self.init(
            id: meta.id, type: meta.type, version: meta.version, stream: meta.stream,
            streamVersion: meta.streamVersion, position: meta.position, time: meta.time, userId: meta.userId,
            correlationId: meta.correlationId, causationId: meta.causationId)
    }
}
