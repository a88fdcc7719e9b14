import Foundation

/// CPU time of the process, the least of several runs: others may use the machine too.
enum Stopwatch {
    /// Runs a piece of work several times and prints its name and the least CPU time, in milliseconds.
    ///
    /// - Returns: What the last run made.
    @discardableResult
    static func measure<Result>(_ name: String, runs: Int = 5, _ work: () throws -> Result) rethrows -> Result {
        var least = Double.infinity
        var result: Result
        var run = 0
        repeat {
            let start = now()
            result = try work()
            least = min(least, now() - start)
            run += 1
        } while run < runs
        print(name + "\t" + String(format: "%.2f", least * 1000))
        return result
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
