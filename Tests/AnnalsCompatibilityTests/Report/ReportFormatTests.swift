import AnnalsCompatibility
import AnnalsJSON
import Testing

/// What every format says of the same reports.
@Suite struct ReportFormatTests {
    @Test(arguments: SampleReport.all, ReportFormat.allCases)
    func theTextIsAsRecorded(sample: SampleReport, format: ReportFormat) throws {
        let text = sample.text(format)
        #expect(text == (try sample.expected(format, recording: text)))
        #expect(text.utf8.last == 0x0A)
    }

    /// Whatever stands in names and payloads: nothing moves a cursor or turns a line around.
    @Test(arguments: SampleReport.all, ReportFormat.allCases)
    func nothingIsHidden(sample: SampleReport, format: ReportFormat) {
        let hidden = sample.text(format).unicodeScalars.filter { scalar in
            let isControl = scalar.properties.generalCategory == .control
            return isControl && scalar != "\n" && scalar != "\t" || ("\u{2028}"..."\u{202E}").contains(scalar)
        }
        #expect(hidden.isEmpty)
    }

    @Test func coloursAreForTerminals() {
        var context = SampleReport.findings.context
        context.isColored = true
        let text = ReportFormat.text.text(SampleReport.findings.report, context)
        #expect(text.contains("\u{1B}[1;31merror\u{1B}[0m               OrderPlaced (2 versions"))
        #expect(text.contains("\u{1B}[1;35msafe with a warning\u{1B}[0m OrderPacked"))
        // Test reports are no terminals.
        #expect(!ReportFormat.junit.text(SampleReport.findings.report, context).contains("\u{1B}"))
    }

    @Test func verdictsHaveTheWordsOfTheDesign() {
        #expect(
            Verdict.allCases.map(\.words) == ["safe", "safe with a warning", "unknown", "breaks", "error"])
    }

    // MARK: - Workflows of GitHub

    @Test(arguments: SampleReport.all) func everyCommandOfGitHubIsOneLine(sample: SampleReport) {
        let lines = sample.text(.github).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count == sample.report.findings.count + 1)
        for (line, finding) in zip(lines, sample.report.findings) {
            #expect(line.hasPrefix(finding.verdict.isFailure ? "::error " : "::warning "))
            // Behind the properties everything is text: no property has a colon that is not escaped.
            let parts = line.dropFirst(2).split(separator: "::", maxSplits: 1)
            #expect(parts.count == 2 && !parts[0].contains(":"))
        }
        #expect(lines.last.map(String.init) == sample.report.summary)
    }

    // MARK: - JSON

    @Test(arguments: SampleReport.all) func jsonHasTheTextsAsTheyAre(sample: SampleReport) throws {
        let value = try JSONValue(parsing: sample.text(.json))
        guard case .array(let findings)? = value["findings"] else { throw Missing() }
        for (json, finding) in zip(findings, sample.report.findings) {
            #expect(json["message"] == .string(finding.message))
            #expect(json["witness"]?["payload"] == finding.witness?.payload)
        }
        #expect(value["format"] == .string(ReportSchema.format))
    }

    @Test func fingerprintsOfAReportDiffer() throws {
        guard case .array(let issues) = try JSONValue(parsing: SampleReport.findings.text(.gitlab)) else {
            throw Missing()
        }
        let fingerprints = issues.compactMap { $0["fingerprint"]?.text }
        #expect(Set(fingerprints).count == SampleReport.findings.report.findings.count)
        #expect(fingerprints[2].dropLast() + "-2\"" == fingerprints[3])
    }

    /// What GitLab requires of an issue.
    @Test(arguments: SampleReport.all) func gitlabHasWhatItNeeds(sample: SampleReport) throws {
        guard case .array(let issues) = try JSONValue(parsing: sample.text(.gitlab)) else { throw Missing() }
        #expect(issues.count == sample.report.findings.count)
        for issue in issues {
            for key in ["description", "check_name", "fingerprint", "severity"] {
                #expect(issue[key]?.typeName == "string")
            }
            let path = issue["location"]?["path"]?.text ?? ""
            #expect(!path.hasPrefix("\"/") && !path.hasPrefix("\"./") && path.count > 2)
            #expect(issue["location"]?["lines"]?["begin"]?.typeName == "number")
        }
    }

    struct Missing: Error {}
}
