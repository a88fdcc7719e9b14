import Annals
import Foundation

/// Does one work over all payloads of a file, as the programs in `Peers` do: `EventBenchmark FOLDER WORK PASSES [COUNT]`.
@main
struct EventBenchmark {
    let folder: String
    let passes: Int
    let count: Int
    let meta = EventMetadata(
        id: UniqueID(high: 1, low: 2), type: "OrderPlaced", version: 1, stream: "Order-1", streamVersion: 1,
        position: 1, time: .min)

    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments[1] == "store" {
            return wait { try await StoreWork(Array(arguments.dropFirst(2))).run(arguments[2]) }
        }
        if arguments[1] == "sales" {
            return wait { try await SalesWork(path: arguments[3]).run(arguments[2], arguments.dropFirst(4)) }
        }
        let benchmark = EventBenchmark(
            folder: arguments[1], passes: Int(arguments[3]) ?? 1,
            count: arguments.count > 4 ? Int(arguments[4]) ?? 0 : .max)
        try benchmark.run(arguments[2])
    }

    /// Runs a work and waits for it. An asynchronous `main` would leave the main thread, at which valgrind ends.
    private static func wait(for work: @escaping @Sendable () async throws -> Void) {
        let done = DispatchSemaphore(value: 0)
        Task {
            do {
                try await work()
            } catch {
                FileHandle.standardError.write(Data("\(error)\n".utf8))
                exit(1)
            }
            done.signal()
        }
        done.wait()
    }

    func run(_ work: String) throws {
        switch work {
        case "decode": try measure(lines("v3")) { try OrderPlaced(json: $0).items.count }
        case "stored":
            try measure(lines("v3")) {
                try OrderPlaced.decode(version: 3, payload: $0, meta: meta, limits: .stored).items.count
            }
        case "partial":
            try measure(lines("v3")) { payload in
                try OrderTotalsProjection.OrderPlaced.decode(version: 3, payload: payload, meta: meta, limits: .stored)
                    .totalAmount > 0 ? 1 : 0
            }
        case "upcast":
            try measure(lines("v1")) { try OrderPlaced.decode(version: 1, payload: $0, meta: meta).items.count }
        case "encode": try measure(lines("v3").map { try OrderPlaced(json: $0) }) { try $0.json().count }
        // What the other works have besides their own.
        case "read": try measure(lines("v3")) { $0.count }
        case "refuse": try measure(lines("broken")) { (try? OrderPlaced(json: $0)) == nil ? 1 : 0 }
        case "foundation":
            let decoder = JSONDecoder()
            try measure(lines("v3").map { Data($0) }) { try FoundationOrder.decode($0, decoder).items.count }
        case "storage": print(try lines("v3").reduce(0) { try $0 + OrderPlaced(json: $1).allocations })
        default: throw CocoaError(.featureUnsupported)
        }
    }

    private func lines(_ name: String) throws -> [[UInt8]] {
        let text = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).jsonl"))
        return text.split(separator: UInt8(ascii: "\n")).prefix(count).map { Array($0) }
    }

    @inline(never)
    private func measure<Input>(_ inputs: [Input], _ step: (Input) throws -> Int) rethrows {
        var best = Double.infinity
        var sum = 0
        for _ in 0..<passes {
            sum = 0
            let start = clock_gettime_nsec()
            for input in inputs { sum += try step(input) }
            best = min(best, (clock_gettime_nsec() - start) / Double(inputs.count))
        }
        print("{\"ns\": \((best * 10).rounded() / 10), \"sum\": \(sum)}")
    }

    /// CPU time of the process.
    private func clock_gettime_nsec() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}

extension OrderPlaced {
    /// How many pieces of memory the value itself consists of: its lists, and the texts that a string does not hold inline.
    fileprivate var allocations: Int {
        let texts =
            [customerId, address.street, address.city, address.state, address.zipCode, address.country, currency] + tags
            + items.map(\.productId)
        return texts.filter { $0.utf8.count > 15 }.count + (items.isEmpty ? 0 : 1) + (tags.isEmpty ? 0 : 1)
    }
}
