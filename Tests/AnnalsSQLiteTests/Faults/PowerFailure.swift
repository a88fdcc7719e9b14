import JSONTrials

/// What a disk holds after the power has failed.
///
/// What was synced stays. Of what was written to a file since its last sync, each sector is kept, dropped or older than the
/// one before it, whatever the file; a changed size may be lost as well, and so may be a new or a deleted name until its
/// folder is synced, which SQLite does with the first sync of a log or journal that it has opened.
struct PowerFailure {
    private struct File {
        var durable: [UInt8] = []
        var pending: [Change] = []
    }

    private enum Change {
        case write(offset: Int, [UInt8])
        case size(Int)
    }

    /// Which of the pending changes are kept.
    private enum Choice: CaseIterable {
        case none, all, some, few, most, first, last
    }

    private static let sector = 512

    private var files: [File] = []
    private var names: [String: Int] = [:]
    private var durableNames: [String: Int] = [:]
    private var pendingNames: [String: [Int?]] = [:]
    private var awaitsFolder: Set<String> = []
    private var random: SeededGenerator
    /// Whether syncs do what they say.
    private let syncs: Bool

    private init(_ seed: UInt64, _ syncs: Bool) {
        random = SeededGenerator(seed: seed)
        self.syncs = syncs
    }

    /// The files, by name, that are left when the power fails after these events.
    ///
    /// - Parameter syncs: False for a disk, or a program, that does not wait for what was written.
    static func files(
        after events: ArraySlice<SimulatedDisk.Event>, seed: UInt64, syncs: Bool = true
    ) -> [String: [UInt8]] {
        var failure = PowerFailure(seed, syncs)
        for event in events { failure.happen(event) }
        return failure.rest()
    }

    private mutating func happen(_ event: SimulatedDisk.Event) {
        switch event {
        case .opened(let name, let created):
            if created || names[name] == nil {
                files.append(File())
                rename(name, files.count - 1)
            }
            if name.hasSuffix("-wal") || name.hasSuffix("-journal") { awaitsFolder.insert(name) }
        case .wrote(let name, let offset, let bytes): change(name, .write(offset: offset, bytes))
        case .truncated(let name, let size): change(name, .size(size))
        case .synced(let name):
            guard syncs, let file = names[name] else { return }
            for change in files[file].pending { Self.apply(change, to: &files[file].durable) }
            files[file].pending = []
            if awaitsFolder.remove(name) != nil { syncFolder() }
        case .failedToSync(let name):
            // The system may forget what it could not write, and say nothing the next time.
            guard let file = names[name], Bool.random(using: &random) else { return }
            files[file].durable = kept(files[file])
            files[file].pending = []
        case .deleted(let name, let synced):
            rename(name, nil)
            if synced, syncs { syncFolder() }
        case .promised: break
        }
    }

    private mutating func change(_ name: String, _ change: Change) {
        guard let file = names[name] else { return }
        files[file].pending.append(change)
    }

    private mutating func rename(_ name: String, _ file: Int?) {
        names[name] = file
        pendingNames[name, default: []].append(file)
    }

    private mutating func syncFolder() {
        durableNames = names
        pendingNames = [:]
    }

    private mutating func rest() -> [String: [UInt8]] {
        for (name, changes) in pendingNames.sorted(by: { $0.key < $1.key }) {
            let count = Int.random(in: 0...changes.count, using: &random)
            if count > 0 { durableNames[name] = changes[count - 1] }
        }
        var rest: [String: [UInt8]] = [:]
        for (name, file) in durableNames.sorted(by: { $0.key < $1.key }) { rest[name] = kept(files[file]) }
        return rest
    }

    private mutating func kept(_ file: File) -> [UInt8] {
        var bytes = file.durable
        let choice = Choice.allCases.randomElement(using: &random) ?? .none
        let cut = Int.random(in: 0...file.pending.count, using: &random)
        for (index, change) in file.pending.enumerated() {
            switch change {
            case .size(let size):
                if keeps(choice, index, cut) { Self.apply(.size(size), to: &bytes) }
            case .write(let offset, let content):
                var start = 0
                while start < content.count {
                    let end = min(start + Self.sector - (offset + start) % Self.sector, content.count)
                    if keeps(choice, index, cut) {
                        Self.apply(.write(offset: offset + start, Array(content[start..<end])), to: &bytes)
                    }
                    start = end
                }
            }
        }
        return bytes
    }

    private mutating func keeps(_ choice: Choice, _ index: Int, _ cut: Int) -> Bool {
        switch choice {
        case .none: false
        case .all: true
        case .few: Int.random(in: 0..<8, using: &random) == 0
        case .some: Bool.random(using: &random)
        case .most: Int.random(in: 0..<8, using: &random) != 0
        // Where the cut falls, a write is torn.
        case .first: index < cut || (index == cut && Bool.random(using: &random))
        case .last: index > cut || (index == cut && Bool.random(using: &random))
        }
    }

    private static func apply(_ change: Change, to bytes: inout [UInt8]) {
        switch change {
        case .size(let size):
            if size < bytes.count {
                bytes.removeLast(bytes.count - size)
            } else {
                bytes += [UInt8](repeating: 0, count: size - bytes.count)
            }
        case .write(let offset, let content):
            if bytes.count < offset + content.count { apply(.size(offset + content.count), to: &bytes) }
            bytes.replaceSubrange(offset..<(offset + content.count), with: content)
        }
    }
}
