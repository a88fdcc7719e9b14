extension OverloadTable {
    static let arithmetic: [Overload] = [
        row(
            "int.add", "+", [.symbol], [.int, .int], .int, fails: true, function: "add", "The sum; fails on overflow."),
        row(
            "uint.add", "+", [.symbol], [.uint, .uint], .uint, fails: true, function: "add",
            "The sum; fails on overflow."),
        row("double.add", "+", [.symbol], [.double, .double], .double, function: "add", "The sum."),
        row(
            "string.add", "+", [.symbol], [.string, .string], .string, function: "concatenate", "Both texts in a row."),
        row("bytes.add", "+", [.symbol], [.bytes, .bytes], .bytes, function: "concatenate", "Both in a row."),
        row("list.add", "+", [.symbol], [.elements, .elements], .elements, function: "concatenate", "Both in a row."),
        row(
            "timestamp.add", "+", [.symbol], [.timestamp, .duration], .timestamp, fails: true, function: "add",
            "A later moment."),
        row(
            "duration.addTimestamp", "+", [.symbol], [.duration, .timestamp], .timestamp, fails: true, function: "add",
            "A later moment."),
        row(
            "duration.add", "+", [.symbol], [.duration, .duration], .duration, fails: true, function: "add", "The sum."),
        row(
            "int.subtract", "-", [.symbol], [.int, .int], .int, fails: true, function: "subtract",
            "The difference; fails on overflow."),
        row(
            "uint.subtract", "-", [.symbol], [.uint, .uint], .uint, fails: true, function: "subtract",
            "The difference; fails below zero."),
        row("double.subtract", "-", [.symbol], [.double, .double], .double, function: "subtract", "The difference."),
        row(
            "timestamp.subtract", "-", [.symbol], [.timestamp, .timestamp], .duration, fails: true,
            function: "subtract", "The time between."),
        row(
            "timestamp.subtractDuration", "-", [.symbol], [.timestamp, .duration], .timestamp, fails: true,
            function: "subtract", "An earlier moment."),
        row(
            "duration.subtract", "-", [.symbol], [.duration, .duration], .duration, fails: true, function: "subtract",
            "The difference."),
        row(
            "int.multiply", "*", [.symbol], [.int, .int], .int, fails: true, function: "multiply",
            "The product; fails on overflow."),
        row(
            "uint.multiply", "*", [.symbol], [.uint, .uint], .uint, fails: true, function: "multiply",
            "The product; fails on overflow."),
        row("double.multiply", "*", [.symbol], [.double, .double], .double, function: "multiply", "The product."),
        row(
            "int.divide", "/", [.symbol], [.int, .int], .int, fails: true, function: "divide",
            "The quotient toward zero; fails for zero."),
        row(
            "uint.divide", "/", [.symbol], [.uint, .uint], .uint, fails: true, function: "divide",
            "The quotient; fails for zero."),
        row(
            "double.divide", "/", [.symbol], [.double, .double], .double, function: "divide",
            "The quotient; infinite for zero."),
        row(
            "int.modulo", "%", [.symbol], [.int, .int], .int, fails: true, function: "modulo",
            "The remainder with the sign of the left side."),
        row("uint.modulo", "%", [.symbol], [.uint, .uint], .uint, fails: true, function: "modulo", "The remainder."),
        row(
            "int.negate", "-_", [.symbol], [.int], .int, fails: true, function: "negate",
            "The opposite; fails for the smallest."),
        row("double.negate", "-_", [.symbol], [.double], .double, function: "negate", "The opposite."),
    ]

    static let comparisons: [Overload] =
        [
            row(
                "equal", "==", [.symbol], [.element, .element], .bool, function: "equal",
                "Whether both are the same value."),
            row(
                "notEqual", "!=", [.symbol], [.element, .element], .bool, function: "notEqual", "Whether they differ."),
            row(
                "list.in", "in", [.symbol], [.element, .elements], .bool, function: "isElement",
                "Whether the list has the element."),
            row(
                "map.in", "in", [.symbol], [.key, .members], .bool, function: "isKey",
                "Whether the map has the key."),
        ]
        + ordered.flatMap { type in
            [
                ("<", "less", "before"), ("<=", "lessOrEqual", "before or the same"), (">", "greater", "after"),
                (">=", "greaterOrEqual", "after or the same"),
            ].map { name, function, words in
                row(
                    "\(typeName(type)).\(function)", name, [.symbol], [type, type], .bool, function: function,
                    "Whether the left side is \(words).")
            }
        }

    static let access: [Overload] =
        [
            row(
                "list.index", "[]", [.symbol], [.elements, .int], .element, fails: true, function: "element",
                "The element; fails outside."),
            row(
                "list.optionalIndex", "[?]", [.symbol], [.elements, .int], .optional(.element),
                function: "optionalElement",
                "The element, or none outside."),
            row(
                "map.index", "[]", [.symbol], [.members, .key], .element, fails: true, function: "value",
                "The value of a key; fails without it."),
            row(
                "map.optionalIndex", "[?]", [.symbol], [.members, .key], .optional(.element),
                function: "optionalValue", "The value of a key, or none."),
        ]
        + ["[]", "[?]"].flatMap { symbol in
            let id = symbol == "[]" ? "index" : "optionalIndex"
            return [
                row(
                    "optionalList.\(id)", symbol, [.symbol], [.optional(.elements), .int], .optional(.element),
                    function: "optionalElement", "The element of a list that may be missing, or none."),
                row(
                    "optionalMap.\(id)", symbol, [.symbol], [.optional(.members), .key], .optional(.element),
                    function: "optionalValue", "The value of a key of a map that may be missing, or none."),
            ]
        }

    static let optionals: [Overload] =
        [
            row(
                "optional.of", "optional.of", [.function], [.element], .optional(.element), function: "optionalOf",
                "An optional with this value."),
            row(
                "optional.hasValue", "hasValue", [.method], [.optional(.element)], .bool, function: "hasValue",
                "Whether there is a value."),
            row(
                "optional.value", "value", [.method], [.optional(.element)], .element, fails: true, function: "value",
                "The value; fails without one."),
            row(
                "optional.orValue", "orValue", [.method], [.optional(.element), .element], .element,
                function: "orValue",
                "The value, or another one."),
            row(
                "optional.or", "or", [.method], [.optional(.element), .optional(.element)], .optional(.element),
                function: "or", "The first that has a value."),
        ]
        + [Overload.Pattern.bool, .int, .uint, .double, .string, .bytes, .duration, .elements, .members].map { type in
            row(
                "optional.ofNonZeroValue(\(type))", "optional.ofNonZeroValue", [.function], [type], .optional(type),
                function: "optionalOfNonZero", "None for the zero of the type, such as 0, '' or []; else the value.")
        }

    private static func typeName(_ pattern: Overload.Pattern) -> String {
        if case .type(let type) = pattern { type.description } else { "" }
    }
}
