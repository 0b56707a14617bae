/// How to solve: limits, tolerances and choices, every one with HiGHS's own default but for the single thread.
///
/// With one thread, a seed and only counted limits the same model gives the same answer; a time limit breaks that.
public struct SolverOptions: Sendable, Equatable {
    /// When to simplify a model before it is solved.
    public enum Presolve: String, Sendable, Equatable {
        /// HiGHS decides (it does, but for a linear program with a basis to start from).
        case choose
        /// Always.
        case on
        /// Never.
        case off
    }

    /// How to solve a linear program.
    public enum Method: String, Sendable, Equatable {
        /// HiGHS decides.
        case choose
        /// The simplex method: gives a basis.
        case simplex
        /// The interior point method IPX with crossover, so that it gives a basis too.
        case interiorPoint = "ipx"
    }

    /// How long to calculate, in seconds of wall-clock time; no limit by default, and zero stops at once.
    public var timeLimit: Double = .infinity
    /// Stop when the relative gap `|bound − objective| ÷ |objective|` is at most this.
    public var relativeGap: Double = 1e-4
    /// Stop when the absolute gap `|bound − objective|` is at most this.
    public var absoluteGap: Double = 1e-6
    /// How many threads to use; 0 leaves it to HiGHS.
    public var threads: Int = 1
    /// The seed of HiGHS's random choices, 0 or more.
    public var seed: Int = 0
    /// How many nodes of the branch and bound tree to explore at most; the status is then `solutionLimit`.
    public var nodeLimit: Int?
    /// How many simplex iterations to make on a linear program at most.
    public var iterationLimit: Int?
    /// When to presolve.
    public var presolve: Presolve = .choose
    /// How to solve a linear program; a model with integers takes no notice of it.
    public var method: Method = .choose
    /// Whether branch and bound begins with the feasibility jump heuristic.
    ///
    /// It costs some 10 ms however small the model (1.15.1); turn it off where thousands of small models are solved.
    public var feasibilityJump: Bool = true
    /// How far a row or a bound may be missed, absolutely.
    public var primalTolerance: Double = 1e-7
    /// How far a reduced cost may have the wrong sign.
    public var dualTolerance: Double = 1e-7
    /// How far an integer column may be from a whole number.
    public var integralityTolerance: Double = 1e-6

    /// Makes the default options.
    public init() {}
}
