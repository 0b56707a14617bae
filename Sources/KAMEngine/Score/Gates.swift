internal import KAMModel

/// What an account must have to be considered, and which accounts do not.
struct Gates {
    /// How many accounts pass a gate only because its data is missing, in words.
    let assumptions: [String]

    private let snapshot: Snapshot
    private let policy: GatePolicy
    private let years: Int
    private let values: [AccountValue]
    private let sites: [ID<Account>: Int]

    init(_ snapshot: Snapshot, policy: Policy, valuation: Valuation) {
        self.snapshot = snapshot
        self.policy = policy.gates
        years = policy.economics.horizonYears
        values = valuation.values
        var sites: [ID<Account>: Int] = [:]
        for account in snapshot.accounts {
            if let parent = account.parent, parent != account.id { sites[parent, default: 0] += 1 }
        }
        self.sites = sites
        assumptions = Gates.assumptions(snapshot, policy.gates, values, sites)
    }

    /// The gates that an account fails, in words.
    func failed(by index: Int, completeness: Double) -> [Reason] {
        let account = snapshot.accounts[index]
        let checks = [
            blocked(account), incomplete(completeness), fewSolutions(account), noCounterpart(account),
            costAboveContribution(values[index]),
        ]
        return checks.compactMap(\.self)
    }

    private func blocked(_ account: Account) -> Reason? {
        account.block.map { Reason("blocked", "No business may be done: \($0).") }
    }

    private func incomplete(_ completeness: Double) -> Reason? {
        guard completeness < policy.minimumCompleteness - 1e-9 else { return nil }
        return Reason(
            "incomplete",
            "Only \(Wording.percent(completeness)) of the criteria by weight is known; "
                + "\(Wording.percent(policy.minimumCompleteness)) is needed.")
    }

    private func fewSolutions(_ account: Account) -> Reason? {
        let solutions = account.history.solutions
        let places = 1 + (sites[account.id] ?? 0)
        guard max(solutions, places) < policy.minimumSolutions else { return nil }
        if Gates.solutionsAreUnknown(account) {
            return unknown("few_solutions", "how many solutions the account can buy")
        }
        return Reason(
            "few_solutions",
            "Buys \(Wording.count(solutions, "solution")) at \(Wording.count(places, "site")); "
                + "\(policy.minimumSolutions) of either are needed.")
    }

    private func noCounterpart(_ account: Account) -> Reason? {
        guard policy.requiresCounterpart else { return nil }
        guard let rating = account.ratings["counterpart"] else {
            return unknown("no_counterpart", "whether the customer names a counterpart")
        }
        return rating.value >= 0.5 ? nil : Reason("no_counterpart", "The customer has named no counterpart.")
    }

    private func costAboveContribution(_ value: AccountValue) -> Reason? {
        guard policy.requiresContributionAboveCost else { return nil }
        guard value.observedQuarters > 0 else {
            return unknown("cost_above_contribution", "what the account contributes")
        }
        guard value.lifetimeValue <= value.costToServe else { return nil }
        let span = Wording.count(years, "year")
        return Reason(
            "cost_above_contribution",
            "Expected to contribute \(Wording.money(value.lifetimeValue, snapshot.currency)) over \(span), while serving "
                + "it costs \(Wording.money(value.costToServe, snapshot.currency)).")
    }

    private func unknown(_ code: String, _ what: String) -> Reason? {
        policy.passesWhenUnknown ? nil : Reason(code, "It is not known \(what).")
    }

    private static func solutionsAreUnknown(_ account: Account) -> Bool {
        account.history.solutions == 0 && account.history.since == nil
    }

    private static func assumptions(
        _ snapshot: Snapshot, _ policy: GatePolicy, _ values: [AccountValue], _ sites: [ID<Account>: Int]
    ) -> [String] {
        guard policy.passesWhenUnknown else { return [] }
        var texts: [String] = []
        func note(_ count: Int, _ what: String) {
            if count > 0 { texts.append("\(Wording.count(count, "account")) passed though it is not known \(what).") }
        }
        note(
            snapshot.accounts.count {
                solutionsAreUnknown($0) && 1 + (sites[$0.id] ?? 0) < policy.minimumSolutions
            },
            "how many solutions they can buy")
        if policy.requiresCounterpart {
            note(
                snapshot.accounts.count { $0.ratings["counterpart"] == nil },
                "whether the customer names a counterpart")
        }
        if policy.requiresContributionAboveCost {
            note(values.count { $0.observedQuarters == 0 }, "what the account contributes")
        }
        return texts
    }
}
