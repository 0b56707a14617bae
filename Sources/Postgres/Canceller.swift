import CPostgres
import Glibc
import Synchronization

/// Cancels what a connection is doing, from any thread, and never what it does next.
///
/// A cancel request that reaches the server before the statement is lost, so it is repeated until the operation ends.
/// The end of an operation waits for a request that is under way.
///
/// `@unchecked Sendable` through `UncheckedBox`: the state lies behind a mutex, and `PQcancel` may be called anywhere.
final class Canceller: Sendable {
    private struct State {
        var handle: OpaquePointer?
        var operation: UInt64 = 0
        var isRunning = false
        var isRequested = false
    }

    private let state = Mutex(UncheckedBox(State()))

    /// Held while a request is under way, so that nobody who only reads `state` waits for the network.
    private let sending = Mutex(())

    deinit {
        state.withLock { PQfreeCancel($0.value.handle) }
    }

    /// Names the connection to cancel on; `nil` when it is gone.
    func attach(_ connection: OpaquePointer?) {
        sending.withLock { _ in
            state.withLock { box in
                PQfreeCancel(box.value.handle)
                box.value.handle = connection.flatMap { PQgetCancel($0) }
            }
        }
    }

    /// Starts an operation that may be cancelled.
    func begin() -> UInt64 {
        state.withLock { box in
            box.value.operation += 1
            box.value.isRunning = true
            box.value.isRequested = false
            return box.value.operation
        }
    }

    /// Ends the operation; true when its cancellation was requested.
    func end() -> Bool {
        let wasRequested = state.withLock { box in
            box.value.isRunning = false
            return box.value.isRequested
        }
        if wasRequested { sending.withLock { _ in } }
        return wasRequested
    }

    /// Whether the running operation shall stop.
    var isRequested: Bool {
        state.withLock { $0.value.isRequested }
    }

    /// Asks for the end of an operation, or of whichever runs now, without waiting for it.
    func request(_ operation: UInt64? = nil) {
        let target = state.withLock { box -> UInt64? in
            guard box.value.isRunning, operation == nil || operation == box.value.operation else { return nil }
            box.value.isRequested = true
            return box.value.operation
        }
        guard let target else { return }
        // Without a thread the request is lost and the operation runs to its end, which is all that can be done.
        _ = DetachedThread.start { self.repeatUntilEnd(of: target) }
    }

    private func repeatUntilEnd(of operation: UInt64) {
        var pause: UInt32 = 10_000
        while send(for: operation) {
            usleep(pause)
            pause = min(pause * 2, 500_000)
        }
    }

    /// Sends one request; false when the operation has ended.
    private func send(for operation: UInt64) -> Bool {
        sending.withLock { _ in
            let handle = state.withLock { box in
                let isCurrent = box.value.isRunning && box.value.operation == operation
                return UncheckedBox(isCurrent ? box.value.handle : nil)
            }
            guard let handle = handle.value else { return false }
            var message = [CChar](repeating: 0, count: 256)
            _ = PQcancel(handle, &message, Int32(message.count))
            return true
        }
    }
}
