import AnnalsJSON
import JSONTrials

/// Texts that readers have stumbled over, each with what stands around it.
enum Hostile {
    /// Every kind of token and escape once.
    static let everything = """
        {"a\\u0062\\"\\\\\\/\\b\\f\\n\\r\\t":[true,false,null,-0,0.0,-12.5e-3,1E+2,10e-1,9223372036854775807],
         "\\ud83d\\ude00\u{1F600}é":{"":[[],{}]},"\\u0000":"\u{7F}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}"}
        """

    /// How the answer of a decoder differs from the reference's; empty when both say the same of the syntax.
    static func problems<Value: JSONCodable>(
        _ bytes: [UInt8], _ type: Value.Type, limits: JSONLimits = .standard
    ) -> [String] {
        let expected = JSONReference.finding(in: bytes, depth: limits.depth)
        return GuardedBytes.Edge.allCases.flatMap { edge in
            GuardedBytes.with(bytes, at: edge) { buffer in
                do throws(InvalidPayload) {
                    _ = try JSONReader.read(buffer, limits: limits) { Value(from: &$0) }
                    return ReadingTrial.problems(nil, expected, "\(type)")
                } catch {
                    return ReadingTrial.problems(error, expected, "\(type)")
                }
            }
        }
    }
}
