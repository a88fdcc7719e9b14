extension OverloadTable {
    /// Our own addition to CEL.
    static let decimals: [Overload] = [
        row(
            "decimal.add", "+", [.symbol], [.decimal, .decimal], .decimal, fails: true, function: "add",
            "The exact sum; fails beyond 1,000 digits."),
        row(
            "decimal.subtract", "-", [.symbol], [.decimal, .decimal], .decimal, fails: true, function: "subtract",
            "The exact difference; fails beyond 1,000 digits."),
        row(
            "decimal.multiply", "*", [.symbol], [.decimal, .decimal], .decimal, fails: true, function: "multiply",
            "The exact product; fails beyond 1,000 digits."),
        row(
            "decimal.divide", "/", [.symbol], [.decimal, .decimal], .decimal, fails: true, function: "divide",
            "The quotient with 34 digits, half to even; fails for zero."),
        row("decimal.negate", "-_", [.symbol], [.decimal], .decimal, function: "negate", "The opposite."),
        row(
            "decimals.sum", "sum", [.method], [.list(.decimal)], .decimal, fails: true, function: "sum",
            "The exact sum; zero for an empty list."),
        row(
            "decimal.round", "decimal.round", [.function], [.decimal, .int], .decimal, fails: true,
            function: "rounded",
            "With so many places behind the point, half to even; fails only where that is 10^10,000."),
        row("decimal.abs", "math.abs", [.function], [.decimal], .decimal, function: "absolute", "Without its sign."),
        row("decimal.sign", "math.sign", [.function], [.decimal], .decimal, function: "sign", "-1, 0 or 1."),
        row("decimal.decimal", "decimal", [.function], [.decimal], .decimal, function: "decimal", "The same."),
        row("int.decimal", "decimal", [.function], [.int], .decimal, function: "decimal", "The same number."),
        row("uint.decimal", "decimal", [.function], [.uint], .decimal, function: "decimal", "The same number."),
        row(
            "double.decimal", "decimal", [.function], [.double], .decimal, fails: true, function: "decimal",
            "The shortest decimal that reads back; fails for NaN and infinities."),
        row(
            "string.decimal", "decimal", [.function], [.string], .decimal, fails: true, function: "decimal",
            "The number that is written."),
        row(
            "decimal.int", "int", [.function], [.decimal], .int, fails: true, function: "int",
            "Toward zero; fails beyond 64 bits."),
        row(
            "decimal.double", "double", [.function], [.decimal], .double, fails: true, function: "double",
            "The nearest double; fails beyond its range."),
    ]
}
