import AnnalsFunctions
import AnnalsValues

extension FunctionTable {
    // One statement a row: a literal of them all takes the compiler half a minute.
    static let strings: [String: Function] = {
        var table: [String: Function] = [:]
        table["string.size"] = unary { (a: String) in CEL.size(a) }
        table["bytes.size"] = unary { (a: BytesBox) in CEL.size(a.bytes) }
        table["string.contains"] = binary { (a: String, b: String) in CEL.contains(a, b) }
        table["string.startsWith"] = binary { (a: String, b: String) in CEL.startsWith(a, b) }
        table["string.endsWith"] = binary { (a: String, b: String) in CEL.endsWith(a, b) }
        table["string.split"] = binary { (a: String, b: String) in CEL.split(a, b) }
        table["string.splitLimit"] = ternary { (a: String, b: String, c: Int) in CEL.split(a, b, c) }
        table["list.join"] = unary { (a: [String]) in CEL.join(a) }
        table["list.joinSeparator"] = binary { (a: [String], b: String) in CEL.join(a, b) }
        table["string.trim"] = unary { (a: String) in CEL.trim(a) }
        table["string.lowerAscii"] = unary { (a: String) in CEL.lowerAscii(a) }
        table["string.upperAscii"] = unary { (a: String) in CEL.upperAscii(a) }
        table["string.replace"] = ternary { (a: String, b: String, c: String) in CEL.replace(a, b, c) }
        table["string.replaceLimit"] = quaternary { (a: String, b: String, c: String, d: Int) in
            CEL.replace(a, b, c, d)
        }
        table["string.substring"] = binary { (a: String, b: Int) throws(EvaluationError) in try CEL.substring(a, b) }
        table["string.substringRange"] = ternary { (a: String, b: Int, c: Int) throws(EvaluationError) in
            try CEL.substring(a, b, c)
        }
        table["string.charAt"] = binary { (a: String, b: Int) throws(EvaluationError) in try CEL.character(a, b) }
        table["string.indexOf"] = binary { (a: String, b: String) in CEL.firstIndex(a, b) }
        table["string.indexOfFrom"] = ternary { (a: String, b: String, c: Int) throws(EvaluationError) in
            try CEL.firstIndex(a, b, c)
        }
        table["string.lastIndexOf"] = binary { (a: String, b: String) in CEL.lastIndex(a, b) }
        table["string.lastIndexOfFrom"] = ternary { (a: String, b: String, c: Int) throws(EvaluationError) in
            try CEL.lastIndex(a, b, c)
        }
        table["string.reverse"] = unary { (a: String) in CEL.reversed(a) }
        return table
    }()

    // One statement a row: a literal of them all takes the compiler half a minute.
    static let conversions: [String: Function] = {
        var table: [String: Function] = [:]
        table["int.int"] = unary { (a: Int) in CEL.int(a) }
        table["uint.int"] = unary { (a: UInt) throws(EvaluationError) in try CEL.int(a) }
        table["double.int"] = unary { (a: Double) throws(EvaluationError) in try CEL.int(a) }
        table["string.int"] = unary { (a: String) throws(EvaluationError) in try CEL.int(a) }
        table["timestamp.int"] = unary { (a: Timestamp) in CEL.int(a) }
        table["uint.uint"] = unary { (a: UInt) in CEL.uint(a) }
        table["int.uint"] = unary { (a: Int) throws(EvaluationError) in try CEL.uint(a) }
        table["double.uint"] = unary { (a: Double) throws(EvaluationError) in try CEL.uint(a) }
        table["string.uint"] = unary { (a: String) throws(EvaluationError) in try CEL.uint(a) }
        table["double.double"] = unary { (a: Double) in CEL.double(a) }
        table["int.double"] = unary { (a: Int) in CEL.double(a) }
        table["uint.double"] = unary { (a: UInt) in CEL.double(a) }
        table["string.double"] = unary { (a: String) throws(EvaluationError) in try CEL.double(a) }
        table["string.string"] = unary { (a: String) in CEL.string(a) }
        table["bool.string"] = unary { (a: Bool) in CEL.string(a) }
        table["int.string"] = unary { (a: Int) in CEL.string(a) }
        table["uint.string"] = unary { (a: UInt) in CEL.string(a) }
        table["double.string"] = unary { (a: Double) in CEL.string(a) }
        table["bytes.string"] = unary { (a: BytesBox) throws(EvaluationError) in try CEL.string(a.bytes) }
        table["timestamp.string"] = unary { (a: Timestamp) in CEL.string(a) }
        table["duration.string"] = unary { (a: TimeSpan) in CEL.string(a) }
        table["decimal.string"] = unary { (a: DecimalNumber) in CEL.string(a) }
        table["bytes.bytes"] = unary { (a: BytesBox) in a }
        table["string.bytes"] = unary { (a: String) in BytesBox(CEL.bytes(a)) }
        table["bool.bool"] = unary { (a: Bool) in CEL.bool(a) }
        table["string.bool"] = unary { (a: String) throws(EvaluationError) in try CEL.bool(a) }
        table["timestamp.timestamp"] = unary { (a: Timestamp) in CEL.timestamp(a) }
        table["string.timestamp"] = unary { (a: String) throws(EvaluationError) in try CEL.timestamp(a) }
        table["string.timestampLiteral"] = unary { (a: String) in CEL.timestampLiteral(a) }
        table["int.timestamp"] = unary { (a: Int) throws(EvaluationError) in try CEL.timestamp(a) }
        table["duration.duration"] = unary { (a: TimeSpan) in CEL.duration(a) }
        table["string.duration"] = unary { (a: String) throws(EvaluationError) in try CEL.duration(a) }
        table["string.durationLiteral"] = unary { (a: String) in CEL.durationLiteral(a) }
        return table
    }()

