/// How the lifetime value of an account is computed.
public enum LifetimeModel: String, Hashable, Sendable, Codable, CaseIterable {
    /// Margin × retention × growth ÷ discount, year by year.
    case formula
    /// The shifted beta-geometric model of renewals.
    case shiftedBetaGeometric = "sbg"
    /// The beta-geometric, negative binomial model of repeat purchases.
    case bgNBD = "bg_nbd"
    /// The Pareto, negative binomial model of repeat purchases.
    case paretoNBD = "pareto_nbd"

    /// The name by which the field knows it.
    public var name: String {
        switch self {
        case .formula: "plain formula"
        case .shiftedBetaGeometric: "shifted beta-geometric"
        case .bgNBD: "BG/NBD"
        case .paretoNBD: "Pareto/NBD"
        }
    }

    /// The name in one language.
    public func name(in language: Language) -> String {
        switch (self, language) {
        case (.formula, .japanese): "簡易式"
        case (.shiftedBetaGeometric, .japanese): "シフト型ベータ幾何モデル"
        case (.bgNBD, .japanese): "BG/NBDモデル"
        case (.paretoNBD, .japanese): "パレート/NBDモデル"
        default: name
        }
    }
}

/// What an account is worth over the policy's horizon, how that was computed, and the years it is made of.
public struct Lifetime: Hashable, Sendable, Codable {
    /// The model.
    public let model: LifetimeModel
    /// Why this model and no other.
    public let reason: Reason
    /// The yearly discount rate, with what the account's risk adds to the policy's.
    public let discountRate: Double
    /// The worth today before the cost to serve, with an interval of 80 %, in whole units of the base currency.
    ///
    /// The value is the sum over `cash` of discount factor × margin, added in order of the years.
    public let value: Estimate
    /// The years of the horizon, the first first.
    public let cash: [CashYear]

    /// Makes a lifetime value.
    public init(model: LifetimeModel, reason: Reason, discountRate: Double, value: Estimate, cash: [CashYear]) {
        self.model = model
        self.reason = reason
        self.discountRate = discountRate
        self.value = value
        self.cash = cash
    }
}

/// One year of a lifetime value; money is in whole units of the base currency, not discounted unless said otherwise.
public struct CashYear: Hashable, Sendable, Codable {
    /// The year from the day of the snapshot, from 1.
    public let year: Int
    /// The business still expected in the year, as a share of that of a customer who surely stays, 0…1.
    public let survival: Double
    /// The expected revenue.
    public let revenue: Double
    /// Revenue × gross margin.
    public let margin: Double
    /// What serving the account costs at the standard of one that is not key.
    public let costToServe: Double
    /// What one unit at the end of the year is worth today.
    public let discountFactor: Double
    /// The worth today of the year: discount factor × (margin − cost to serve).
    public let contribution: Double

    /// Makes a year; its contribution follows from the rest.
    public init(
        year: Int, survival: Double, revenue: Double, margin: Double, costToServe: Double, discountFactor: Double
    ) {
        self.year = year
        self.survival = survival
        self.revenue = revenue
        self.margin = margin
        self.costToServe = costToServe
        self.discountFactor = discountFactor
        contribution = discountFactor * (margin - costToServe)
    }
}

/// How much more an account brings if it is managed as key.
public struct Uplift: Hashable, Sendable, Codable {
    /// The gain as a share of what the account brings otherwise, with an interval of 80 %.
    public let share: Estimate
    /// Whether it was measured on past portfolios; if not, it is the policy's assumption.
    public let isMeasured: Bool
    /// How many accounts that became key were compared.
    public let treated: Int
    /// How many other accounts they were compared with.
    public let controls: Int
    /// How it was measured and what to beware of, or why it could not be.
    public let reason: Reason

    /// Makes an uplift.
    public init(share: Estimate, isMeasured: Bool, treated: Int, controls: Int, reason: Reason) {
        self.share = share
        self.isMeasured = isMeasured
        self.treated = treated
        self.controls = controls
        self.reason = reason
    }
}
