import Foundation

/// When a work began, in time and in the processor's time.
struct Moment {
    private let time = ContinuousClock.now
    private let usage = Moment.usage()

    /// Prints what each of so many has cost since then, in microseconds.
    func report(_ count: Int) {
        print("us\t\((ContinuousClock.now - time) / .microseconds(1) / Double(count))")
        print("cpu\t\((Moment().processorTime - processorTime) / Double(count))")
    }

    /// In microseconds, of all threads.
    private var processorTime: Double {
        let (user, system) = (usage.ru_utime, usage.ru_stime)
        return Double(user.tv_sec + system.tv_sec) * 1e6 + Double(user.tv_usec + system.tv_usec)
    }

    /// The most memory that the process had, in bytes.
    var peakMemory: Double {
        #if os(Linux)
        Double(usage.ru_maxrss) * 1024
        #else
        Double(usage.ru_maxrss)
        #endif
    }

    private static func usage() -> rusage {
        var usage = rusage()
        #if os(Linux)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
        getrusage(RUSAGE_SELF, &usage)
        #endif
        return usage
    }
}
