import KAMModel

extension ExplanationDocument.Fact {
    /// What a snapshot knows of an account; what it does not know is a fact without a value.
    static func all(_ account: Account, snapshot: Snapshot, stages: [Stage]) -> [ExplanationDocument.Fact] {
        let history = account.history
        let asOf = snapshot.asOf
        func sum(_ counts: [Int]) -> Double { Double(counts.prefix(4).reduce(0, +)) }
        var facts = [
            number("won_last_year", history.wonAmounts.prefix(4).reduce(0, +), "money", asOf),
            number(
                "won_year_before",
                history.wonAmounts.count < 8 ? nil : history.wonAmounts[4..<8].reduce(0, +), "money", asOf),
            number("wins_last_year", sum(history.wonCounts), "count", asOf),
            number("losses_last_year", sum(history.lostCounts), "count", asOf),
            number("openings_last_year", sum(history.openedCounts), "count", asOf),
            number("solutions", Double(history.solutions), "count", asOf),
            word("first_business", history.since?.description, "day", asOf),
            word("last_win", history.lastWin?.description, "day", asOf),
        ]
        facts += stages.compactMap { stage in
            account.pipeline[stage.id].map { number("open_\(stage.id)", $0.amount, "money", asOf) }
        }
        if let contract = history.contract {
            facts += [
                number("contract_renewals", Double(contract.renewals), "count", asOf),
                number("contract_amount", contract.amount, "money", asOf),
                word("contract", contract.hasLapsed ? "lapsed" : "runs", "word", asOf),
            ]
        }
        return facts + master(account, asOf: asOf) + ratings(account)
    }

    private static func master(_ account: Account, asOf: Day) -> [ExplanationDocument.Fact] {
        let revenue = account.annualRevenue.map(\.amount)
        return [
            number("annual_revenue", revenue, "money", asOf, source: "account"),
            number("employees", account.employees.map(Double.init), "count", asOf, source: "account"),
            word("owner", account.owner?.raw, "word", asOf, source: "account"),
            word("parent", account.parent?.raw, "word", asOf, source: "account"),
            word("block", account.block, "word", asOf, source: "account"),
        ]
    }

    private static func ratings(_ account: Account) -> [ExplanationDocument.Fact] {
        account.ratings.sorted { $0.key < $1.key }.map { criterion, rating in
            ExplanationDocument.Fact(
                fact: "rating_\(criterion)", value: rating.value, text: nil, unit: "points", source: "rating",
                raters: rating.raters, day: rating.day)
        }
    }

    private static func number(
        _ fact: String, _ value: Double?, _ unit: String, _ day: Day, source: String = "opportunities"
    ) -> ExplanationDocument.Fact {
        ExplanationDocument.Fact(
            fact: fact, value: value, text: nil, unit: unit, source: source, raters: [], day: day)
    }

    private static func word(
        _ fact: String, _ text: String?, _ unit: String, _ day: Day, source: String = "opportunities"
    ) -> ExplanationDocument.Fact {
        ExplanationDocument.Fact(
            fact: fact, value: nil, text: text, unit: unit, source: source, raters: [], day: day)
    }
}
