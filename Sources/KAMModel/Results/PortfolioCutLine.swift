extension Portfolio {
    /// Where the list ends, and why there.
    public struct CutLine: Hashable, Sendable {
        /// What runs out, as `key account manager hours in East` or `closing hours`; nothing when nothing does.
        public let binding: String?
        /// The best account that was not chosen though it may be.
        public let nextAccount: ID<Account>?
        /// What one more hour of the binding resource would bring, in whole units of the base currency.
        public let price: Double?
        /// The hours of the binding resource that the next account is short of.
        public let shortBy: Hours?
        /// What the list would gain if the hours that the next account is short of were there.
        public let gainOfOneMore: Double?
        /// What the list would lose if the next account were on it and the hours stayed as they are.
        public let lossIfForced: Double?
        /// What one more KAM would bring, the best first.
        public let oneMoreKAM: [KAMPrice]
        /// The cut line in words.
        public let reasons: [Reason]

        /// Makes a cut line.
        public init(
            binding: String?, nextAccount: ID<Account>?, price: Double?, shortBy: Hours?, gainOfOneMore: Double? = nil,
            lossIfForced: Double? = nil, oneMoreKAM: [KAMPrice] = [], reasons: [Reason] = []
        ) {
            self.binding = binding
            self.nextAccount = nextAccount
            self.price = price
            self.shortBy = shortBy
            self.gainOfOneMore = gainOfOneMore
            self.lossIfForced = lossIfForced
            self.oneMoreKAM = oneMoreKAM
            self.reasons = reasons
        }
    }
}

/// What one more KAM would bring: the list is worked out again with the hours of one added.
public struct KAMPrice: Hashable, Sendable, Codable {
    /// The region; nothing for a KAM who may serve any account.
    public let region: String?
    /// The hours that were added: the mean of the KAMs there, of what whole accounts can fill.
    public let hours: Hours
    /// What the list gains, in whole units of the base currency.
    public let gain: Double
    /// The accounts that would enter.
    public let entering: [ID<Account>]
    /// The accounts that would leave.
    public let leaving: [ID<Account>]

    /// Makes a price.
    public init(region: String?, hours: Hours, gain: Double, entering: [ID<Account>], leaving: [ID<Account>]) {
        self.region = region
        self.hours = hours
        self.gain = gain
        self.entering = entering
        self.leaving = leaving
    }
}

/// The list that a number of KAMs can serve.
public struct CurvePoint: Hashable, Sendable, Codable {
    /// How many KAMs there are, the regions in their present proportion.
    public let kams: Int
    /// Whether this is the present number.
    public let isPresent: Bool
    /// What the list gains, in whole units of the base currency.
    public let objective: Double
    /// How many accounts are on it.
    public let selected: Int
    /// The account on it that gains least; nothing when nobody is.
    public let marginalAccount: ID<Account>?
    /// What the list gains more than that of the point before, for each KAM more.
    public let marginalValue: Double

    /// Makes a point.
    public init(
        kams: Int, isPresent: Bool, objective: Double, selected: Int, marginalAccount: ID<Account>?,
        marginalValue: Double
    ) {
        self.kams = kams
        self.isPresent = isPresent
        self.objective = objective
        self.selected = selected
        self.marginalAccount = marginalAccount
        self.marginalValue = marginalValue
    }
}
