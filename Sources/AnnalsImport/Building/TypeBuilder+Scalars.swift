import AnnalsSchema
import AnnalsPattern
import AnnalsValues

/// Numbers and strings.
extension TypeBuilder {
    /// The type of numbers; nil when there is none among them.
    mutating func number(_ set: NumberSet, _ place: SchemaPlace, _ hint: String) -> ValueType? {
        if case .scalar(let scalar, let constraints)? = set.own {
            return alias(.scalar(scalar, constraints), .number, set.origins)
        }
        if let values = set.values { return constants(values, set, place) }
        if set.isInteger { return integer(set, place, hint) }
        var constraints = Constraints()
        func bound(_ keyword: ConstraintKeyword, _ number: DecimalNumber?) {
            if let number { constraints[keyword] = .number(number) }
        }
        bound(.minimum, set.minimum)
        bound(.maximum, set.maximum)
        bound(.exclusiveMinimum, set.exclusiveMinimum)
        bound(.exclusiveMaximum, set.exclusiveMaximum)
        bound(.multipleOf, divisor(set.divisors, place))
        limit(set, place, "numbers are doubles, so those beyond their range are refused")
        return alias(.scalar(.double, constraints), .number, set.origins)
    }

    private mutating func limit(_ set: NumberSet, _ place: SchemaPlace, _ reason: String) {
        evaluator.losses.add(set.origins.first ?? place, "type", .limit, reason)
    }

    /// A list of numbers has a type where they are neighbours, in steps of the same size.
    private mutating func constants(_ values: [DecimalNumber], _ set: NumberSet, _ place: SchemaPlace) -> ValueType? {
        guard let low = values.min(), let high = values.max() else { return nil }
        var bounds = NumberSet(minimum: low, maximum: high, origins: set.origins)
        let integers = values.compactMap { $0.integer(Int.self) }.sorted()
        if integers.count == values.count {
            bounds.isInteger = true
            let distinct = Set(integers).sorted()
            let step = distinct.dropFirst().reduce(0) { gcd($0, $1.subtractingReportingOverflow(distinct[0]).0) }
            if distinct.count == 1
                || step > 0 && distinct[0] % step == 0
                    && (distinct[distinct.count - 1] - distinct[0]) / step + 1 == distinct.count
            {
                if distinct.count > 1, step > 1 { bounds.divisors = [DecimalNumber(step)] }
                return integer(bounds, place, "")
            }
        } else if low == high {
            return number(bounds, place, "")
        }
        evaluator.losses.add(
            place, "enum", .wider, "no type lists numbers; those between the least and the greatest fit")
        return number(bounds, place, "")
    }

    private mutating func integer(_ set: NumberSet, _ place: SchemaPlace, _ hint: String) -> ValueType? {
        var low = set.minimum?.roundedUp
        var high = set.maximum?.roundedDown
        if let bound = set.exclusiveMinimum { low = greatest(low, bound.roundedDown.adding(1) ?? bound) }
        if let bound = set.exclusiveMaximum { high = least(high, bound.roundedUp.subtracting(1) ?? bound) }
        if let low, let high, low > high { return nil }
        var divisor = divisor(set.divisors, place)
        // A whole number is a multiple of p/q in lowest terms where it is one of p.
        if let fraction = divisor { divisor = fraction.numerator }
        if divisor == 1 { divisor = nil }
        if let number = divisor, number.integer(Int.self) == nil {
            evaluator.losses.add(place, "multipleOf", .wider, "the divisor of an int has 64 bits")
            divisor = nil
        }
        let smallest = DecimalNumber(Int.min)
        let largest = DecimalNumber(Int.max)
        var scalar = ScalarType.int
        var range = smallest...largest
        if set.format == "int32" || low == DecimalNumber(Int32.min) && high == DecimalNumber(Int32.max) {
            scalar = .int32
            range = DecimalNumber(Int32.min)...DecimalNumber(Int32.max)
        } else if let low, low >= .zero, let high, high > largest, high <= DecimalNumber(UInt.max) {
            scalar = .uint
            range = .zero...DecimalNumber(UInt.max)
        }
        if low ?? smallest > range.upperBound || high ?? largest < range.lowerBound {
            evaluator.losses.add(place, "minimum", .different, "an int has 64 bits, and these numbers are beyond it")
            return .scalar(.double, Constraints())
        }
        if low.map({ $0 < range.lowerBound }) ?? true || high.map({ $0 > range.upperBound }) ?? true {
            limit(set, place, "integers have 64 bits")
        }
        var constraints = Constraints()
        if let low, low > range.lowerBound { constraints[.minimum] = .number(low) }
        if let high, high < range.upperBound { constraints[.maximum] = .number(high) }
        if let divisor { constraints[.multipleOf] = .number(divisor) }
        if let low, let high, let step = divisor?.integer(Int.self), let first = low.integer(Int.self),
            let last = high.integer(Int.self), first > 0 || last < 0, abs(first / step) == abs(last / step),
            first % step != 0, last % step != 0
        {
            return nil
        }
        return alias(.scalar(scalar, constraints), .number, set.origins)
    }

