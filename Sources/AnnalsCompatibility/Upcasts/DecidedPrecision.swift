import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Decides where a derived step from whole numbers to doubles rounds: beyond 2^53 not every whole number is a double.
struct DecidedPrecision {
    let schema: Schema
    private let sampler: Sampler
    private let validator: Validator

    init(_ schema: Schema, seed: UInt64) {
        self.schema = schema
        sampler = Sampler(schema, seed: seed)
        validator = Validator(schema)
    }

    /// One finding for each field of which the bounds let a number through that is rounded.
    func findings(_ step: UpcastStep) -> [Finding] {
        step.fields.compactMap { field in
            let conversion: Conversion
            switch field.source {
            case .field(let own), .fieldOrDefault(let own, _): conversion = own
            default: return nil
            }
            guard let old = step.old.fields.first(where: { $0.name == field.field }),
                let (scalar, constraints) = rounded(conversion, old.type),
                let number = DecidedPrecision.rounded(scalar, constraints)
            else { return nil }
            return finding(step, field, number)
        }
    }

    /// The constraints of the whole numbers that a conversion makes doubles of; nil when there are none. What the steps of
    /// other types do is said of them.
    private func rounded(_ conversion: Conversion, _ type: ValueType) -> (ScalarType, Constraints)? {
        switch (conversion, schema.resolved(type)) {
        case (.intToDouble, .scalar(let scalar, let constraints)): (scalar, constraints)
        case (.wrap(let inner), let own): rounded(inner, own)
        case (.wrapped(let inner), .optional(let own)), (.elements(let inner), .list(let own, _)),
            (.mapValues(let inner), .map(let own, _)):
            rounded(inner, own)
        case (let inner, .optional(let own)): rounded(inner, own)
        default: nil
        }
    }

    // MARK: - Numbers

    /// A whole number that satisfies the constraints and is no double, near zero first; nil when there is none.
    ///
    /// Between 2^e and 2^(e+1) doubles are the multiples of 2^(e-52). Of two multiples of a divisor that follow each other
    /// there, one is none, if any in that range is.
    static func rounded(_ scalar: ScalarType, _ constraints: Constraints) -> Int? {
        let divisor =
            constraints.number(.multipleOf).flatMap { Int128($0.description) }.map { max($0.magnitude, 1) } ?? 1
        let bounds = [ConstraintKeyword.minimum, .maximum].compactMap { constraints.number($0) }
            .compactMap { Int($0.description).map { Int128($0) } }
        let powers = (53...62).flatMap { [Int128(1) << $0, -(Int128(1) << $0)] }
        let numbers = (powers + bounds).flatMap { near($0, Int128(clamping: divisor)) }
            .compactMap { Int(exactly: $0) }
        return numbers.filter { (number: Int) in
            Int(exactly: Double(number)) != number
                && scalar.violations(of: .integer(Int128(number)), constraints).isEmpty
        }.min { ($0.magnitude, $1) < ($1.magnitude, $0) }
    }

    /// The multiples of a divisor around a number.
    private static func near(_ number: Int128, _ divisor: Int128) -> [Int128] {
        let multiple = number / divisor
        return (Int128(-2)...2).compactMap { offset in
            let product = (multiple + offset).multipliedReportingOverflow(by: divisor)
            return product.overflow ? nil : product.partialValue
        }
    }

    // MARK: - Findings

    private func finding(_ step: UpcastStep, _ field: FieldUpcast, _ number: Int) -> Finding {
        let (from, to) = (step.old.id.version, step.new.id.version)
        let witness = payload(step, field.field, number).map { payload in
            Witness(
                name: step.subject, version: from, payload: payload,
                consequence:
                    "the step from version \(from) to \(to) makes \(Double(number)) of \(number)",
                step: Witness.Step(from: from, to: to))
        }
        return Finding(
            .upcastPrecision, subject: step.subject,
            "`\(field.field)` of \(step.subject) version \(from) loses digits on the way to version \(to): not every whole "
                + "number beyond 2^53 is a double", at: field.location, previous: step.old.location,
            step: Witness.Step(from: from, to: to), place: field.field, witness: witness,
            suggestion: "keep it an int or make it a decimal; a maximum of 9007199254740992 in version \(from) would "
                + "have kept it exact")
    }

    /// A payload with the number; nil when none was found, as where rules have something against it.
    private func payload(_ step: UpcastStep, _ field: String, _ number: Int) -> JSONValue? {
        func hasNumber(_ payload: JSONValue) -> Bool {
            PayloadPlaces.all([field], in: payload).contains {
                PayloadPlaces.value($0, of: payload)?.isEqual(to: .integer(number)) == true
            }
        }
        for sample in sampler.payloads(of: step.old, count: 64) {
            for way in PayloadPlaces.all([field], in: sample) {
                guard case .number? = PayloadPlaces.value(way, of: sample),
                    let payload = PayloadPlaces.replacing(way[...], of: sample, with: .integer(number)),
                    validator.violations(of: payload, as: step.old).isEmpty
                else { continue }
                return Shrinker.smallest(payload) {
                    hasNumber($0) && validator.violations(of: $0, as: step.old).isEmpty
                }
            }
        }
        return nil
    }
}
