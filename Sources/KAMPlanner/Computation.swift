import Foundation
import Synchronization

/// Long arithmetic, off the caller's thread and off the pool that serves everything else.
enum Computation {
    /// Whether the work shall stop; asked by the work, set by a cancelled task.
    final class StopSign: Sendable {
        private let isUp = Atomic(false)

        var isRaised: Bool { isUp.load(ordering: .relaxed) }

        func raise() { isUp.store(true, ordering: .relaxed) }
    }

    /// Runs work on a thread of its own.
    ///
    /// - Parameters:
    ///   - keepsResult: Whether what `work` returned is wanted although the task was cancelled meanwhile.
    ///   - work: Is given a sign to look at; it may return early when the sign is up.
    /// - Returns: What `work` returns.
    /// - Throws: What `work` throws, or `PlannerError.interrupted` when the task was cancelled.
    static func run<Value: Sendable>(
        keepsResult: Bool = false, _ work: @escaping @Sendable (StopSign) throws -> Value
    ) async throws -> Value {
        let sign = StopSign()
        let value = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
                let thread = Thread {
                    continuation.resume(with: Result { try work(sign) })
                }
                thread.name = "kam computation"
                thread.stackSize = 16 << 20
                thread.start()
            }
        } onCancel: {
            sign.raise()
        }
        guard keepsResult || !Task.isCancelled else { throw PlannerError.interrupted }
        return value
    }
}
