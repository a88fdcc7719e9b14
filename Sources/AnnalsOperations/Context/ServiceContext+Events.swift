public import Annals
public import ServiceContextModule

/// The key of what events belong to.
private enum EventContextKey: ServiceContextKey {
    typealias Value = EventContext
    static let nameOverride: String? = "annals-event-context"
}

extension ServiceContext {
    /// What events belong to that are appended in this context, where they do not say so themselves: who causes them, the
    /// request, the message. An ``ObservedEventStore`` writes it into them.
    ///
    /// ```swift
    /// var context = ServiceContext.current ?? .topLevel
    /// context.eventContext = EventContext(userId: user.id, correlationId: request.id)
    /// try await ServiceContext.withValue(context) { try await handle(request) }
    /// ```
    public var eventContext: EventContext? {
        get { self[EventContextKey.self] }
        set { self[EventContextKey.self] = newValue }
    }
}

extension EventMetadata {
    /// What events belong to that are appended because of this one: the same request, or else this event; caused by it.
    public var following: EventContext {
        EventContext(
            userId: userId, correlationId: correlationId ?? id.description, causationId: id.description)
    }
}
