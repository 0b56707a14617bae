internal import class Dispatch.DispatchQueue
internal import struct Synchronization.Mutex

/// Several pieces of work on several cores at once, the same whatever the number of cores.
///
/// The rooms of arithmetic have no threads of their own but these; the work is cut before, not by who is free.
enum Lanes {
    /// Holds a state while a thread works on it.
    private final class Slot<State: Sendable>: Sendable {
        let state: Mutex<State>

        init(_ state: State) { self.state = Mutex(state) }
    }

    /// Does each piece of work on its own state.
    ///
    /// - Parameters:
    ///   - states: One for each piece; none is seen by another.
    ///   - threads: How many cores to use; 1 works on the caller's thread alone.
    ///   - work: The piece of a number, on its state.
    static func run<State: Sendable>(
        _ states: inout [State], threads: Int, _ work: @Sendable (Int, inout State) -> Void
    ) {
        let lanes = min(max(1, threads), states.count)
        guard lanes > 1 else {
            for index in states.indices { work(index, &states[index]) }
            return
        }
        let slots = states.map(Slot.init)
        // A second owner would make each array be copied when it is written.
        states.removeAll()
        DispatchQueue.concurrentPerform(iterations: lanes) { lane in
            for index in stride(from: lane, to: slots.count, by: lanes) {
                slots[index].state.withLock { work(index, &$0) }
            }
        }
        states = slots.map { slot in slot.state.withLock { $0 } }
    }
}