    /// Literal patterns have been checked, and mean the same.
    static let patterns: [String: Function] = {
        var table: [String: Function] = [:]
        for suffix in ["", "Literal"] {
            table["string.matches\(suffix)"] = binary { (a: String, b: String) throws(EvaluationError) in
                try CEL.matches(a, b)
            }
            table["regex.replace\(suffix)"] = ternary { (a: String, b: String, c: String) throws(EvaluationError) in
                try CEL.regexReplace(a, b, c)
            }
            table["regex.replaceLimit\(suffix)"] = quaternary {
                (a: String, b: String, c: String, d: Int) throws(EvaluationError) in try CEL.regexReplace(a, b, c, d)
            }
            table["regex.extract\(suffix)"] = binary { (a: String, b: String) throws(EvaluationError) in
                try CEL.regexExtract(a, b).map { Value.string($0) }
            }
            table["regex.extractAll\(suffix)"] = binary { (a: String, b: String) throws(EvaluationError) in
                try CEL.regexExtractAll(a, b)
            }
        }
        return table
    }()

    static let encodings: [String: Function] = {
        var table: [String: Function] = [:]
        table["base64.encode"] = unary { (a: BytesBox) in CEL.base64Encode(a.bytes) }
        table["base64.decode"] = unary { (a: String) throws(EvaluationError) in BytesBox(try CEL.base64Decode(a)) }
        table["strings.quote"] = unary { (a: String) in CEL.quote(a) }
        return table
    }()

    static let time: [String: Function] = {
        var table: [String: Function] = [:]
        func add(
            _ name: String, _ atOffset: @escaping @Sendable (Timestamp, Int) -> Int,
            _ inZone: @escaping @Sendable (Timestamp, String) throws(EvaluationError) -> Int
        ) {
            table["timestamp.\(name)"] = unary { (a: Timestamp) in atOffset(a, 0) }
            table["timestamp.\(name)At"] = binary { (a: Timestamp, b: Int) in atOffset(a, b) }
            table["timestamp.\(name)In"] = binary { (a: Timestamp, b: String) throws(EvaluationError) in
                try inZone(a, b)
            }
        }
        add("getFullYear", CEL.year, CEL.year)
        add("getMonth", CEL.month, CEL.month)
        add("getDate", CEL.dayOfMonth, CEL.dayOfMonth)
        add("getDayOfMonth", CEL.dayOfMonthFromZero, CEL.dayOfMonthFromZero)
        add("getDayOfWeek", CEL.dayOfWeek, CEL.dayOfWeek)
        add("getDayOfYear", CEL.dayOfYear, CEL.dayOfYear)
        add("getHours", CEL.hours, CEL.hours)
        add("getMinutes", CEL.minutes, CEL.minutes)
        add("getSeconds", CEL.seconds, CEL.seconds)
        add("getMilliseconds", CEL.milliseconds, CEL.milliseconds)
        table["duration.getHours"] = unary { (a: TimeSpan) in CEL.hours(a) }
        table["duration.getMinutes"] = unary { (a: TimeSpan) in CEL.minutes(a) }
        table["duration.getSeconds"] = unary { (a: TimeSpan) in CEL.seconds(a) }
        table["duration.getMilliseconds"] = unary { (a: TimeSpan) in CEL.milliseconds(a) }
        return table
    }()
}
