internal import CHighs

/// The owner of one HiGHS instance: give it a model and get a solution, change bounds or costs and solve again.
///
/// A solver keeps the last model and, for a linear program, the last basis, so solving again after a small change is
/// quick. It has one owner: it is not `Sendable`, and its closures run on the thread that called, or with more than
/// one thread on HiGHS's own, never two at once. Solvers on different threads do not disturb each other.
/// A closure must not start another run. A run blocks its thread until it ends and does not look at task cancellation:
/// let `progress` do that.
public final class Solver {
    /// The version of the HiGHS library that is linked, like `1.15.1`.
    public static var version: String { String(cString: Highs_version()) }

    /// HiGHS's instance; created and destroyed with this object, touched by no one else.
    let handle: UnsafeMutableRawPointer
    /// The size of the loaded model and whether branch and bound solves it; nil before the first.
    var loaded: LoadedModel?

    /// Creates an instance that prints nothing.
    public init() {
        guard let created = Highs_create() else { preconditionFailure("HiGHS returned no instance: out of memory") }
        handle = created
        Highs_setBoolOptionValue(handle, "output_flag", 0)
    }

    deinit { Highs_destroy(handle) }

    /// Solves a model.
    ///
    /// - Parameters:
    ///   - model: What to solve; it stays loaded for `solveAgain` and `ranging`.
    ///   - options: Limits, tolerances and choices.
    ///   - start: Values of all columns that branch and bound is to begin with, whole or not, feasible or not; HiGHS
    ///     completes or drops what it cannot use. A linear program takes no notice of it: give it a `basis`.
    ///   - basis: The basis from which the simplex method is to begin; a model with integers takes no notice of it.
    ///   - progress: Is told from time to time where the run stands, and may stop it.
    ///   - log: Takes HiGHS's log, piece by piece; without it nothing is logged.
    /// - Returns: The solution; infeasible, unbounded and stopped early are statuses in it.
    /// - Throws: `HighsError` when the model, an option or the start is refused, or HiGHS fails.
    public func solve(
        _ model: LinearModel, options: SolverOptions = SolverOptions(), start: [Double]? = nil, basis: Basis? = nil,
        progress: ((Progress) -> Control)? = nil, log: ((String) -> Void)? = nil
    ) throws(HighsError) -> Solution {
        try load(model)
        if let basis { try setBasis(basis) }
        return try solveAgain(options: options, start: start, progress: progress, log: log)
    }

    /// Solves the loaded model as it now stands, from the last basis when it is a linear program.
    ///
    /// - Parameters:
    ///   - options: Limits, tolerances and choices; those of the last run are forgotten.
    ///   - start: As for `solve`.
    ///   - progress: As for `solve`.
    ///   - log: As for `solve`.
    /// - Returns: As for `solve`.
    /// - Throws: `HighsError`, `noModel` among them.
    public func solveAgain(
        options: SolverOptions = SolverOptions(), start: [Double]? = nil,
        progress: ((Progress) -> Control)? = nil, log: ((String) -> Void)? = nil
    ) throws(HighsError) -> Solution {
        guard let loaded else { throw .noModel }
        try apply(options)
        if let start { try setStart(start, for: loaded) }
        // The scheduler of this thread keeps the number of threads of its first run and refuses another.
        Highs_resetGlobalScheduler(1)
        // Without this the time limit would count all runs of this instance together.
        Highs_zeroAllClocks(handle)
        let outcome = listening(log: log, progress: progress) { Highs_run(handle) }
        let status = modelStatus
        guard outcome != kHighsStatusError else { throw .internalFailure(call: "Highs_run", status: status) }
        return try collectSolution(status: status, of: loaded)
    }

    /// How the last run ended.
    var modelStatus: ModelStatus { ModelStatus(rawValue: Int(Highs_getModelStatus(handle))) ?? .unknown }
}

@available(*, unavailable)
extension Solver: Sendable {}

/// What a solver has to know about the model that HiGHS holds.
struct LoadedModel {
    var columnCount: Int
    var rowCount: Int
    var entryCount: Int
    var isMixedInteger: Bool
}
