import Annals

/// Where two JSON values differ.
enum JSONDifference {
    /// A line for each place: `/items/0/price: expected 5, found 6`.
    static func between(_ expected: JSONValue, _ found: JSONValue, at pointer: String = "") -> [String] {
        switch (expected, found) {
        case (.object(let expected), .object(let found)):
            let keys = expected.keys + found.keys.filter { expected[$0] == nil }
            return keys.flatMap { key in
                parts(expected[key], found[key], at: "\(pointer)/\(key)")
            }
        case (.array(let expected), .array(let found)):
            return (0..<max(expected.count, found.count)).flatMap { place in
                parts(
                    place < expected.count ? expected[place] : nil, place < found.count ? found[place] : nil,
                    at: "\(pointer)/\(place)")
            }
        default: return expected == found ? [] : ["\(pointer): expected \(expected.text), found \(found.text)"]
        }
    }

    private static func parts(_ expected: JSONValue?, _ found: JSONValue?, at pointer: String) -> [String] {
        switch (expected, found) {
        case (let expected?, let found?): between(expected, found, at: pointer)
        case (let expected?, nil): ["\(pointer): expected \(expected.text), found nothing"]
        case (nil, let found?): ["\(pointer): expected nothing, found \(found.text)"]
        case (nil, nil): []
        }
    }
}
