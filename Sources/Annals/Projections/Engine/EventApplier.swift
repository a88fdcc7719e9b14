/// Applies events to the rows of one projection within a transaction, and parks what it cannot take.
struct EventApplier<P: Projection> {
    let transaction: any ReadModelTransaction
    let rows: any StoredRows
    let policy: PoisonPolicy
    let now: Timestamp
    let inRebuild: Bool
    /// Up to where handlers may have had effects elsewhere.
    let effectPosition: Int

    /// Rows that are kept between transactions; nil for none.
    let kept: KeptRows<P>?
    /// Whether what is written may wait for later pages.
    let mayWait: Bool

    /// What waits, with what it has parked.
    private(set) var parked: ParkedSequences
    private var letters: [DeadLetter] = []
    /// What it has parked.
    private(set) var parkedLetters: [DeadLetter] = []
    /// How many `update`s found no row.
    private(set) var missedUpdates = 0
    /// Why the applier stopped before an event; nil while it did not.
    private(set) var failure: ProjectionError?
    /// Whether nothing is written yet.
    private(set) var isWaiting = false
    /// Whether rows of earlier pages could not be written, so that these pages have to be read again.
    private(set) var startsOver = false

    init(
        _ transaction: any ReadModelTransaction, suffix: String, policy: PoisonPolicy, now: Timestamp, inRebuild: Bool,
        effectPosition: Int, parked: ParkedSequences, kept: KeptRows<P>? = nil, mayWait: Bool = false
    ) throws(ProjectionError) {
        self.transaction = transaction
        rows = try transaction.rows(of: P.Row.self, suffix: suffix)
        self.policy = policy
        self.now = now
        self.inRebuild = inRebuild
        self.effectPosition = effectPosition
        self.kept = kept
        self.mayWait = mayWait && kept?.mayWait == true
        self.parked = parked
    }

    /// Applies events up to the first at which the projection has to stop, and gives the position of the last that is
    /// done with; 0 when none is.
    ///
    /// Rows and dead letters are written. Throws what is no event's fault.
    mutating func apply(_ events: some Sequence<RecordedEvent>) throws(ProjectionError) -> Int {
        let before = self
        do throws(ProjectionError) {
            return try together(events)
        } catch {
            // A row contradicts another one, such as in a unique index, which is only seen when it is written.
            guard case .invalidRow = error.reason else { throw error }
            self = before
            if let kept, kept.isWaiting {
                startsOver = true
                return 0
            }
            var position = 0
            for event in events {
                guard try alone(event) else { break }
                position = event.position
            }
            var rest = batch()
            try write(&rest)  // The letter of the last event.
            return position
        }
    }

    /// Tries a parked event again, and gives what has become of it.
    mutating func retry(_ letter: DeadLetter) throws(ProjectionError) -> DeadLetter {
        var result = letter
        result.request = nil
        let count = parkedLetters.count
        if try alone(letter.event) {
            // What it parks is written with the rows, or later where a row does not fit.
            guard let parked = letters.popLast() ?? (parkedLetters.count > count ? parkedLetters.last : nil) else {
                result.state = .resolved
                result.lastTime = now
                result.event.payload = []
                result.event.extra = []
                return result
            }
            (result.keys, result.state, result.error, result.step) = (
                parked.keys, parked.state, parked.error, parked.step
            )
            if parked.state == .waiting { return result }
        } else if let failure {
            // No fault of the event, which newer code may take.
            parked.add(
                ParkedEvent(
                    position: letter.position, stream: letter.event.metadata.stream, keys: letter.keys, isSkipped: false
                )
            )
            (result.state, result.error, result.step) = (.failed, failure.explanation, failure.step)
            self.failure = nil
        }
        result.attempts += 1
        result.lastTime = now
        return result
    }

    /// Each row is read once and written once.
    private mutating func together(_ events: some Sequence<RecordedEvent>) throws(ProjectionError) -> Int {
        var position = 0
        var batch = kept?.take() ?? batch()
        batch.read(from: rows)
        // Whatever is stored later, this engine has stored, or what it keeps does not fit.
        if let kept, kept.reached.position == 0 { batch.tableIsEmpty(filterSize: kept.limit / 32) }
        for event in events {
            guard try take(event, &batch) else { break }
            position = event.position
        }
        let isFull = batch.byteCount > kept?.limit ?? 0
        isWaiting = mayWait && letters.isEmpty && failure == nil && !isFull
        if isWaiting {
            missedUpdates += batch.takeMissedUpdates()
        } else {
            try write(&batch)
            if isFull { batch.forgetRows() }
        }
        batch.endReading()
        kept?.put(batch)
        return position
    }

