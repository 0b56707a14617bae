/// How a run ended, kept apart exactly as HiGHS does.
public enum ModelStatus: Int, Sendable, Equatable, CaseIterable {
    /// No run has taken place.
    case notSet = 0
    /// The model could not be loaded.
    case loadError
    /// The model is not one that HiGHS can solve.
    case modelError
    /// Presolve failed.
    case presolveError
    /// The solver failed.
    case solveError
    /// Postsolve failed.
    case postsolveError
    /// The model has no columns; whether its rows allow that, `primalStatus` says.
    case modelEmpty
    /// A best solution was found, within the tolerances and, with integers, the gaps.
    case optimal
    /// No values keep all rows and bounds.
    case infeasible
    /// The model is infeasible or unbounded; which of the two was not found out. Presolve off decides it.
    case unboundedOrInfeasible
    /// The objective can be improved for ever.
    case unbounded
    /// The bound on the objective was reached.
    case objectiveBound
    /// The wanted objective was reached.
    case objectiveTarget
    /// The time limit came first.
    case timeLimit
    /// The iteration limit came first.
    case iterationLimit
    /// HiGHS does not know.
    case unknown
    /// The limit of nodes, leaves or improving solutions came first.
    case solutionLimit
    /// The caller's progress closure asked to stop.
    case interrupted
    /// The memory limit came first.
    case memoryLimit
    /// HiGHS was interrupted from inside.
    case interruptedByHighs
}

/// What is known of the values, or of the duals, of a solution.
public enum PointStatus: Int, Sendable, Equatable {
    /// There are none.
    case none = 0
    /// There are some, but they break a bound by more than the tolerance.
    case infeasible
    /// They keep all bounds within the tolerance.
    case feasible
}
