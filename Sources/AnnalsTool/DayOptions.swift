import AnnalsValues
import ArgumentParser

/// The day that suppressions with an end are held against.
struct DayOptions: ParsableArguments {
    @Option(
        name: .customLong("today"),
        help: ArgumentHelp("The day on which suppressions have to hold; today unless stated.", valueName: "day"))
    var text: String?

    func validate() throws {
        guard let text, CalendarDate(text) == nil else { return }
        throw ValidationError("--today is a day such as 2027-01-31, not '\(text)'")
    }

    /// The day, in UTC unless it was stated.
    var today: CalendarDate { text.flatMap { CalendarDate($0) } ?? Timestamp.now().date }
}
