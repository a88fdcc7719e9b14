import AnnalsCompatibility
import AnnalsJSON
import AnnalsSchema
import Foundation
import JSONTrials
import Testing

/// The situations that others have collected with the verdict that we want, each in every mode that it names.
@Suite struct SituationTests {
    private static let all =
        (Situation.fields + Situation.constraints + Situation.events + Situation.streams
        + Situation.encodings)
        .filter { Situation.notYet[$0.id] == nil }

    @Test func verdictsAreThoseThatWeWant() throws {
        let files = try ConformanceFolder.files("compatibility").filter { $0.path == "situations.json" }
        guard let cases = files.first?.content["cases"]?.elements else {
            return print("situations skipped: no compatibility/situations.json in \(ConformanceFolder.url.path)")
        }
        var count = 0
        for situation in SituationTests.all {
            let entry = try #require(cases.first { $0["id"]?.string == situation.id }, "\(situation.id) is unknown")
            let wanted = (entry["backward"]?.string ?? "", entry["forward"]?.string ?? "")
            if let own = situation.otherwise {
                print("  \(situation.id) \(wanted): \(own.backward) \(own.forward) for us, because \(own.reason)")
            }
            let backward = situation.otherwise?.backward ?? wanted.0.first ?? "-"
            let forward = situation.otherwise?.forward ?? wanted.1.first ?? "-"
            let modes: [(SchemaConfiguration.CompatibilityMode, Character)] = [
                (.backwardTransitive, backward), (.forwardTransitive, forward),
                (.fullTransitive, SituationTests.worst(backward, forward)),
            ]
            for (mode, letter) in modes where letter != "-" {
                count += 1
                guard let verdict = try? situation.verdict(mode) else {
                    Issue.record("\(situation.id) does not load")
                    continue
                }
                #expect(
                    SituationTests.agree(verdict, letter),
                    "\(situation.id) \(entry["change"]?.string ?? "") \(mode.rawValue): \(verdict), not \(letter)")
            }
        }
        let lists = [Situation.notInTheLanguage, Situation.testedElsewhere, Situation.notYet]
        for (title, list) in zip(["not in the language", "tested elsewhere", "not judged yet"], lists) {
            print("\(list.count) situations \(title):")
            for (id, reason) in list.sorted(by: { $0.key < $1.key }) { print("  \(id): \(reason)") }
        }
        print("\(SituationTests.all.count) of \(cases.count) situations judged, \(count) verdicts")
        let named = SituationTests.all.map(\.id) + lists.flatMap(\.keys)
        #expect(Set(named).count == named.count, "a situation stands in two lists")
        #expect(Set(cases.compactMap { $0["id"]?.string }) == Set(named))
    }

    /// Whether a verdict is the wanted one: safe may come with a warning, and what breaks may be an error.
    private static func agree(_ verdict: Character, _ wanted: Character) -> Bool {
        switch wanted {
        case "Y": "YW".contains(verdict)
        case "W": verdict == "W"
        case "N": "NE".contains(verdict)
        default: verdict == wanted
        }
    }

    private static func worst(_ left: Character, _ right: Character) -> Character {
        let order = Array("YWNE")
        let rank = { (letter: Character) in order.firstIndex(of: letter) ?? 0 }
        return rank(left) > rank(right) ? left : right
    }
}
