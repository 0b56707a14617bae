import Foundation
import KAMEngine
public import KAMModel
import KAMStore
import Synchronization

/// How long and how hard to look for the best matrix, and what to do when somebody interrupts it.
public struct Search: Sendable {
    /// What becomes of an interrupted search.
    public enum OnInterrupt: String, Hashable, Sendable, CaseIterable {
        /// The best matrix so far is stored, with its gap.
        case best
        /// Nothing is stored.
        case nothing
    }

    /// Where a search stands.
    public struct Step: Hashable, Sendable {
        /// What it is doing.
        public let phase: Phase
        /// The loss of the best matrix so far.
        public let loss: Money?
        /// The proven least loss so far.
        public let bound: Money?
        /// The distance between them, as a share of the loss.
        public let gap: Double?

        /// What a search is doing.
        public enum Phase: String, Hashable, Sendable {
            /// Raising the bound.
            case bound
            /// Looking for better matrices.
            case search
            /// Proving that none is better.
            case proof
        }
    }

    /// The time after which to take the best so far; nothing for no limit.
    public var timeLimit: Duration?
    /// How much of the search to make, as a multiple of what the size asks for.
    public var effort: Double
    /// How many threads to use; the answer is the same for each number.
    public var threads: Int
    /// What becomes of an interrupted search.
    public var onInterrupt: OnInterrupt
    /// Is told from time to time where the search stands.
    public var onStep: @Sendable (Step) -> Void

    /// Says how to search.
    public init(
        timeLimit: Duration? = nil, effort: Double = 1, threads: Int = 1, onInterrupt: OnInterrupt = .best,
        onStep: @escaping @Sendable (Step) -> Void = { _ in }
    ) {
        self.timeLimit = timeLimit
        self.effort = effort
        self.threads = threads
        self.onInterrupt = onInterrupt
        self.onStep = onStep
    }
}

/// Watches one search: stops it when the time is over or the sign is up, and remembers which it was.
final class SearchWatch: Sendable {
    private let search: Search
    private let currency: Currency
    private let deadline: ContinuousClock.Instant?
    private let sign: Computation.StopSign
    private let stopped = Mutex<MatrixBasis.Stop?>(nil)

    init(_ search: Search, currency: Currency, sign: Computation.StopSign) {
        self.search = search
        self.currency = currency
        self.sign = sign
        deadline = search.timeLimit.map { ContinuousClock.now + $0 }
    }

    /// What stopped the search; nothing when it came to its end.
    var stop: MatrixBasis.Stop? { stopped.withLock { $0 } }

    func options(seed: UInt64) -> AssignmentOptions {
        AssignmentOptions(effort: search.effort, threads: search.threads, seed: seed) { [self] in shouldStop($0) }
    }

    private func shouldStop(_ progress: AssignmentProgress) -> Bool {
        search.onStep(Search.Step(progress, currency))
        let stop: MatrixBasis.Stop? =
            sign.isRaised ? .interrupt : deadline.map { ContinuousClock.now >= $0 } == true ? .timeLimit : nil
        guard let stop else { return false }
        stopped.withLock { $0 = $0 ?? stop }
        return true
    }
}

extension Search.Step {
    init(_ progress: AssignmentProgress, _ currency: Currency) {
        let purse = Purse(currency: currency)
        phase =
            switch progress.phase {
            case .bound: .bound
            case .search: .search
            case .proof: .proof
            }
        loss = purse.money(progress.objective)
        bound = purse.money(progress.bound)
        gap = Outcome(status: .feasible, objective: progress.objective, bound: progress.bound).gap
    }
}

extension Planner {
    /// Runs a search off the caller's thread.
    ///
    /// - Parameters:
    ///   - search: How to search.
    ///   - seed: The seed of every random choice.
    ///   - currency: The currency of the losses that are told on the way.
    ///   - verb: The verb that an error names.
    ///   - work: The search; it ends early with its best when its options say so.
    /// - Returns: What `work` returns, and what stopped it; an interrupted search only where its best is wanted.
    /// - Throws: `PlannerError`; `.interrupted` where nothing of an interrupted search is wanted.
    func search<Value: Sendable>(
        _ search: Search, seed: UInt64, currency: Currency, verb: String,
        _ work: @escaping @Sendable (AssignmentOptions) throws(AssignmentError) -> Value
    ) async throws -> (value: Value, stop: MatrixBasis.Stop?) {
        try await Computation.run(keepsResult: search.onInterrupt == .best) { sign in
            let watch = SearchWatch(search, currency: currency, sign: sign)
            do throws(AssignmentError) {
                let value = try work(watch.options(seed: seed))
                return (value, watch.stop)
            } catch {
                throw PlannerError(error, verb: verb)
            }
        }
    }
}

extension PlannerError {
    init(_ error: AssignmentError, verb: String) {
        switch error {
        case .refused(let refusals): self = .refused(verb: verb, reasons: refusals.map(\.description))
        case .solverFailed(let words): self = .notConfirmed(verb: verb, findings: [words])
        case .notConfirmed(let violations):
            self = .notConfirmed(verb: verb, findings: violations.map { "\($0)" })
        }
    }
}
