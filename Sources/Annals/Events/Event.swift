/// The newest version of an event type that is in use: what programs append and read. Generated; an old version does not
/// conform.
public protocol Event: ReadableEvent {}