    private mutating func alone(_ event: RecordedEvent) throws(ProjectionError) -> Bool {
        var batch = batch()
        guard try take(event, &batch) else { return false }
        do throws(ProjectionError) {
            try write(&batch)
        } catch {
            guard case .invalidRow = error.reason else { throw error }
            return try fail(event, error.at(P.name, event.metadata), batch.touchedKeys)
        }
        return true
    }

    private func batch() -> RowBatch<P.Row> {
        let rows = rows
        return RowBatch<P.Row> { key throws(ProjectionError) in
            try rows.values(key)
        } find: { columns, wanted throws(ProjectionError) in
            try rows.values(where: columns, equal: wanted)
        }
    }

    private mutating func write(_ batch: inout RowBatch<P.Row>) throws(ProjectionError) {
        let (rows, letters, transaction, keeping) = (rows, letters, transaction, kept != nil)
        if inRebuild { batch.sortChanges() }
        // Rows with unique values are only written together.
        let count = batch.hasUniqueValues ? Int.max : Self.pieceSize
        try transaction.attempt { () throws(ProjectionError) in
            while batch.hasChanges {
                try rows.write(try P.nextChanges(of: &batch, atMost: count, keeping: keeping))
            }
            for letter in letters { try transaction.save(letter) }
        }
        parkedLetters += letters
        self.letters = []
        missedUpdates += batch.takeMissedUpdates()
    }

    /// How many rows are packed at once.
    private static var pieceSize: Int { 2000 }

    /// Applies an event or parks it; false when the projection has to stop before it.
    private mutating func take(_ event: RecordedEvent, _ batch: inout RowBatch<P.Row>) throws(ProjectionError) -> Bool {
        if parked.isSkipped(event.position) { return true }
        let isReplay = event.position <= effectPosition
        if parked.count == 0 {
            do throws(ProjectionError) {
                try batch.apply(event, with: P.self, isReplay: isReplay)
                return true
            } catch {
                return try fail(event, error, batch.touchedKeys)
            }
        }
        var hold = parked.holds(event)
        do throws(ProjectionError) {
            // An event that waits is tried all the same, to learn which rows wait with it.
            let parked = parked
            let isIn = try batch.apply(event, with: P.self, isReplay: isReplay || hold != nil) { keys in
                hold = parked.holds(event, touching: keys)
                return hold != nil
            }
            if isIn { return true }
        } catch {
            hold = parked.holds(event, touching: batch.touchedKeys)
            if hold == nil { return try fail(event, error, batch.touchedKeys) }
        }
        park(event, batch.touchedKeys, .waiting, "waits for the event at position \(hold ?? 0)")
        return true
    }

    private mutating func fail(
        _ event: RecordedEvent, _ error: ProjectionError, _ keys: [String]
    ) throws(ProjectionError) -> Bool {
        if case .store = error.reason { throw error }
        guard case .park(let limit) = policy, error.isOfTheEvent else {
            failure = error
            return false
        }
        guard parked.count < limit else {
            failure = ProjectionError(.tooManyParked(limit: limit, error.explanation)).at(P.name, event.metadata)
            return false
        }
        park(event, keys, .failed, error.explanation, step: error.step)
        return true
    }

    private mutating func park(
        _ event: RecordedEvent, _ keys: [String], _ state: DeadLetter.State, _ error: String, step: String? = nil
    ) {
        parked.add(
            ParkedEvent(position: event.position, stream: event.metadata.stream, keys: keys, isSkipped: false))
        letters.append(
            DeadLetter(
                projection: P.name, event: event, keys: keys, state: state, error: error, step: step,
                attempts: state == .failed ? 1 : 0, time: now, inRebuild: inRebuild))
    }
}

extension ProjectionError {
    /// Whether the event is to blame, so that parking it helps. An event of a newer version is not: newer code takes it.
    var isOfTheEvent: Bool {
        switch reason {
        case .decoding(let error):
            if case .unknownVersion(let newest) = error.reason { error.version <= newest } else { true }
        case .evaluation, .invalidRow, .notUnique, .custom: true
        case .store, .needsRebuild, .tooManyParked, .stopped, .timeout, .unknown: false
        }
    }
}
