import Annals
import AnnalsInterpreter
public import AnnalsJSON
public import AnnalsSchema
import JSONTrials

/// Gives the bytes of payloads to generated code and to the interpreter, and holds their answers against each other and
/// against the reference's.
public struct PayloadTrial: Sendable {
    /// What is tried.
    public let subject: Subject
    let validator: Validator
    let strictValidator: Validator
    let upcaster: Upcaster

    /// Makes the trial of a subject.
    public init(_ subject: Subject) {
        self.subject = subject
        validator = Validator(subject.schema)
        strictValidator = Validator(subject.schema, refusesUnknownFields: true)
        upcaster = Upcaster(subject.schema)
    }

    /// What some bytes are.
    public enum Verdict: Hashable, Sendable {
        case noJSON, invalid, valid
    }

    /// What came of a trial.
    public struct Outcome: Sendable {
        /// What the bytes are, if there is no problem.
        public var verdict: Verdict
        /// The violations that the interpreter finds.
        public var violations: [Violation] = []
        /// What was made of a valid payload; nil for others and for retired events.
        public var upcast: Upcast?
        /// How answers differ; empty when they agree.
        public var problems: [String] = []
    }

    /// Reads bytes as a version of an event, in every way there is.
    public func run(_ bytes: [UInt8], _ event: EventDeclaration, _ version: EventVersion) -> Outcome {
        let finding = JSONReference.finding(in: bytes)
        let error = validationError(bytes, event, version)
        var outcome = Outcome(verdict: finding == nil ? .invalid : .noJSON)
        outcome.problems = ReadingTrial.problems(error, finding, "generated code")
        outcome.problems += ReadingTrial.problems(bytes, edges: [.last])
        // Whatever lies in a store is an event or an error, also what nobody has validated.
        _ = newest(bytes, Metadata(type: event.name, version: version.id.version))
        guard outcome.problems.isEmpty, finding == nil, let value = try? JSONValue(parsing: bytes) else {
            return outcome
        }
        outcome.violations = validator.violations(of: value, as: version)
        let found = error?.violations ?? []
        if found != outcome.violations {
            outcome.problems.append("violations of generated code: \(found)\nof the interpreter: \(outcome.violations)")
        }
        if version.id.version == event.versions.count {
            outcome.problems += newestProblems(bytes, value, event, version, found)
        }
        guard outcome.problems.isEmpty, outcome.violations.isEmpty else { return outcome }
        outcome.verdict = .valid
        guard event.retirement == nil else { return outcome }
        let result = upcast(value, bytes, event, version)
        outcome.upcast = result.upcast
        outcome.problems = result.problems
        return outcome
    }

    /// What generated code has against the bytes.
    private func validationError(_ bytes: [UInt8], _ event: EventDeclaration, _ version: EventVersion)
        -> InvalidPayload?
    {
        do throws(EventDecodingError) {
            try subject.registry.validate(type: event.name, version: version.id.version, payload: bytes)
            return nil
        } catch {
            guard case .invalidPayload(let error) = error.reason else {
                preconditionFailure("\(version.id) is not validated: \(error)")
            }
            return error
        }
    }

    // MARK: - Newest versions, which are Swift types that can be named

    /// The type itself reads what the registry reads, from memory that ends where the bytes end, and refuses unknown fields
    /// as the interpreter does.
    private func newestProblems(
        _ bytes: [UInt8], _ value: JSONValue, _ event: EventDeclaration, _ version: EventVersion, _ found: [Violation]
    ) -> [String] {
        guard let type = type(of: event) else { return ["generated code has no type \(event.name)"] }
        var problems: [String] = []
        if violations(bytes, .standard, type) != found { problems.append("between forbidden pages: other violations") }
        let strict = violations(bytes, JSONLimits(refusesUnknownFields: true), type)
        let expected = strictValidator.violations(of: value, as: version)
        if strict != expected {
            problems.append("with unknown fields refused, generated code: \(strict)\nthe interpreter: \(expected)")
        }
        return problems
    }

    func type(of event: EventDeclaration) -> (any ReadableEvent.Type)? {
        let all: [any ReadableEvent.Type] = subject.registry.events + subject.registry.retired
        return all.first { $0.eventType == event.name }
    }

    private func violations<Event: ReadableEvent>(
        _ bytes: [UInt8], _ limits: JSONLimits, _ type: Event.Type
    ) -> [Violation] {
        GuardedBytes.with(bytes) { buffer in
            do throws(InvalidPayload) {
                _ = try JSONReader.read(buffer, limits: limits) { Event(from: &$0) }
                return []
            } catch {
                return error.violations
            }
        }
    }
}
