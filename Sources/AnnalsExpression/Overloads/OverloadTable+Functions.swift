extension OverloadTable {
    static let strings: [Overload] = [
        row(
            "string.size", "size", [.function, .method], [.string], .int, function: "size", "The number of code points."
        ),
        row("bytes.size", "size", [.function, .method], [.bytes], .int, function: "size", "The number of bytes."),
        row(
            "string.contains", "contains", [.method], [.string, .string], .bool, function: "contains",
            "Whether a text is inside."),
        row(
            "string.startsWith", "startsWith", [.method], [.string, .string], .bool, function: "startsWith",
            "Whether it begins so."),
        row(
            "string.endsWith", "endsWith", [.method], [.string, .string], .bool, function: "endsWith",
            "Whether it ends so."),
        row(
            "string.split", "split", [.method], [.string, .string], .list(.string), function: "split",
            "The parts between separators."),
        row(
            "string.splitLimit", "split", [.method], [.string, .string, .int], .list(.string), function: "split",
            "At most so many parts."),
        row("list.join", "join", [.method], [.list(.string)], .string, function: "join", "All texts in a row."),
        row(
            "list.joinSeparator", "join", [.method], [.list(.string), .string], .string, function: "join",
            "All texts with a separator between."),
        row(
            "string.trim", "trim", [.method], [.string], .string, function: "trim", "Without white space at both ends."),
        row(
            "string.lowerAscii", "lowerAscii", [.method], [.string], .string, function: "lowerAscii",
            "ASCII letters in lower case."),
        row(
            "string.upperAscii", "upperAscii", [.method], [.string], .string, function: "upperAscii",
            "ASCII letters in upper case."),
        row(
            "string.replace", "replace", [.method], [.string, .string, .string], .string, function: "replace",
            "Every occurrence replaced."),
        row(
            "string.replaceLimit", "replace", [.method], [.string, .string, .string, .int], .string,
            function: "replace", "At most so many replaced."),
        row(
            "string.substring", "substring", [.method], [.string, .int], .string, fails: true, function: "substring",
            "From a code point on."),
        row(
            "string.substringRange", "substring", [.method], [.string, .int, .int], .string, fails: true,
            function: "substring", "From one code point to before another."),
        row(
            "string.charAt", "charAt", [.method], [.string, .int], .string, fails: true, function: "character",
            "The code point at an index."),
        row(
            "string.indexOf", "indexOf", [.method], [.string, .string], .int, function: "firstIndex",
            "Where a text first stands, or -1."),
        row(
            "string.indexOfFrom", "indexOf", [.method], [.string, .string, .int], .int, fails: true,
            function: "firstIndex", "The same from an index on."),
        row(
            "string.lastIndexOf", "lastIndexOf", [.method], [.string, .string], .int, function: "lastIndex",
            "Where a text last stands, or -1."),
        row(
            "string.lastIndexOfFrom", "lastIndexOf", [.method], [.string, .string, .int], .int, fails: true,
            function: "lastIndex", "The same up to an index."),
        row(
            "string.reverse", "reverse", [.method], [.string], .string, function: "reversed",
            "The code points in reverse order."),
    ]

    static let encodings: [Overload] = [
        row(
            "base64.encode", "base64.encode", [.function], [.bytes], .string, function: "base64Encode",
            "Padded base64."),
        row(
            "base64.decode", "base64.decode", [.function], [.string], .bytes, fails: true, function: "base64Decode",
            "The bytes of base64, whose padding may be missing."),
        row(
            "strings.quote", "strings.quote", [.function], [.string], .string, function: "quote",
            "In double quotes, with escapes for control characters."),
    ]

    static let conversions: [Overload] = [
        row("int.int", "int", [.function], [.int], .int, function: "int", "The same."),
        row(
            "uint.int", "int", [.function], [.uint], .int, fails: true, function: "int",
            "The same number; fails when too large."),
        row(
            "double.int", "int", [.function], [.double], .int, fails: true, function: "int",
            "Toward zero; fails outside 64 bits."),
        row(
            "string.int", "int", [.function], [.string], .int, fails: true, function: "int",
            "The decimal number that is written."),
        row("timestamp.int", "int", [.function], [.timestamp], .int, function: "int", "Whole seconds since 1970."),
        row("uint.uint", "uint", [.function], [.uint], .uint, function: "uint", "The same."),
        row(
            "int.uint", "uint", [.function], [.int], .uint, fails: true, function: "uint",
            "The same number; fails when negative."),
        row(
            "double.uint", "uint", [.function], [.double], .uint, fails: true, function: "uint",
            "Toward zero; fails outside 64 bits."),
        row(
            "string.uint", "uint", [.function], [.string], .uint, fails: true, function: "uint",
            "The decimal number that is written."),
        row("double.double", "double", [.function], [.double], .double, function: "double", "The same."),
        row("int.double", "double", [.function], [.int], .double, function: "double", "The nearest double."),
        row("uint.double", "double", [.function], [.uint], .double, function: "double", "The nearest double."),
        row(
            "string.double", "double", [.function], [.string], .double, fails: true, function: "double",
            "The number that is written."),
        row("string.string", "string", [.function], [.string], .string, function: "string", "The same."),
        row("bool.string", "string", [.function], [.bool], .string, function: "string", "true or false."),
        row("int.string", "string", [.function], [.int], .string, function: "string", "The decimal digits."),
        row("uint.string", "string", [.function], [.uint], .string, function: "string", "The decimal digits."),
        row(
            "double.string", "string", [.function], [.double], .string, function: "string",
            "The shortest text that reads back."),
        row(
            "bytes.string", "string", [.function], [.bytes], .string, fails: true, function: "string",
            "The text of UTF-8 bytes."),
        row("timestamp.string", "string", [.function], [.timestamp], .string, function: "string", "RFC 3339 in UTC."),
        row(
            "duration.string", "string", [.function], [.duration], .string, function: "string",
            "Seconds, such as 1.500s."),
        row("decimal.string", "string", [.function], [.decimal], .string, function: "string", "The digits."),
        row("bytes.bytes", "bytes", [.function], [.bytes], .bytes, function: "bytes", "The same."),
        row("string.bytes", "bytes", [.function], [.string], .bytes, function: "bytes", "The UTF-8 bytes."),
        row("bool.bool", "bool", [.function], [.bool], .bool, function: "bool", "The same."),
        row(
            "string.bool", "bool", [.function], [.string], .bool, fails: true, function: "bool",
            "true or false, as written."),
        row(
            "timestamp.timestamp", "timestamp", [.function], [.timestamp], .timestamp, function: "timestamp",
            "The same."),
        row(
            "string.timestamp", "timestamp", [.function], [.string], .timestamp, fails: true, function: "timestamp",
            "The moment of RFC 3339."),
        row(
            "int.timestamp", "timestamp", [.function], [.int], .timestamp, fails: true, function: "timestamp",
            "Seconds since 1970."),
        row("duration.duration", "duration", [.function], [.duration], .duration, function: "duration", "The same."),
        row(
            "string.duration", "duration", [.function], [.string], .duration, fails: true, function: "duration",
            "Units h m s ms us ns, such as 1h30m."),
    ]

    private static let timestampParts = [
        ("getFullYear", "year", "The year"), ("getMonth", "month", "The month from 0"),
        ("getDate", "dayOfMonth", "The day of the month from 1"),
        ("getDayOfMonth", "dayOfMonthFromZero", "The day of the month from 0"),
        ("getDayOfWeek", "dayOfWeek", "The day of the week, Sunday is 0"),
        ("getDayOfYear", "dayOfYear", "The day of the year from 0"), ("getHours", "hours", "The hour"),
        ("getMinutes", "minutes", "The minute"), ("getSeconds", "seconds", "The second"),
        ("getMilliseconds", "milliseconds", "The millisecond part"),
    ]

    static let time: [Overload] =
        timestampParts.flatMap { name, function, summary in
            [
                row(
                    "timestamp.\(name)", name, [.method], [.timestamp], .int, function: function, "\(summary), in UTC."),
                row(
                    "timestamp.\(name)In", name, [.method], [.timestamp, .string], .int, fails: true,
                    function: function, "\(summary), at an offset such as `+02:00`."),
                // In the place of the one before when the offset is a literal, with its seconds.
                row(
                    "timestamp.\(name)At", "$\(name)", [], [.timestamp, .int], .int, function: function,
                    "\(summary), so many seconds from UTC."),
            ]
        }
        + [
            ("getHours", "hours", "Whole hours."), ("getMinutes", "minutes", "Whole minutes."),
            ("getSeconds", "seconds", "Whole seconds."), ("getMilliseconds", "milliseconds", "The millisecond part."),
        ].map { name, function, summary in
            row("duration.\(name)", name, [.method], [.duration], .int, function: function, summary)
        }
}
