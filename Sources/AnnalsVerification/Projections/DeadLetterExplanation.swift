public import Annals
public import AnnalsInterpreter
import AnnalsJSON
public import AnnalsSchema

/// A dead letter, with the way of its event through the schemas of today.
public struct DeadLetterExplanation: Sendable {
    /// The letter.
    public var letter: DeadLetter
    /// The payload at each version on the way to the newest; empty where no schemas were looked at.
    public var steps: [UpcastTrace.Step] = []
    /// Why the event does not come to the newest version, in words; nil when it does, or no schemas were looked at.
    public var obstacle: String?

    /// Explains a letter without schemas.
    public init(_ letter: DeadLetter) {
        self.letter = letter
    }

    /// Explains a letter with the schemas that its next retry may have.
    public init(_ letter: DeadLetter, _ schema: Schema) {
        self.letter = letter
        let event = letter.event
        guard letter.state != .resolved else { return }
        do throws(JSONSyntaxError) {
            let stored = StoredEvent(
                payload: try JSONValue(parsing: event.payload), metadata: Metadata(event.metadata))
            follow(stored, schema)
        } catch {
            obstacle = "the payload is no JSON: \(error)"
        }
    }

    private mutating func follow(_ stored: StoredEvent, _ schema: Schema) {
        let metadata = stored.metadata
        guard let declaration = schema.event(storedAs: metadata.type) else {
            obstacle = "the schemas have no event \(metadata.type)"
            return
        }
        let upcaster = Upcaster(schema)
        do throws(UpcastFailure) {
            steps = try upcaster.upcast(
                stored.payload, of: declaration, from: metadata.version, metadata: metadata
            ).steps
            if declaration.retirement != nil { _ = try upcaster.parts(of: stored) }
        } catch {
            if steps.isEmpty { steps = error.trace.steps }
            obstacle = error.description
        }
    }
}
