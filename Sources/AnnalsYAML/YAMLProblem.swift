/// Says what libyaml means, and what to do, in the words of someone who writes schemas.
enum YAMLProblem {
    private static let quoting =
        "if this is an expression, put it in quotes: \"a ? b : c\", or write it on lines of its own after a |"

    static func explain(_ problem: String, line: String, at byte: UInt8?) -> (message: String, suggestion: String?) {
        if byte == 0x09 || line.drop(while: { $0 == " " }).first == "\t" {
            return ("a tab cannot indent YAML", "indent with spaces")
        }
        if problem.contains("mapping values are not allowed") {
            return ("a second ': ' in one value", quoting)
        }
        if problem.contains("did not find expected key") || problem.contains("did not find expected ',' or '}'")
            || problem.contains("did not find expected ',' or ']'")
        {
            return ("the value ends before its line does, or the indentation does not fit", quoting)
        }
        if problem.contains("cannot start any token") {
            return ("a value cannot begin with this character", quoting)
        }
        if problem.contains("unexpected end of stream") || problem.contains("did not find expected <document start>") {
            return ("the file ends inside a value", "look for a quote or a bracket that is never closed")
        }
        if problem.contains("control characters") {
            return (
                "control characters are not allowed", "remove the character or write it as an escape in double quotes"
            )
        }
        return (problem, nil)
    }
}
