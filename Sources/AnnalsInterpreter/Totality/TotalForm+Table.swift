extension TotalForm {
    private static let digits = #"{0}.matches("^-?[0-9]{1,18}$")"#
    private static let conversion = "handle the values that have no counterpart first, such as"
    private static let range = "check the range first, such as"
    private static let size = "check the size first, such as"
    private static let divisor = "check the divisor first, such as"
    private static let nothing = "say what stands for nothing:"
    private static let bounds = "check the bounds first, such as"
    private static let empty = "give the empty list a value, such as"

    /// By row of the overload table, by coercion, or by a name of this table.
    static let rows: [String: TotalForm] = {
        var rows: [String: TotalForm] = [:]
        func add(_ id: String, _ advice: String, _ form: String? = nil) { rows[id] = TotalForm(advice, form) }
        for id in ["list.index", "map.index"] { add(id, "read it as an optional:", "{0}[?{1}].orValue(…)") }
        for id in ["map.select", "field"] { add(id, nothing, "{0}.?{1}.orValue(…)") }
        for id in ["optional.value", "required"] { add(id, nothing, "{0}.orValue(…)") }

        for name in ["add", "subtract", "multiply"] {
            add("int.\(name)", size, "[{0}, {1}].all(n, n > -1000000000 && n < 1000000000) ? {*} : …")
            add("uint.\(name)", size, "[{0}, {1}].all(n, n < 1000000000u) ? {*} : …")
        }
        add("uint.subtract", size, "{0} < {1} ? … : {0} - {1}")
        add("int.negate", size, "{0} < -1000000 ? … : -{0}")
        for name in ["divide", "modulo"] {
            add("int.\(name)", divisor, "{1} > 0 ? {*} : …")
            add("uint.\(name)", divisor, "{1} > 0u ? {*} : …")
        }

        add("string.int", conversion, "\(digits) ? {*} : …")
        add("string.uint", conversion, #"{0}.matches("^[0-9]{1,18}$") ? {*} : …"#)
        add("string.double", conversion, #"{0}.matches("^-?[0-9]{1,15}([.][0-9]{1,15})?$") ? {*} : …"#)
        add("string.bool", "compare the text:", #"{0} == "true""#)
        add("double.int", range, "{0} > -9e18 && {0} < 9e18 ? {*} : …")
        add("double.uint", range, "{0} >= 0.0 && {0} < 1e19 ? {*} : …")
        add("uint.int", range, "{0} > 9223372036854775807u ? … : {*}")
        add("int.uint", range, "{0} < 0 ? … : {*}")
        add("int.int32", range, "{0} < -2147483648 || {0} > 2147483647 ? … : {0}")
        add("string.enum", conversion, "{0} in [{1}] ? {0} : …")
        add(
            "string.uuid", conversion, #"{0}.matches("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$") ? {0} : …"#
        )

        add("string.substring", bounds, "{1} < 0 || {1} > size({0}) ? … : {*}")
        add("string.substringRange", bounds, "0 <= {1} && {1} <= {2} && {2} <= size({0}) ? {*} : …")
        add("string.charAt", bounds, "{1} < 0 || {1} > size({0}) ? … : {*}")
        add("list.slice", bounds, "0 <= {1} && {1} <= {2} && {2} <= size({0}) ? {*} : …")
        for type in ["int", "uint", "double", "string", "bytes", "bool", "timestamp", "duration", "decimal"] {
            for name in ["min", "max", "least", "greatest"] {
                add("\(type)s.\(name)", empty, "size({0}) == 0 ? … : {*}")
            }
        }

        add("any", conversion, "{0} == \"…\" ? … : {0}' or '\(digits) ? int({0}) : …")
        add("conversion", conversion, "{0} == … ? … : {*}")
        add("format", "write the text of format() as a literal, which is checked with its arguments")
        add("map", "make the keys of the map different")
        add("limit", "make the expression do less")
        return rows
    }()
}
