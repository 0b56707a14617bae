/// How well each model would have foretold what accounts bought after a day, from what was known on that day.
public struct ValueBacktest: Hashable, Sendable, Codable {
    /// What is foretold.
    public enum Measure: String, Hashable, Sendable, Codable, CaseIterable {
        /// The won amount of each account, in whole units of the base currency.
        case amount
        /// The number of purchases of each account.
        case purchases
    }

    /// One model against what happened.
    public struct Row: Hashable, Sendable, Codable {
        /// The key of the model: that of a `LifetimeModel`, or `naive_repeat` or `naive_mean`.
        public let model: String
        /// Whether the model could be fitted; if not, the figures are nothing.
        public let isApplicable: Bool
        /// The sum over the accounts.
        public let predicted: Double?
        /// The mean of the distances by account.
        public let meanAbsoluteError: Double?
        /// The root of the mean of the squared distances by account; the least one wins.
        public let rootMeanSquareError: Double?
        /// The sum of the predictions less the sum of what happened, as a share of the latter.
        public let bias: Double?
        /// The share of accounts within their interval of 80 %; nothing for a model without intervals.
        public let intervalCoverage: Double?
        /// Why the model could not be fitted, or what to beware of.
        public let note: Phrase?

        /// Makes a row.
        public init(
            model: String, isApplicable: Bool, predicted: Double?, meanAbsoluteError: Double?,
            rootMeanSquareError: Double?, bias: Double?, intervalCoverage: Double?, note: Phrase? = nil
        ) {
            self.model = model
            self.isApplicable = isApplicable
            self.predicted = predicted
            self.meanAbsoluteError = meanAbsoluteError
            self.rootMeanSquareError = rootMeanSquareError
            self.bias = bias
            self.intervalCoverage = intervalCoverage
            self.note = note
        }
    }

    /// What is foretold.
    public let measure: Measure
    /// The last day that the models know.
    public let splitDay: Day
    /// The days after it that are foretold.
    public let holdoutDays: Int
    /// How many accounts had bought by then.
    public let accounts: Int
    /// What these accounts did in the days after.
    public let actual: Double
    /// The models, the naive ones last.
    public let rows: [Row]
    /// The key of the model with the least root mean square error; nothing when history is too short to tell.
    public let winner: String?
    /// What to conclude.
    public let verdict: Reason

    /// Makes a back-test.
    public init(
        measure: Measure, splitDay: Day, holdoutDays: Int, accounts: Int, actual: Double, rows: [Row], winner: String?,
        verdict: Reason
    ) {
        self.measure = measure
        self.splitDay = splitDay
        self.holdoutDays = holdoutDays
        self.accounts = accounts
        self.actual = actual
        self.rows = rows
        self.winner = winner
        self.verdict = verdict
    }
}
