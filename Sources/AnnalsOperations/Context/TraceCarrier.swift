public import Annals
internal import Instrumentation
public import ServiceContextModule
public import Tracing

/// Writes a trace into the further metadata of events, under `trace`, with the keys of the tracer such as `traceparent`.
struct TraceInjector: Injector {
    func inject(_ value: String, forKey key: String, into carrier: inout OrderedMap<JSONValue>) {
        carrier[key] = .string(value)
    }
}

/// Reads a trace from the further metadata of an event: what was written at the append, or the attributes of the CloudEvent
/// that it came as.
struct TraceExtractor: Extractor {
    func extract(key: String, from carrier: OrderedMap<JSONValue>) -> String? {
        for place in [TraceExtractor.place, "cloudevents"] {
            if case .object(let members)? = carrier[place], case .string(let value)? = members[key] { return value }
        }
        return nil
    }

    /// Where the trace stands.
    static let place = "trace"
}

extension RecordedEvent {
    /// The context in which the event was appended, as far as it carries its trace.
    public func serviceContext(_ tracer: any Tracer = InstrumentationSystem.tracer) -> ServiceContext {
        var context = ServiceContext.topLevel
        guard !extra.isEmpty, case .object(let members)? = try? JSONValue(parsing: extra) else { return context }
        tracer.extract(members, into: &context, using: TraceExtractor())
        return context
    }
}

extension [StreamAppend] {
    /// The same events with the trace and what the current context says they belong to; what they say themselves stays.
    func carrying(_ span: ServiceContext?, tracer: any Tracer) throws(EventStoreError) -> [StreamAppend] {
        var trace = OrderedMap<JSONValue>()
        if let span { tracer.inject(span, into: &trace, using: TraceInjector()) }
        let context = ServiceContext.current?.eventContext
        if trace.isEmpty, context == nil { return self }
        var appends = self
        for index in appends.indices {
            for event in appends[index].events.indices {
                appends[index].events[event] = try appends[index].events[event].carrying(context, trace)
            }
        }
        return appends
    }
}

extension ProposedEvent {
    fileprivate func carrying(
        _ context: EventContext?, _ trace: OrderedMap<JSONValue>
    ) throws(EventStoreError) -> ProposedEvent {
        var members = context?.extra ?? [:]
        if !extra.isEmpty, case .object(let own)? = try? JSONValue(parsing: extra) {
            for (name, value) in own { members[name] = value }
        }
        if !trace.isEmpty, members[TraceExtractor.place] == nil { members[TraceExtractor.place] = .object(trace) }
        return try ProposedEvent(
            validated: payload, type: type, version: version, id: id,
            context: EventContext(
                userId: userId ?? context?.userId, correlationId: correlationId ?? context?.correlationId,
                causationId: causationId ?? context?.causationId, extra: members.isEmpty ? nil : members),
            time: time)
    }
}
