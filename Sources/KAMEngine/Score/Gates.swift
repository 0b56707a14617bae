internal import KAMModel

/// What an account must have to be considered, and which accounts do not.
struct Gates {
    /// How many accounts pass a gate only because its data is missing, in words.
    let assumptions: [Phrase]

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
        account.block.map {
            Reason("blocked", Phrase("No business may be done: \($0).", ja: "取引ができない: \($0)。"))
        }
    }

    private func incomplete(_ completeness: Double) -> Reason? {
        let least = policy.minimumCompleteness
        guard completeness < least - 1e-9 else { return nil }
        let (known, needed) = (Wording.percent(completeness), Wording.percent(least))
        return Reason(
            "incomplete",
            Phrase(
                "Only \(known) of the criteria by weight is known; \(needed) is needed.",
                ja: "判明している評価項目は重みで\(known)にとどまる。\(needed)が必要。"),
            figures: ["completeness": completeness, "minimum_completeness": least])
    }

    private func fewSolutions(_ account: Account) -> Reason? {
        let solutions = account.history.solutions
        let places = 1 + (sites[account.id] ?? 0)
        guard max(solutions, places) < policy.minimumSolutions else { return nil }
        if Gates.solutionsAreUnknown(account) {
            return unknown(
                "few_solutions", Phrase("how many solutions the account can buy", ja: "購入できるソリューションの数"))
        }
        let least = policy.minimumSolutions
        return Reason(
            "few_solutions",
            Phrase(
                "Buys \(Wording.count(solutions, "solution")) at \(Wording.count(places, "site")); "
                    + "\(least) of either are needed.",
                ja: "購入ソリューション\(solutions)件、拠点\(places)か所。いずれかが\(least)以上必要。"),
            figures: [
                "solutions": Double(solutions), "sites": Double(places), "minimum_solutions": Double(least),
            ])
    }

    private func noCounterpart(_ account: Account) -> Reason? {
        guard policy.requiresCounterpart else { return nil }
        guard let rating = account.ratings["counterpart"] else {
            return unknown(
                "no_counterpart", Phrase("whether the customer names a counterpart", ja: "顧客側の窓口責任者の有無"))
        }
        if rating.value >= 0.5 { return nil }
        return Reason(
            "no_counterpart",
            Phrase("The customer has named no counterpart.", ja: "顧客側の窓口責任者が決まっていない。"),
            figures: ["counterpart": rating.value])
    }

    private func costAboveContribution(_ value: AccountValue) -> Reason? {
        guard policy.requiresContributionAboveCost else { return nil }
        guard value.observedQuarters > 0 else {
            return unknown(
                "cost_above_contribution", Phrase("what the account contributes", ja: "取引先の貢献利益"))
        }
        guard value.lifetimeValue <= value.costToServe else { return nil }
        let (lifetime, serve, currency) = (value.lifetimeValue, value.costToServe, snapshot.currency)
        return Reason(
            "cost_above_contribution",
            Phrase(
                "Expected to contribute \(Wording.money(lifetime, currency)) over \(Wording.count(years, "year")), while "
                    + "serving it costs \(Wording.money(serve, currency)).",
                ja: "\(years)年間の見込み貢献利益は\(Wording.moneyJa(lifetime, currency))だが、対応費用は"
                    + "\(Wording.moneyJa(serve, currency))かかる。"),
            figures: [
                "lifetime_value": value.lifetimeValue, "cost_to_serve": value.costToServe,
                "horizon_years": Double(years),
            ])
    }

    private func unknown(_ code: String, _ what: Phrase) -> Reason? {
        policy.passesWhenUnknown
            ? nil
            : Reason(code, Phrase("It is not known \(what.english).", ja: "\(what.japanese)が不明。"))
    }

    private static func solutionsAreUnknown(_ account: Account) -> Bool {
        account.history.solutions == 0 && account.history.since == nil
    }

    private static func assumptions(
        _ snapshot: Snapshot, _ policy: GatePolicy, _ values: [AccountValue], _ sites: [ID<Account>: Int]
    ) -> [Phrase] {
        guard policy.passesWhenUnknown else { return [] }
        var texts: [Phrase] = []
        func note(_ count: Int, _ what: String, _ japanese: String) {
            guard count > 0 else { return }
            texts.append(
                Phrase(
                    "\(Wording.count(count, "account")) passed though it is not known \(what).",
                    ja: "\(japanese)が不明なまま通過した取引先が\(count)社ある。"))
        }
        note(
            snapshot.accounts.count {
                solutionsAreUnknown($0) && 1 + (sites[$0.id] ?? 0) < policy.minimumSolutions
            },
            "how many solutions they can buy", "購入できるソリューションの数")
        if policy.requiresCounterpart {
            note(
                snapshot.accounts.count { $0.ratings["counterpart"] == nil },
                "whether the customer names a counterpart", "顧客側の窓口責任者の有無")
        }
        if policy.requiresContributionAboveCost {
            note(values.count { $0.observedQuarters == 0 }, "what the account contributes", "取引先の貢献利益")
        }
        return texts
    }
}

extension Gates {
    /// That no account passes, with how many fail each gate; nothing while one passes or there are no accounts.
    static func nobodyPasses(_ scores: [AccountScore]) -> Phrase? {
        guard !scores.isEmpty, scores.allSatisfy({ !$0.failedGates.isEmpty }) else { return nil }
        var counts: [String: Int] = [:]
        for score in scores {
            for gate in Set(score.failedGates.map(\.code)) { counts[gate, default: 0] += 1 }
        }
        let gates = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return Phrase(
            "No account passes the gates, so there is nobody to choose from: "
                + Wording.list(
                    gates.map { "\(Wording.count($0.value, "account")) for \(title($0.key).english)" }) + ".",
            ja: "条件を満たす取引先がなく、選定の候補がいない。不通過の内訳は"
                + Wording.listJa(gates.map { "\(title($0.key).japanese)\($0.value)社" }) + "。")
    }

    private static func title(_ code: String) -> Phrase {
        switch code {
        case "blocked": Phrase("a block", ja: "取引不可")
        case "incomplete": Phrase("too little data", ja: "情報不足")
        case "few_solutions": Phrase("too few solutions or sites", ja: "ソリューション・拠点不足")
        case "no_counterpart": Phrase("no named counterpart", ja: "窓口責任者なし")
        case "cost_above_contribution": Phrase("a cost to serve above the contribution", ja: "対応費用超過")
        default: Phrase(verbatim: code)
        }
    }
}