    private mutating func divisor(_ divisors: [DecimalNumber], _ place: SchemaPlace) -> DecimalNumber? {
        guard divisors.count > 1 else { return divisors.first }
        let integers = divisors.compactMap { $0.integer(Int.self) }
        if integers.count == divisors.count {
            var multiple = 1
            for number in integers {
                let (product, overflows) = multiple.multipliedReportingOverflow(by: number / gcd(multiple, number))
                if overflows { break }
                multiple = product
            }
            if integers.allSatisfy({ multiple % $0 == 0 }), DecimalNumber(multiple).digitCount <= 18 {
                return DecimalNumber(multiple)
            }
        }
        evaluator.losses.add(place, "multipleOf", .wider, "only the first of several divisors is kept")
        return divisors.first
    }

    private func gcd(_ left: Int, _ right: Int) -> Int {
        var (left, right) = (left.magnitude, right.magnitude)
        while right != 0 { (left, right) = (right, left % right) }
        return Int(clamping: left)
    }

    // MARK: - Strings

    /// The type of strings; nil when there is none among them.
    mutating func text(_ set: StringSet, _ place: SchemaPlace, _ hint: String) -> ValueType? {
        switch set.own {
        case .scalar(let scalar, let constraints)?:
            return alias(.scalar(scalar, constraints), .string, set.origins)
        case .open(let values)?:
            if let type = enumeration(values, isOpen: true, set, hint) { return type }
        case nil: break
        }
        if let values = set.values, let type = enumeration(values, set, hint) { return type }
        if let type = formatted(set, place) { return type }
        var patterns = set.patterns
        if let values = set.values { patterns = [RE2Pattern.alternatives(values)] }
        var constraints = Constraints()
        if set.values == nil {
            if let count = set.minLength, count > 0 { constraints[.minLength] = .count(count) }
            if let count = set.maxLength { constraints[.maxLength] = .count(count) }
        }
        if patterns.count > 1 {
            evaluator.losses.add(place, "pattern", .wider, "only the first of several patterns is kept")
        }
        if !set.excluded.isEmpty, set.values == nil {
            evaluator.losses.add(place, "not", .wider, "no type says which of its values are left out")
        }
        if let pattern = patterns.first {
            if (try? Pattern(pattern)) == nil {
                evaluator.losses.add(place, "enum", .wider, "as a pattern the list would be too long")
            } else {
                constraints[.pattern] = .pattern(pattern)
            }
        }
        return alias(.scalar(.string, constraints), .string, set.origins)
    }

    /// A built-in type with the form that a format or an exported pattern asks for.
    private mutating func formatted(_ set: StringSet, _ place: SchemaPlace) -> ValueType? {
        guard set.values == nil, set.excluded.isEmpty else { return nil }
        if let scalar = ExportedForm.type(set) { return alias(.scalar(scalar, Constraints()), .string, set.origins) }
        guard let format = set.format else {
            guard set.isBase64 else { return nil }
            guard set.patterns.isEmpty, set.minLength == nil, set.maxLength == nil else {
                evaluator.losses.add(place, "contentEncoding", .wider, "bytes have no constraints of their text")
                return nil
            }
            evaluator.losses.add(place, "contentEncoding", .narrower, "bytes are padded base64 without line ends")
            return alias(.scalar(.bytes, Constraints()), .string, set.origins)
        }
        guard let row = ExportedForm.formats[format] else {
            evaluator.losses.add(place, "format", .wider, "our language does not check the format '\(format)'")
            return nil
        }
        guard set.patterns.isEmpty, set.minLength == nil, set.maxLength == nil else {
            evaluator.losses.add(
                place, "format", .wider,
                "\(row.type.rawValue.withArticle) has no other constraints, so this is a string")
            return nil
        }
        if let difference = row.difference {
            evaluator.losses.add(place, "format", .narrower, difference)
        }
        return alias(.scalar(row.type, Constraints()), .string, set.origins)
    }

    /// A type of its own for what stands under a name in the definitions, where it says more than the built-in type.
    private mutating func alias(_ type: ValueType, _ kind: ValueSet.Kind, _ origins: [SchemaPlace]) -> ValueType {
        guard case .scalar(_, let constraints) = type, !constraints.isEmpty, origins.definitionName != nil else {
            return type
        }
        let (name, _, _) = declare(kind, origins, hint: "", .alias(type))
        return .named(VersionedName(name, 1))
    }
}

extension DecimalNumber {
    /// The greatest whole number that is not above.
    fileprivate var roundedDown: DecimalNumber {
        guard !isInteger, let near = rounded(toPlaces: 0) else { return self }
        return near > self ? near.subtracting(1) ?? near : near
    }

    /// The smallest whole number that is not below.
    fileprivate var roundedUp: DecimalNumber {
        guard !isInteger, let near = rounded(toPlaces: 0) else { return self }
        return near < self ? near.adding(1) ?? near : near
    }

    /// The numerator in lowest terms; nil when it is out of reach.
    fileprivate var numerator: DecimalNumber? {
        if isInteger { return self }
        // A fraction has a power of ten below it: what both have of 2 and 5 is taken away.
        let text = description
        guard let point = text.firstIndex(of: "."), var top = Int(text.filter { $0 != "." }) else { return self }
        let places = text.distance(from: point, to: text.endIndex) - 1
        for factor in [2, 5] {
            var left = places
            while left > 0, top % factor == 0 {
                top /= factor
                left -= 1
            }
        }
        return DecimalNumber(top)
    }
}
