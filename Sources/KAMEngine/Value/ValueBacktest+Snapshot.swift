public import KAMModel

extension ValueBacktest {
    /// Holds every model against what accounts did after a day.
    ///
    /// Each model is fitted to what was known on the day, and foretells what each account that had bought by then does up
    /// to the day of the snapshot. The plain formula takes the run rate of the trailing quarters with the policy's shrinkage
    /// and retention; the naive ones repeat the last stretch of the same length, or give each account the mean of all. The
    /// least root mean square error wins, for it is least when the expectation is foretold.
    ///
    /// `splitDay`: The last day known; nothing leaves half of the log for the test, in whole quarters of 91 days.
    /// - Complexity: That of the fits, and O(*accounts*).
    public init(_ snapshot: Snapshot, policy: Policy, measure: Measure = .amount, splitDay: Day? = nil) {
        let log = CustomerBase(snapshot, until: snapshot.asOf)
        let holdout = splitDay.map { snapshot.asOf.ordinal - $0.ordinal } ?? max(91, log.days / 2 / 91 * 91)
        let split = snapshot.asOf.advanced(by: -holdout)
        let trial = BacktestTrial(snapshot, policy: policy, measure: measure, split: split)
        let rows = holdout > 0 ? trial.rows() : []
        let shortage = holdout > 0 ? BacktestTrial.shortage(log, trial.base) : BacktestTrial.noDays(split)
        let winner = rows.filter(\.isApplicable).min {
            ($0.rootMeanSquareError ?? .infinity) < ($1.rootMeanSquareError ?? .infinity)
        }
        self.init(
            measure: measure, splitDay: split, holdoutDays: max(0, holdout), accounts: trial.base.buyers,
            actual: trial.actual.reduce(0, +), rows: rows, winner: shortage == nil ? winner?.model : nil,
            verdict: shortage ?? BacktestTrial.verdict(rows, winner: winner))
    }
}
