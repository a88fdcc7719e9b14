/// What became of the rows of a lane with a page, before any of it is stored.
struct FoldedPage: Sendable {
    /// Where the rows stood before.
    var before: ProjectionCheckpoint
    /// Where they stand with it.
    var after: ProjectionCheckpoint
    /// Where the page ends.
    var end: Int
    /// How many events of the page are in the rows.
    var events = 0
    /// What is to be stored, with what earlier pages have left; nothing while it waits.
    var changes: [RowChange] = []
    /// Whether it is stored together with later pages.
    var isWaiting = false
    /// Whether it ends before an event that cannot be taken ahead of the transaction.
    var isCutShort = false
    /// Whether the projection is none whose pages can be folded ahead.
    var isUnsuited = false
    /// Whether no page can be folded before this one is stored, because the rows are not kept.
    var isLast = false
}

/// What became of one part of the rows.
struct FoldedPart: Sendable {
    /// The position of the last event in it; 0 when there is none.
    var position = 0
    /// How many events are.
    var events = 0
    /// How many `update`s found no row.
    var missedUpdates = 0
    /// Whether it ends before an event that cannot be taken.
    var isCutShort = false
    /// Whether the event has asked for rows by other columns than the key, or for those of another part.
    var isUnsuited = false
    /// About how many bytes the rows take.
    var byteCount = 0
}

/// What came of an attempt to fold a page.
enum Fold: Sendable {
    /// The rows are as they were: the page is for the transaction alone.
    case notBegun
    /// Nobody knows how the rows are.
    case failed
    /// They cannot be made in parts, and nobody knows how they are.
    case unparted
    case folded(FoldedPage)
}
