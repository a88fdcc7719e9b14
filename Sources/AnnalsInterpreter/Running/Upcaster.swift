import AnnalsDiagnostics
import AnnalsEvaluation
public import AnnalsJSON
public import AnnalsSchema

/// Takes payloads from the version that they were written with to a newer one, step by step, as generated code does, and
/// checks the result of every step against the version that it is for.
public struct Upcaster: Sendable {
    let index: ShapeIndex
    let validator: Validator
    let decoder: PayloadDecoder
    let encoder: PayloadEncoder
    let steps: StepRunner

    /// Creates an upcaster of a loaded schema.
    public init(_ schema: Schema) {
        index = ShapeIndex(schema)
        validator = Validator(index)
        decoder = PayloadDecoder(index)
        encoder = PayloadEncoder(index)
        steps = StepRunner(index)
    }

    /// Upcasts a payload.
    ///
    /// - Parameters:
    ///   - event: The event's name.
    ///   - from: The version of the payload.
    ///   - to: The version wanted; the newest when nil.
    ///   - metadata: `meta` for the expressions; an invented event's when nil.
    /// - Throws: ``UpcastFailure`` with the step that fails and what was reached before.
    public func upcast(
        _ payload: JSONValue, event: String, from: Int, to: Int? = nil, metadata: Metadata? = nil
    ) throws(UpcastFailure) -> UpcastTrace {
        guard let declaration = index.schema.event(storedAs: event) else {
            throw UpcastFailure(
                event: event, from: from, to: to ?? from, reason: .unknownVersion,
                trace: UpcastTrace(event: event, steps: []))
        }
        return try upcast(payload, of: declaration, from: from, to: to, metadata: metadata)
    }

    /// Upcasts a payload of an event.
    ///
    /// - Throws: ``UpcastFailure`` with the step that fails and what was reached before.
    public func upcast(
        _ payload: JSONValue, of event: EventDeclaration, from: Int, to: Int? = nil, metadata: Metadata? = nil
    ) throws(UpcastFailure) -> UpcastTrace {
        let to = to ?? event.versions.count
        var trace = UpcastTrace(event: event.name, steps: [])
        guard let first = event.version(from), event.version(to) != nil, from <= to else {
            let missing = event.version(from) == nil ? from : to
            throw UpcastFailure(event: event.name, from: from, to: missing, reason: .unknownVersion, trace: trace)
        }
        var (value, canonical) = try start(payload, first, trace)
        trace.steps.append(UpcastTrace.Step(version: from, payload: canonical))
        let meta = (metadata ?? Metadata(type: event.name, version: from)).value
        for number in from..<to {
            guard let old = event.version(number), let new = event.version(number + 1) else { break }
            (value, canonical) = try step(value, from: old, to: new, meta, trace)
            trace.steps.append(UpcastTrace.Step(version: number + 1, payload: canonical))
        }
        return trace
    }

    /// The value of a payload and its canonical form.
    func start(
        _ payload: JSONValue, _ version: EventVersion, _ trace: UpcastTrace
    ) throws(UpcastFailure) -> (Value, JSONValue) {
        let (event, number) = (version.id.name, version.id.version)
        do throws(InvalidPayload) {
            let value = try decoder.decode(payload, as: version)
            // What was just read can be written: JSON has no infinite numbers.
            return (value, (try? encoder.encode(value, as: version)) ?? payload)
        } catch {
            throw UpcastFailure(
                event: event, from: number, to: number, reason: .invalid(error.violations), trace: trace)
        }
    }

    private func step(
        _ value: Value, from old: EventVersion, to new: EventVersion, _ meta: Value, _ trace: UpcastTrace
    ) throws(UpcastFailure) -> (Value, JSONValue) {
        func failure(
            _ pointer: String, _ reason: UpcastFailure.Reason, seen: JSONValue? = nil,
            at location: SourceLocation? = nil
        ) -> UpcastFailure {
            UpcastFailure(
                event: new.id.name, from: old.id.version, to: new.id.version, pointer: pointer, reason: reason,
                seen: seen, location: location ?? steps.location(of: pointer, in: new), trace: trace)
        }
        let result: Value
        do throws(StepRunner.Failure) {
            result = try steps.run(value, to: new, meta)
        } catch {
            throw failure(JSONPointer.text(error.path), error.reason, at: error.location)
        }
        let json: JSONValue
        do throws(PayloadEncoder.Failure) {
            json = try encoder.encode(result, as: new)
        } catch {
            throw failure(error.pointer, .unwritable(error.value))
        }
        let violations = validator.violations(of: json, as: new)
        guard violations.isEmpty else {
            throw failure(violations.first?.pointer ?? "", .result(violations), seen: json)
        }
        return (result, json)
    }
}
