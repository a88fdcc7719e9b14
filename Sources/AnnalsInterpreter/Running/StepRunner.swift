import AnnalsDiagnostics
import AnnalsEvaluation
import AnnalsFunctions
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Runs the steps from one version to the next, of events and of the types that they use.
struct StepRunner: Sendable {
    let index: ShapeIndex
    private let decoder: PayloadDecoder
    private let expressions: ExpressionRunner

    /// A step that does not come to an end.
    struct Failure: Error {
        /// The way to the value that could not be made.
        var path: [String]
        var reason: UpcastFailure.Reason
        var location: SourceLocation?
    }

    init(_ index: ShapeIndex) {
        self.index = index
        decoder = PayloadDecoder(index)
        expressions = ExpressionRunner(index)
    }

    /// The value of an event's version made from the value of the version before.
    func run(_ old: Value, to version: EventVersion, _ meta: Value) throws(Failure) -> Value {
        guard let upcast = version.upcast else {
            throw Failure(path: [], reason: .unknownVersion, location: version.location)
        }
        return try record(old, upcast, version.fields, version.id, ["old": old, "meta": meta], [])
    }

    /// The value of an event that takes the place of a retired one; nil when its condition is not met.
    func run(_ old: Value, to part: RetirementPart, _ version: EventVersion, _ meta: Value) throws(Failure) -> Value? {
        let roots = ["old": old, "meta": meta]
        if let condition = part.condition {
            do throws(EvaluationError) {
                guard try expressions.value(of: condition, roots) == .bool(true) else { return nil }
            } catch {
                throw Failure(path: [], reason: .evaluation(error), location: part.conditionLocation)
            }
        }
        return try record(old, part.upcast, version.fields, version.id, roots, [])
    }

    private func record(
        _ old: Value, _ upcast: Upcast, _ fields: [Field], _ id: VersionedName, _ roots: [String: Value],
        _ path: [String]
    ) throws(Failure) -> Value {
        guard case .fields(let sources) = upcast.body else {
            throw Failure(path: path, reason: .custom, location: upcast.location)
        }
        guard case .record(_, let members) = old else { throw mismatch(path, upcast.location) }
        var result = OrderedMap<Value>()
        for field in fields {
            guard let source = sources.first(where: { $0.field == field.name }) else {
                throw mismatch(path + [field.name], upcast.location)
            }
            result[field.name] = try value(field, source, members, roots, path + [field.name])
        }
        return .record(id.recordName, result)
    }

    private func value(
        _ field: Field, _ upcast: FieldUpcast, _ old: OrderedMap<Value>, _ roots: [String: Value], _ path: [String]
    ) throws(Failure) -> Value {
        switch upcast.source {
        case .expression(let expression):
            do throws(EvaluationError) {
                return try expressions.value(of: expression, roots)
            } catch {
                throw Failure(path: path, reason: .evaluation(error), location: upcast.location)
            }
        case .custom: throw Failure(path: path, reason: .custom, location: upcast.location)
        case .field(let conversion):
            guard let value = old[field.name] else { throw mismatch(path, upcast.location) }
            return try convert(value, conversion, path, upcast.location)
        case .fieldOrDefault(let conversion, let json):
            if case .optional(let value?)? = old[field.name] {
                return try convert(value, conversion, path, upcast.location)
            }
            return try literal(json, field, path, upcast.location)
        case .defaultValue(let json): return try literal(json, field, path, upcast.location)
        case .absent: return .optional(nil)
        }
    }

    private func literal(
        _ json: JSONValue, _ field: Field, _ path: [String], _ location: SourceLocation
    ) throws(Failure) -> Value {
        guard let value = decoder.value(json, field.type) else { throw mismatch(path, location) }
        return value
    }

    // MARK: - Conversions

