import AnnalsFunctions
import AnnalsValues
import Testing

@Suite struct MathTests {
    @Test func extremesDoNotDependOnThePlaceOfNaN() throws {
        for list in [[Double.nan, 1, 2], [1, .nan, 2], [1, 2, .nan]] {
            #expect(try CEL.smallest(list) == 1)
            #expect(try CEL.largest(list).isNaN)
            #expect(CEL.sorted(list).prefix(2) == [1, 2])
        }
        #expect(CEL.greatest(1, Double.nan).isNaN && CEL.greatest(Double.nan, 1).isNaN)
        #expect(CEL.least(1, Double.nan) == 1 && CEL.least(Double.nan, 1) == 1)
    }

    @Test func theSmallestIntegerHasNoAbsoluteValue() throws {
        #expect(throws: EvaluationError.self) { try CEL.absolute(Int.min) }
        #expect(try CEL.absolute(Int.min + 1) == .max)
    }

    @Test func halvesAreRoundedAwayFromZero() {
        #expect([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5].map(CEL.rounded) == [-3, -2, -1, 1, 2, 3])
        #expect([-1.5, 1.5].map(CEL.truncated) == [-1, 1])
    }

    @Test(
        "Shifts fill with zeros",
        arguments: [(1, 63, Int.min, 0), (-1, 64, 0, 0), (-1, .max, 0, 0), (-1, 1, -2, .max), (5, 0, 5, 5)])
    func shifts(value: Int, places: Int, left: Int, right: Int) throws {
        #expect(try CEL.bitShiftLeft(value, places) == left)
        #expect(try CEL.bitShiftRight(value, places) == right)
        #expect(throws: EvaluationError.self) { try CEL.bitShiftLeft(value, -1) }
    }

    @Test func aRangeHasABound() throws {
        #expect(try CEL.range(3) == [0, 1, 2])
        #expect(try CEL.range(-1) == [])
        #expect(throws: EvaluationError.self) { try CEL.range(1_000_001) }
    }

    @Test func setsCompareExactly() {
        #expect(CEL.equivalent(["a", "b", "a"], ["b", "a"]))
        #expect(!CEL.containsAll(["\u{E9}"], ["e\u{301}"]))
        #expect(!CEL.intersects([Double.nan], [.nan]))
        #expect(CEL.containsAll([0.0], [-0.0]))
    }

    @Test(
        "Base64 with and without its padding",
        arguments: [("", ""), ("Zg==", "f"), ("Zg", "f"), ("Zm8", "fo"), ("Zm9v", "foo")])
    func base64(text: String, decoded: String) throws {
        #expect(try CEL.base64Decode(text) == Array(decoded.utf8))
    }

    @Test(arguments: ["Z", "Zg=", "Zh==", "Zm9v=", "Z g=", "====", "Zg==Zg==", "Zm9-"])
    func noBase64(text: String) {
        #expect(throws: EvaluationError.self) { try CEL.base64Decode(text) }
    }

    @Test(
        "Offsets",
        arguments: [
            ("+02:00", 7200), ("02:00", 7200), ("-02:30", -9000), ("UTC", 0), ("-00:00", 0), ("+14:00", 50_400),
            ("+14:01", nil), ("2:00", nil), ("+02:60", nil), ("Europe/Berlin", nil), ("", nil), ("+", nil), ("Z", nil),
        ] as [(String, Int?)])
    func offsets(text: String, seconds: Int?) {
        #expect(ZoneOffset.seconds(text) == seconds)
    }

    /// Independent of the calendar here: the days of `python3 -c 'print(date(2024, 3, 1).timetuple().tm_yday)'`.
    @Test func theClockOfAZoneMayShowAnotherDay() throws {
        let time = try #require(Timestamp("2024-02-29T23:30:00Z"))
        #expect(CEL.dayOfYear(time, 3600) == 60 && CEL.month(time, 3600) == 2 && CEL.dayOfMonth(time, 3600) == 1)
        #expect(CEL.dayOfWeek(time, 3600) == 5 && CEL.hours(time, 3600) == 0)
        #expect(CEL.year(.max, 3600) == 10_000 && CEL.month(.max, 3600) == 0 && CEL.dayOfMonth(.max, 3600) == 1)
        #expect(CEL.year(.min, -3600) == 0 && CEL.month(.min, -3600) == 11 && CEL.dayOfMonth(.min, -3600) == 31)
        #expect(CEL.dayOfYear(.min, -3600) == 365 && CEL.dayOfWeek(.min, -3600) == 0)
        #expect(throws: EvaluationError.self) { try CEL.hours(time, "Europe/Berlin") }
    }
}
