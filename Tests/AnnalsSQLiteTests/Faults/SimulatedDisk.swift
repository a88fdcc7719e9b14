import FaultyDisk
import Foundation
import GRDBSQLite
import Synchronization

/// A folder on a disk that fails when it is told to, and that keeps in mind what was done to it, so that what a power
/// failure would have left at any moment can be made from that.
final class SimulatedDisk: Sendable {
    /// What the disk was asked to do, in order.
    enum Event: Sendable {
        case opened(String, created: Bool)
        case wrote(String, offset: Int, [UInt8])
        case truncated(String, size: Int)
        case synced(String)
        /// What was to be synced may be lost, also when a later sync succeeds.
        case failedToSync(String)
        case deleted(String, synced: Bool)
        /// Something that the program may rely on from here on.
        case promised(StorePromise)
    }

    /// What goes wrong.
    struct Fault: Hashable, Sendable, CustomStringConvertible {
        enum Kind: String, CaseIterable, Sendable {
            case open, read, write, full, truncate, sync, sharedMemory, delete
        }

        var kind: Kind
        /// Which operation of the kind fails, from 1.
        var number: Int
        /// Whether all later ones of the kind fail, too.
        var lasts = false

        var description: String { "\(kind.rawValue) \(number)\(lasts ? " and all later ones" : "")" }
    }

    private struct State {
        var events: [Event] = []
        var counts: [Fault.Kind: Int] = [:]
        var fault: Fault?
        var failures = 0
    }

    /// Where the files are; removed with the disk.
    let folder: String
    private let file: TemporaryFile
    private let state = Mutex(State())

    init(_ fault: Fault? = nil) throws {
        file = try TemporaryFile(inMemory: true)
        // As SQLite names it.
        folder = URL(fileURLWithPath: file.directory).resolvingSymlinksInPath().path + "/"
        state.withLock { $0.fault = fault }
        let code = faulty_watch(
            folder, { context, operation in SimulatedDisk.hook(context, operation) },
            Unmanaged.passUnretained(self).toOpaque())
        guard code == SQLITE_OK else { throw CocoaError(.featureUnsupported) }
    }

    deinit {
        faulty_unwatch(folder)
    }

    /// What was done so far.
    var events: [Event] { state.withLock { $0.events } }

    /// How many operations of a kind there were.
    func count(_ kind: Fault.Kind) -> Int { state.withLock { $0.counts[kind, default: 0] } }

    /// How many operations have failed.
    var failures: Int { state.withLock { $0.failures } }

    /// The disk is as good as new.
    func mend() { state.withLock { $0.fault = nil } }

    /// Says that something is certain from now on.
    func promise(_ promise: StorePromise) { state.withLock { $0.events.append(.promised(promise)) } }

    private static func hook(
        _ context: UnsafeMutableRawPointer?, _ operation: UnsafeMutablePointer<faulty_operation>?
    ) -> CInt {
        guard let context, let operation else { return SQLITE_OK }
        return Unmanaged<SimulatedDisk>.fromOpaque(context).takeUnretainedValue().done(&operation.pointee)
    }

    private func done(_ operation: inout faulty_operation) -> CInt {
        let file = String(String(cString: operation.path).dropFirst(folder.count))
        let kind = Self.kind(of: operation.kind)
        return state.withLock { state in
            state.counts[kind, default: 0] += 1
            // A write finds a full disk or a broken one, of the same number.
            if kind == .write { state.counts[.full, default: 0] += 1 }
            let code = Self.failure(kind, state)
            if code != SQLITE_OK {
                state.failures += 1
                // Half of what fails was written half.
                if kind == .write, state.counts[kind, default: 0].isMultiple(of: 2) {
                    operation.written = operation.count / 2
                }
            }
            if let event = Self.event(operation, file, fails: code != SQLITE_OK) { state.events.append(event) }
            return code
        }
    }

    private static func failure(_ kind: Fault.Kind, _ state: State) -> CInt {
        guard let fault = state.fault, fault.kind == kind || (kind == .write && fault.kind == .full),
            let count = state.counts[kind], count == fault.number || (fault.lasts && count > fault.number)
        else { return SQLITE_OK }
        return codes[fault.kind] ?? SQLITE_IOERR
    }

    private static func kind(of kind: faulty_kind) -> Fault.Kind {
        switch kind {
        case FAULTY_OPEN: .open
        case FAULTY_READ: .read
        case FAULTY_TRUNCATE: .truncate
        case FAULTY_SYNC: .sync
        case FAULTY_SHARED_MEMORY: .sharedMemory
        case FAULTY_DELETE: .delete
        default: .write
        }
    }

    /// What SQLite's own functions for files give.
    private static let codes: [Fault.Kind: CInt] = [
        .open: SQLITE_CANTOPEN, .full: SQLITE_FULL,
        .read: SQLITE_IOERR | 1 << 8, .write: SQLITE_IOERR | 3 << 8, .sync: SQLITE_IOERR | 4 << 8,
        .truncate: SQLITE_IOERR | 6 << 8, .delete: SQLITE_IOERR | 10 << 8, .sharedMemory: SQLITE_IOERR | 19 << 8,
    ]

    private static func event(_ operation: faulty_operation, _ file: String, fails: Bool) -> Event? {
        let count = Int(operation.count)
        switch kind(of: operation.kind) {
        case .open: return fails ? nil : .opened(file, created: count == 1)
        case .write:
            let written = fails ? Int(operation.written) : count
            guard written > 0 else { return nil }
            return .wrote(
                file, offset: Int(operation.offset),
                Array(UnsafeRawBufferPointer(start: operation.bytes, count: written)))
        case .truncate: return fails ? nil : .truncated(file, size: count)
        case .sync: return fails ? .failedToSync(file) : .synced(file)
        case .delete: return fails ? nil : .deleted(file, synced: count == 1)
        case .read, .full, .sharedMemory: return nil
        }
    }
}

/// What a program may rely on after a call of the store has returned.
enum StorePromise: Sendable {
    /// All events up to a position are stored.
    case appended(upTo: Int)
    /// The events of the truncated stream are gone.
    case truncated
}
