import Foundation
import Glibc

/// The memory of programs.
enum Memory {
    /// Forgets the greatest memory that this program held so far, so that `peakMiB` speaks of what follows.
    static func forgetPeak() {
        // A kernel that refuses leaves the peak of the whole run, which is too much but never too little.
        try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    }

    /// The greatest memory that this program held since, in MiB; nothing where the kernel does not tell.
    static var peakMiB: Double? { peakMiB(of: getpid()) }

    /// The greatest memory that a program held so far, in MiB; nothing where the kernel does not tell.
    static func peakMiB(of process: pid_t) -> Double? {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
        else { return nil }
        return kibibytes / 1024
    }
}

extension Lap {
    /// Runs a piece of work in this program and takes the seconds.
    ///
    /// - Parameter work: Gives the proven gap of its answer, or nothing where it has none.
    /// - Throws: What `work` throws.
    init(seconds work: () throws -> Double?) throws {
        Memory.forgetPeak()
        let began = ContinuousClock.now
        let gap = try work()
        self.init(figure: (ContinuousClock.now - began).inSeconds, peakMiB: Memory.peakMiB, gap: gap)
    }
}