    private func convert(
        _ value: Value, _ conversion: Conversion, _ path: [String], _ location: SourceLocation
    ) throws(Failure) -> Value {
        switch (conversion, value) {
        case (.identity, _): return value
        case (.int32ToInt, .int32(let number)): return .int(Int(number))
        case (.intToDouble, .int(let number)): return .double(Double(number))
        case (.int32ToDouble, .int32(let number)): return .double(Double(number))
        case (.wrap(let inner), _): return .optional(try convert(value, inner, path, location))
        case (.elements(let inner), .list(let elements)):
            var result: [Value] = []
            for (position, element) in elements.enumerated() {
                result.append(try convert(element, inner, path + ["\(position)"], location))
            }
            return .list(result)
        case (.mapValues(let inner), .map(let members)):
            var result = KeyedMap<Value, Value>()
            for case (.string(let key), let member) in members {
                result[.string(key)] = try convert(member, inner, path + [key], location)
            }
            return .map(result)
        case (.wrapped, .optional(nil)): return value
        case (.wrapped(let inner), .optional(let wrapped?)):
            return .optional(try convert(wrapped, inner, path, location))
        case (.upcast(let from, let to), _):
            var value = value
            for number in stride(from: from.version + 1, through: to.version, by: 1) {
                value = try nested(value, to: VersionedName(to.name, number), path, location)
            }
            return value
        default: throw mismatch(path, location)
        }
    }

    /// One step of a type that an event uses.
    private func nested(
        _ value: Value, to id: VersionedName, _ path: [String], _ location: SourceLocation
    ) throws(Failure) -> Value {
        guard let version = index.type(id) else { throw mismatch(path, location) }
        switch (version.definition, value) {
        case (.record(let fields), .record):
            guard let upcast = version.upcast else { throw mismatch(path, version.location) }
            return try record(value, upcast, fields, id, ["old": value], path)
        case (.enumeration, .enumeration(let text)): return .enumeration(try enumeration(text, version, path))
        case (.union(let union), .record(_, let members)):
            return try self.union(members, union, version, path)
        case (.alias, _): return try alias(value, version, path)
        default: throw mismatch(path, version.location)
        }
    }

    private func enumeration(_ text: String, _ version: TypeVersion, _ path: [String]) throws(Failure) -> String {
        switch version.upcast?.body {
        case .values(let values): return values.first { $0.old.isExactlyEqual(to: text) }?.new ?? text
        case .custom: throw Failure(path: path, reason: .custom, location: version.upcast?.location)
        default: throw mismatch(path, version.location)
        }
    }

    private func union(
        _ old: OrderedMap<Value>, _ union: Union, _ version: TypeVersion, _ path: [String]
    ) throws(Failure) -> Value {
        guard let upcast = version.upcast, case .tags(let tags) = upcast.body else {
            throw Failure(path: path, reason: .custom, location: version.upcast?.location)
        }
        guard case .string(let tag)? = old.values.first else { throw mismatch(path, version.location) }
        var result = union.noAlternative
        result[union.discriminator] = .string(tag)
        if let unknown = old[Union.unknown] {
            result[Union.unknown] = unknown
        } else if let step = tags.first(where: { $0.tag.isExactlyEqual(to: tag) }),
            case .optional(let value?)? = old[tag]
        {
            result[tag] = .optional(try convert(value, step.conversion, path, upcast.location))
        } else {
            throw mismatch(path, upcast.location)
        }
        return .record(version.id.recordName, result)
    }

    private func alias(_ value: Value, _ version: TypeVersion, _ path: [String]) throws(Failure) -> Value {
        guard let upcast = version.upcast, case .whole(let source) = upcast.body else {
            throw mismatch(path, version.location)
        }
        switch source {
        case .field(let conversion): return try convert(value, conversion, path, upcast.location)
        case .expression(let expression):
            do throws(EvaluationError) {
                return try expressions.value(of: expression, ["old": value])
            } catch {
                throw Failure(path: path, reason: .evaluation(error), location: upcast.location)
            }
        default: throw mismatch(path, upcast.location)
        }
    }

    private func mismatch(_ path: [String], _ location: SourceLocation) -> Failure {
        let error = EvaluationError(
            .invalidArgument, "the step does not fit the version before; a loaded schema has no such step")
        return Failure(path: path, reason: .evaluation(error), location: location)
    }
}
