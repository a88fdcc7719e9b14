import AnnalsExpression
import AnnalsSchema

/// How a step from one version to the next can fail, which decides what its initializer throws.
enum StepFailure: Int, Comparable {
    case never, evaluation, anything

    static func < (left: StepFailure, right: StepFailure) -> Bool { left.rawValue < right.rawValue }
}

extension GenerationContext {
    /// How the step that makes a version can fail, by its own expressions or by those of nested types.
    func failure(of id: VersionedName) -> StepFailure {
        var visited: Set<VersionedName> = []
        return failure(of: id, &visited)
    }

    /// How a step can fail.
    func failure(of upcast: Upcast) -> StepFailure {
        var visited: Set<VersionedName> = []
        return failure(of: upcast, &visited)
    }

    /// How a conversion can fail.
    func failure(of conversion: Conversion) -> StepFailure {
        var visited: Set<VersionedName> = []
        return failure(of: conversion, &visited)
    }

    // A recursive type comes back to itself, where nothing new is found.
    private func failure(of id: VersionedName, _ visited: inout Set<VersionedName>) -> StepFailure {
        guard visited.insert(id).inserted, let upcast = upcast(id) else { return .never }
        return failure(of: upcast, &visited)
    }

    private func failure(of upcast: Upcast, _ visited: inout Set<VersionedName>) -> StepFailure {
        let sources: [ValueSource]
        switch upcast.body {
        case .custom: return .anything
        case .values: return .never
        case .tags(let tags):
            return tags.map { failure(of: $0.conversion, &visited) }.max() ?? .never
        case .whole(let source): sources = [source]
        case .fields(let fields): sources = fields.map(\.source)
        }
        var result = StepFailure.never
        for source in sources {
            switch source {
            case .expression(let expression): result = max(result, expression.canFail ? .evaluation : .never)
            case .custom: result = .anything
            case .field(let conversion), .fieldOrDefault(let conversion, _):
                result = max(result, failure(of: conversion, &visited))
            case .defaultValue, .absent: break
            }
        }
        return result
    }

    private func failure(of conversion: Conversion, _ visited: inout Set<VersionedName>) -> StepFailure {
        switch conversion {
        case .identity, .int32ToInt, .intToDouble, .int32ToDouble: return .never
        case .wrap(let inner), .elements(let inner), .mapValues(let inner), .wrapped(let inner):
            return failure(of: inner, &visited)
        case .upcast(let from, let to):
            var result = StepFailure.never
            for version in stride(from: from.version + 1, through: to.version, by: 1) {
                result = max(result, failure(of: VersionedName(to.name, version), &visited))
            }
            return result
        }
    }

    private func upcast(_ id: VersionedName) -> Upcast? {
        type(id.name)?.version(id.version)?.upcast ?? event(id.name)?.version(id.version)?.upcast
    }
}
