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
        table["string.matches"] = binary { (a: String, b: String) throws(EvaluationError) in try CEL.matches(a, b) }
        table["string.matchesLiteral"] = binary { (a: String, b: String) in CEL.matchesLiteral(a, b) }
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

    // One statement a row: a literal of them all takes the compiler half a minute.
    static let collections: [String: Function] = {
        var table: [String: Function] = [:]
        table["list.size"] = unary { (a: [Value]) in CEL.size(a) }
        table["map.size"] = unary { (a: KeyedMap<Value, Value>) in CEL.size(a) }
        table["list.reverse"] = unary { (a: [Value]) in CEL.reversed(a) }
        table["list.distinct"] = unary { (a: [Value]) in CEL.distinct(a) }
        table["ints.sum"] = unary { (a: [Int]) throws(EvaluationError) in try CEL.sum(a) }
        table["uints.sum"] = unary { (a: [UInt]) throws(EvaluationError) in try CEL.sum(a) }
        table["doubles.sum"] = unary { (a: [Double]) in CEL.sum(a) }
        table["durations.sum"] = unary { (a: [TimeSpan]) throws(EvaluationError) in try CEL.sum(a) }
        table["ints.min"] = unary { (a: [Int]) throws(EvaluationError) in try CEL.smallest(a) }
        table["uints.min"] = unary { (a: [UInt]) throws(EvaluationError) in try CEL.smallest(a) }
        table["doubles.min"] = unary { (a: [Double]) throws(EvaluationError) in try CEL.smallest(a) }
        table["strings.min"] = unary { (a: [String]) throws(EvaluationError) in try CEL.smallest(a) }
        table["timestamps.min"] = unary { (a: [Timestamp]) throws(EvaluationError) in try CEL.smallest(a) }
        table["durations.min"] = unary { (a: [TimeSpan]) throws(EvaluationError) in try CEL.smallest(a) }
        table["ints.max"] = unary { (a: [Int]) throws(EvaluationError) in try CEL.largest(a) }
        table["uints.max"] = unary { (a: [UInt]) throws(EvaluationError) in try CEL.largest(a) }
        table["doubles.max"] = unary { (a: [Double]) throws(EvaluationError) in try CEL.largest(a) }
        table["strings.max"] = unary { (a: [String]) throws(EvaluationError) in try CEL.largest(a) }
        table["timestamps.max"] = unary { (a: [Timestamp]) throws(EvaluationError) in try CEL.largest(a) }
        table["durations.max"] = unary { (a: [TimeSpan]) throws(EvaluationError) in try CEL.largest(a) }
        table["ints.sort"] = unary { (a: [Int]) in CEL.sorted(a) }
        table["uints.sort"] = unary { (a: [UInt]) in CEL.sorted(a) }
        table["doubles.sort"] = unary { (a: [Double]) in CEL.sorted(a) }
        table["strings.sort"] = unary { (a: [String]) in CEL.sorted(a) }
        table["timestamps.sort"] = unary { (a: [Timestamp]) in CEL.sorted(a) }
        table["durations.sort"] = unary { (a: [TimeSpan]) in CEL.sorted(a) }
        return table
    }()

    // One statement a row: a literal of them all takes the compiler half a minute.
    static let time: [String: Function] = {
        var table: [String: Function] = [:]
        table["timestamp.getFullYear"] = unary { (a: Timestamp) in CEL.year(a) }
        table["timestamp.getMonth"] = unary { (a: Timestamp) in CEL.month(a) }
        table["timestamp.getDate"] = unary { (a: Timestamp) in CEL.dayOfMonth(a) }
        table["timestamp.getDayOfMonth"] = unary { (a: Timestamp) in CEL.dayOfMonthFromZero(a) }
        table["timestamp.getDayOfWeek"] = unary { (a: Timestamp) in CEL.dayOfWeek(a) }
        table["timestamp.getDayOfYear"] = unary { (a: Timestamp) in CEL.dayOfYear(a) }
        table["timestamp.getHours"] = unary { (a: Timestamp) in CEL.hours(a) }
        table["timestamp.getMinutes"] = unary { (a: Timestamp) in CEL.minutes(a) }
        table["timestamp.getSeconds"] = unary { (a: Timestamp) in CEL.seconds(a) }
        table["timestamp.getMilliseconds"] = unary { (a: Timestamp) in CEL.milliseconds(a) }
        table["duration.getHours"] = unary { (a: TimeSpan) in CEL.hours(a) }
        table["duration.getMinutes"] = unary { (a: TimeSpan) in CEL.minutes(a) }
        table["duration.getSeconds"] = unary { (a: TimeSpan) in CEL.seconds(a) }
        table["duration.getMilliseconds"] = unary { (a: TimeSpan) in CEL.milliseconds(a) }
        return table
    }()
}
