import AnnalsSchema

/// Code that converts a value of an old version.
struct ConversionCode {
    let context: GenerationContext
    /// How the whole step can fail: closures of a step with typed errors must say so.
    let failure: StepFailure

    /// The code, without `try`.
    func convert(_ conversion: Conversion, _ value: Layout) -> Layout {
        switch conversion {
        case .identity: value
        case .int32ToInt: .call(context.names.Int, [value])
        case .intToDouble, .int32ToDouble: .call(context.names.Double, [value])
        case .wrap(let inner): convert(inner, value)
        case .elements(let inner), .wrapped(let inner): each("map", inner, value)
        case .mapValues(let inner): each("mapValues", inner, value)
        case .upcast(let from, let to): upcast(from, to, value)
        }
    }

    /// The code, with `try` where it can fail.
    func expression(_ conversion: Conversion, _ value: Layout) -> Layout {
        let code = convert(conversion, value)
        return context.failure(of: conversion) == .never ? code : "try " + code
    }

    private func upcast(_ from: VersionedName, _ to: VersionedName, _ value: Layout) -> Layout {
        var value = value
        for version in stride(from: from.version + 1, through: to.version, by: 1) {
            let id = VersionedName(to.name, version)
            if case .alias = context.definition(id) {
                value = alias(id, value)
                continue
            }
            value = .call(context.swiftName(id), [.labelled("upcasting", value)])
        }
        return value
    }

    /// An alias has no initializer: its expression is a function beside its constraints.
    private func alias(_ id: VersionedName, _ value: Layout) -> Layout {
        switch context.type(id.name)?.version(id.version)?.upcast?.body {
        case .whole(.field(let conversion)): convert(conversion, value)
        case .whole(.expression): .call("\(AliasPrinter.ruleName(id, context)).upcast", [value])
        default: value
        }
    }

    private func each(_ method: String, _ inner: Conversion, _ value: Layout) -> Layout {
        let failure = context.failure(of: inner)
        let name = failure == .never ? "$0" : "element"
        let body = convert(inner, .text(name))
        guard body.flat != name else { return value }
        let parameters =
            switch failure {
            case .never: ""
            case .evaluation: "element throws(\(context.names.EvaluationError))"
            case .anything: "element"
            }
        return value + .text(".\(method) ")
            + .closure(parameters: parameters, body: failure == .never ? body : "try " + body)
    }
}
