public import KAMModel

/// How well each model of lifetime value would have foretold what accounts bought; `docs/json.md` describes it.
public struct BacktestDocument: Hashable, Sendable, Codable {
    /// One model against what happened.
    public struct Row: Hashable, Sendable, Codable {
        /// The key of the model, `naive_repeat` or `naive_mean`.
        public let model: String
        /// Whether it could be fitted.
        public let isApplicable: Bool
        /// The sum over the accounts.
        @Nullable public private(set) var predicted: Double?
        /// The mean of the distances by account.
        @Nullable public private(set) var meanAbsoluteError: Double?
        /// The root of the mean of the squared distances by account.
        @Nullable public private(set) var rootMeanSquareError: Double?
        /// The sum of the predictions less what happened, as a share of the latter.
        @Nullable public private(set) var bias: Double?
        /// The share of accounts within their interval of 80 %.
        @Nullable public private(set) var intervalCoverage: Double?
        /// What to beware of.
        @Nullable public private(set) var note: String?
        /// The same in Japanese.
        @Nullable public private(set) var noteJa: String?

        init(_ row: ValueBacktest.Row) {
            model = row.model
            isApplicable = row.isApplicable
            predicted = row.predicted
            meanAbsoluteError = row.meanAbsoluteError
            rootMeanSquareError = row.rootMeanSquareError
            bias = row.bias
            intervalCoverage = row.intervalCoverage
            note = row.note?.english
            noteJa = row.note?.japanese
        }
    }

    /// One thing foretold.
    public struct Test: Hashable, Sendable, Codable {
        /// What is foretold.
        public let measure: ValueBacktest.Measure
        /// The last day that the models know.
        public let splitDay: Day
        /// The days after it.
        public let holdoutDays: Int
        /// How many accounts had bought by then.
        public let accounts: Int
        /// What they did in the days after.
        public let actual: Double
        /// The models.
        public let rows: [Row]
        /// The key of the model with the least root mean square error.
        @Nullable public private(set) var winner: String?
        /// What to conclude.
        public let verdict: Reason

        init(_ test: ValueBacktest) {
            measure = test.measure
            splitDay = test.splitDay
            holdoutDays = test.holdoutDays
            accounts = test.accounts
            actual = test.actual
            rows = test.rows.map(Row.init)
            winner = test.winner
            verdict = test.verdict
        }
    }

    /// The quarter.
    public let quarter: Quarter
    /// What it was computed from.
    public let provenance: Provenance
    /// The currency of amounts.
    public let currency: Currency
    /// The things foretold.
    public let tests: [Test]

    init(_ tests: [ValueBacktest], _ request: Planner.Request, snapshot: Snapshot) {
        quarter = request.quarter
        provenance = Provenance(request, snapshot: snapshot)
        currency = snapshot.currency
        self.tests = tests.map(Test.init)
    }
}
