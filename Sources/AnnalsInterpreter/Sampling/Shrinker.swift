public import AnnalsJSON
import AnnalsValues

/// Makes a payload that shows something as small as it can be while it still shows it.
public enum Shrinker {
    /// The smallest payload that was found.
    ///
    /// - Parameters:
    ///   - attempts: How many smaller payloads are tried at most.
    ///   - isWitness: Whether a payload still shows it; it has to refuse what is no payload at all.
    public static func smallest(
        _ payload: JSONValue, attempts: Int = 2000, _ isWitness: (JSONValue) -> Bool
    ) -> JSONValue {
        var (best, attempts) = (payload, attempts)
        var isSmaller = true
        while isSmaller {
            isSmaller = false
            for candidate in candidates(best) where attempts > 0 && size(candidate) < size(best) {
                attempts -= 1
                guard isWitness(candidate) else { continue }
                best = candidate
                isSmaller = true
                break
            }
        }
        return best
    }

    /// Shorter is smaller; of texts of the same length, one with fewer unusual characters.
    private static func size(_ value: JSONValue) -> (Int, Int, String) {
        let text = value.text
        let unusual = text.utf8.count { !(0x61...0x7A).contains($0) && !(0x30...0x39).contains($0) }
        return (text.utf8.count, unusual, text)
    }

    /// Values with one thing simpler, the largest steps first.
    private static func candidates(_ value: JSONValue) -> [JSONValue] {
        switch value {
        case .null: []
        case .bool: [.bool(false), .bool(true)]
        case .number(let number): numbers(number)
        case .string(let text): texts(text)
        case .array(let elements): arrays(elements)
        case .object(let members): objects(members)
        }
    }

    private static func objects(_ members: OrderedMap<JSONValue>) -> [JSONValue] {
        var results: [JSONValue] = []
        for key in members.keys {
            var fewer = members
            fewer[key] = nil
            results.append(.object(fewer))
        }
        for member in members {
            for candidate in candidates(member.value) {
                var simpler = members
                simpler[member.key] = candidate
                results.append(.object(simpler))
            }
        }
        return results
    }

    private static func arrays(_ elements: [JSONValue]) -> [JSONValue] {
        let half = elements.count / 2
        var results: [JSONValue] = [.array([])]
        if half > 0 { results += [.array(Array(elements.prefix(half))), .array(Array(elements.dropFirst(half)))] }
        for position in elements.indices {
            results.append(.array(Array(elements[..<position] + elements[(position + 1)...])))
        }
        for (position, element) in elements.enumerated() {
            for candidate in candidates(element) {
                var simpler = elements
                simpler[position] = candidate
                results.append(.array(simpler))
            }
        }
        return results
    }

    /// Short texts of every format: the wrong ones are no payload and fall away.
    private static let plainTexts = [
        "", "0", "0s", "a", "a:", "AA==", "0001-01-01", "1970-01-01T00:00:00Z", "00000000-0000-0000-0000-000000000000",
    ]

    private static func texts(_ text: String) -> [JSONValue] {
        let scalars = text.unicodeScalars
        let half = scalars.count / 2
        var results = plainTexts
        for part in [scalars.prefix(half), scalars.dropFirst(half), scalars.dropFirst(), scalars.dropLast()] {
            results.append(String(String.UnicodeScalarView(part)))
        }
        for position in scalars.indices.prefix(32) {
            let (before, after) = (String(scalars[..<position]), String(scalars[position...].dropFirst()))
            results += [before + after, before + "a" + after]
        }
        // A plain letter says more than an unusual one.
        if !text.utf8.allSatisfy({ $0 == 0x61 }) { results.append(String(repeating: "a", count: scalars.count)) }
        return results.map { .string($0) }
    }

    private static func numbers(_ number: JSONNumber) -> [JSONValue] {
        var results: [JSONValue] = [.integer(0), .integer(1), .integer(-1)]
        if let integer = number.integer(Int128.self) {
            results += [integer / 1000, integer / 10, integer / 2, integer - integer.signum()].map { .integer($0) }
        }
        // Fewer digits before the exponent.
        let parts = number.text.split(separator: "e", maxSplits: 1)
        let exponent = parts.count > 1 ? "e" + parts[1] : ""
        for length in 1..<max(2, parts.first?.count ?? 0) {
            if let shorter = JSONNumber(String(number.text.prefix(length)) + exponent) {
                results.append(.number(shorter))
            }
        }
        return results
    }
}
