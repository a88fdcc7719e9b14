import AnnalsCompatibility
import AnnalsDiagnostics
import Testing

/// What a comment in a pull request must not do.
@Suite struct ReportMarkdownTests {
    /// The lines outside of blocks of code.
    private func prose(_ text: String) -> [Substring] {
        var fence: Substring?
        return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let ticks = line.prefix { $0 == "`" }
            if let open = fence {
                if ticks.count >= open.count, ticks.count == line.count { fence = nil }
                return false
            }
            if ticks.count >= 3 { fence = ticks }
            return fence == nil
        }
    }

    @Test(arguments: SampleReport.all) func theFirstLineIsTheMarkOfTheSet(sample: SampleReport) {
        let first = sample.text(.markdown).prefix { $0 != "\n" }
        #expect(first.hasPrefix("<!-- annals-check ") && first.hasSuffix(" -->"))
        #expect(!first.dropFirst(4).dropLast(3).contains("--"))
    }

    @Test(arguments: SampleReport.all) func onlyOurOwnTagsAreThere(sample: SampleReport) {
        let own = ["<details>", "</details>", "<summary>", "</summary>", "<!-- annals-check "]
        let lines = prose(sample.text(.markdown))
        for line in lines {
            let rest = own.reduce(String(line)) { $0.replacing($1, with: "") }
            #expect(!rest.contains("<"), "\(line)")
        }
        let (opened, closed) = (lines.count { $0 == "<details>" }, lines.count { $0 == "</details>" })
        #expect(opened == closed)
        #expect(opened >= 1)
    }

    @Test(arguments: SampleReport.all) func nobodyIsMentioned(sample: SampleReport) {
        for line in prose(sample.text(.markdown)) where !line.hasPrefix("### ") {
            for mark in ["@", "#"] {
                #expect(!line.replacing("\(mark)\u{200B}", with: "").contains(mark), "\(line)")
            }
        }
    }

    @Test(arguments: SampleReport.all) func everyRowHasTheCellsOfItsTable(sample: SampleReport) {
        var cells: Int?
        for line in prose(sample.text(.markdown)) {
            guard line.hasPrefix("|") else {
                cells = nil
                continue
            }
            let count = line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
            #expect(count == cells ?? count, "\(line)")
            cells = count
        }
    }

    @Test func aLongReportFitsIntoAComment() {
        let findings = (0..<5_000).map { number in
            Finding(
                .upcastResult, subject: "Event\(number)", "something is wrong with field \(number)",
                details: [String(repeating: "x", count: 100)])
        }
        let subjects = findings.map { finding in
            CompatibilityReport.Subject(
                name: finding.subject, versions: 2, drafts: [], payloads: 100, verdict: .breaks)
        }
        let report = CompatibilityReport(subjects: subjects, findings: findings, drafts: [], hasLock: true)
        let text = ReportFormat.markdown.text(report, ReportContext())
        #expect(text.utf16.count < 65_536)
        #expect(text.contains("`annals check` shows the rest."))
        #expect(text.contains(" more events."))
    }

    @Test func oneFindingThatIsTooLongIsStillListed() {
        let finding = Finding(
            .upcastResult, subject: "A", String(repeating: "ab ", count: 50_000),
            details: [String(repeating: "ab ", count: 50_000)])
        let report = CompatibilityReport(subjects: [], findings: [finding], drafts: [], hasLock: true)
        let text = ReportFormat.markdown.text(report, ReportContext())
        #expect(text.utf16.count < 65_536)
        #expect(text.contains("upcast.result"))
        #expect(text.contains("`annals check` shows the rest."))
    }
}
