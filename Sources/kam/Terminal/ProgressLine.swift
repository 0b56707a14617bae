import Foundation
import Synchronization

/// One line on a terminal that tells how far long work is; nothing where nobody watches.
final class ProgressLine: Sendable {
    private let lastShown = Mutex(Date.distantPast)
    private let isShown: Bool

    init(isShown: Bool = Terminal.isWatched) {
        self.isShown = isShown
    }

    /// Shows a share done as a bar, at most ten times a second.
    func show(_ share: Double, _ what: String) {
        let filled = Int((max(0, min(1, share)) * 30).rounded())
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        write("\(bar) \(Int(share * 100)) %  \(what)")
    }

    /// Shows what is being done, at most ten times a second.
    func show(_ what: String) {
        write("… \(what)")
    }

    /// Removes the line.
    func clear() {
        guard isShown, lastShown.withLock({ $0 != .distantPast }) else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
    }

    private func write(_ text: String) {
        guard isShown else { return }
        let isDue = lastShown.withLock { last in
            guard Date().timeIntervalSince(last) >= 0.1 else { return false }
            last = Date()
            return true
        }
        guard isDue else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(TerminalWidth.cut(text, to: 78))".utf8))
    }
}
