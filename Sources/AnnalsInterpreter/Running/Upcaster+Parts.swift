import AnnalsDiagnostics
import AnnalsEvaluation
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

extension Upcaster {
    /// The events that a stored one stands for, each of the newest version: itself, or, where it is retired, what takes
    /// its place: nothing, one event or several, with ids derived from its own.
    ///
    /// - Throws: ``UpcastFailure`` with the step or part that fails and what was reached before.
    public func parts(of event: StoredEvent) throws(UpcastFailure) -> [StoredEvent] {
        let metadata = event.metadata
        let trace = try upcast(event.payload, event: metadata.type, from: metadata.version, metadata: metadata)
        guard let declaration = index.schema.event(storedAs: metadata.type), let newest = declaration.versions.last
        else { return [] }
        guard let retirement = declaration.retirement else {
            var own = StoredEvent(payload: trace.payload, metadata: metadata)
            own.metadata.type = declaration.name
            own.metadata.version = newest.id.version
            return [own]
        }
        let (old, _) = try start(trace.payload, newest, trace)
        var made: [StoredEvent] = []
        for (position, part) in retirement.parts.enumerated() {
            let payload = try payload(of: part, number: position + 1, old, metadata, newest, trace)
            guard let payload else { continue }
            var event = StoredEvent(payload: payload, metadata: metadata)
            event.metadata.id = metadata.id.derived(position + 1)
            event.metadata.type = part.target.name
            event.metadata.version = part.target.version
            made.append(event)
        }
        guard !made.isEmpty || retirement.mayBeNothing else {
            var failure = UpcastFailure(
                event: declaration.name, from: newest.id.version, to: newest.id.version, reason: .noPart,
                location: retirement.location, trace: trace)
            failure.part = 0
            throw failure
        }
        // What takes the place may be retired itself.
        var parts: [StoredEvent] = []
        for event in made { parts += try self.parts(of: event) }
        return parts
    }

    /// The payload of a part, valid at its version; nil when its condition is not met.
    private func payload(
        of part: RetirementPart, number: Int, _ old: Value, _ metadata: Metadata, _ newest: EventVersion,
        _ trace: UpcastTrace
    ) throws(UpcastFailure) -> JSONValue? {
        func failure(
            _ pointer: String, _ reason: UpcastFailure.Reason, seen: JSONValue? = nil, at location: SourceLocation?
        ) -> UpcastFailure {
            var failure = UpcastFailure(
                event: newest.id.name, from: newest.id.version, to: newest.id.version, pointer: pointer, reason: reason,
                seen: seen, location: location ?? part.location, trace: trace)
            failure.part = number
            return failure
        }
        guard let version = index.schema.event(part.target.name)?.version(part.target.version) else {
            throw failure("", .unknownVersion, at: nil)
        }
        let value: Value?
        do throws(StepRunner.Failure) {
            value = try steps.run(old, to: part, version, metadata.value)
        } catch {
            throw failure(JSONPointer.text(error.path), error.reason, at: error.location)
        }
        guard let value else { return nil }
        let json: JSONValue
        do throws(PayloadEncoder.Failure) {
            json = try encoder.encode(value, as: version)
        } catch {
            throw failure(error.pointer, .unwritable(error.value), at: nil)
        }
        let violations = validator.violations(of: json, as: version)
        guard violations.isEmpty else {
            let pointer = violations.first?.pointer ?? ""
            throw failure(pointer, .result(violations), seen: json, at: part.location(of: pointer))
        }
        return json
    }
}

extension RetirementPart {
    /// Where the value at a pointer into the part comes from.
    fileprivate func location(of pointer: String) -> SourceLocation? {
        let name = pointer.split(separator: "/").first.map(String.init)
        return fields.first { $0.field == name }?.location
    }
}
