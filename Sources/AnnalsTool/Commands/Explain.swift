import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsEditing
import ArgumentParser
import Foundation

/// `annals explain`
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say why a rule of 'check' or 'lint' is there, and what to do.",
        discussion: """
            EXAMPLE
              annals explain                       (all rules)
              annals explain published.changed
            """)

    @Argument(help: "The id of a rule, as it stands in brackets behind a finding.")
    var rule: String?

    func run() throws {
        guard let rule else {
            for (id, purpose) in Explain.all {
                print(id.padding(toLength: Explain.width, withPad: " ", startingAt: 0) + purpose)
            }
            return
        }
        if let rule = CompatibilityRule(rawValue: rule) {
            print("\(rule.rawValue): \(rule.title) (\(rule.verdict.words))\n")
            print("\(wrapped("\(rule.purpose) \(rule.explanation)"))\n\n\(wrapped(rule.advice))\n")
            print(instead(of: rule.wrong, rule.right))
        } else if let rule = LintRule(rawValue: rule) {
            print("\(rule.rawValue)\n\n\(wrapped("\(rule.purpose) \(rule.explanation)"))\n")
            print(instead(of: rule.wrong, rule.right))
        } else {
            let near = Suggestion.closest(to: rule, in: Explain.all.map(\.id))
            throw Console.fail(
                "there is no rule '\(rule)'; " + (near.map { "did you mean '\($0)'?" } ?? "'annals explain' lists all"))
        }
    }

    private static let all: [(id: String, purpose: String)] =
        CompatibilityRule.allCases.map { ($0.rawValue, $0.purpose) }
        + LintRule.allCases.map { ($0.rawValue, $0.purpose) }

    /// The width of the column of ids.
    private static let width = (all.map(\.id.count).max() ?? 0) + 2

    /// The text in lines of at most 80 columns.
    private func wrapped(_ text: String) -> String {
        text.split(separator: " ").reduce(into: [String]()) { lines, word in
            if let last = lines.last, last.count + word.count < 80 {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }.joined(separator: "\n")
    }

    private func instead(of wrong: String, _ right: String) -> String {
        "Instead of\n\n\(indented(wrong))\n\nwrite\n\n\(indented(right))"
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
    }
}
