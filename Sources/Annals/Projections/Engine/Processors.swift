#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The processors of the machine.
enum Processors {
    /// How many there are for the program; at least 1.
    static let count = max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
}
