import Glibc

/// The seconds that an instance has taken: of the wall clock, or of the processor.
struct GapClock: Sendable {
    /// Whether only the time counts in which this process was computing; it leaves out what others took of the machine.
    let isOfProcessor: Bool
    private let start: Double

    /// Starts now.
    init(ofProcessor: Bool) {
        isOfProcessor = ofProcessor
        start = Self.now(ofProcessor)
    }

    /// The seconds since the start.
    var seconds: Double { Self.now(isOfProcessor) - start }

    private static func now(_ isOfProcessor: Bool) -> Double {
        var time = timespec()
        clock_gettime(isOfProcessor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
