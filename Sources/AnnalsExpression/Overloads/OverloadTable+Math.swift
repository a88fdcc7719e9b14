extension OverloadTable {
    private static let numbers: [Overload.Pattern] = [.int, .uint, .double]
    private static let integers: [Overload.Pattern] = [.int, .uint]

    static let math: [Overload] =
        extremes
        + numbers.flatMap { type in
            [
                row(
                    "\(type).abs", "math.abs", [.function], [type], type, fails: type == .int, function: "absolute",
                    "Without its sign."),
                row("\(type).sign", "math.sign", [.function], [type], type, function: "sign", "-1, 0 or 1."),
                row(
                    "\(type).sqrt", "math.sqrt", [.function], [type], .double, function: "squareRoot",
                    "The square root; NaN below zero."),
            ]
        }
        + [
            ("ceil", "ceiling", "The next whole number up."), ("floor", "floor", "The next whole number down."),
            ("round", "rounded", "The nearest whole number, halves away from zero."),
            ("trunc", "truncated", "Without the fraction."),
        ].map { name, function, summary in
            row("double.\(name)", "math.\(name)", [.function], [.double], .double, function: function, summary)
        }
        + [
            ("isNaN", "isNaN", "Whether this is no number."), ("isInf", "isInfinite", "Whether this is infinite."),
            ("isFinite", "isFinite", "Whether this is neither infinite nor NaN."),
        ].map { name, function, summary in
            row("double.\(name)", "math.\(name)", [.function], [.double], .bool, function: function, summary)
        }
        + integers.flatMap { type in
            [
                ("bitAnd", "The bits that both have."), ("bitOr", "The bits that one has."),
                ("bitXor", "The bits that only one has."),
            ].map { name, summary in
                row("\(type).\(name)", "math.\(name)", [.function], [type, type], type, function: name, summary)
            } + [
                row(
                    "\(type).bitNot", "math.bitNot", [.function], [type], type, function: "bitNot",
                    "The opposite of every bit."),
                row(
                    "\(type).bitShiftLeft", "math.bitShiftLeft", [.function], [type, .int], type, fails: true,
                    function: "bitShiftLeft", "The bits moved up; fails for a negative number of places."),
                row(
                    "\(type).bitShiftRight", "math.bitShiftRight", [.function], [type, .int], type, fails: true,
                    function: "bitShiftRight", "The bits moved down, zeros coming in."),
            ]
        }

    /// Of one, of two, and of a list; the checker makes more arguments into pairs.
    private static let extremes: [Overload] = (numbers + [.decimal]).flatMap { type in
        [("greatest", "largest", "The largest"), ("least", "smallest", "The smallest")].flatMap {
            name, ofList, summary in
            [
                row("\(type).\(name)", "math.\(name)", [.function], [type], type, function: "only", "\(summary)."),
                row(
                    "\(type).\(name)Pair", "math.\(name)", [.function], [type, type], type, function: name,
                    "\(summary)."),
                row(
                    "\(type)s.\(name)", "math.\(name)", [.function], [.list(type)], type, fails: true,
                    function: ofList, "\(summary); fails for an empty list."),
            ]
        }
    }
}
